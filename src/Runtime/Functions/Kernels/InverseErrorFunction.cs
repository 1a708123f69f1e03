namespace SymGrad;

/// <summary>
/// The inverses of erf and erfc, from S. Winitzki's approximation (2008) by Newton's method: on erf itself up to ½, on the logarithm of erfc,
/// which is nearly a parabola, in the tail.
/// </summary>
internal static class InverseErrorFunction
{
    public static double OfErf(double p)
    {
        double magnitude = Math.Abs(p);
        if (!(magnitude < 1))
            return magnitude == 1 ? p * double.PositiveInfinity : double.NaN;
        if (magnitude <= 0.5)
            return OfSmallErf(p);
        double y = OfSmallErfc(1 - magnitude);
        return p < 0 ? -y : y;
    }

    public static double OfErfc(double q)
    {
        if (!(q > 0 && q < 2))
            return q == 0 ? double.PositiveInfinity : q == 2 ? double.NegativeInfinity : double.NaN;
        if (q < 0.5)
            return OfSmallErfc(q);
        return q > 1.5 ? -OfSmallErfc(2 - q) : OfSmallErf(1 - q);
    }

    // |p| ≤ ½; below 1e-9 the second term of the series, p³·√π³/24, is lost.
    private static double OfSmallErf(double p)
    {
        if (Math.Abs(p) < 1e-9)
            return ErrorFunction.BySlopeAtZero(p);
        double y = Winitzki(Math.Log((1 - p) * (1 + p))) * Math.Sign(p);
        for (int i = 0; i < 4; i++)
        {
            double step = (ErrorFunction.Series(y) - p).Hi / ErrorFunction.Slope(y);
            y -= step / (1 + y * step);
        }

        return y;
    }

    // q ≤ ½.
    private static double OfSmallErfc(double q)
    {
        double y = Winitzki(Math.Log(q * (2 - q)));
        for (int i = 0; i < 5; i++)
        {
            (DoubleDouble mantissa, int exponent) = ErrorFunction.Complement(y);
            double excess = (mantissa / new Scaled(q, -exponent).Value - 1).Hi;
            y += Logarithm.LogP1(excess) * ErrorFunction.Erfcx(y) / ErrorFunction.SlopeAtZero;
        }

        return y;
    }

    // To some 2e-3, from ln(1 − p²).
    private static double Winitzki(double log)
    {
        const double a = 0.147;
        double b = 2 / (Math.PI * a) + log / 2;
        return Math.Sqrt(Math.Sqrt(b * b - log / a) - b);
    }
}
