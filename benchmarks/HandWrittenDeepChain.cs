namespace SymGrad.Benchmarks;

/// <summary>The same derivative as one writes it by hand: each layer's input is kept, and a sigmoid's slope is s·(1 − s).</summary>
internal static class HandWrittenDeepChain
{
    public static float ValueAndGradient(ReadOnlySpan<float> w, ReadOnlySpan<float> b, Span<float> wGradient, Span<float> bGradient)
    {
        Span<float> inputs = stackalloc float[w.Length];
        float s = 2;
        for (int i = 0; i < w.Length; i++)
        {
            inputs[i] = s;
            s = 1 / (1 + MathF.Exp(-(s * w[i] + b[i])));
        }

        float value = s, d = 1;
        for (int i = w.Length - 1; i >= 0; i--)
        {
            d *= s * (1 - s);
            s = inputs[i];
            bGradient[i] = d;
            wGradient[i] = d * s;
            d *= w[i];
        }

        return value;
    }

    public static double ValueAndGradient(ReadOnlySpan<double> w, ReadOnlySpan<double> b, Span<double> wGradient, Span<double> bGradient)
    {
        Span<double> inputs = stackalloc double[w.Length];
        double s = 2;
        for (int i = 0; i < w.Length; i++)
        {
            inputs[i] = s;
            s = 1 / (1 + Math.Exp(-(s * w[i] + b[i])));
        }

        double value = s, d = 1;
        for (int i = w.Length - 1; i >= 0; i--)
        {
            d *= s * (1 - s);
            s = inputs[i];
            bGradient[i] = d;
            wGradient[i] = d * s;
            d *= w[i];
        }

        return value;
    }
}
