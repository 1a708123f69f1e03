using SymGrad.Generator.IR;
using SymGrad.Generator.Simplification;

namespace SymGrad.Generator.Differentiation;

/// <summary>r = xʸ. A constant exponent emits no logarithm, and a small whole one no power at all.</summary>
internal static class PowerRules
{
    public const string Remarks = "by x at ±0: 0 for y = 0 and y > 1, 1 for y = 1, ∞ for 0 < y < 1, −∞ or by sign for y < 0; by y: 0 at x = ±0 for y > 0, NaN there for y ≤ 0 and for x < 0";

    public static Expr ByBase(RuleArguments a, Expr d)
    {
        (Expr x, Expr y, Expr r) = (a.X, a.Y, a.R);
        if (y.Builder[y.Id] is not { Op: Op.Constant, Number: double n })
            return y.Is(0).Choose(() => d.Constant(0), () => d * (y * x.Call(Elementary.Pow, y - 1)));
        return n switch
        {
            0 => d.Constant(0),
            1 => d,
            2 => d * (2 * x),
            3 => d * (3 * x * x),
            4 => d * (4 * x * (x * x)),
            0.5 => 0.5 * d / r,
            -1 => -(d * (r * r)),
            _ => d * (n * x.Call(Elementary.Pow, x.Constant(n) - 1)),
        };
    }

    // r·ln x; 0⁰ and 0 to a negative power have no limit.
    public static Expr ByExponent(RuleArguments a, Expr d)
    {
        (Expr x, Expr y, Expr r) = (a.X, a.Y, a.R);
        Expr Formula() => d * (r * x.Call(Elementary.Log));
        if (x.Builder[x.Id] is { Op: Op.Constant, Number: > 0 })
            return Formula();
        return x.Is(0).Choose(() => (y > 0).Choose(() => d.Constant(0), () => d.Constant(double.NaN)), Formula);
    }
}
