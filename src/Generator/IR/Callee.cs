namespace SymGrad.Generator.IR;

/// <summary>A method that is called as it is, since its body is not what is differentiated, or not at hand.</summary>
/// <param name="Name">What the user calls it.</param>
/// <param name="Call">The call in C#, with <c>{k}</c> for its k-th argument.</param>
/// <param name="Variables">Names for the parts that several results are read from; none where the call itself is the result.</param>
/// <param name="Derivative">
/// The partial derivatives of every result by every active input, row by row; null where nobody knows them. Its first inputs are the
/// arguments; it may call what the functions around it call.
/// </param>
internal sealed record Callee(string Name, string Call, EquatableArray<string> Variables, EquatableArray<CallResult> Results, Graph? Derivative)
{
    /// <summary>Whether the results are read through <see cref="Op.Result"/>.</summary>
    public bool HasParts => Variables.Count > 0;
}

/// <summary>One scalar of what a method returns.</summary>
/// <param name="Symbol">How a formula writes it as a function of the arguments.</param>
/// <param name="Variable">The one of <see cref="Callee.Variables"/> that it is a part of.</param>
/// <param name="Path">The rest of the way to it: <c>.x</c>, <c>.Layer.Bias</c>; empty where it is the variable itself.</param>
internal readonly record struct CallResult(ScalarType Type, string Symbol, int Variable = 0, string Path = "");
