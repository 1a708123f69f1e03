namespace SymGrad.Generator.IR;

/// <summary>A parameter of the method, or the receiver <c>self</c>.</summary>
/// <param name="Modifiers"><c>this</c>, <c>in</c>, <c>ref readonly</c>, <c>scoped</c>; empty, or followed by a space.</param>
/// <param name="Default">The default value's text, <c>= 1.0</c>, with a space before; empty where there is none.</param>
/// <param name="Shape">The parameter's value built from its leaves; null when it is inactive.</param>
internal sealed record Parameter(string Name, string Type, string Modifiers, string Default, bool IsReceiver, Shape? Shape)
{
    /// <summary>Whether its partial is returned.</summary>
    public bool IsActive => Shape is not null;

    /// <summary>The C# type of an active buffer's elements, whose partials go to a destination; null for anything else.</summary>
    public string? Element { get; init; }

    /// <summary>The type of those elements; null where they are structs.</summary>
    public ScalarType? ElementScalar { get; init; }

    /// <summary>Whether the buffer is an array of two dimensions: then its partials go to another one.</summary>
    public bool IsTwoDimensional { get; init; }

    /// <summary>Whether the buffer is an array of arrays: then its partials go to another one.</summary>
    public bool IsJagged { get; init; }

    public bool IsBuffer => Element is not null;

    /// <summary>Whether it is differentiated by: by value, or as a buffer.</summary>
    public bool IsVaried => IsActive || IsBuffer;
}
