namespace SymGrad.EndToEnd.Tests.Expressions;

/// <summary>
/// A value with its first and second partials by <see cref="Variables"/> variables: dual numbers, twice. Each partial has its natural
/// scale, the sum of the magnitudes of the terms that it is a sum of.
/// </summary>
internal sealed class Jet(double value, bool isActive)
{
    public const int Variables = 3;

    public double Value { get; } = value;

    /// <summary>Whether it depends on a variable.</summary>
    public bool IsActive { get; } = isActive;

    /// <summary>Whether nothing can be said of the derivatives: a kink, or an infinite slope, is on the way.</summary>
    public bool IsSingular { get; private set; }

    public double[] First { get; } = new double[Variables];

    public double[] FirstScale { get; } = new double[Variables];

    public double[] Second { get; } = new double[Variables * Variables];

    public double[] SecondScale { get; } = new double[Variables * Variables];

    public static Jet Constant(double value) => new(value, false);

    public static Jet Variable(double value, int index)
    {
        var jet = new Jet(value, true);
        jet.First[index] = jet.FirstScale[index] = 1;
        return jet;
    }

    /// <summary>The chain rule, to second order, given the function's own value and derivatives.</summary>
    public static Jet Chain(Operation operation, IReadOnlyList<Jet> operands, LocalDerivatives own)
    {
        var active = Enumerable.Range(0, operands.Count).Where(i => operands[i].IsActive).ToArray();
        var jet = new Jet(own.Value, active.Length > 0)
        {
            IsSingular = operands.Any(x => x.IsSingular) || (active.Length > 0 && operation.HasTies && IsTied(operands))
                || active.Any(i => !double.IsFinite(own.First[i]) || active.Any(j => !double.IsFinite(own.Second[(i * Variables) + j]))),
        };
        foreach (var i in active)
        {
            for (var a = 0; a < Variables; a++)
            {
                jet.First[a] += own.First[i] * operands[i].First[a];
                jet.FirstScale[a] += Math.Abs(own.First[i]) * operands[i].FirstScale[a];
            }

            for (var ab = 0; ab < jet.Second.Length; ab++)
            {
                var (a, b) = Math.DivRem(ab, Variables);
                jet.Second[ab] += own.First[i] * operands[i].Second[ab];
                jet.SecondScale[ab] += Math.Abs(own.First[i]) * operands[i].SecondScale[ab];
                foreach (var j in active)
                {
                    jet.Second[ab] += own.Second[(i * Variables) + j] * operands[i].First[a] * operands[j].First[b];
                    var scale = Math.Abs(own.Second[(i * Variables) + j]) + operation.HiddenTerm(own, i, j);
                    jet.SecondScale[ab] += scale * operands[i].FirstScale[a] * operands[j].FirstScale[b];
                }
            }
        }

        return jet;
    }

    private static bool IsTied(IReadOnlyList<Jet> operands) => operands.DistinctBy(x => Math.Abs(x.Value)).Count() < operands.Count;
}

/// <summary>An operation's own value and partials at a point.</summary>
internal readonly record struct LocalDerivatives(double Value, double[] First, double[] Second);
