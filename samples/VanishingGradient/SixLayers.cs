using SymGrad;
using static SymGrad.Functions;

namespace VanishingGradient;

/// <summary>The network that the article explains with: six layers of one neuron, the input is 2.</summary>
internal static partial class SixLayers
{
    public const int Count = 6;

    [Differentiable]
    public static double Sigma(double z) => Sigmoid(z);

    [Differentiable]
    public static double Loss(
        double w0, double b0, double w1, double b1, double w2, double b2,
        double w3, double b3, double w4, double b4, double w5, double b5)
    {
        double z0 = 2 * w0 + b0;
        double z1 = Sigma(z0) * w1 + b1;
        double z2 = Sigma(z1) * w2 + b2;
        double z3 = Sigma(z2) * w3 + b3;
        double z4 = Sigma(z3) * w4 + b4;
        double z5 = Sigma(z4) * w5 + b5;
        return Sigma(z5);
    }
}
