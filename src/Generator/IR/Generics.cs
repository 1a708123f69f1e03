namespace SymGrad.Generator.IR;

/// <summary>What a method is generic in, as C# text.</summary>
/// <param name="Number">The type parameter that stands for a floating-point type, the method's own or its type's; empty where none does.</param>
/// <param name="Parameters">The method's own: <c>&lt;T&gt;</c>; empty where it has none.</param>
/// <param name="IsUnmanaged">Whether C# knows that a number is no reference and has none inside.</param>
/// <param name="Constraints">A clause for each of them that is constrained: <c>where T : unmanaged</c>.</param>
internal sealed record Generics(string Number, bool IsUnmanaged, string Parameters, EquatableArray<string> Constraints);
