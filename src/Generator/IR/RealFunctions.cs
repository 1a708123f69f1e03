namespace SymGrad.Generator.IR;

/// <summary>Elementary functions that the generator's own <c>Math</c> lacks, as functions of real numbers, for the interpreter.</summary>
internal static class RealFunctions
{
    public const double SmallestNormal = 2.2250738585072014e-308;

    public static double Cbrt(double x)
    {
        double r = Math.Pow(Math.Abs(x), 1 / 3.0);
        return CopySign(r, x);
    }

    public static double RootN(double x, double n) =>
        x < 0 && n % 2 != 0 ? -Math.Pow(-x, 1 / n) : Math.Pow(x, 1 / n);

    public static double Hypot(double x, double y)
    {
        double big = Math.Max(Math.Abs(x), Math.Abs(y)), small = Math.Min(Math.Abs(x), Math.Abs(y));
        if (big == 0 || double.IsInfinity(big))
            return big;
        double ratio = small / big;
        return big * Math.Sqrt(1 + (ratio * ratio));
    }

    public static double SinPi(double x) => Math.Sin(Math.PI * Math.IEEERemainder(x, 2));

    public static double CosPi(double x) => Math.Cos(Math.PI * Math.IEEERemainder(x, 2));

    public static double Asinh(double x)
    {
        double a = Math.Abs(x);
        return CopySign(Logarithm.LogP1(a + (a / (Hypot(1, 1 / a) + (1 / a)))), x);
    }

    public static double Acosh(double x)
    {
        double t = x - 1;
        return Logarithm.LogP1(t + (Math.Sqrt(t) * Math.Sqrt(t + 2)));
    }

    public static double Atanh(double x) => 0.5 * Logarithm.LogP1(2 * x / (1 - x));

    public static double CopySign(double x, double y) => IsNegative(x) == IsNegative(y) ? x : -x;

    public static bool IsNegative(double x) => BitConverter.DoubleToInt64Bits(x) < 0;

    public static double MinNumber(double x, double y) => double.IsNaN(x) ? y : double.IsNaN(y) ? x : Math.Min(x, y);

    public static double MaxNumber(double x, double y) => double.IsNaN(x) ? y : double.IsNaN(y) ? x : Math.Max(x, y);

    public static double MinMagnitude(double x, double y) =>
        Math.Abs(x) == Math.Abs(y) ? Math.Min(x, y) : Math.Abs(x) < Math.Abs(y) ? x : y;

    public static double MaxMagnitude(double x, double y) =>
        Math.Abs(x) == Math.Abs(y) ? Math.Max(x, y) : Math.Abs(x) > Math.Abs(y) ? x : y;

    // Where the bounds are crossed C# throws: there is no value.
    public static double Clamp(double x, double min, double max) => min > max ? double.NaN : Math.Min(Math.Max(x, min), max);

    /// <param name="mode">A <c>MidpointRounding</c>, the later ones included.</param>
    public static double Round(double x, double digits, double mode)
    {
        double unit = Math.Pow(10, digits), scaled = x * unit;
        double rounded = mode switch
        {
            0 => Math.Round(scaled, MidpointRounding.ToEven),
            1 => Math.Round(scaled, MidpointRounding.AwayFromZero),
            2 => Math.Truncate(scaled),
            3 => Math.Floor(scaled),
            _ => Math.Ceiling(scaled),
        };
        return rounded / unit;
    }

    public static double ILogB(double x) => x == 0 ? int.MinValue : double.IsNaN(x) || double.IsInfinity(x)
        ? int.MaxValue
        : Math.Floor(Math.Log(Math.Abs(x)) / Constants.Ln2);

    public static bool IsPow2(double x) => x >= SmallestNormal && (BitConverter.DoubleToInt64Bits(x) & 0xF_FFFF_FFFF_FFFF) == 0 && !double.IsInfinity(x);

    public static double LogBeta(double x, double y) =>
        x > 0 && y > 0 ? GammaFunction.LogGamma(x) + GammaFunction.LogGamma(y) - GammaFunction.LogGamma(x + y) : double.NaN;

    public static double Sigmoid(double x)
    {
        double e = Math.Exp(-Math.Abs(x));
        return x >= 0 ? 1 / (1 + e) : e / (1 + e);
    }

    public static double SigmoidDerivative(double x)
    {
        double e = Math.Exp(-Math.Abs(x));
        return e / (1 + e) / (1 + e);
    }

    public static double Softplus(double x) => Math.Max(x, 0) + Logarithm.LogP1(Math.Exp(-Math.Abs(x)));
}
