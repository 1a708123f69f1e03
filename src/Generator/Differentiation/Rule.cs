using SymGrad.Generator.IR;
using SymGrad.Generator.Simplification;

namespace SymGrad.Generator.Differentiation;

/// <summary>
/// The derivative of a function, as a linear map of a seed d for each argument: with d the tangent of an argument it is the tangent
/// of the result, with d the adjoint of the result it is what the argument's adjoint gains. One formula serves both modes.
/// </summary>
/// <param name="By">One map an argument: null where it is constantly 0, none for an integer.</param>
/// <param name="Domain">Where the function has a derivative; empty for everywhere.</param>
/// <param name="Remarks">What is taken where it is delicate.</param>
internal sealed record Rule(EquatableArray<Func<RuleArguments, Expr, Expr>?> By, string Domain, string Remarks)
{
    /// <summary>Whether a slope may be infinite where the arguments are finite.</summary>
    public bool HasPoles => Domain != "" || Remarks.Contains("∞");

    /// <summary>A function that no derivative flows through: it is constant between its jumps.</summary>
    public static Rule Step { get; } = new(default, "", "constant between jumps");

    /// <summary>A condition.</summary>
    public static Rule Predicate { get; } = new(default, "", "a condition");

    public static Rule Unary(Func<Expr, Expr, Expr, Expr> by, string domain = "", string remarks = "") =>
        Partials(domain, remarks, (a, d) => by(a.X, a.R, d));

    public static Rule Partials(string domain, string remarks, params Func<RuleArguments, Expr, Expr>?[] by) =>
        new(by.ToEquatableArray(), domain, remarks);
}

/// <summary>What a rule may use: the arguments x, y and z, the result r, and which arguments are active.</summary>
internal readonly record struct RuleArguments(Expr X, Expr Y, Expr Z, Expr R, bool IsXActive, bool IsYActive, bool IsZActive)
{
    /// <summary>Those of a call; an argument that it does not take is its first one again.</summary>
    public static RuleArguments Of(Node call, Func<int, Expr> value, int result, bool[] varied)
    {
        (int y, int z) = (call.OperandCount > 1 ? call.B : call.A, call.OperandCount > 2 ? call.C : call.A);
        return new(value(call.A), value(y), value(z), value(result), varied[call.A], varied[y], varied[z]);
    }
}
