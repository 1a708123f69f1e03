namespace SymGrad;

public static partial class Functions
{
    /// <summary>The logarithm of the logistic function, −ln(1 + exp(−x)).</summary>
    /// <remarks>
    /// It is −∞ at −∞ and 0 at +∞; neither tail loses its relative accuracy. Its derivative is the logistic function of −x.
    /// </remarks>
    /// <param name="x">Any number.</param>
    /// <returns>A number that is at most 0, or NaN for NaN.</returns>
    public static double LogSigmoid(double x) => -Softplus(-x);

    /// <inheritdoc cref="LogSigmoid(double)"/>
    public static float LogSigmoid(float x) => -Softplus(-x);

    /// <summary>The inverse of the logistic function, ln(x/(1 − x)).</summary>
    /// <remarks>
    /// Computed as one logarithm of a quotient, of which both parts are exact, so that it is accurate near ½ too, where it is 0.
    /// </remarks>
    /// <param name="x">A probability.</param>
    /// <returns>−∞ at 0, +∞ at 1, NaN outside.</returns>
    public static double Logit(double x) => Logarithm.Logit(x);

    /// <inheritdoc cref="Logit(double)"/>
    public static float Logit(float x) => (float)Logarithm.Logit(x);
}
