using System.Buffers;

namespace SymGrad.Benchmarks;

/// <summary>The gradient of the mixture's posterior, written by hand: each point is swept as soon as its terms are known, and nothing outlives it.</summary>
internal static class HandWrittenGmm
{
    public static void Gradient(
        int d, ReadOnlySpan<double> x, int m, double gamma, ReadOnlySpan<double> alpha, ReadOnlySpan<double> mu, ReadOnlySpan<double> q, ReadOnlySpan<double> l,
        Span<double> alphaGradient, Span<double> muGradient, Span<double> qGradient, Span<double> lGradient)
    {
        int n = x.Length / d, k = alpha.Length, size = d * (d - 1) / 2;
        double[] rented = ArrayPool<double>.Shared.Rent(4 * k * d + 2 * k);
        Span<double> memory = rented;
        Span<double> diagonals = HandWrittenMemory.Take(ref memory, k * d), ddiagonals = HandWrittenMemory.Take(ref memory, k * d), centred = HandWrittenMemory.Take(ref memory, k * d), scaled = HandWrittenMemory.Take(ref memory, k * d);
        Span<double> offsets = HandWrittenMemory.Take(ref memory, k), terms = HandWrittenMemory.Take(ref memory, k);
        alphaGradient.Clear();
        muGradient.Clear();
        lGradient.Clear();
        ddiagonals.Clear();
        for (int i = 0; i < diagonals.Length; i++)
            diagonals[i] = Math.Exp(q[i]);
        for (int c = 0; c < k; c++)
            offsets[c] = alpha[c] + Sum(q.Slice(c * d, d));

        for (int i = 0; i < n; i++)
        {
            ReadOnlySpan<double> point = x.Slice(i * d, d);
            for (int c = 0; c < k; c++)
            {
                terms[c] = offsets[c] - 0.5 * SquaredDistance(
                    point, mu.Slice(c * d, d), diagonals.Slice(c * d, d), l.Slice(c * size, size), centred.Slice(c * d, d), scaled.Slice(c * d, d));
            }

            Softmax(terms, terms);
            for (int c = 0; c < k; c++)
            {
                alphaGradient[c] += terms[c];
                Sweep(
                    terms[c], diagonals.Slice(c * d, d), l.Slice(c * size, size), centred.Slice(c * d, d), scaled.Slice(c * d, d),
                    muGradient.Slice(c * d, d), ddiagonals.Slice(c * d, d), lGradient.Slice(c * size, size));
            }
        }

        Softmax(alpha, terms);
        double precision = gamma * gamma;
        for (int c = 0; c < k; c++)
        {
            for (int i = c * d; i < (c + 1) * d; i++)
                qGradient[i] = alphaGradient[c] + m + (ddiagonals[i] - precision * diagonals[i]) * diagonals[i];
            alphaGradient[c] -= n * terms[c];
        }

        for (int i = 0; i < l.Length; i++)
            lGradient[i] -= precision * l[i];
        ArrayPool<double>.Shared.Return(rented);
    }

    private static double SquaredDistance(
        ReadOnlySpan<double> point, ReadOnlySpan<double> mean, ReadOnlySpan<double> diagonal, ReadOnlySpan<double> below, Span<double> centred, Span<double> scaled)
    {
        for (int i = 0; i < centred.Length; i++)
        {
            centred[i] = point[i] - mean[i];
            scaled[i] = diagonal[i] * centred[i];
        }

        double sum = 0;
        for (int i = 0; i < centred.Length; i++)
        {
            Span<double> rest = scaled[(i + 1)..];
            ReadOnlySpan<double> column = below[..rest.Length];
            double element = centred[i];
            for (int j = 0; j < rest.Length; j++)
                rest[j] += column[j] * element;
            below = below[rest.Length..];
            sum += scaled[i] * scaled[i];
        }

        return sum;
    }

    // Of −½·weight·|scaled|².
    private static void Sweep(
        double weight, ReadOnlySpan<double> diagonal, ReadOnlySpan<double> below, ReadOnlySpan<double> centred, ReadOnlySpan<double> scaled,
        Span<double> dmean, Span<double> ddiagonal, Span<double> dbelow)
    {
        for (int i = 0; i < centred.Length; i++)
        {
            ReadOnlySpan<double> rest = scaled[(i + 1)..], column = below[..rest.Length];
            Span<double> dcolumn = dbelow[..rest.Length];
            double element = weight * centred[i], sum = scaled[i] * diagonal[i];
            for (int j = 0; j < rest.Length; j++)
            {
                dcolumn[j] -= rest[j] * element;
                sum += rest[j] * column[j];
            }

            below = below[rest.Length..];
            dbelow = dbelow[rest.Length..];
            ddiagonal[i] -= scaled[i] * element;
            dmean[i] += weight * sum;
        }
    }

    private static double Sum(ReadOnlySpan<double> v)
    {
        double sum = 0;
        foreach (double x in v)
            sum += x;
        return sum;
    }

    private static void Softmax(ReadOnlySpan<double> v, Span<double> shares)
    {
        double max = v[0];
        foreach (double x in v)
            max = Math.Max(max, x);

        double sum = 0;
        for (int i = 0; i < shares.Length; i++)
        {
            shares[i] = Math.Exp(v[i] - max);
            sum += shares[i];
        }

        for (int i = 0; i < shares.Length; i++)
            shares[i] /= sum;
    }
}
