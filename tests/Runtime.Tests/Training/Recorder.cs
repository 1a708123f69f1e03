namespace SymGrad.Runtime.Tests;

/// <summary>Keeps what it is shown.</summary>
internal struct Recorder() : ITrainingObserver<double>
{
    public List<(int Index, double Value, double[] Parameters, double[] Gradient)> Steps { get; } = [];

    public readonly void Observe(in TrainingStep<double> step) =>
        Steps.Add((step.Index, step.Value, step.Parameters.ToArray(), step.Gradient.ToArray()));
}
