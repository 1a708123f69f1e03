namespace SymGrad.Special.Tests;

/// <summary>MathNet by its full name: the generated code, which is compiled here, needs it too.</summary>
internal static partial class WithoutUsing
{
    [Differentiable]
    public static double Tail(double x) => 0.5 * MathNet.Numerics.SpecialFunctions.Erfc(x) + Functions.NormalCdf(x);
}
