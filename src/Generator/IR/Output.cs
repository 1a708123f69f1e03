namespace SymGrad.Generator.IR;

/// <summary>
/// What the method returns, flattened: one leaf for a scalar-valued method, several for one that returns a struct or a tuple; one, which stands
/// for every element, for a method whose output is a span.
/// </summary>
/// <param name="Shape">The returned value built from its leaves.</param>
internal sealed record Output(Shape Shape, EquatableArray<OutputLeaf> Leaves)
{
    /// <summary>The type of the entries of a matrix: the result's own, the widest of several.</summary>
    public ScalarType Scalar => Leaves.Max(leaf => leaf.Type);

    /// <summary>The parameter that is the output of a method that returns nothing; null for a method that returns its results.</summary>
    public string? Span { get; init; }

    public bool IsScalar => Span is null && Leaves.Count == 1 && Leaves[0].Path == "";
}

/// <summary>One real number of a result.</summary>
/// <param name="Name">As a user would say it, after the method's name: <c>.Position.X</c>; empty for a scalar result.</param>
/// <param name="Path">How C# reads it off the result.</param>
internal readonly record struct OutputLeaf(string Name, string Path, ScalarType Type);
