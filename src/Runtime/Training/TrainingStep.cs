using System.Numerics;

namespace SymGrad;

/// <summary>What an observer sees of one training step.</summary>
/// <remarks>
/// Everything is read at the point <em>after</em> the step's update: the parameters that the update led to, and the
/// value and gradient there. It is what a TensorFlow loop prints that runs its train step first and then fetches the
/// loss and the "gradients and variables".
/// </remarks>
/// <typeparam name="T">The scalar type.</typeparam>
public readonly ref struct TrainingStep<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Describes a step.</summary>
    /// <param name="index">The step's number, from 0.</param>
    /// <param name="value">The objective's value after the update.</param>
    /// <param name="parameters">The parameters after the update.</param>
    /// <param name="gradient">The gradient after the update.</param>
    public TrainingStep(int index, T value, ReadOnlySpan<T> parameters, ReadOnlySpan<T> gradient)
    {
        Index = index;
        Value = value;
        Parameters = parameters;
        Gradient = gradient;
    }

    /// <summary>The step's number, from 0.</summary>
    public int Index { get; }

    /// <summary>The objective's value after the update.</summary>
    public T Value { get; }

    /// <summary>The parameters after the update, in the objective's order.</summary>
    public ReadOnlySpan<T> Parameters { get; }

    /// <summary>The partial by each parameter after the update, in the same order.</summary>
    public ReadOnlySpan<T> Gradient { get; }
}
