namespace SymGrad;

public static partial class Functions
{
    /// <summary>ln(exp(a) + exp(b)), a smooth maximum, without overflow.</summary>
    /// <remarks>
    /// The larger argument and ln(1 + exp(−|a − b|)), added in twice the precision. Near its zeros, the curve exp(a) + exp(b) = 1, they
    /// cancel, and it is accurate to 2⁻⁷⁰ of its arguments only. −∞ stands for a term that is not there.
    /// </remarks>
    /// <param name="a">Any number.</param>
    /// <param name="b">Any number.</param>
    /// <returns>A number that is at least the larger of the two, or NaN where one is NaN.</returns>
    public static double LogAddExp(double a, double b) => Activations.LogAddExp(a, b);

    /// <inheritdoc cref="LogAddExp(double, double)"/>
    public static float LogAddExp(float a, float b) => (float)Activations.LogAddExp(a, b);

    /// <summary>The derivative of <see cref="LogAddExp(double, double)"/> by its first argument, exp(a)/(exp(a) + exp(b)).</summary>
    /// <remarks>
    /// It is the logistic function of a − b, which is not rounded first: at a distance of 700 that would cost hundreds of ulp.
    /// </remarks>
    /// <param name="a">Any number.</param>
    /// <param name="b">Any number.</param>
    /// <returns>A number from 0 to 1; NaN where one is NaN, or both are the same infinity.</returns>
    public static double LogAddExpDerivative(double a, double b) => Activations.LogAddExpDerivative(a, b);

    /// <inheritdoc cref="LogAddExpDerivative(double, double)"/>
    public static float LogAddExpDerivative(float a, float b) => (float)Activations.LogAddExpDerivative(a, b);
}
