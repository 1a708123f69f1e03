using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace CurveFitting;

/// <summary>What MathNet.Numerics' Levenberg–Marquardt method finds from a start, given a generated Jacobian.</summary>
internal sealed record Fit(double[] Parameters, double Sum, int Iterations)
{
    private const double InitialDamping = 10;
    private const int MostIterations = 100_000;

    // One order of summation on every machine.
    static Fit() => Control.UseSingleThread();

    public static Fit From(double[] start, DataSet data)
    {
        Model model = Model.Of(data.Name);
        int count = data.Y.Length;
        var residuals = new double[count];
        var jacobian = new double[count * start.Length];

        // MathNet subtracts a model from observations: from 0 here, since the residuals know the observations.
        Vector<double> zero = Vector<double>.Build.Dense(count);
        IObjectiveModel objective = ObjectiveFunction.NonlinearModel(
            (b, _) =>
            {
                model.Residuals(b.AsArray(), data.X, data.Y, residuals);
                return Vector<double>.Build.DenseOfArray(residuals);
            },
            (b, _) =>
            {
                model.Jacobian(b.AsArray(), data.X, data.Y, residuals, jacobian);
                return Matrix<double>.Build.DenseOfRowMajor(count, start.Length, jacobian);
            },
            observedX: zero,
            observedY: zero);

        // It damps all parameters alike, be they 1e-4 or 1e5: in these units they are closer. It stops where a step is lost in rounding.
        double[] scales = Array.ConvertAll(start, b => Math.Sqrt(Math.Abs(b)));
        var minimizer = new LevenbergMarquardtMinimizer(InitialDamping, gradientTolerance: 0, functionTolerance: 0, maximumIterations: MostIterations);
        NonlinearMinimizationResult result = minimizer.FindMinimum(objective, start, scales: scales);
        return new([.. result.MinimizingPoint], result.ModelInfoAtMinimum.Value, result.Iterations);
    }

    /// <summary>How many digits of every parameter are the certified ones.</summary>
    public double Digits(DataSet data) => Parameters.Zip(data.Certified, Agreement).Min();

    /// <summary>How many digits of the residual sum of squares are the certified ones.</summary>
    public double SumDigits(DataSet data) => Agreement(Sum, data.CertifiedSum);

    // NIST's logarithmic relative error; no more than 11 digits are certified.
    private static double Agreement(double value, double certified) =>
        Math.Clamp(-Math.Log10(Math.Abs(value - certified) / Math.Abs(certified)), 0, 11);
}
