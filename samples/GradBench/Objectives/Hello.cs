using SymGrad;

namespace GradBench.Objectives;

/// <summary>A square, whose derivative is twice its argument.</summary>
internal static partial class Hello
{
    [Differentiable]
    public static double Square(double x) => x * x;
}
