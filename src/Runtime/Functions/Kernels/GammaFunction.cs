namespace SymGrad;

/// <summary>
/// Γ and ln|Γ|: Stirling's series from 13 on, reached by the recurrence below, in two doubles; the Taylor series where ln Γ is near its
/// zeros 1 and 2; and for negative x, with n the nearest whole number and r = x − n, Γ(x) = (−1)ⁿ·Γ(1 + r)·Γ(1 − r)/(r·Γ(1 − x)).
/// </summary>
internal static partial class GammaFunction
{
    private const double LeastOfStirling = 13;
    private const double Tiny = 1e-20;
    private const double LargestOfLogGamma = 2.556348163871691e305;

    public static double Gamma(double x)
    {
        if (double.IsNaN(x) || x > 200)
            return x * double.PositiveInfinity;
        if (Math.Abs(x) < Tiny)
            return 1 / x;
        double n = Math.Round(x);
        if (x < 0 && x == n)
            return double.NaN;
        if (x < -200)
            return n % 2 == 0 == x > n ? 0 : -0.0;
        if (x > 0)
            return OfPositive(x).Value;
        double r = x - n;
        Scaled reflected = OfPositive(DoubleDouble.Sum(1, -x));
        DoubleDouble numerator = OfPositive(DoubleDouble.Sum(1, r)).Flushed * OfPositive(DoubleDouble.Sum(1, -r)).Flushed;
        double value = new Scaled(numerator / (r * reflected.Mantissa), -reflected.Exponent).Value;
        return n % 2 == 0 ? value : -value;
    }

    /// <summary>ln|Γ(x)|.</summary>
    public static double LogGamma(double x)
    {
        if (double.IsNaN(x))
            return x;
        if (x > LargestOfLogGamma || (x <= 0 && x == Math.Round(x)))
            return double.PositiveInfinity;
        if (Math.Abs(x) < Tiny)
            return -Logarithm.Of(Math.Abs(x)).Hi;
        if (x > 0)
            return LogOfPositive(x).Hi;
        double r = x - Math.Round(x);
        DoubleDouble sine = LogOfPositive(DoubleDouble.Sum(1, r)) + LogOfPositive(DoubleDouble.Sum(1, -r)) - Logarithm.Of(Math.Abs(r));
        return (sine - LogOfPositive(DoubleDouble.Sum(1, -x))).Hi;
    }

    private static DoubleDouble LogOfPositive(DoubleDouble x)
    {
        DoubleDouble fromOne = x - 1, fromTwo = x - 2;
        if (Math.Abs(fromOne.Hi) < 1 / 32.0)
            return Series(fromOne, s_leadingAtOne, s_seriesAtOne);
        if (Math.Abs(fromTwo.Hi) < 1 / 32.0)
            return Series(fromTwo, s_leadingAtTwo, s_seriesAtTwo);
        (DoubleDouble shifted, DoubleDouble product) = Shift(x);
        DoubleDouble log = Stirling(shifted);
        return product.Hi == 1 ? log : log - Logarithm.Of(product);
    }

    private static Scaled OfPositive(DoubleDouble x)
    {
        (DoubleDouble shifted, DoubleDouble product) = Shift(x);
        Scaled exp = Exponential.Exp(Stirling(shifted));
        return new(exp.Mantissa / product, exp.Exponent);
    }

    // y ≥ 13 and x·(x + 1)…(y − 1).
    private static (DoubleDouble Shifted, DoubleDouble Product) Shift(DoubleDouble x)
    {
        DoubleDouble product = 1;
        for (; x.Hi < LeastOfStirling; x += 1)
            product *= x;
        return (x, product);
    }

    // (y − ½)·ln y − y + ½·ln 2π + 1/12y − …
    private static DoubleDouble Stirling(DoubleDouble y)
    {
        double z = 1 / y.Hi;
        DoubleDouble log = Logarithm.Of(y);
        DoubleDouble correction = 1 / (12 * y) + z * z * z * Polynomial.At(z * z, s_stirling);
        return y * (log - 1) - log.TimesPowerOfTwo(-1) + (s_halfLogTwoPi + correction);
    }

    private static DoubleDouble Series(DoubleDouble z, DoubleDouble[] leading, double[] rest) =>
        z * (leading[0] + z * (leading[1] + z.Hi * Polynomial.At(z.Hi, rest)));
}
