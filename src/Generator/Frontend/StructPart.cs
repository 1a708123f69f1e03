namespace SymGrad.Generator.Frontend;

/// <summary>A field of a struct that is being built, and the text of its value.</summary>
/// <param name="Gradient">Null where the field is held constant.</param>
internal sealed record StructPart(StructFields.Member Member, string? Gradient, string Value);
