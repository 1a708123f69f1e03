using SymGrad;

namespace VanishingGradient;

/// <summary>Prints a line a parameter, in the article's format: its partial, itself and the loss after the update.</summary>
internal readonly struct StepPrinter(int firstPrinted) : ITrainingObserver<float>
{
    public void Observe(in TrainingStep<float> step)
    {
        if (step.Index < firstPrinted)
            return;

        var objective = new ThreeLayers.LossObjective();
        for (int i = 0; i < step.Parameters.Length; i++)
        {
            string name = objective.ParameterName(i);
            Console.WriteLine($"step={step.Index},d{name}={step.Gradient[i]:F4},{name}={step.Parameters[i]:F4},z={step.Value:F4}");
        }
    }
}
