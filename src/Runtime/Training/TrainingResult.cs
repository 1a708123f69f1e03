using System.Globalization;
using System.Numerics;

namespace SymGrad;

/// <summary>How a training loop ended.</summary>
/// <typeparam name="T">The scalar type.</typeparam>
public readonly record struct TrainingResult<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>
    /// The objective's value at the parameters as they were left: after the last step whose outcome was finite. It is
    /// NaN or infinite only when the value at the start was, and then equals <see cref="InitialValue"/>.
    /// </summary>
    public T Value { get; init; }

    /// <summary>The objective's value at the start.</summary>
    public T InitialValue { get; init; }

    /// <summary>The number of steps completed; a step that led to a non-finite outcome was undone and is not counted.
    /// </summary>
    public int Steps { get; init; }

    /// <summary>Why the loop ended.</summary>
    public StopReason StopReason { get; init; }

    /// <summary>Whether all the steps that were asked for were taken.</summary>
    public bool Completed => StopReason == StopReason.StepsCompleted;

    /// <summary>One line for a log, the same in every culture.</summary>
    /// <returns>For example <c>1000 steps, value 0.9 → 0.006 (StepsCompleted)</c>.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Steps} steps, value {InitialValue} → {Value} ({StopReason})");
}
