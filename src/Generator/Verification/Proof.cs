using System.Globalization;
using SymGrad.Generator.Differentiation;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Verification;

/// <summary>
/// Interprets a derivative before it is emitted: at a few deterministic points inside the domain, the emitted gradients and
/// forward mode must agree along a random direction, and both with extrapolated central differences of the value. All in double
/// arithmetic. Costs a bounded number of evaluations, whatever the number of parameters.
/// </summary>
internal sealed class Proof
{
    private const int WantedPoints = 3;
    private const int MostCandidates = 24;
    private const long MostOperations = 400_000;
    private const double Disturbance = 1e-11;

    private readonly Derivative _derivative;
    private readonly Graph _forward;
    private readonly double[] _direction;

    // What a method that is called returns is not known here, and its derivative is the user's word: no differences can check it.
    private readonly bool _isOpaque;
    private uint _random = 2463534242;

    private Proof(Derivative derivative)
    {
        _derivative = derivative;
        _isOpaque = derivative.Primal.Nodes.Any(n => n.Op == Op.Invoke);
        _forward = ForwardMode.Apply(derivative.Primal);
        _direction = [.. derivative.Primal.Inputs.Where(i => i.IsActive).Select(_ => Uniform(0.5, 1.5) * (Uniform(-1, 1) < 0 ? -1 : 1))];
    }

    /// <summary>A contradiction; null when there is none.</summary>
    public static Refutation? Refute(Derivative derivative, CancellationToken cancellation) => new Proof(derivative).Refute(cancellation);

    private Refutation? Refute(CancellationToken cancellation)
    {
        int points = 0;
        long budget = MostOperations;
        for (int candidate = 0; candidate < MostCandidates && points < WantedPoints && budget > 0; candidate++)
        {
            cancellation.ThrowIfCancellationRequested();
            budget -= 8L * _forward.Nodes.Count;
            double[] point = Candidate(candidate);
            switch (Check(point))
            {
                case { Refutation: { } refutation }:
                    return refutation;
                case { IsInside: true }:
                    points++;
                    break;
            }
        }

        return null;
    }

    private (bool IsInside, Refutation? Refutation) Check(double[] point)
    {
        // Where adjoints overflow or vanish, two right derivatives may differ: such points prove nothing.
        if (Evaluate(_derivative.ValueAndGradient, point) is not { } emitted
            || Evaluate(_derivative.Gradient, point) is not { } alone
            || Evaluate(_forward, [.. point, .. _direction]) is not { } tangent)
        {
            return (false, null);
        }

        (double slope, double scale) = Along(emitted.Skip(1));
        (double slopeAlone, _) = Along(alone);
        double noise = Noise(point, slope, tangent[1]);
        double tolerance = (1e-9 * scale) + (16 * noise) + 1e-280;
        if (!(Math.Abs(slope - tangent[1]) <= tolerance))
            return (true, Against("forward mode", point, slope, tangent[1]));
        if (!(Math.Abs(slope - slopeAlone) <= tolerance))
            return (true, Against("the gradient without the value", point, slope, slopeAlone));
        if (Math.Abs(emitted[0] - tangent[0]) > (1e-9 * Math.Abs(tangent[0])) + (16 * noise))
            return (true, Against("the method's own value", point, emitted[0], tangent[0]));
        if (_isOpaque)
            return (true, null);
        // A function that turns between the steps may settle on another slope by accident, but not on two scales.
        return Contradiction(point, slope, scale, 1e-3) is { } difference && Contradiction(point, slope, scale, 1e-5) is not null
            ? (true, Against("differences of the value", point, slope, difference))
            : (true, null);
    }

    // The slope by differences, where it settles on another than the derivative's.
    private double? Contradiction(double[] point, double slope, double scale, double step) =>
        Difference(point, step) is { } difference && Math.Abs(slope - difference.Slope) > (1e-4 * scale) + (100 * difference.Error)
            ? difference.Slope
            : null;

    private static double[]? Evaluate(Graph graph, double[] point)
    {
        var interpreter = new Interpreter(graph);
        double[]? results = interpreter.Evaluate(point);
        return results is not null && !interpreter.IsExtreme && results.All(IsFinite) ? results : null;
    }

