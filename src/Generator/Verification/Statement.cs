using System.Globalization;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Verification;

/// <summary>
/// What is to be proved at a point: the derivative of a function along a direction is the same by forward mode, by every member that
/// is emitted, and by extrapolated central differences of the function.
/// </summary>
/// <param name="Direction">An entry for each input of the function; 0 for one that is held.</param>
internal sealed record Statement(Claim Function, Claim Forward, double[] Direction, IReadOnlyList<Claim> Members)
{
    private const double Disturbance = 1e-11;

    /// <summary>How many inputs the function has, after its own, that are 0.</summary>
    public int Epsilons { get; init; }

    // What a method that is called returns is not known here, and its derivative is the user's word: no differences can check it.
    private bool IsOpaque => Enumerable.Range(0, Function.Graph.Nodes.Count).Any(n => Function.Graph[n] is { Op: Op.Invoke } call && call.Type.IsReal() && !Function.Graph.IsCallOfFunction(n));

    /// <summary>How much an evaluation of everything costs, about.</summary>
    public long Cost => 4L * (Size(Forward.Graph) + Members.Sum(member => Size(member.Graph)));

    private static long Size(Graph graph) => graph.Nodes.Count + Enumerable.Range(0, graph.Nodes.Count).Where(graph.IsCallOfFunction).Sum(call => Size(graph.Callees.FunctionOf((int)graph[call].Payload)));

    /// <summary>Whether the point says anything, and the contradiction that it shows.</summary>
    public (bool IsInside, Refutation? Refutation) Check(double[] point)
    {
        // Minus zero: a sum with it is what it was, even where that is minus zero.
        point = [.. point, .. Enumerable.Repeat(-0.0, Epsilons)];
        if (Function.Evaluate(point) is not { } values || Forward.Evaluate(point) is not { } tangent)
            return (false, null);
        var members = new double[Members.Count][];
        for (int i = 0; i < members.Length; i++)
        {
            if (Members[i].Evaluate(point) is not { } results)
                return (false, null);
            members[i] = results;
        }

        double forward = Forward.Terms(tangent).Sum();
        double[] slopes = [.. Members.Select((member, i) => member.Terms(members[i]).Sum())];
        double scale = Members.Select((member, i) => member.Terms(members[i]).Sum(Math.Abs)).Append(Math.Abs(forward)).Max();
        double noise = Members.Select((member, i) => member.Noise(point, slopes[i], Disturbance)).Append(Forward.Noise(point, forward, Disturbance)).Max();
        double tolerance = (1e-9 * scale) + (16 * noise) + 1e-280;
        for (int i = 0; i < members.Length; i++)
        {
            if (!(Math.Abs(slopes[i] - forward) <= tolerance))
                return (true, Against(Members[i].What, "forward mode", point, slopes[i], forward));
            for (int k = 0; k < Members[i].Values; k++)
            {
                if (!IsSame(members[i][k], values[k], (1e-9 * Math.Abs(values[k])) + (16 * noise)))
                    return (true, Against(Members[i].What, "the method's own value", point, members[i][k], values[k]));
            }
        }

        if (IsOpaque)
            return (true, null);
        // What rounding makes of the slope it makes of differences too: the sine of a huge number is noise to them.
        double tolerated = (1e-4 * scale) + (16 * noise);
        // A function that turns between the steps may settle on another slope by accident, but not on two scales.
        return Contradiction(point, forward, tolerated, 1e-3) is { } difference && Contradiction(point, forward, tolerated, 1e-5) is not null
            ? (true, Against(Members[0].What, "differences", point, forward, difference))
            : (true, null);
    }

    private static bool IsSame(double value, double other, double tolerance) =>
        double.IsNaN(value) ? double.IsNaN(other) : value == other || Math.Abs(value - other) <= tolerance;

    // The slope by differences, where it settles on another than the derivative's.
    private double? Contradiction(double[] point, double slope, double tolerated, double step) =>
        Difference(point, step) is { } difference && Math.Abs(slope - difference.Slope) > tolerated + (100 * difference.Error)
            ? difference.Slope
            : null;

    // Central differences at two steps, extrapolated; null where a branch changes on the way or they do not settle.
    private (double Slope, double Error)? Difference(double[] point, double h)
    {
        var interpreter = new Interpreter(Function.Graph, 0, Function.BufferLength);
        double? Value(double[] at) => interpreter.Evaluate([.. at, .. Function.Seeds]) is { } results ? Function.Terms(results).Sum() : null;
        if (Value(point) is not { } value)
            return null;
        long decisions = interpreter.Decisions;
        interpreter.KeepsHeld = true;
        double? At(double step) => Value([.. point.Select((x, i) => x + (step * Direction[i]))]) is { } moved
            && interpreter.Decisions == decisions && !double.IsNaN(moved) && !double.IsInfinity(moved) ? moved : null;

        if (At(h) is not { } right || At(-h) is not { } left || At(h / 2) is not { } right2 || At(-h / 2) is not { } left2)
            return null;
        double coarse = (right - left) / (2 * h), fine = (right2 - left2) / h;
        double slope = ((4 * fine) - coarse) / 3, error = Math.Abs(slope - fine);
        // What rounding does to the value, a disturbed evaluation shows too: x − y loses digits that x and y had.
        double lost = Function.Noise(point, value, Disturbance) * 1e-3;
        double rounding = ((1e-15 * (Math.Abs(right) + Math.Abs(left))) + lost) / h;
        // What is held constant at its own variable's value, as in Max(x, Constant(x)), is at a kink everywhere: it bends by as much on half the way.
        double bend = Math.Abs(right - value + (left - value)) / h, bend2 = Math.Abs(right2 - value + (left2 - value)) / (h / 2);
        if (bend2 > 0.75 * bend && bend > (1e-2 * Math.Abs(slope)) + (10 * rounding))
            return null;
        bool isSettled = error <= 1e-2 * Math.Abs(slope) || error <= rounding;
        return isSettled ? (slope, error + rounding) : null;
    }

    private static Refutation Against(string what, string other, double[] point, double one, double another) => new(
        what, other,
        string.Format(CultureInfo.InvariantCulture, "{0:R} against {1:R} at ({2})", one, another, string.Join(", ", point.Select(x => x.ToString("R", CultureInfo.InvariantCulture)))));
}
