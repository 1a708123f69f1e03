using SymGrad.Generator.Simplification;

namespace SymGrad.Generator.Differentiation;

/// <summary>Max and Min: the seed goes to the argument that was selected; a tie is shared by two active arguments, and lost to a constant.</summary>
internal static class ExtremumRules
{
    public static Expr Selected(Expr isStrictlySelected, RuleArguments a, Expr d) => isStrictlySelected.Choose(
        () => d,
        () => a.BothActive ? a.X.Is(a.Y).Choose(() => 0.5 * d, () => d.Constant(0)) : d.Constant(0));
}
