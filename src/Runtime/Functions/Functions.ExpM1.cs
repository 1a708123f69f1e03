namespace SymGrad;

public static partial class Functions
{
    /// <summary>exp(x) − 1, accurate near 0, where the BCL's <c>double.ExpM1</c> is not.</summary>
    /// <remarks>
    /// By P. T. P. Tang's method (1989), in twice the precision. The sign of a zero is kept.
    /// </remarks>
    /// <param name="x">Any number.</param>
    /// <returns>−1 at −∞, +∞ at +∞, NaN for NaN.</returns>
    public static double ExpM1(double x) => Exponential.ExpM1(x);

    /// <inheritdoc cref="ExpM1(double)"/>
    public static float ExpM1(float x) => (float)Exponential.ExpM1(x);

    /// <summary>ln(1 + x), accurate near 0, where the BCL's <c>double.LogP1</c> is not.</summary>
    /// <remarks>
    /// 1 + x is not rounded. The sign of a zero is kept.
    /// </remarks>
    /// <param name="x">A number that is at least −1.</param>
    /// <returns>−∞ at −1, NaN below.</returns>
    public static double LogP1(double x) => Logarithm.LogP1(x);

    /// <inheritdoc cref="LogP1(double)"/>
    public static float LogP1(float x) => (float)Logarithm.LogP1(x);
}
