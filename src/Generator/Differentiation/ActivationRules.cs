using SymGrad.Generator.IR;
using SymGrad.Generator.Simplification;

namespace SymGrad.Generator.Differentiation;

/// <summary>Activation functions. At a kink the subgradient of least norm: the slope between the two that is nearest to 0. NaN at NaN.</summary>
internal static class ActivationRules
{
    public const string AtKink = "by x at 0: y, held between 0 and 1";

    public static Expr LeakyReluByArgument(RuleArguments a, Expr d) => WithKink(
        a.X, a.Y, d, () => (a.X <= a.X.Constant(0)).Choose(() => d * a.Y, () => d.Constant(double.NaN)));

    // Not r + alpha, which would lose the tail.
    public static Expr EluByArgument(RuleArguments a, Expr d) => WithKink(a.X, a.Y, d, () => d * (a.Y * a.X.Call(Elementary.Exp)));

    public static Expr Selu(Expr x, Expr r, Expr d) => (x >= x.Constant(0)).Choose(
        () => Activations.SeluScale * d,
        () => d * (Activations.SeluSaturation * x.Call(Elementary.Exp)));

    public static Expr Mish(Expr x, Expr r, Expr d)
    {
        Expr softplus = x.Call(Elementary.Softplus), cosh = softplus.Call(Elementary.Cosh);
        return d * (softplus.Call(Elementary.Tanh) + x * x.Call(Elementary.Sigmoid) / cosh / cosh);
    }

    // Slope 1 above 0; the slope on the left of 0 is the parameter.
    private static Expr WithKink(Expr x, Expr slope, Expr d, Func<Expr> below)
    {
        bool isConvex = slope.Builder[slope.Id] is { Op: Op.Constant, Number: >= 0 and <= 1 };
        Expr least = slope.Call(Elementary.Min, slope.Constant(1)).Call(Elementary.Max, slope.Constant(0));
        return (x > 0).Choose(() => d, () => isConvex ? below() : x.Is(0).Choose(() => d * least, below));
    }
}
