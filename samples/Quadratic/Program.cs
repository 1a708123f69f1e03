using System.Globalization;
using Quadratic;

// A number is printed the same everywhere.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

var byHand = ByHand.Descend(x: 1, y: 1, learningRate: 0.1, steps: 10);
var generated = Generated.Descend(x: 1, y: 1, learningRate: 0.1, steps: 10);

Print("By hand, the gradient before each update, as the article's first program prints it:", byHand, step => step.Before);
Print("Generated, the gradient before each update:", generated, step => step.Before);
Print("By hand, the gradient after each update:", byHand, step => step.After);
Print("Generated, the gradient after each update, as the article's TensorFlow program prints it:", generated, step => step.After);

static void Print(string title, List<Step> steps, Func<Step, (double Dx, double Dy)> reading)
{
    Console.WriteLine(title);
    for (int i = 0; i < steps.Count; i++)
    {
        Step step = steps[i];
        var (dx, dy) = reading(step);
        Console.WriteLine($"step={i},dx={dx:F4},x={step.X:F4},z={step.Z:F4}");
        Console.WriteLine($"step={i},dy={dy:F4},y={step.Y:F4},z={step.Z:F4}");
    }
}
