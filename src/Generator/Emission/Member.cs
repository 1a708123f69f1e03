namespace SymGrad.Generator.Emission;

/// <summary>A generated method around its graph: how it is declared and documented, how it begins and ends.</summary>
/// <param name="Suffix">Its name, after the stem.</param>
/// <param name="Operations">How much it computes, in lines.</param>
/// <param name="Result">The type that it returns.</param>
/// <param name="Appended">The parameters that it has beside the method's own.</param>
/// <param name="Check">What is checked before everything else; null for nothing.</param>
internal sealed record Member(
    string Suffix,
    string Summary,
    IReadOnlyList<string> ClosedForms,
    IReadOnlyList<string> Operations,
    string Result,
    IReadOnlyList<AppendedParameter> Appended,
    LengthCheck? Check,
    Ending Ending)
{
    /// <summary>Where that is not the method's own.</summary>
    public string? Accessibility { get; init; }

    /// <summary>Lines that stand before the code of the graph: what is asked of buffers.</summary>
    public IReadOnlyList<string> Preparation { get; init; } = [];

    /// <summary>Lines after them: what is asked of indices.</summary>
    public IReadOnlyList<string> Bounds { get; init; } = [];

    /// <summary>Lines after the checks that the graph itself begins with: the buffers that begin as zero.</summary>
    public IReadOnlyList<string> Clearing { get; init; } = [];
}

/// <summary>A parameter beside the method's own.</summary>
/// <param name="Element">The type of a buffer's elements.</param>
internal sealed record AppendedParameter(string Modifiers, string Type, string Name, string? Element = null);

/// <summary>A buffer that a member reads or writes.</summary>
/// <param name="Element">The type of its elements, in C#.</param>
/// <param name="IsReal">Whether it may be the same memory as a buffer of structs, seen otherwise.</param>
internal sealed record BufferArgument(string Name, string Element, bool IsTwoDimensional = false, bool IsJagged = false, bool IsReal = true);

/// <summary>Throws unless a span has the length that will be written.</summary>
internal sealed record LengthCheck(string Span, int Length, string Meaning);
