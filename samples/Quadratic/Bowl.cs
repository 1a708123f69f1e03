using SymGrad;

namespace Quadratic;

/// <summary>The article's first function, z = x² + y².</summary>
internal static partial class Bowl
{
    [Differentiable]
    public static double Z(double x, double y) => x * x + y * y;
}
