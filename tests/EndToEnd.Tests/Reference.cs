using SymGrad.EndToEnd.Tests.Language;

namespace SymGrad.EndToEnd.Tests;

/// <summary>What the twin gives at a point: the values of all results, and for each, by each axis, the partial and its natural scale.</summary>
internal sealed record Reference(double[] Values, double[,] Partials, double[,] Scales, bool HasMetPole, int Ties)
{
    public int Results => Values.Length;

    public int Axes => Partials.GetLength(1);

    /// <param name="turnedTie">The comparison of equal numbers that is decided the other way, from 1 on.</param>
    public static Reference Of(RandomMethod method, Action<int, Probing> probe, double[] at, int turnedTie = 0)
    {
        var (axes, results) = (method.Axes, method.Results);
        double[,] partials = new double[results, axes.Count], scales = new double[results, axes.Count];
        double[] values = [];
        var hasMetPole = false;
        (DualEvents.HaveMetNoNumber, DualEvents.TurnedTie) = (false, turnedTie);
        try
        {
            for (var k = 0; k < axes.Count; k++)
            {
                DualEvents.Ties = 0;
                var twin = new Probing(at, axes[k]);
                probe((int)Member.Twin, twin);
                values = [.. twin.Numbers];
                hasMetPole |= twin.HasMetPole;
                for (var row = 0; row < results; row++)
                    (partials[row, k], scales[row, k]) = (twin.Tangents[row], twin.Scales[row]);
            }

            return new(values, partials, scales, hasMetPole || DualEvents.HaveMetNoNumber, DualEvents.Ties);
        }
        finally
        {
            DualEvents.TurnedTie = 0;
        }
    }

    /// <summary>What lies between the two sides of a tie.</summary>
    public Reference Between(Reference other)
    {
        double[,] partials = new double[Results, Axes], scales = new double[Results, Axes];
        for (var row = 0; row < Results; row++)
        {
            for (var k = 0; k < Axes; k++)
            {
                partials[row, k] = 0.5 * (Partials[row, k] + other.Partials[row, k]);
                scales[row, k] = Math.Max(Scales[row, k], other.Scales[row, k]);
            }
        }

        return this with { Partials = partials, Scales = scales };
    }
}
