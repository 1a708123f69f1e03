using System.Numerics;

namespace SymGrad;

/// <summary>A local variable of a traced method: what it was assigned, and what that did to the result.</summary>
/// <typeparam name="T">The local's type.</typeparam>
/// <param name="Value">What was assigned; NaN where the path taken does not assign it.</param>
/// <param name="Adjoint">
/// The partial derivative of the method's result by the local at this assignment; 0 where the result does not depend on it.
/// </param>
public readonly record struct Traced<T>(T Value, T Adjoint)
    where T : unmanaged, IFloatingPointIeee754<T>;
