using SymGrad;

namespace GradBench.Objectives;

/// <summary>Least squares: a polynomial with the coefficients x, fitted to the sign function on n points from −1 to 1.</summary>
internal static partial class Llsq
{
    [Differentiable]
    public static double Loss(ReadOnlySpan<double> x, int n)
    {
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            double t = -1 + i * 2.0 / (n - 1);
            double residual = Math.Sign(t);
            double power = 1;
            foreach (double coefficient in x)
            {
                residual -= coefficient * power;
                power *= t;
            }

            sum += residual * residual;
        }

        return sum / 2;
    }
}
