using System.Runtime.CompilerServices;

namespace SymGrad;

/// <summary>Functions that are delicate to compute, in forms that keep their accuracy over the whole range.</summary>
/// <remarks>
/// The generator knows them and their derivatives. A result is at most 2 representable numbers away from the correctly
/// rounded one (measured against mpmath at 50 digits, and for <see cref="float"/> over its whole range; it rests on
/// <see cref="Math.Exp"/>, <see cref="MathF.Exp"/> and their logarithms being good to 1, as they are with glibc). A NaN
/// gives NaN.
/// </remarks>
public static partial class Functions
{
    /// <summary>The logistic function, 1 / (1 + exp(−x)).</summary>
    /// <remarks>
    /// With e = exp(−|x|) it is 1 / (1 + e) for x ≥ 0 and e / (1 + e) otherwise: e is at most 1, so nothing overflows,
    /// and the lower tail keeps its relative accuracy down to the subnormal numbers. One exponential, one division.
    /// It is 0 at −∞, ½ at ±0 and 1 at +∞.
    /// </remarks>
    /// <param name="x">Any number.</param>
    /// <returns>A number from 0 to 1, or NaN for NaN.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sigmoid(double x)
    {
        double e = Math.Exp(-Math.Abs(x));
        return (x >= 0 ? 1 : e) / (1 + e);
    }

    /// <inheritdoc cref="Sigmoid(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sigmoid(float x)
    {
        float e = MathF.Exp(-MathF.Abs(x));
        return (x >= 0 ? 1 : e) / (1 + e);
    }

    /// <summary>The logistic function and its derivative, which share one exponential.</summary>
    /// <param name="x">Any number.</param>
    /// <param name="derivative">The same as <see cref="SigmoidDerivative(double)"/>, bit for bit.</param>
    /// <returns>The same as <see cref="Sigmoid(double)"/>, bit for bit.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sigmoid(double x, out double derivative)
    {
        double e = Math.Exp(-Math.Abs(x));
        derivative = e / (1 + e * (2 + e));
        return (x >= 0 ? 1 : e) / (1 + e);
    }

    /// <summary>The logistic function and its derivative, which share one exponential.</summary>
    /// <param name="x">Any number.</param>
    /// <param name="derivative">The same as <see cref="SigmoidDerivative(float)"/>, bit for bit.</param>
    /// <returns>The same as <see cref="Sigmoid(float)"/>, bit for bit.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sigmoid(float x, out float derivative)
    {
        float e = MathF.Exp(-MathF.Abs(x));
        derivative = e / (1 + e * (2 + e));
        return (x >= 0 ? 1 : e) / (1 + e);
    }

    /// <summary>The derivative of the logistic function, e / (1 + e)² with e = exp(−|x|).</summary>
    /// <remarks>
    /// An even function, at most ¼, at 0. Written with the expanded square 1 + e·(2 + e), which rounds less than
    /// (1 + e)·(1 + e) and cannot underflow, so that both tails keep their relative accuracy, where s·(1 − s) loses
    /// the upper one. It is 0 at ±∞.
    /// </remarks>
    /// <param name="x">Any number.</param>
    /// <returns>A number from 0 to ¼, or NaN for NaN.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double SigmoidDerivative(double x)
    {
        double e = Math.Exp(-Math.Abs(x));
        return e / (1 + e * (2 + e));
    }

    /// <inheritdoc cref="SigmoidDerivative(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float SigmoidDerivative(float x)
    {
        float e = MathF.Exp(-MathF.Abs(x));
        return e / (1 + e * (2 + e));
    }
}
