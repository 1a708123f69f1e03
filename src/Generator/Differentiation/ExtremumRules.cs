using SymGrad.Generator.IR;
using SymGrad.Generator.Simplification;

namespace SymGrad.Generator.Differentiation;

/// <summary>
/// Functions that select an argument: the seed goes to the one that was selected; a tie is shared by two active arguments, and lost
/// to a constant. Where the selected value is NaN, so is the derivative.
/// </summary>
internal static class ExtremumRules
{
    private const string AtTies = "at a tie: ½ for each of two active arguments, 0 against a constant; ";
    private const string AtNaN = "NaN at NaN";
    private const string BesideNaN = "a number is selected beside NaN";

    public static Rule Clamp { get; } = Rule.Partials(
        "y ≤ z", AtTies + AtNaN,
        ClampedValue,
        (a, d) => Second(a.X, a.Y, isGreatest: true, a.IsXActive, d, Undecided),
        (a, d) => Second(a.X, a.Z, isGreatest: false, a.IsXActive, d, Undecided));

    public static Rule Greatest { get; } = Selecting(isGreatest: true, x => x, Undecided, AtNaN);

    public static Rule Least { get; } = Selecting(isGreatest: false, x => x, Undecided, AtNaN);

    public static Rule GreatestNumber { get; } = Selecting(isGreatest: true, x => x, TheNumber, BesideNaN);

    public static Rule LeastNumber { get; } = Selecting(isGreatest: false, x => x, TheNumber, BesideNaN);

    public static Rule Farthest { get; } = Selecting(isGreatest: true, Magnitude, Undecided, AtNaN);

    public static Rule Nearest { get; } = Selecting(isGreatest: false, Magnitude, Undecided, AtNaN);

    public static Rule FarthestNumber { get; } = Selecting(isGreatest: true, Magnitude, TheNumber, BesideNaN);

    public static Rule NearestNumber { get; } = Selecting(isGreatest: false, Magnitude, TheNumber, BesideNaN);

    public static Expr Abs(Expr x, Expr r, Expr d) =>
        (x > 0).Choose(() => d, () => (x < 0).Choose(() => -d, () => x.Is(0).Choose(() => d.Constant(0), () => d.Constant(double.NaN))));

    public static Expr Relu(Expr x, Expr r, Expr d) => First(x, x.Constant(0), isGreatest: true, isShared: false, d, Undecided);

    private static Rule Selecting(bool isGreatest, Func<Expr, Expr> key, Func<Expr, Expr, Expr, Expr> unordered, string remarks) => Rule.Partials(
        "", AtTies + remarks,
        (a, d) => First(key(a.X), key(a.Y), isGreatest, a.IsYActive, d, unordered),
        (a, d) => Second(key(a.X), key(a.Y), isGreatest, a.IsXActive, d, unordered));

    private static Expr First(Expr x, Expr y, bool isGreatest, bool isShared, Expr d, Func<Expr, Expr, Expr, Expr> unordered) => isShared
        ? Shared(x, y, isGreatest, () => d, () => d.Constant(0), d, () => unordered(x, y, d))
        : Alone(x, y, isGreatest, d, () => unordered(x, y, d));

    private static Expr Second(Expr x, Expr y, bool isGreatest, bool isShared, Expr d, Func<Expr, Expr, Expr, Expr> unordered) => isShared
        ? Shared(x, y, isGreatest, () => d.Constant(0), () => d, d, () => unordered(y, x, d))
        : Alone(y, x, isGreatest, d, () => unordered(y, x, d));

    // Both partials ask the same questions in the same order: their branches join.
    private static Expr Shared(Expr x, Expr y, bool isGreatest, Func<Expr> first, Func<Expr> second, Expr d, Func<Expr> unordered)
    {
        (Expr isFirst, Expr isSecond, Expr isTie) = (isGreatest ? x > y : x < y, isGreatest ? x < y : x > y, x.Is(y));
        return isFirst.Choose(first, () => isSecond.Choose(second, () => isTie.Choose(() => 0.5 * d, unordered)));
    }

    private static Expr Alone(Expr own, Expr other, bool isGreatest, Expr d, Func<Expr> unordered) =>
        (isGreatest ? own > other : own < other).Choose(
            () => d,
            () => (isGreatest ? own <= other : own >= other).Choose(() => d.Constant(0), unordered));

    // Max(x, y) first, then Min with z.
    private static Expr ClampedValue(RuleArguments a, Expr d) => (a.X > a.Y).Choose(
        () => (a.X < a.Z).Choose(() => d, () => a.IsZActive ? a.X.Is(a.Z).Choose(() => 0.5 * d, () => d.Constant(0)) : d.Constant(0)),
        () => a.IsYActive
            ? a.X.Is(a.Y).Choose(() => 0.5 * d, () => (a.X < a.Y).Choose(() => d.Constant(0), () => d.Constant(double.NaN)))
            : (a.X <= a.Y).Choose(() => d.Constant(0), () => d.Constant(double.NaN)));

    private static Expr Undecided(Expr own, Expr other, Expr d) => d.Constant(double.NaN);

    private static Expr TheNumber(Expr own, Expr other, Expr d) => own.IsNaN().Choose(
        () => other.IsNaN().Choose(() => d.Constant(double.NaN), () => d.Constant(0)),
        () => d);

    private static Expr Magnitude(Expr x) => x.Call(Elementary.Abs);
}
