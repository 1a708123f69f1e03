using SymGrad.Generator.IR;

namespace SymGrad.Generator.Verification;

/// <summary>A graph, and terms made of its results whose sum is a number that several graphs must agree on.</summary>
/// <param name="What">What it is, as an error message says it.</param>
/// <param name="Seeds">What its inputs beside the function's own are given.</param>
/// <param name="Values">How many of its first results are the function's values.</param>
internal sealed record Claim(string What, Graph Graph, double[] Seeds, int Values, Func<double[], IEnumerable<double>> Terms)
{
    /// <summary>The number of elements of every buffer.</summary>
    public int BufferLength { get; init; }

    /// <summary>The number of elements of a matrix that is a result.</summary>
    public int MatrixLength { get; init; }

    /// <summary>The results at a point; null where the sum is not finite or not to be trusted.</summary>
    public double[]? Evaluate(double[] point)
    {
        // Where adjoints overflow or vanish, two right derivatives may differ: such points prove nothing.
        var interpreter = new Interpreter(Graph, 0, BufferLength) { MatrixLength = MatrixLength };
        double[]? results = interpreter.Evaluate([.. point, .. Seeds]);
        return results is not null && !interpreter.IsExtreme && Terms(results).All(IsFinite) ? results : null;
    }

    /// <summary>How far the sum moves when every operation is disturbed: what rounding alone may explain.</summary>
    public double Noise(double[] point, double sum, double disturbance)
    {
        double noise = new Interpreter(Graph, disturbance, BufferLength) { MatrixLength = MatrixLength }.Evaluate([.. point, .. Seeds]) is { } results ? Math.Abs(Terms(results).Sum() - sum) : double.NaN;
        return double.IsNaN(noise) ? double.PositiveInfinity : noise;
    }

    private static bool IsFinite(double value) => !double.IsNaN(value) && !double.IsInfinity(value);
}
