using System.Globalization;

namespace SymGrad.Generator.IR;

/// <summary>A scalar or a buffer that comes from outside: a parameter, a leaf of a struct parameter, or a field the method reads.</summary>
/// <param name="Name">Its dotted name, as a user would say it: <c>w0</c>, <c>layer1.Bias</c>.</param>
/// <param name="Access">The C# expression that reads it inside the generated method.</param>
internal readonly record struct Input(string Name, string Access, ScalarType Type, bool IsActive)
{
    /// <summary>The type of a buffer's elements.</summary>
    public ScalarType Element { get; init; }

    /// <summary>Where in an element of a buffer of structs this leaf is: <c>.X</c>; empty where elements are scalars.</summary>
    public string Path { get; init; } = "";

    /// <summary>Whether this leaf can only be set where the whole element is: it is set once, or in a property.</summary>
    public bool IsReplaced { get; init; }

    /// <summary>The C# type of a struct among whose leaves this one is, all of them in one buffer; null where elements are scalars.</summary>
    public string? ElementType { get; init; }

    /// <summary>Whether a buffer is an array, not a span.</summary>
    public bool IsArray { get; init; }

    /// <summary>Whether a buffer is an array of two dimensions.</summary>
    public bool IsTwoDimensional { get; init; }

    /// <summary>Whether a buffer is an array of arrays, its rows, all of whose elements are one memory here.</summary>
    public bool IsJagged { get; init; }

    /// <summary>Whether a buffer's elements change around this function, which is a part of another one.</summary>
    public bool IsChanging { get; init; }

    /// <summary>Whether a buffer is only a place to write to: all zero before, and no argument of the function.</summary>
    public bool IsDestination { get; init; }

    /// <summary>The input that a destination is as long as.</summary>
    public int? LengthOf { get; init; }

    /// <summary>Whether a buffer is the tape, whose length the function itself decides.</summary>
    public bool IsTape { get; init; }

    /// <summary>Whether a buffer is the function's output: an argument that it writes to. What it holds before is held constant.</summary>
    public bool IsOutput { get; init; }

    /// <summary>Whether a destination is a matrix of partials, row by row.</summary>
    public bool IsMatrix { get; init; }

    /// <summary>Whether it is a buffer of the caller's that the function writes to.</summary>
    public bool IsWritten => IsDestination || IsOutput;

    public bool IsBuffer => Type == ScalarType.Buffer;

    /// <summary>Which argument of a call it is, in a function that is called; null for any other input.</summary>
    public int? Argument => Access.StartsWith("{", StringComparison.Ordinal) ? int.Parse(Access.Substring(1, Access.Length - 2), CultureInfo.InvariantCulture) : null;

    public static Input OfArgument(string name, int index, ScalarType type, bool isActive) => new(name, "{" + index.ToString(CultureInfo.InvariantCulture) + "}", type, isActive);
}
