namespace SymGrad;

public static partial class Functions
{
    /// <summary>The sigmoid linear unit, x·σ(x), also called swish.</summary>
    /// <remarks>
    /// It is −0 at −∞, where the product would be NaN, and +∞ at +∞. (S. Elfwing, E. Uchibe, K. Doya, 2018.)
    /// </remarks>
    /// <param name="x">Any number.</param>
    /// <returns>A number that is at least −0.2785, or NaN for NaN.</returns>
    public static double Silu(double x) => Activations.Silu(x);

    /// <inheritdoc cref="Silu(double)"/>
    public static float Silu(float x) => (float)Activations.Silu(x);

    /// <summary>The activation x·tanh(ln(1 + exp x)).</summary>
    /// <remarks>
    /// It is −0 at −∞ and +∞ at +∞. (D. Misra, 2019.)
    /// </remarks>
    /// <param name="x">Any number.</param>
    /// <returns>A number that is at least −0.3089, or NaN for NaN.</returns>
    public static double Mish(double x) => Activations.Mish(x);

    /// <inheritdoc cref="Mish(double)"/>
    public static float Mish(float x) => (float)Activations.Mish(x);
}
