namespace SymGrad;

/// <summary>How long to train.</summary>
public readonly record struct TrainingOptions
{
    /// <summary>The number of steps to take; 0 evaluates the start only. A trainer refuses a negative number.</summary>
    public int Steps { get; init; }
}
