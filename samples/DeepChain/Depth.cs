using System.Numerics;
using SymGrad;

namespace DeepChain;

/// <summary>What becomes of w0 in a chain of some depth, in one precision.</summary>
/// <param name="Layers">How many layers there are.</param>
/// <param name="Generated">|∂z/∂w0| at the start, by the generated gradient.</param>
/// <param name="Product">The same by the closed form.</param>
/// <param name="Zeros">How many weights have a partial of exactly 0 at the start.</param>
/// <param name="Moved">How far training moves w0.</param>
internal sealed record Depth<T>(int Layers, T Generated, T Product, int Zeros, T Moved)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // The article's start, rate and number of steps.
    private static readonly T Start = T.CreateChecked(0.5);
    private static readonly T LearningRate = T.CreateChecked(0.1);
    private const int Steps = 1000;

    /// <summary>Whether the two differ by no more than a few roundings a layer.</summary>
    public bool Agrees => T.Abs(Generated - Product) <= T.CreateChecked(8 * Layers) * (T.BitIncrement(Product) - Product);

    /// <param name="layers">How many layers there are.</param>
    public static Depth<T> Of(int layers)
    {
        var objective = new Chain.OutputObjective<T>(layers, layers);
        T[] parameters = [.. Enumerable.Repeat(Start, 2 * layers)], gradient = new T[2 * layers];
        objective.ValueAndGradient(parameters, gradient);
        T product = ClosedForm.InputPartial<T>(parameters.AsSpan(0, layers), parameters.AsSpan(layers));
        Trainer.Minimize(objective, parameters.AsSpan(), new GradientDescent<T>(LearningRate), new TrainingOptions { Steps = Steps });
        return new(layers, T.Abs(gradient[0]), T.Abs(product), gradient[..layers].Count(T.IsZero), T.Abs(parameters[0] - Start));
    }
}
