using SymGrad;
using static SymGrad.Functions;

namespace VanishingGradient;

/// <summary>The network that the article trains: three layers of one neuron, the input is 2.</summary>
internal static partial class ThreeLayers
{
    public const int Count = 3;

    [Differentiable]
    public static float Loss(float w0, float b0, float w1, float b1, float w2, float b2)
    {
        float z0 = 2 * w0 + b0;
        float z1 = Sigmoid(z0) * w1 + b1;
        float z2 = Sigmoid(z1) * w2 + b2;
        return Sigmoid(z2);
    }
}
