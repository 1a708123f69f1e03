using SymGrad;

namespace Quadratic;

/// <summary>Keeps the trainer's steps; the gradient before an update is the one after the update before it.</summary>
internal struct Recorder((double Dx, double Dy) start) : ITrainingObserver<double>
{
    private (double Dx, double Dy) _before = start;

    public List<Step> Steps { get; } = [];

    public void Observe(in TrainingStep<double> step)
    {
        var after = (step.Gradient[0], step.Gradient[1]);
        Steps.Add(new(step.Parameters[0], step.Parameters[1], step.Value, _before, after));
        _before = after;
    }
}
