using SymGrad.Generator.IR;
using SymGrad.Generator.Simplification;

namespace SymGrad.Generator.Differentiation;

/// <summary>
/// The inverses of erf and erfc. With q = erfc |r| the probability of the tail, exp(r²) is erfcx |r|/q, which does not amplify the
/// rounding of r as the exponential would.
/// </summary>
internal static class GaussianRules
{
    public static Expr ErfInv(Expr x, Expr r, Expr d) => ByTail(1 - x.Call(Elementary.Abs), r, d);

    public static Expr ErfcInv(Expr x, Expr r, Expr d) => -ByTail(x.Call(Elementary.Min, 2 - x), r, d);

    private static Expr ByTail(Expr q, Expr r, Expr d) => q.Is(0).Choose(
        () => d / q,
        () => 1 / ErrorFunction.SlopeAtZero * d * (r.Call(Elementary.Abs).Call(Elementary.Erfcx) / q));
}
