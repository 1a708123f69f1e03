using SymGrad;

namespace SecondOrder;

/// <summary>Logistic regression: the odds of an event by a number x.</summary>
internal static partial class Regression
{
    /// <summary>The logistic loss of one observation, 1 or −1: −ln of the probability that the model gave to it.</summary>
    [Differentiable(Derivatives.Hessian | Derivatives.Trace)]
    public static double Loss(double slope, double intercept, [NoGradient] double x, [NoGradient] double outcome)
    {
        double z = slope * x + intercept;
        double margin = outcome * z;
        double loss = Functions.Softplus(-margin);
        return loss;
    }

    /// <summary>Hours of study, and whether the exam was passed (1) or not (−1).</summary>
    public static readonly (double X, double Outcome)[] Observations =
    [
        (0.5, -1), (1, -1), (1.5, -1), (1.75, 1), (2.25, 1), (2.5, -1), (3, -1), (3.5, 1), (4, 1), (5, 1),
    ];

    /// <summary>Value, gradient and Hessian of the sum over the observations.</summary>
    public static Expansion Expand(double slope, double intercept)
    {
        var sum = new Expansion(0, (0, 0), new double[4]);
        Span<double> hessian = stackalloc double[4];
        foreach ((double x, double outcome) in Observations)
        {
            (double value, (double bySlope, double byIntercept)) = LossValueAndGradient(slope, intercept, x, outcome);
            LossHessian(slope, intercept, x, outcome, hessian);
            sum = sum.Plus(value, (bySlope, byIntercept), hessian);
        }

        return sum;
    }
}
