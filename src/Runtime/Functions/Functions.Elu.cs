namespace SymGrad;

public static partial class Functions
{
    /// <summary>The exponential linear unit: x where it is positive, alpha·(exp(x) − 1) otherwise.</summary>
    /// <remarks>
    /// It tends to −alpha at −∞. Where alpha is not 1 it has a kink at 0, and SymGrad takes the derivative there to be the subgradient of least
    /// norm. (D.-A. Clevert, T. Unterthiner, S. Hochreiter, 2016.)
    /// </remarks>
    /// <param name="x">Any number.</param>
    /// <param name="alpha">What it saturates at, negated.</param>
    /// <returns>A number greater than −alpha, or NaN for NaN.</returns>
    public static double Elu(double x, double alpha = 1) => x > 0 ? x : alpha * Exponential.ExpM1(x);

    /// <inheritdoc cref="Elu(double, double)"/>
    public static float Elu(float x, float alpha = 1) => x > 0 ? x : (float)(alpha * Exponential.ExpM1(x));

    /// <summary>The scaled exponential linear unit, λ·Elu(x, α) with the λ and α that keep mean 0 and variance 1 through a network.</summary>
    /// <remarks>
    /// At its kink, 0, SymGrad takes the derivative to be λ, the subgradient of least norm.
    /// (G. Klambauer, T. Unterthiner, A. Mayr, S. Hochreiter, 2017.)
    /// </remarks>
    /// <param name="x">Any number.</param>
    /// <returns>A number greater than −λα, which is −1.7581; NaN for NaN.</returns>
    public static double Selu(double x) => Activations.Selu(x);

    /// <inheritdoc cref="Selu(double)"/>
    public static float Selu(float x) => (float)Activations.Selu(x);
}
