namespace SymGrad.Benchmarks;

/// <summary>The same derivative as one writes it by hand: signals are kept, and each sigmoid's slope is s·(1 − s).</summary>
internal static class HandWrittenDeepChain
{
    public static float ValueAndGradient(ReadOnlySpan<float> w, ReadOnlySpan<float> b, Span<float> wGradient, Span<float> bGradient)
    {
        Span<float> signals = stackalloc float[w.Length + 1];
        signals[0] = 2;
        for (int i = 0; i < w.Length; i++)
            signals[i + 1] = 1 / (1 + MathF.Exp(-(signals[i] * w[i] + b[i])));

        float d = 1;
        for (int i = w.Length - 1; i >= 0; i--)
        {
            float s = signals[i + 1];
            d *= s * (1 - s);
            bGradient[i] = d;
            wGradient[i] = d * signals[i];
            d *= w[i];
        }

        return signals[^1];
    }

    public static double ValueAndGradient(ReadOnlySpan<double> w, ReadOnlySpan<double> b, Span<double> wGradient, Span<double> bGradient)
    {
        Span<double> signals = stackalloc double[w.Length + 1];
        signals[0] = 2;
        for (int i = 0; i < w.Length; i++)
            signals[i + 1] = 1 / (1 + Math.Exp(-(signals[i] * w[i] + b[i])));

        double d = 1;
        for (int i = w.Length - 1; i >= 0; i--)
        {
            double s = signals[i + 1];
            d *= s * (1 - s);
            bGradient[i] = d;
            wGradient[i] = d * signals[i];
            d *= w[i];
        }

        return signals[^1];
    }
}
