using System.Runtime.CompilerServices;

namespace SymGrad;

public static partial class Functions
{
    /// <summary>The softplus function, ln(1 + exp(x)): a smooth max(x, 0).</summary>
    /// <remarks>
    /// Computed as max(x, 0) + ln(1 + e) with e = exp(−|x|), which neither overflows nor loses the lower tail, where
    /// the result is about exp(x). It is 0 at −∞ and +∞ at +∞. Its derivative is <see cref="Sigmoid(double)"/>.
    /// </remarks>
    /// <param name="x">Any number.</param>
    /// <returns>A number that is at least 0, or NaN for NaN.</returns>
    public static double Softplus(double x) => Math.Max(x, 0) + LogOnePlus(Math.Exp(-Math.Abs(x)));

    /// <inheritdoc cref="Softplus(double)"/>
    public static float Softplus(float x) => MathF.Max(x, 0) + LogOnePlus(MathF.Exp(-MathF.Abs(x)));

    /// <summary>The softplus function and its derivative, which share one exponential.</summary>
    /// <param name="x">Any number.</param>
    /// <param name="derivative">The same as <see cref="Sigmoid(double)"/>, bit for bit.</param>
    /// <returns>The same as <see cref="Softplus(double)"/>, bit for bit.</returns>
    public static double Softplus(double x, out double derivative)
    {
        double e = Math.Exp(-Math.Abs(x));
        derivative = (x >= 0 ? 1 : e) / (1 + e);
        return Math.Max(x, 0) + LogOnePlus(e);
    }

    /// <summary>The softplus function and its derivative, which share one exponential.</summary>
    /// <param name="x">Any number.</param>
    /// <param name="derivative">The same as <see cref="Sigmoid(float)"/>, bit for bit.</param>
    /// <returns>The same as <see cref="Softplus(float)"/>, bit for bit.</returns>
    public static float Softplus(float x, out float derivative)
    {
        float e = MathF.Exp(-MathF.Abs(x));
        derivative = (x >= 0 ? 1 : e) / (1 + e);
        return MathF.Max(x, 0) + LogOnePlus(e);
    }

    /// <summary>ln(1 + e) for e from 0 to 1, to about 1 ulp; the BCL's <c>LogP1</c> is inaccurate near 0.</summary>
    /// <remarks>
    /// 1 + e rounds to u, and c = e − (u − 1) is what was lost, exactly (Fast2Sum: T. J. Dekker, 1971), so
    /// ln(1 + e) = ln u + ln(1 + c/u), of which c/u is all that a result of this precision can hold.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double LogOnePlus(double e)
    {
        double u = 1 + e;
        return Math.Log(u) + (e - (u - 1)) / u;
    }

    /// <inheritdoc cref="LogOnePlus(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float LogOnePlus(float e)
    {
        float u = 1 + e;
        return MathF.Log(u) + (e - (u - 1)) / u;
    }
}
