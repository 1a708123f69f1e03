using SymGrad;
using static SymGrad.Functions;

namespace DeepChain;

/// <summary>The article's chain, one neuron a layer, of any depth; the input is 2.</summary>
internal static partial class Chain
{
    [Differentiable(Name = "Double")]
    public static double Output(ReadOnlySpan<double> w, ReadOnlySpan<double> b)
    {
        double signal = 2;
        for (int i = 0; i < w.Length; i++)
        {
            double z = signal * w[i] + b[i];
            signal = Sigmoid(z);
        }

        return signal;
    }

    [Differentiable(Name = "Single")]
    public static float Output(ReadOnlySpan<float> w, ReadOnlySpan<float> b)
    {
        float signal = 2;
        for (int i = 0; i < w.Length; i++)
        {
            float z = signal * w[i] + b[i];
            signal = Sigmoid(z);
        }

        return signal;
    }
}
