namespace SymGrad;

public static partial class Functions
{
    /// <summary>The Gaussian error linear unit, x·Φ(x), with the normal distribution itself and no approximation of it by a hyperbolic tangent.</summary>
    /// <remarks>
    /// The lower tail keeps its relative accuracy down to the subnormal numbers. It is −0 at −∞ and +∞ at +∞.
    /// (D. Hendrycks, K. Gimpel, 2016.)
    /// </remarks>
    /// <param name="x">Any number.</param>
    /// <returns>A number that is at least −0.17, or NaN for NaN.</returns>
    public static double Gelu(double x) => ErrorFunction.Gelu(x);

    /// <inheritdoc cref="Gelu(double)"/>
    public static float Gelu(float x) => (float)ErrorFunction.Gelu(x);
}
