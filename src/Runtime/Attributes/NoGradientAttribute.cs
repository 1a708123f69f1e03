namespace SymGrad;

/// <summary>Holds a parameter, a field or a property constant: no derivative is taken with respect to it.</summary>
/// <remarks>
/// In a gradient that has the shape of a struct, a leaf so marked is <see langword="default"/>. It is not one of an
/// objective's parameters, and <see cref="Parameters.AsSpan{TStruct, T}(ref TStruct)"/> refuses a struct that
/// has a field so marked.
/// </remarks>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Field | AttributeTargets.Property)]
public sealed class NoGradientAttribute : Attribute;
