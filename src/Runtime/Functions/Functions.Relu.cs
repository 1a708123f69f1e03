using System.Runtime.CompilerServices;

namespace SymGrad;

public static partial class Functions
{
    /// <summary>The rectifier, max(x, 0).</summary>
    /// <remarks>
    /// A NaN stays a NaN, and −0 gives +0. At its kink, 0, SymGrad takes the derivative to be 0, the subgradient of
    /// least norm.
    /// </remarks>
    /// <param name="x">Any number.</param>
    /// <returns><paramref name="x"/> where it is positive, otherwise 0; NaN for NaN.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Relu(double x) => Math.Max(x, 0);

    /// <inheritdoc cref="Relu(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Relu(float x) => MathF.Max(x, 0);
}
