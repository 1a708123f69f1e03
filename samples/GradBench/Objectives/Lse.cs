using SymGrad;

namespace GradBench.Objectives;

/// <summary>ln Σ exp(x), shifted by the largest of them so that it cannot overflow.</summary>
internal static partial class Lse
{
    [Differentiable]
    public static double LogSumExp(ReadOnlySpan<double> x)
    {
        double max = x[0];
        foreach (double d in x)
            max = Math.Max(max, d);

        double sum = 0;
        foreach (double d in x)
            sum += Math.Exp(d - max);

        return Math.Log(sum) + max;
    }
}
