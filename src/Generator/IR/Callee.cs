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
    /// <summary>Stands in <see cref="Call"/> for the buffer that is filled.</summary>
    public const string Buffer = "{buffer}";

    /// <summary>Whether the results are the elements of a buffer that the method fills.</summary>
    public bool FillsBuffer { get; init; }

    /// <summary>What is to be derived first, and stands for the call then; null for a method that is really called.</summary>
    public NestedDerivative? Nested { get; init; }

    /// <summary>What the method computes, as a function of its arguments; null where only its derivative is known.</summary>
    public Graph? Function { get; init; }

    /// <summary>In a derivative of a method with a <see cref="Function"/>: what its first results belong to.</summary>
    public EquatableArray<CallShare> Shares { get; init; }

    /// <summary>How to compute value and gradient at once, where this is the value alone.</summary>
    public EquatableArray<CallPair> Pairs { get; init; }

    /// <summary>Whether the results are read through <see cref="Op.Result"/>.</summary>
    public bool HasParts => Variables.Count > 0;
}

/// <summary>One scalar of what a method returns.</summary>
/// <param name="Symbol">How a formula writes it as a function of the arguments.</param>
/// <param name="Variable">The one of <see cref="Callee.Variables"/> that it is a part of.</param>
/// <param name="Path">The rest of the way to it: <c>.x</c>, <c>.Layer.Bias</c>; empty where it is the variable itself.</param>
internal readonly record struct CallResult(ScalarType Type, string Symbol, int Variable = 0, string Path = "")
{
    /// <summary>The arguments that it varies with; null where that may be any.</summary>
    public EquatableArray<int>? By { get; init; }
}

/// <summary>What a result of a derivative is: the adjoint of an argument, or the tangent of a result.</summary>
/// <param name="Of">The place of that argument or result.</param>
/// <param name="Condition">The place of the result that says whether the adjoint counts; null where it always does.</param>
internal readonly record struct CallShare(int Of, int? Condition);

/// <summary>The gradient of a method, and what gives its value followed by its gradient, as places among the callees.</summary>
internal readonly record struct CallPair(int Gradient, int Both);

/// <summary>
/// A derivative of a function of the same annotated methods. Its arguments are those of the function, then the entries of the direction or
/// cotangent, if the kind has one, then the buffers that it writes to; its results are the scalars among what <see cref="DerivativeKind"/> says,
/// then the buffers as they are at the end.
/// </summary>
internal sealed record NestedDerivative(DerivativeKind Kind, Graph Function);
