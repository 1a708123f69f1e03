using F = SymGrad.Functions;

namespace SymGrad.Runtime.Tests;

/// <summary>Three layers of one neuron: σ(σ(σ(2·w0 + b0)·w1 + b1)·w2 + b2).</summary>
internal readonly struct Chain : IObjective<float>
{
    private static readonly string[] Names = ["w0", "b0", "w1", "b1", "w2", "b2"];

    public int ParameterCount => 6;

    public string ParameterName(int index) => Names[index];

    public float Value(ReadOnlySpan<float> p) => F.Sigmoid(F.Sigmoid(F.Sigmoid(2 * p[0] + p[1]) * p[2] + p[3]) * p[4] + p[5]);

    public float ValueAndGradient(ReadOnlySpan<float> p, Span<float> gradient)
    {
        float s0 = F.Sigmoid(2 * p[0] + p[1], out float d0);
        float s1 = F.Sigmoid(s0 * p[2] + p[3], out float d1);
        float s2 = F.Sigmoid(s1 * p[4] + p[5], out float d2);
        gradient[5] = d2;
        gradient[4] = d2 * s1;
        gradient[3] = d2 * p[4] * d1;
        gradient[2] = gradient[3] * s0;
        gradient[1] = gradient[3] * p[2] * d0;
        gradient[0] = 2 * gradient[1];
        return s2;
    }
}
