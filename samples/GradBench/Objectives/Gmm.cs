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
        int n = x.Length / d, k = alpha.Length, size = d * (d - 1) / 2;
        var diagonals = new double[k * d];
        var logDeterminants = new double[k];
        for (int i = 0; i < diagonals.Length; i++)
            diagonals[i] = Math.Exp(q[i]);
        for (int c = 0; c < k; c++)
            logDeterminants[c] = Sum(q.Slice(c * d, d));

        double likelihood = 0;
        var terms = new double[k];
        var centred = new double[d];
        var scaled = new double[d];
        for (int i = 0; i < n; i++)
        {
            for (int c = 0; c < k; c++)
            {
                Subtract(x.Slice(i * d, d), mu.Slice(c * d, d), centred);
                Multiply(diagonals.AsSpan(c * d, d), l.Slice(c * size, size), centred, scaled);
                terms[c] = alpha[c] + logDeterminants[c] - 0.5 * SquaredNorm(scaled);
            }

            likelihood += LogSumExp(terms);
        }

        double prior = k * LogNormalizer(d, m, gamma) - 0.5 * gamma * gamma * (SquaredNorm(diagonals) + SquaredNorm(l)) + m * Sum(q);

        return likelihood - n * (LogSumExp(alpha) + 0.5 * d * Math.Log(2 * Math.PI)) + prior;
    }

    private static void Subtract(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> difference)
    {
        for (int i = 0; i < difference.Length; i++)
            difference[i] = a[i] - b[i];
    }

    // A triangular matrix times a vector.
    private static void Multiply(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> below, ReadOnlySpan<double> v, Span<double> product)
    {
        for (int i = 0; i < product.Length; i++)
            product[i] = diagonal[i] * v[i];

        for (int i = 0; i < v.Length; i++)
        {
            Span<double> rest = product[(i + 1)..];
            ReadOnlySpan<double> column = below[..rest.Length];
            double element = v[i];
            for (int j = 0; j < rest.Length; j++)
                rest[j] += column[j] * element;
            below = below[rest.Length..];
        }
    }

    private static double Sum(ReadOnlySpan<double> v)
    {
        double sum = 0;
        foreach (double x in v)
            sum += x;
        return sum;
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
