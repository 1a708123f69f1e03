using SymGrad;

namespace SecondOrder;

/// <summary>Rosenbrock's valley: a curved one, which gradients alone follow slowly.</summary>
internal static partial class Valley
{
    [Differentiable(Derivatives.Hessian | Derivatives.Trace)]
    public static double Rosenbrock(double x, double y)
    {
        double a = 1 - x, b = y - x * x;
        return a * a + 100 * b * b;
    }
}
