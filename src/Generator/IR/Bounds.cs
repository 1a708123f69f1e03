namespace SymGrad.Generator.IR;

/// <summary>What to ask before a member runs, so that it throws where the method throws and has changed nothing by then.</summary>
/// <param name="Conditions">What holds of the arguments wherever those indices are in range that depend on nothing else.</param>
/// <param name="Others">What is done about the other indices, if there are any.</param>
internal sealed record Bounds(EquatableArray<Bound> Conditions, OtherIndices Others)
{
    /// <summary>Those of a method whose indices are in range whatever its arguments are.</summary>
    public static readonly Bounds None = new(default, OtherIndices.None);
}

/// <summary>What members do where the arguments alone do not tell whether all indices are in range.</summary>
internal enum OtherIndices : byte
{
    /// <summary>They do tell.</summary>
    None,

    /// <summary>Run the method first.</summary>
    RunMethod,

    /// <summary>Write elsewhere, and to the destinations when all is done.</summary>
    WriteLast,
}

/// <summary>A sum of products that is not negative where indices are in range.</summary>
internal readonly record struct Bound(EquatableArray<Product> Terms, long Constant);

/// <summary>A product of integers that are known before a member runs.</summary>
internal readonly record struct Product(long Factor, EquatableArray<Extent> Extents);

/// <summary>An integer that an input tells.</summary>
/// <param name="Input">Which of <see cref="Graph.Inputs"/>.</param>
internal readonly record struct Extent(int Input, ExtentKind Kind);

/// <summary>What an <see cref="Extent"/> is of its input.</summary>
internal enum ExtentKind : byte
{
    /// <summary>The integer itself.</summary>
    Value,

    /// <summary>A buffer's number of elements.</summary>
    Length,

    /// <summary>A matrix's number of rows.</summary>
    Rows,

    /// <summary>A matrix's number of columns.</summary>
    Columns,

    /// <summary>The length of the shortest row of a jagged array.</summary>
    ShortestRow,

    /// <summary>The length of its longest row.</summary>
    LongestRow,

    /// <summary>The least of a buffer of integers.</summary>
    Least,

    /// <summary>The greatest of a buffer of integers.</summary>
    Greatest,
}
