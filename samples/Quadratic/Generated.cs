using SymGrad;

namespace Quadratic;

/// <summary>The article's second program: the derivative that the generator wrote, in the trainer's loop.</summary>
internal static class Generated
{
    public static List<Step> Descend(double x, double y, double learningRate, int steps)
    {
        var recorder = new Recorder(Bowl.ZGradient(x, y));
        Trainer.Minimize(
            new Bowl.ZObjective(),
            [x, y],
            new GradientDescent<double>(learningRate),
            new TrainingOptions { Steps = steps },
            ref recorder);
        return recorder.Steps;
    }
}
