using SymGrad;

namespace GradBench.Objectives;

/// <summary>The logarithm of the posterior probability of a mixture of k Gaussians in d dimensions, with a Wishart prior.</summary>
internal static partial class Gmm
{
    /// <param name="d">The dimension.</param>
    /// <param name="x">The points, row by row.</param>
    /// <param name="m">The prior's additional degrees of freedom.</param>
    /// <param name="gamma">The prior's precision.</param>
    /// <param name="alpha">The weights of the components, as logarithms up to a constant.</param>
    /// <param name="mu">The means of the components, row by row.</param>
    /// <param name="q">The logarithms of the diagonals of the inverse covariances' factors, row by row.</param>
    /// <param name="l">What is below these diagonals, column by column, a row for each component.</param>
    [Differentiable]
    public static double LogPosterior(
        int d, [NoGradient] ReadOnlySpan<double> x, int m, [NoGradient] double gamma,
        ReadOnlySpan<double> alpha, ReadOnlySpan<double> mu, ReadOnlySpan<double> q, ReadOnlySpan<double> l)
    {
        int n = x.Length / d, k = alpha.Length;
        var diagonals = new double[k * d];
        var logDeterminants = new double[k];
        for (int c = 0; c < k; c++)
        {
            double sum = 0;
            for (int j = 0; j < d; j++)
            {
                sum += q[c * d + j];
                diagonals[c * d + j] = Math.Exp(q[c * d + j]);
            }

            logDeterminants[c] = sum;
        }

        double likelihood = 0;
        var terms = new double[k];
        var centred = new double[d];
        var scaled = new double[d];
        for (int i = 0; i < n; i++)
        {
            for (int c = 0; c < k; c++)
            {
                for (int j = 0; j < d; j++)
                {
                    centred[j] = x[i * d + j] - mu[c * d + j];
                    scaled[j] = diagonals[c * d + j] * centred[j];
                }

                int entry = c * (d * (d - 1) / 2);
                for (int column = 0; column < d; column++)
                    for (int row = column + 1; row < d; row++)
                        scaled[row] += l[entry++] * centred[column];

                terms[c] = alpha[c] + logDeterminants[c] - 0.5 * SquaredNorm(scaled);
            }

            likelihood += LogSumExp(terms);
        }

        double prior = k * LogNormalizer(d, m, gamma) - 0.5 * gamma * gamma * (SquaredNorm(diagonals) + SquaredNorm(l));
        foreach (double logDeterminant in logDeterminants)
            prior += m * logDeterminant;

        return likelihood - n * (LogSumExp(alpha) + 0.5 * d * Math.Log(2 * Math.PI)) + prior;
    }

    private static double SquaredNorm(ReadOnlySpan<double> v)
    {
        double sum = 0;
        foreach (double x in v)
            sum += x * x;
        return sum;
    }

    private static double LogSumExp(ReadOnlySpan<double> v)
    {
        double max = v[0];
        foreach (double x in v)
            max = Math.Max(max, x);

        double sum = 0;
        foreach (double x in v)
            sum += Math.Exp(x - max);

        return Math.Log(sum) + max;
    }

    /// <summary>The logarithm of the Wishart distribution's constant, with the multivariate gamma function.</summary>
    private static double LogNormalizer(int d, int m, double gamma)
    {
        int degrees = d + m + 1;
        double logGamma = 0.25 * d * (d - 1) * Math.Log(Math.PI);
        for (int j = 0; j < d; j++)
            logGamma += Functions.LogGamma(0.5 * (degrees - j));
        return degrees * d * (Math.Log(gamma) - 0.5 * Math.Log(2)) - logGamma;
    }
}