    // Rounding alone may tell two right derivatives apart where terms cancel: how much, a disturbed evaluation shows.
    private double Noise(double[] point, double slope, double tangent)
    {
        double[]? reverse = new Interpreter(_derivative.ValueAndGradient, Disturbance).Evaluate(point);
        double[]? forward = new Interpreter(_forward, Disturbance).Evaluate([.. point, .. _direction]);
        if (reverse is null || forward is null)
            return double.PositiveInfinity;
        double noise = Math.Max(Math.Abs(Along(reverse.Skip(1)).Slope - slope), Math.Abs(forward[1] - tangent));
        return double.IsNaN(noise) ? double.PositiveInfinity : noise;
    }

    // Central differences at two steps, extrapolated; null where a branch changes on the way or they do not settle.
    private (double Slope, double Error)? Difference(double[] point, double h)
    {
        var interpreter = new Interpreter(_derivative.Primal);
        if (interpreter.Evaluate(point) is not { } value)
            return null;
        long decisions = interpreter.Decisions;
        interpreter.KeepsHeld = true;
        double? At(double step)
        {
            double[] moved = [.. point];
            int k = 0;
            for (int i = 0; i < moved.Length; i++)
            {
                if (_derivative.Primal.Inputs[i].IsActive)
                    moved[i] += step * _direction[k++];
            }

            return interpreter.Evaluate(moved) is { } values && interpreter.Decisions == decisions && IsFinite(values[0]) ? values[0] : null;
        }

        if (At(h) is not { } right || At(-h) is not { } left || At(h / 2) is not { } right2 || At(-h / 2) is not { } left2)
            return null;
        double coarse = (right - left) / (2 * h), fine = (right2 - left2) / h;
        double slope = ((4 * fine) - coarse) / 3, error = Math.Abs(slope - fine);
        // What rounding does to the value, a disturbed evaluation shows too: x − y loses digits that x and y had.
        double lost = new Interpreter(_derivative.Primal, Disturbance).Evaluate(point) is { } disturbed
            ? Math.Abs(disturbed[0] - value[0]) * 1e-3
            : double.PositiveInfinity;
        double rounding = ((1e-15 * (Math.Abs(right) + Math.Abs(left))) + lost) / h;
        // What is held constant at its own variable's value, as in Max(x, Constant(x)), is at a kink everywhere: it bends by as much on half the way.
        double bend = Math.Abs(right - value[0] + (left - value[0])) / h, bend2 = Math.Abs(right2 - value[0] + (left2 - value[0])) / (h / 2);
        if (bend2 > 0.75 * bend && bend > (1e-2 * Math.Abs(slope)) + (10 * rounding))
            return null;
        bool isSettled = error <= 1e-2 * Math.Abs(slope) || error <= rounding;
        return isSettled ? (slope, error + rounding) : null;
    }

    private (double Slope, double Scale) Along(IEnumerable<double> gradient)
    {
        double slope = 0, scale = 0;
        int k = 0;
        foreach (double partial in gradient)
        {
            slope += partial * _direction[k];
            scale += Math.Abs(partial * _direction[k]);
            k++;
        }

        return (slope, scale);
    }

    private double[] Candidate(int index)
    {
        (double low, double high) = (index % 6) switch
        {
            0 => (0.1, 0.9),
            1 => (-2.0, 2.0),
            2 => (0.5, 4.0),
            3 => (-0.9, 0.9),
            4 => (1.0, 30.0),
            _ => (-30.0, 30.0),
        };
        return [.. _derivative.Primal.Inputs.Select(input => input.Type switch
        {
            ScalarType.Boolean => Uniform(0, 2) < 1 ? 0 : 1,
            ScalarType.Single or ScalarType.Double => Uniform(low, high),
            _ => Math.Floor(Uniform(1, 4)),
        })];
    }

    // A constant, not System.Random: the same points on every platform.
    private double Uniform(double low, double high)
    {
        _random ^= _random << 13;
        _random ^= _random >> 17;
        _random ^= _random << 5;
        return low + ((high - low) * (_random / 4294967296.0));
    }

    private static bool IsFinite(double value) => !double.IsNaN(value) && !double.IsInfinity(value);

    private static Refutation Against(string what, double[] point, double one, double other) => new(
        what,
        string.Format(CultureInfo.InvariantCulture, "{0:R} against {1:R} at ({2})", one, other, string.Join(", ", point.Select(x => x.ToString("R", CultureInfo.InvariantCulture)))));
}
