using System.Numerics;

namespace SymGrad;

/// <summary>A rule that moves parameters, given the gradient where they stand.</summary>
/// <remarks>
/// A struct, so that a loop that is generic over it is specialised and inlined; one that keeps state between steps may
/// be mutable, and a trainer steps one copy of it all the way.
/// </remarks>
/// <typeparam name="T">The scalar type.</typeparam>
public interface IOptimizer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Moves the parameters by one step, in place.</summary>
    /// <param name="parameters">The point to move.</param>
    /// <param name="gradient">The gradient at that point; of the same length, and not overlapping it.</param>
    /// <exception cref="ArgumentException">The lengths differ; nothing was changed.</exception>
    /// <exception cref="InvalidOperationException">The optimizer was not set up; nothing was changed.</exception>
    void Step(Span<T> parameters, ReadOnlySpan<T> gradient);
}
