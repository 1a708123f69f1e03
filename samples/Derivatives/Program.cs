using System.Globalization;
using SecondOrder;

// A number is printed the same everywhere.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

Console.WriteLine("Rosenbrock's valley, from (-1.2, 1):");
Minimize(-1.2, 1, ExpandRosenbrock);
Console.WriteLine("Where the gradient comes from at (-1.2, 1):");
Console.WriteLine(Valley.RosenbrockTrace(-1.2, 1));

Console.WriteLine("Logistic loss of ten observations, from (0, 0):");
Minimize(0, 0, Regression.Expand);
Console.WriteLine("A mistake that the model is sure of, slope 3 and intercept -4, x = 4, but it did not happen:");
Console.WriteLine(Regression.LossTrace(3, -4, 4, outcome: -1));
Console.WriteLine("The same where it did: the gradient has faded.");
Console.Write(Regression.LossTrace(3, -4, 4, outcome: 1));

static Expansion ExpandRosenbrock(double x, double y)
{
    var hessian = new double[4];
    Valley.RosenbrockHessian(x, y, hessian);
    (double value, (double x, double y) gradient) = Valley.RosenbrockValueAndGradient(x, y);
    return new Expansion(value, gradient, hessian);
}

static void Minimize(double x, double y, Func<double, double, Expansion> expand)
{
    for (int step = 0; ; step++)
    {
        Expansion at = expand(x, y);
        (double dx, double dy) = at.NewtonStep();
        Console.WriteLine($"step={step}  ({x:F6}, {y:F6})  value {at.Value:E4}  gradient ({at.Gradient.X:F4}, {at.Gradient.Y:F4})  Hessian ({at.Hessian[0]:F3}, {at.Hessian[1]:F3}; {at.Hessian[2]:F3}, {at.Hessian[3]:F3})");
        if (Math.Abs(dx) + Math.Abs(dy) < 1e-9)
            break;
        (x, y) = (x + dx, y + dy);
    }

    Console.WriteLine();
}
