using SymGrad;

namespace CurveFitting;

/// <summary>NIST's models of the miscellaneous class.</summary>
internal static partial class Miscellaneous
{
    /// <summary>y = b₁·(1 − (1 + b₂·x/2)⁻²): Misra1b.</summary>
    [Differentiable]
    public static void Misra1b(
        ReadOnlySpan<double> b, [NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y, Span<double> residuals)
    {
        for (int i = 0; i < y.Length; i++)
        {
            double u = 1 + b[1] * x[i] / 2;
            residuals[i] = b[0] * (1 - 1 / (u * u)) - y[i];
        }
    }

    /// <summary>y = b₁·(1 − (1 + 2·b₂·x)^(−1/2)): Misra1c.</summary>
    [Differentiable]
    public static void Misra1c(
        ReadOnlySpan<double> b, [NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y, Span<double> residuals)
    {
        for (int i = 0; i < y.Length; i++)
            residuals[i] = b[0] * (1 - 1 / Math.Sqrt(1 + 2 * b[1] * x[i])) - y[i];
    }

    /// <summary>y = b₁·b₂·x / (1 + b₂·x): Misra1d.</summary>
    [Differentiable]
    public static void Misra1d(
        ReadOnlySpan<double> b, [NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y, Span<double> residuals)
    {
        for (int i = 0; i < y.Length; i++)
            residuals[i] = b[0] * b[1] * x[i] / (1 + b[1] * x[i]) - y[i];
    }

    /// <summary>y = b₁·x^b₂: DanWood.</summary>
    [Differentiable]
    public static void Power(
        ReadOnlySpan<double> b, [NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y, Span<double> residuals)
    {
        for (int i = 0; i < y.Length; i++)
            residuals[i] = b[0] * Math.Pow(x[i], b[1]) - y[i];
    }

    /// <summary>y = b₁·(b₂ + x)^(−1/b₃): Bennett5.</summary>
    [Differentiable]
    public static void Bennett(
        ReadOnlySpan<double> b, [NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y, Span<double> residuals)
    {
        for (int i = 0; i < y.Length; i++)
            residuals[i] = b[0] * Math.Pow(b[1] + x[i], -1 / b[2]) - y[i];
    }

    /// <summary>y = b₁ − b₂·x − arctan(b₃ / (x − b₄)) / π: Roszman1.</summary>
    [Differentiable]
    public static void Roszman(
        ReadOnlySpan<double> b, [NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y, Span<double> residuals)
    {
        for (int i = 0; i < y.Length; i++)
            residuals[i] = b[0] - b[1] * x[i] - Math.Atan(b[2] / (x[i] - b[3])) / Math.PI - y[i];
    }

    /// <summary>y = b₁ + b₂·cos τ/12 + b₃·sin τ/12 + b₅·cos τ/b₄ + b₆·sin τ/b₄ + b₈·cos τ/b₇ + b₉·sin τ/b₇, where τ = 2π·x: ENSO.</summary>
    [Differentiable]
    public static void Enso(
        ReadOnlySpan<double> b, [NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y, Span<double> residuals)
    {
        for (int i = 0; i < y.Length; i++)
        {
            double turn = 2 * Math.PI * x[i];
            residuals[i] = b[0] + b[1] * Math.Cos(turn / 12) + b[2] * Math.Sin(turn / 12)
                + b[4] * Math.Cos(turn / b[3]) + b[5] * Math.Sin(turn / b[3])
                + b[7] * Math.Cos(turn / b[6]) + b[8] * Math.Sin(turn / b[6]) - y[i];
        }
    }
}
