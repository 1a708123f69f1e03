using SymGrad;

namespace CurveFitting;

/// <summary>NIST's models of the rational class.</summary>
internal static partial class Rational
{
    /// <summary>y = (b₁ + b₂·x + b₃·x² + b₄·x³) / (1 + b₅·x + b₆·x² + b₇·x³): Hahn1, Thurber.</summary>
    [Differentiable]
    public static void CubicByCubic(
        ReadOnlySpan<double> b, [NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y, Span<double> residuals)
    {
        for (int i = 0; i < y.Length; i++)
        {
            double t = x[i];
            double above = b[0] + t * (b[1] + t * (b[2] + t * b[3]));
            double below = 1 + t * (b[4] + t * (b[5] + t * b[6]));
            residuals[i] = above / below - y[i];
        }
    }

    /// <summary>y = (b₁ + b₂·x + b₃·x²) / (1 + b₄·x + b₅·x²): Kirby2.</summary>
    [Differentiable]
    public static void QuadraticByQuadratic(
        ReadOnlySpan<double> b, [NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y, Span<double> residuals)
    {
        for (int i = 0; i < y.Length; i++)
        {
            double t = x[i];
            residuals[i] = (b[0] + t * (b[1] + t * b[2])) / (1 + t * (b[3] + t * b[4])) - y[i];
        }
    }

    /// <summary>y = b₁·(x² + b₂·x) / (x² + b₃·x + b₄): MGH09.</summary>
    [Differentiable]
    public static void Kowalik(
        ReadOnlySpan<double> b, [NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y, Span<double> residuals)
    {
        for (int i = 0; i < y.Length; i++)
        {
            double t = x[i];
            residuals[i] = b[0] * t * (t + b[1]) / (t * (t + b[2]) + b[3]) - y[i];
        }
    }
}
