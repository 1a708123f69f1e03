namespace SymGrad.Runtime.Tests;

/// <summary>A ref struct that writes each value where its caller said.</summary>
internal ref struct SpanRecorder(Span<double> values) : ITrainingObserver<double>
{
    private readonly Span<double> _values = values;

    public int Count { get; private set; }

    public void Observe(in TrainingStep<double> step)
    {
        _values[step.Index] = step.Value;
        Count++;
    }
}
