using SymGrad.Generator.Analysis;
using SymGrad.Generator.IR;
using SymGrad.Generator.Simplification;

namespace SymGrad.Generator.Differentiation;

/// <summary>Roots, at zero too: there the slope is infinite whatever the sign of the zero, or 0 at the tip of a cone.</summary>
internal static class RootRules
{
    public static Expr Sqrt(Expr x, Expr r, Expr d)
    {
        Func<int, Node> nodes = i => x.Builder[i];
        if (Patterns.Squares(nodes, x.Id) is not null)
            return r.Is(0).Choose(() => d.Constant(0), () => 0.5 * d / r);
        return 0.5 * d / (Patterns.CanBeNegativeZero(nodes, x.Id) ? r.Call(Elementary.Abs) : r);
    }

    // r/(n·x), in an order that does not overflow.
    public static Expr RootN(RuleArguments a, Expr d)
    {
        (Expr x, Expr n, Expr r) = (a.X, a.Y, a.R);
        Expr Formula() => x.Is(0).Choose(
            () => d * n.Convert(d.Type) / x.Call(Elementary.Abs),
            () => d * (r / x / n.Convert(d.Type)));
        return n.Builder[n.Id] switch
        {
            { Op: Op.Constant, Payload: 1 } => d,
            { Op: Op.Constant, Payload: 2 } => 0.5 * d / r,
            { Op: Op.Constant, Payload: 3 } => d / (3 * r * r),
            { Op: Op.Constant, Payload: -1 } => -(d * (r * r)),
            { Op: Op.Constant } => Formula(),
            _ => n.Is(1).Choose(() => d, Formula),
        };
    }
}
