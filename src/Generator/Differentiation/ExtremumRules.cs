using SymGrad.Generator.IR;
using SymGrad.Generator.Simplification;

namespace SymGrad.Generator.Differentiation;

/// <summary>
/// Functions that select an argument: the seed goes to the one that was selected; a tie is shared by two active arguments, and lost
/// to a constant. Where the selected value is NaN, so is the derivative. What was not selected is asked first: nothing is pulled
/// back to it.
/// </summary>
internal static class ExtremumRules
{
    private const string AtTies = "at a tie: ½ for each of two active arguments, 0 against a constant; ";
    private const string AtNaN = "NaN at NaN";
    private const string BesideNaN = "a number is selected beside NaN";

    public static Rule Clamp { get; } = Rule.Partials(
        "y ≤ z", AtTies + AtNaN,
        Clamped,
        (a, d) => Selected(a.Y, a.X, isGreatest: true, a.IsXActive, d, IsUndecided),
        (a, d) => Selected(a.Z, a.X, isGreatest: false, a.IsXActive, d, IsUndecided));

    public static Rule Greatest { get; } = Selecting(isGreatest: true, x => x, IsUndecided, AtNaN);

    public static Rule Least { get; } = Selecting(isGreatest: false, x => x, IsUndecided, AtNaN);

    public static Rule GreatestNumber { get; } = Selecting(isGreatest: true, x => x, IsTheNumber, BesideNaN);

    public static Rule LeastNumber { get; } = Selecting(isGreatest: false, x => x, IsTheNumber, BesideNaN);

    public static Rule Farthest { get; } = Selecting(isGreatest: true, Magnitude, IsUndecided, AtNaN);

    public static Rule Nearest { get; } = Selecting(isGreatest: false, Magnitude, IsUndecided, AtNaN);

    public static Rule FarthestNumber { get; } = Selecting(isGreatest: true, Magnitude, IsTheNumber, BesideNaN);

    public static Rule NearestNumber { get; } = Selecting(isGreatest: false, Magnitude, IsTheNumber, BesideNaN);

    public static Expr Abs(Expr x, Expr r, Expr d) =>
        x.Is(0).Choose(() => d.Constant(0), () => (x > 0).Choose(() => d, () => (x < 0).Choose(() => -d, () => d.Constant(double.NaN))));

    public static Expr Relu(Expr x, Expr r, Expr d) => Selected(x, x.Constant(0), isGreatest: true, isShared: false, d, IsUndecided);

    private static Rule Selecting(bool isGreatest, Func<Expr, Expr> key, Func<Expr, Expr, Expr, Expr> unordered, string remarks) => Rule.Partials(
        "", AtTies + remarks,
        (a, d) => Selected(key(a.X), key(a.Y), isGreatest, a.IsYActive, d, unordered),
        (a, d) => Selected(key(a.Y), key(a.X), isGreatest, a.IsXActive, d, unordered));

    private static Expr Selected(Expr own, Expr other, bool isGreatest, bool isShared, Expr d, Func<Expr, Expr, Expr, Expr> unordered)
    {
        Expr IsSelected() => (isGreatest ? own > other : own < other).Choose(() => d, () => isShared
            ? own.Is(other).Choose(() => 0.5 * d, () => unordered(own, other, d))
            : unordered(own, other, d));
        return IsLost(own, other, isGreatest, isShared).Choose(() => d.Constant(0), IsSelected);
    }

    // As Min(Max(x, y), z).
    private static Expr Clamped(RuleArguments a, Expr d)
    {
        (Expr x, Expr low, Expr high) = (a.X, a.Y, a.Z);
        Expr Inside() => (x > low).Choose(() => AtHigh(), () => a.IsYActive ? x.Is(low).Choose(() => 0.5 * d, NaN) : NaN());
        Expr AtHigh() => a.IsZActive ? x.Is(high).Choose(() => 0.5 * d, () => d) : d;
        Expr NaN() => d.Constant(double.NaN);
        return IsLost(x, low, isGreatest: true, a.IsYActive).Choose(
            () => d.Constant(0),
            () => IsLost(x, high, isGreatest: false, a.IsZActive).Choose(() => d.Constant(0), Inside));
    }

    private static Expr IsLost(Expr own, Expr other, bool isGreatest, bool isShared) => (isGreatest, isShared) switch
    {
        (true, true) => own < other,
        (true, false) => own <= other,
        (false, true) => own > other,
        (false, false) => own >= other,
    };

    private static Expr IsUndecided(Expr own, Expr other, Expr d) => d.Constant(double.NaN);

    private static Expr IsTheNumber(Expr own, Expr other, Expr d) => own.IsNaN().Choose(
        () => other.IsNaN().Choose(() => d.Constant(double.NaN), () => d.Constant(0)),
        () => d);

    private static Expr Magnitude(Expr x) => x.Call(Elementary.Abs);
}
