using System.Numerics;

namespace SymGrad;

/// <summary>Watches a training loop, one step at a time.</summary>
/// <remarks>
/// A struct (or ref struct), passed by reference, so that what it gathers is there after the loop and the loop is
/// specialised for it. An exception that it throws ends the loop; the parameters stay where that step put them.
/// </remarks>
/// <typeparam name="T">The scalar type.</typeparam>
public interface ITrainingObserver<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Called after each step whose point, value and gradient are all finite.</summary>
    /// <param name="step">What the step led to; its spans are valid during the call only.</param>
    void Observe(in TrainingStep<T> step);
}
