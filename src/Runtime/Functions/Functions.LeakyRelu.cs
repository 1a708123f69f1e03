namespace SymGrad;

public static partial class Functions
{
    /// <summary>The leaky rectifier: x where it is positive, slope·x otherwise.</summary>
    /// <remarks>
    /// At its kink, 0, SymGrad takes the derivative to be the subgradient of least norm: the slope, where that is from 0 to 1.
    /// (A. L. Maas, A. Y. Hannun, A. Y. Ng, 2013.)
    /// </remarks>
    /// <param name="x">Any number.</param>
    /// <param name="slope">The derivative for negative <paramref name="x"/>.</param>
    /// <returns><paramref name="x"/>, times the slope where it is not positive; NaN for NaN.</returns>
    public static double LeakyRelu(double x, double slope = 0.01) => x > 0 ? x : slope * x;

    /// <inheritdoc cref="LeakyRelu(double, double)"/>
    public static float LeakyRelu(float x, float slope = 0.01f) => x > 0 ? x : slope * x;
}
