using SymGrad.Generator.IR;
using SymGrad.Generator.Simplification;

namespace SymGrad.Generator.Differentiation;

/// <summary>Γ and its kin, whose derivatives are polygamma functions.</summary>
internal static class GammaRules
{
    public const string Domain = "x is none of 0, −1, −2, …";

    public static Expr Polygamma(Expr x, long order) => Polygamma(new Expr(x.Builder, x.Builder.Constant(ScalarType.Int32, order)), x);

    public static Expr NextPolygamma(RuleArguments a)
    {
        int one = a.X.Builder.Constant(a.X.Type, 1L);
        return Polygamma(new Expr(a.X.Builder, a.X.Builder.Add(Op.Add, a.X.Type, a.X.Id, one)), a.Y);
    }

    /// <summary>ψ(x) − ψ(x + y).</summary>
    public static Expr LogBetaByFirst(Expr x, Expr y) => x.Call(Elementary.Digamma) - (x + y).Call(Elementary.Digamma);

    private static Expr Polygamma(Expr order, Expr x) => new(x.Builder, x.Builder.Call(Elementary.Polygamma, x.Type, order.Id, x.Id));
}
