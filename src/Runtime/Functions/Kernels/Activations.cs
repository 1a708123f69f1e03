namespace SymGrad;

/// <summary>The activation functions that are made of an exponential, e = exp(−|x|) or exp x, and logarithms of sums of them.</summary>
internal static class Activations
{
    public const double SeluScale = 1.0507009873554804934, SeluSaturation = 1.7580993408473768599;

    public static double Selu(double x) => x > 0 ? SeluScale * x : SeluSaturation * Exponential.ExpM1(x);

    /// <summary>x·σ(x).</summary>
    public static double Silu(double x)
    {
        if (!(Math.Abs(x) < 800))
            return x < 0 ? -0.0 : x;
        if (Math.Abs(x) < 1e-200)
            return 0.5 * x;
        Scaled e = Exponential.Exp(-Math.Abs(x));
        DoubleDouble denominator = 1 + e.Flushed;
        return x > 0 ? (x / denominator).Hi : new Scaled(x * e.Mantissa / denominator, e.Exponent).Value;
    }

    /// <summary>x·tanh(ln(1 + exp x)), where the hyperbolic tangent is e·(e + 2)/(e·(e + 2) + 2) with e = exp x.</summary>
    public static double Mish(double x)
    {
        if (!(Math.Abs(x) < 800))
            return x < 0 ? -0.0 : x;
        if (Math.Abs(x) < 1e-200)
            return 0.6 * x;
        Scaled exp = Exponential.Exp(-Math.Abs(x));
        DoubleDouble e = exp.Flushed;
        if (x > 0)
        {
            DoubleDouble numerator = 1 + e.TimesPowerOfTwo(1);
            return (x * (numerator / (numerator + (e * e).TimesPowerOfTwo(1)))).Hi;
        }

        return new Scaled(x * (exp.Mantissa * (e + 2) / (e * (e + 2) + 2)), exp.Exponent).Value;
    }

    /// <summary>ln(exp a + exp b).</summary>
    public static double LogAddExp(double a, double b)
    {
        double max = Math.Max(a, b), min = Math.Min(a, b);
        if (double.IsNaN(max) || double.IsInfinity(max) || double.IsNegativeInfinity(min))
            return max;
        Scaled e = Exponential.Exp(Difference(min, max));
        return e.Exponent < -100 ? max + e.Value : (max + Logarithm.Of(1 + e.Flushed)).Hi;
    }

    /// <summary>exp a/(exp a + exp b), with the exact difference of the two.</summary>
    public static double LogAddExpDerivative(double a, double b)
    {
        if (double.IsNaN(a) || double.IsNaN(b) || double.IsInfinity(a) || double.IsInfinity(b))
            return a > b ? 1 : a < b ? 0 : double.NaN;
        Scaled e = Exponential.Exp(Difference(Math.Min(a, b), Math.Max(a, b)));
        DoubleDouble denominator = 1 + e.Flushed;
        return a >= b ? (1 / denominator).Hi : new Scaled(e.Mantissa / denominator, e.Exponent).Value;
    }

    // x − y; where that overflows, its exponential is 0 anyway.
    private static DoubleDouble Difference(double x, double y) =>
        x - y < -1e5 ? -1e5 : DoubleDouble.Sum(x, -y);
}
