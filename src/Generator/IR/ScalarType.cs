namespace SymGrad.Generator.IR;

/// <summary>The type of a node's value. Enums are their underlying integer; structs and tuples are flattened before the IR.</summary>
internal enum ScalarType : byte
{
    Boolean,
    SByte,
    Byte,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Int64,
    UInt64,
    Single,
    Double,

    /// <summary>The type parameter that a generic method computes in: any floating-point type.</summary>
    Generic,

    /// <summary>The state of a buffer: all its elements at a point of the method.</summary>
    Buffer,

    /// <summary>A part of a buffer: where it begins and how many elements it has.</summary>
    Slice,
}

/// <summary>What the calculus and the emitter ask of a type.</summary>
internal static class ScalarTypes
{
    /// <summary>Whether a derivative can flow through a value of this type.</summary>
    public static bool IsReal(this ScalarType type) => type is ScalarType.Single or ScalarType.Double or ScalarType.Generic;

    public static bool IsInteger(this ScalarType type) => type is >= ScalarType.SByte and <= ScalarType.UInt64;

    /// <summary>The C# keyword of the type; a type parameter has a name instead (<see cref="Declaration.Text"/>).</summary>
    public static string Keyword(this ScalarType type) => type switch
    {
        ScalarType.Boolean => "bool",
        ScalarType.SByte => "sbyte",
        ScalarType.Byte => "byte",
        ScalarType.Int16 => "short",
        ScalarType.UInt16 => "ushort",
        ScalarType.Int32 => "int",
        ScalarType.UInt32 => "uint",
        ScalarType.Int64 => "long",
        ScalarType.UInt64 => "ulong",
        ScalarType.Single => "float",
        ScalarType.Double => "double",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not a keyword"),
    };
}
