namespace SymGrad;

public static partial class Functions
{
    /// <summary>The error function, 2/√π·∫₀ˣ exp(−t²) dt.</summary>
    /// <remarks>
    /// Its power series up to ½ (DLMF 7.6.1), and beyond it 1 − erfc x. The sign of a zero is kept.
    /// </remarks>
    /// <param name="x">Any number.</param>
    /// <returns>A number from −1 to 1, or NaN for NaN.</returns>
    public static double Erf(double x) => ErrorFunction.Erf(x);

    /// <inheritdoc cref="Erf(double)"/>
    public static float Erf(float x) => (float)ErrorFunction.Erf(x);

    /// <summary>The derivative of the error function, 2/√π·exp(−x²), with the exact square.</summary>
    /// <param name="x">Any number.</param>
    /// <returns>A number from 0 to 1.1284, or NaN for NaN.</returns>
    public static double ErfDerivative(double x) => ErrorFunction.Slope(x);

    /// <inheritdoc cref="ErfDerivative(double)"/>
    public static float ErfDerivative(float x) => (float)ErrorFunction.Slope(x);

    /// <summary>The complementary error function, 1 − erf x.</summary>
    /// <remarks>
    /// From ½ on it is exp(−x²)·erfcx x with the exact square, so that the tail keeps its relative accuracy down to the subnormal numbers, at 27.2.
    /// </remarks>
    /// <param name="x">Any number.</param>
    /// <returns>A number from 0 to 2, or NaN for NaN.</returns>
    public static double Erfc(double x) => ErrorFunction.Erfc(x);

    /// <inheritdoc cref="Erfc(double)"/>
    public static float Erfc(float x) => (float)ErrorFunction.Erfc(x);

    /// <summary>The scaled complementary error function, exp(x²)·erfc x.</summary>
    /// <remarks>
    /// From ½ to 8 it is a table of polynomials, beyond it its asymptotic series (DLMF 7.12.1). It is 0 at +∞ and infinite below −26.6.
    /// </remarks>
    /// <param name="x">Any number.</param>
    /// <returns>A positive number, or NaN for NaN.</returns>
    public static double Erfcx(double x) => ErrorFunction.Erfcx(x);

    /// <inheritdoc cref="Erfcx(double)"/>
    public static float Erfcx(float x) => (float)ErrorFunction.Erfcx(x);

    /// <summary>The inverse of the error function.</summary>
    /// <remarks>
    /// By Newton's method, on the logarithm of erfc in the tails.
    /// </remarks>
    /// <param name="x">A number from −1 to 1.</param>
    /// <returns>±∞ at ±1, NaN outside.</returns>
    public static double ErfInv(double x) => InverseErrorFunction.OfErf(x);

    /// <inheritdoc cref="ErfInv(double)"/>
    public static float ErfInv(float x) => (float)InverseErrorFunction.OfErf(x);

    /// <summary>The inverse of the complementary error function.</summary>
    /// <remarks>
    /// By Newton's method, on the logarithm of erfc in the tails.
    /// </remarks>
    /// <param name="x">A number from 0 to 2.</param>
    /// <returns>+∞ at 0, −∞ at 2, NaN outside.</returns>
    public static double ErfcInv(double x) => InverseErrorFunction.OfErfc(x);

    /// <inheritdoc cref="ErfcInv(double)"/>
    public static float ErfcInv(float x) => (float)InverseErrorFunction.OfErfc(x);
}
