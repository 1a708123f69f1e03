namespace SymGrad.Benchmarks;

/// <summary>The article's chain as a loop over layers, its derivative generated, in both precisions.</summary>
internal static partial class DeepChain
{
    [Differentiable(Name = "Single")]
    public static float Output(ReadOnlySpan<float> w, ReadOnlySpan<float> b)
    {
        float signal = 2;
        for (int i = 0; i < w.Length; i++)
            signal = Functions.Sigmoid(signal * w[i] + b[i]);
        return signal;
    }

    [Differentiable(Name = "Double")]
    public static double Output(ReadOnlySpan<double> w, ReadOnlySpan<double> b)
    {
        double signal = 2;
        for (int i = 0; i < w.Length; i++)
            signal = Functions.Sigmoid(signal * w[i] + b[i]);
        return signal;
    }
}
