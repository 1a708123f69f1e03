namespace SymGrad;

/// <summary>
/// ψ and its derivatives. ψ is its asymptotic series from 13 on, reached by the recurrence, and its Taylor series about its positive zero;
/// the n-th derivative is n!·ζ(n + 1, x) by Euler's and Maclaurin's sum. For negative x both reflect: with n the nearest whole number and
/// r = x − n, π·cot πx = 1/r + ψ(1 − r) − ψ(1 + r), and its derivatives.
/// </summary>
internal static partial class PolygammaFunction
{
    private const double LeastOfSeries = 13;
    private const double Tiny = 1e-20;

    public static double Digamma(double x)
    {
        if (double.IsNaN(x) || double.IsPositiveInfinity(x))
            return x;
        if (Math.Abs(x) < Tiny)
            return -1 / x;
        if (x > 0)
            return OfPositive(x).Hi;
        double r = x - Math.Round(x);
        if (!(r != 0))
            return double.NaN;
        DoubleDouble cotangent = 1 / (DoubleDouble)r + OfPositive(DoubleDouble.Sum(1, -r)) - OfPositive(DoubleDouble.Sum(1, r));
        return (OfPositive(DoubleDouble.Sum(1, -x)) - cotangent).Hi;
    }

    public static double Polygamma(int n, double x)
    {
        if (n <= 0)
            return n == 0 ? Digamma(x) : double.NaN;
        bool isOdd = n % 2 != 0;
        if (double.IsNaN(x) || double.IsNegativeInfinity(x))
            return double.NaN;
        if (double.IsPositiveInfinity(x))
            return isOdd ? 0 : -0.0;
        if (x == 0)
            return isOdd ? double.PositiveInfinity : -1 / x;
        if (x > 0)
        {
            double value = TimesFactorialByPower(HurwitzZeta(n + 1, x, x), n, x);
            return isOdd ? value : -value;
        }

        double r = x - Math.Round(x), distance = Math.Abs(r);
        if (distance == 0)
            return isOdd ? double.PositiveInfinity : double.NaN;
        DoubleDouble pole = !isOdd && r > 0 ? -1 : 1, above = HurwitzZeta(n + 1, DoubleDouble.Sum(1, r), distance);
        DoubleDouble sum = pole + HurwitzZeta(n + 1, DoubleDouble.Sum(1, -r), distance) + (isOdd ? above : -above);
        return TimesFactorialByPower(sum - HurwitzZeta(n + 1, DoubleDouble.Sum(1, -x), distance), n, distance);
    }

    private static DoubleDouble OfPositive(DoubleDouble x)
    {
        DoubleDouble fromRoot = x - Root - s_restOfRoot;
        if (Math.Abs(fromRoot.Hi) < 1 / 32.0)
            return fromRoot * (s_leadingAtRoot[0] + fromRoot * (s_leadingAtRoot[1] + fromRoot.Hi * Polynomial.At(fromRoot.Hi, s_seriesAtRoot)));
        DoubleDouble reciprocals = 0;
        for (; x.Hi < LeastOfSeries; x += 1)
            reciprocals += 1 / x;
        if (x.Hi > 1e30)
            return Logarithm.Of(x);
        DoubleDouble reciprocal = 1 / x;
        double z = reciprocal.Hi * reciprocal.Hi;
        DoubleDouble correction = reciprocal * (0.5 + reciprocal / 12) - z * z * Polynomial.At(z, s_digamma);
        return Logarithm.Of(x) - (reciprocals + correction);
    }

    // unitˢ·ζ(s, x), the sum of (unit/(x + k))ˢ.
    private static DoubleDouble HurwitzZeta(double s, DoubleDouble x, double unit)
    {
        DoubleDouble sum = 0;
        for (; x.Hi < LeastOfSeries + s; x += 1)
            sum += Power(unit / x, s);
        double z = x.Hi < 1e30 ? 1 / x.Hi : 0, term = s * (s + 1) * (s + 2) * z * z * z, series = 0;
        for (int k = 0; k < s_eulerMaclaurin.Length; k++)
        {
            series += s_eulerMaclaurin[k] * term;
            term *= (s + 2 * k + 3) * z * ((s + 2 * k + 4) * z);
        }

        DoubleDouble correction = 0.5 + (s / (12 * x) + series);
        return sum + Power(unit / x, s) * (x / (s - 1) + correction);
    }

    private static DoubleDouble Power(DoubleDouble x, double s)
    {
        DoubleDouble power = 1;
        for (int n = (int)s; n > 0; n >>= 1)
        {
            if ((n & 1) != 0)
                power *= x;
            x *= x;
        }

        return power;
    }

    // y·n!/unitⁿ⁺¹, one factor at a time, lest anything overflow on the way.
    private static double TimesFactorialByPower(DoubleDouble y, int n, double unit)
    {
        int scale = unit < 1e-290 ? -200 : 0;
        unit *= DoubleDouble.PowerOfTwo(-scale);
        int unitExponent = DoubleDouble.ExponentOf(unit);
        unit *= DoubleDouble.PowerOfTwo(-unitExponent);
        long exponent = 0;
        for (int k = 0; k <= n; k++)
        {
            y = Math.Max(k, 1) * y / unit;
            int shift = DoubleDouble.ExponentOf(y.Hi);
            y = y.TimesPowerOfTwo(-shift);
            exponent += shift - unitExponent - scale;
        }

        return new Scaled(y, (int)Math.Max(-5000, Math.Min(exponent, 5000))).Value;
    }
}
