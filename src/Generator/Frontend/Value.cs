using Microsoft.CodeAnalysis;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

/// <summary>What an expression stands for while a method is read.</summary>
internal abstract record Value;

/// <summary>One node of the graph.</summary>
internal sealed record Scalar(int Node) : Value;

/// <summary>A struct or a tuple, field by field; the elements of an array that is only indexed by constants.</summary>
internal sealed record Aggregate(ITypeSymbol Type, IReadOnlyList<KeyValuePair<string, Value>> Fields) : Value
{
    public Value? this[string field] => Fields.FirstOrDefault(f => f.Key == field).Value;

    public Aggregate With(string field, Value value) =>
        this with { Fields = [.. Fields.Select(f => f.Key == field ? new KeyValuePair<string, Value>(field, value) : f)] };
}

/// <summary>Something that is held constant and read when the derivative is called: an object, or a struct not taken apart yet.</summary>
/// <param name="Access">The C# expression that reads it in the generated method.</param>
internal sealed record Reference(string Access, ITypeSymbol Type) : Value;

/// <summary>An array or a span: a view of a storage whose state, a node, is in the environment.</summary>
/// <param name="Storage">The key of the state; for elements that are structs, of an aggregate of states, one a leaf.</param>
/// <param name="Type">The type of the array or span.</param>
/// <param name="Element">The type of its elements.</param>
internal sealed record Window(object Storage, ITypeSymbol Type, ITypeSymbol Element) : Value
{
    /// <summary>The storage's first state, where the method may change it: it made it itself, or it is its output; null for any other storage from outside.</summary>
    public Value? Memory { get; init; }

    /// <summary>The storage, where it is from outside.</summary>
    public Input? Given { get; init; }

    /// <summary>Whether it is all of a storage that is held constant.</summary>
    public bool IsHeld => Given is { IsActive: false } && Part is null;

    /// <summary>How many rows and columns an array of two dimensions has; null for one dimension.</summary>
    public (int Rows, int Columns)? Shape { get; init; }

    /// <summary>Whether the storage is an array of arrays, of which a row is a part.</summary>
    public bool IsJagged { get; init; }

    /// <summary>Whether it is all of an array of arrays, the elements of which are buffers.</summary>
    public bool HasRows => IsJagged && Part is null;

    /// <summary>The part of the storage that is viewed; null for all of it.</summary>
    public Part? Part { get; init; }
}

/// <summary>A part of a storage, or of a part of it.</summary>
/// <param name="Start">Where it begins in the part around it.</param>
/// <param name="Offset">Where it begins in the storage, or in the row of it.</param>
internal sealed record Part(Part? Around, int Start, int Length, int Offset)
{
    /// <summary>Which row of an array of arrays it is, or is a part of; null in any other storage.</summary>
    public int? Row { get; init; }

    /// <summary>Whether it is all of a row; then it has no other numbers.</summary>
    public bool IsRow => Row is not null && Around is null;

    /// <summary>What is a number of its own for each part of its kind.</summary>
    public IEnumerable<int> Numbers => IsRow ? [Row!.Value] : Row is { } row ? [row, Offset, Length] : [Offset, Length];

    public static Part OfRow(int row) => new(null, Node.None, Node.None, Node.None) { Row = row };

    /// <summary>A part of the same kind with other numbers.</summary>
    public Part With(Func<int, int> number)
    {
        Part? row = Row is { } index ? OfRow(number(index)) : null;
        if (IsRow)
            return row!;
        int offset = number(Offset);
        return new Part(row, offset, number(Length), offset) { Row = row?.Row };
    }

    /// <summary>Whether two parts have the same kinds of numbers.</summary>
    public static bool AreAlike(Part? a, Part? b) => (a?.IsRow, a?.Row is null) == (b?.IsRow, b?.Row is null);
}

/// <summary>One of several storages, which one is known at run time only: nothing that can be read, unless a loop puts them into one memory.</summary>
internal sealed record Torn(IReadOnlyList<object> Storages) : Value;

/// <summary>A variable before its first assignment.</summary>
internal sealed record Unassigned : Value
{
    public static readonly Unassigned Instance = new();
}
