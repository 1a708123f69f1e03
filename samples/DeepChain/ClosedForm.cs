using System.Numerics;

namespace DeepChain;

/// <summary>∂z/∂w0 as the article writes it, a product with a factor for each weight and each σ′.</summary>
internal static class ClosedForm
{
    /// <summary>2·σ′(z0)·w1·σ′(z1)·…, from the input to the output.</summary>
    public static T InputPartial<T>(ReadOnlySpan<T> w, ReadOnlySpan<T> b)
        where T : IFloatingPointIeee754<T>
    {
        T signal = T.CreateChecked(2), product = signal;
        for (int i = 0; i < w.Length; i++)
        {
            signal = T.One / (T.One + T.Exp(-(signal * w[i] + b[i])));
            product *= signal * (T.One - signal);
            if (i > 0)
                product *= w[i];
        }

        return product;
    }
}
