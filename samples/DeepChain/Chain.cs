using System.Numerics;
using SymGrad;
using static SymGrad.Functions;

namespace DeepChain;

/// <summary>The article's chain, one neuron a layer, of any depth and in any precision; the input is 2.</summary>
internal static partial class Chain
{
    [Differentiable]
    public static T Output<T>(ReadOnlySpan<T> w, ReadOnlySpan<T> b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T signal = T.CreateChecked(2);
        for (int i = 0; i < w.Length; i++)
        {
            T z = signal * w[i] + b[i];
            signal = Sigmoid(z);
        }

        return signal;
    }
}
