using SymGrad;

namespace CurveFitting;

/// <summary>NIST's models of the exponential class.</summary>
internal static partial class Exponential
{
    /// <summary>y = b₁·(1 − exp(−b₂·x)): Misra1a, BoxBOD.</summary>
    [Differentiable]
    public static void Saturation(
        ReadOnlySpan<double> b, [NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y, Span<double> residuals)
    {
        for (int i = 0; i < y.Length; i++)
            residuals[i] = b[0] * (1 - Math.Exp(-b[1] * x[i])) - y[i];
    }

    /// <summary>y = exp(−b₁·x) / (b₂ + b₃·x): Chwirut1, Chwirut2.</summary>
    [Differentiable]
    public static void Chwirut(
        ReadOnlySpan<double> b, [NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y, Span<double> residuals)
    {
        for (int i = 0; i < y.Length; i++)
            residuals[i] = Math.Exp(-b[0] * x[i]) / (b[1] + b[2] * x[i]) - y[i];
    }

    /// <summary>y = b₁·exp(−b₂·x) + b₃·exp(−b₄·x) + b₅·exp(−b₆·x): Lanczos1, Lanczos2, Lanczos3.</summary>
    [Differentiable]
    public static void Lanczos(
        ReadOnlySpan<double> b, [NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y, Span<double> residuals)
    {
        for (int i = 0; i < y.Length; i++)
            residuals[i] = b[0] * Math.Exp(-b[1] * x[i]) + b[2] * Math.Exp(-b[3] * x[i]) + b[4] * Math.Exp(-b[5] * x[i]) - y[i];
    }

    /// <summary>y = b₁·exp(−b₂·x) + b₃·exp(−(x − b₄)²/b₅²) + b₆·exp(−(x − b₇)²/b₈²): Gauss1, Gauss2, Gauss3.</summary>
    [Differentiable]
    public static void Gauss(
        ReadOnlySpan<double> b, [NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y, Span<double> residuals)
    {
        for (int i = 0; i < y.Length; i++)
        {
            double u = (x[i] - b[3]) / b[4], v = (x[i] - b[6]) / b[7];
            residuals[i] = b[0] * Math.Exp(-b[1] * x[i]) + b[2] * Math.Exp(-u * u) + b[5] * Math.Exp(-v * v) - y[i];
        }
    }

    /// <summary>y = b₁/b₂ · exp(−(x − b₃)²/(2·b₂²)): Eckerle4.</summary>
    [Differentiable]
    public static void Eckerle(
        ReadOnlySpan<double> b, [NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y, Span<double> residuals)
    {
        for (int i = 0; i < y.Length; i++)
        {
            double u = (x[i] - b[2]) / b[1];
            residuals[i] = b[0] / b[1] * Math.Exp(-0.5 * u * u) - y[i];
        }
    }

    /// <summary>y = b₁ + b₂·exp(−b₄·x) + b₃·exp(−b₅·x): MGH17.</summary>
    [Differentiable]
    public static void Decays(
        ReadOnlySpan<double> b, [NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y, Span<double> residuals)
    {
        for (int i = 0; i < y.Length; i++)
            residuals[i] = b[0] + b[1] * Math.Exp(-b[3] * x[i]) + b[2] * Math.Exp(-b[4] * x[i]) - y[i];
    }

    /// <summary>y = b₁·exp(b₂ / (x + b₃)): MGH10.</summary>
    [Differentiable]
    public static void Meyer(
        ReadOnlySpan<double> b, [NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y, Span<double> residuals)
    {
        for (int i = 0; i < y.Length; i++)
            residuals[i] = b[0] * Math.Exp(b[1] / (x[i] + b[2])) - y[i];
    }

    /// <summary>log y = b₁ − b₂·x₁·exp(−b₃·x₂), the two predictors one after the other: Nelson.</summary>
    [Differentiable]
    public static void Nelson(
        ReadOnlySpan<double> b, [NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y, Span<double> residuals)
    {
        for (int i = 0; i < y.Length; i++)
            residuals[i] = b[0] - b[1] * x[2 * i] * Math.Exp(-b[2] * x[2 * i + 1]) - Math.Log(y[i]);
    }

    /// <summary>y = b₁ / (1 + exp(b₂ − b₃·x)): Rat42.</summary>
    [Differentiable]
    public static void Logistic(
        ReadOnlySpan<double> b, [NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y, Span<double> residuals)
    {
        for (int i = 0; i < y.Length; i++)
            residuals[i] = b[0] / (1 + Math.Exp(b[1] - b[2] * x[i])) - y[i];
    }

    /// <summary>y = b₁ / (1 + exp(b₂ − b₃·x))^(1/b₄): Rat43.</summary>
    [Differentiable]
    public static void Richards(
        ReadOnlySpan<double> b, [NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y, Span<double> residuals)
    {
        for (int i = 0; i < y.Length; i++)
            residuals[i] = b[0] / Math.Pow(1 + Math.Exp(b[1] - b[2] * x[i]), 1 / b[3]) - y[i];
    }
}
