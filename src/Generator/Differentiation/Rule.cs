using SymGrad.Generator.Simplification;

namespace SymGrad.Generator.Differentiation;

/// <summary>
/// The derivative of a function of one or two arguments, as linear maps of a seed d: with d the tangent of an argument it is the
/// tangent of the result, with d the adjoint of the result it is what the argument's adjoint gains. One formula serves both modes.
/// </summary>
internal sealed record Rule(Func<RuleArguments, Expr, Expr> ByFirst, Func<RuleArguments, Expr, Expr>? BySecond)
{
    public static Rule Unary(Func<Expr, Expr, Expr, Expr> by) => new((a, d) => by(a.X, a.R, d), null);

    public static Rule Binary(Func<RuleArguments, Expr, Expr> byFirst, Func<RuleArguments, Expr, Expr> bySecond) => new(byFirst, bySecond);
}

/// <summary>What a rule may use: the arguments x and y, the result r, and whether both arguments are active.</summary>
internal readonly record struct RuleArguments(Expr X, Expr Y, Expr R, bool BothActive);
