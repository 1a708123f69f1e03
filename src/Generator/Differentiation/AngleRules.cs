using SymGrad.Generator.IR;
using SymGrad.Generator.Simplification;

namespace SymGrad.Generator.Differentiation;

/// <summary>Atan2 and Hypot: scaled by the distance h from the origin, so that nothing overflows; 0 at the origin itself.</summary>
internal static class AngleRules
{
    /// <summary>√(1 − x²), accurate near ±1 too.</summary>
    public static Expr Cosine(Expr x) => ((1 - x) * (1 + x)).Call(Elementary.Sqrt);

    public static Expr ByOrdinate(RuleArguments a, Expr d)
    {
        Expr h = a.Y.Call(Elementary.Hypot, a.X);
        return OffOrigin(a, h, d, () => d * (a.Y / h / h));
    }

    public static Expr ByAbscissa(RuleArguments a, Expr d)
    {
        Expr h = a.Y.Call(Elementary.Hypot, a.X);
        return OffOrigin(a, h, d, () => -(d * (a.X / h / h)));
    }

    public static Expr OffOrigin(RuleArguments a, Expr h, Expr d, Func<Expr> derivative) =>
        IsNonzero(a.X) || IsNonzero(a.Y) ? derivative() : h.Is(0).Choose(() => d.Constant(0), derivative);

    private static bool IsNonzero(Expr x) => x.Builder[x.Id] is { Op: Op.Constant, Number: not 0 };
}
