using SymGrad;

namespace VanishingGradient;

/// <summary>The article's experiment: gradient descent on three layers, in float.</summary>
internal static class Training
{
    public static void Run(Start start, int steps, float learningRate, int firstPrinted)
    {
        var objective = new ThreeLayers.LossObjective();
        float[] parameters = start.Parameters(ThreeLayers.Count);
        float[] gradient = new float[parameters.Length];
        float z = objective.ValueAndGradient(parameters, gradient);

        Console.WriteLine($"Three layers, {start}; learning rate {learningRate}.");
        var partials = gradient.Select((d, i) => $"d{objective.ParameterName(i)} = {d:G4}");
        Console.WriteLine($"Before the first step: {string.Join(", ", partials)}, z = {z:G4}.");
        var printer = new StepPrinter(firstPrinted);
        TrainingResult<float> result = Trainer.Minimize(
            objective,
            parameters.AsSpan(),
            new GradientDescent<float>(learningRate),
            new TrainingOptions { Steps = steps },
            ref printer);
        Console.WriteLine($"{result}.");
    }
}
