namespace SymGrad;

/// <summary>
/// ln(p/q) = k·ln 2 + 2·artanh s with s = (p − 2ᵏq)/(p + 2ᵏq), so that a ratio near 1 keeps its relative accuracy; the first
/// three terms of the series are in two doubles. The relative error is below 2⁻⁶⁹.
/// </summary>
internal static partial class Logarithm
{
    private const double SqrtTwo = 1.4142135623730951;

    private static readonly DoubleDouble s_third = 1 / (DoubleDouble)3;
    private static readonly DoubleDouble s_fifth = 1 / (DoubleDouble)5;

    /// <summary>ln(p/q) for positive finite p and q; q is neither huge nor tiny.</summary>
    public static DoubleDouble OfRatio(DoubleDouble p, DoubleDouble q)
    {
        int k = p.Hi < 1e-290 ? -200 : p.Hi > 1e290 ? 200 : 0;
        p = p.TimesPowerOfTwo(-k);

        double ratio = p.Hi / q.Hi;
        int exponent = DoubleDouble.ExponentOf(ratio);
        if (ratio * DoubleDouble.PowerOfTwo(-exponent) > SqrtTwo)
            exponent++;
        p = p.TimesPowerOfTwo(-exponent);
        DoubleDouble s = (p - q) / (p + q), square = s * s;
        double z = square.Hi;
        DoubleDouble series = 1 + square * (s_third + square * (s_fifth + z * Polynomial.At(z, s_inverseOdds)));
        return (k + exponent) * Ln2 + (s * series).TimesPowerOfTwo(1);
    }

    /// <summary>ln x for a positive finite x.</summary>
    public static DoubleDouble Of(DoubleDouble x) => OfRatio(x, 1);

    public static double LogP1(double x)
    {
        if (!(x > -1) || double.IsPositiveInfinity(x))
            return x == -1 ? double.NegativeInfinity : double.IsPositiveInfinity(x) ? x : double.NaN;
        return Math.Abs(x) < 1e-17 ? x : Of(DoubleDouble.Sum(1, x)).Hi;
    }

    /// <summary>ln(x/(1 − x)).</summary>
    public static double Logit(double x)
    {
        if (!(x > 0 && x < 1))
            return x == 0 ? double.NegativeInfinity : x == 1 ? double.PositiveInfinity : double.NaN;
        return OfRatio(x, DoubleDouble.Sum(1, -x)).Hi;
    }

    /// <summary>x·ln y, and 0 for x = 0.</summary>
    public static double XLogY(double x, double y) =>
        y > 0 && !double.IsInfinity(y) ? Times(x, Of(y)) : Times(x, y == 0 ? double.NegativeInfinity : y > 0 ? y : double.NaN, y);

    /// <summary>x·ln(1 + y), and 0 for x = 0.</summary>
    public static double XLog1PY(double x, double y)
    {
        if (!(y > -1) || double.IsInfinity(y))
            return Times(x, y == -1 ? double.NegativeInfinity : y > 0 ? y : double.NaN, y);
        return Math.Abs(y) < 1e-17 ? x == 0 ? 0 : x * y : Times(x, Of(DoubleDouble.Sum(1, y)));
    }

    // The logarithm is infinite or not a number.
    private static double Times(double x, double log, double y) => x == 0 && !double.IsNaN(y) ? 0 : x * log;

    private static double Times(double x, DoubleDouble log)
    {
        if (x == 0 || double.IsNaN(x) || double.IsInfinity(x))
            return x == 0 ? 0 : x * log.Hi;
        int scale = Math.Abs(x) > 1 ? 100 : -100;
        return new Scaled(x * DoubleDouble.PowerOfTwo(-scale) * log, scale).Value;
    }
}
