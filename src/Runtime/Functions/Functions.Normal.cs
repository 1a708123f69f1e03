namespace SymGrad;

public static partial class Functions
{
    /// <summary>The standard normal distribution, Φ(x) = ½·erfc(−x/√2).</summary>
    /// <remarks>
    /// The lower tail is exp(−x²/2) times a smooth function, with the exact square, and keeps its relative accuracy down to the subnormal numbers.
    /// </remarks>
    /// <param name="x">Any number.</param>
    /// <returns>A number from 0 to 1, or NaN for NaN.</returns>
    public static double NormalCdf(double x) => ErrorFunction.NormalCdf(x);

    /// <inheritdoc cref="NormalCdf(double)"/>
    public static float NormalCdf(float x) => (float)ErrorFunction.NormalCdf(x);

    /// <summary>The density of the standard normal distribution, exp(−x²/2)/√(2π), with the exact square.</summary>
    /// <param name="x">Any number.</param>
    /// <returns>A number from 0 to 0.3990, or NaN for NaN.</returns>
    public static double NormalPdf(double x) => ErrorFunction.NormalPdf(x);

    /// <inheritdoc cref="NormalPdf(double)"/>
    public static float NormalPdf(float x) => (float)ErrorFunction.NormalPdf(x);
}
