namespace SymGrad.Generator.IR;

/// <summary>How a value of a parameter's type is built from its active leaves, as C# with <c>{k}</c> for the method's k-th active leaf.</summary>
/// <param name="Gradient">With parts that are held constant left at their default.</param>
/// <param name="Value">With <c>{.Path}</c> for the parts that are held constant.</param>
internal sealed record Shape(string Type, string Gradient, string Value)
{
    /// <summary>The structs inside the parameter's own, which trimming must leave their fields.</summary>
    public EquatableArray<string> NestedStructs { get; init; }

    public bool HasHeldParts => Value.Contains("{.");
}
