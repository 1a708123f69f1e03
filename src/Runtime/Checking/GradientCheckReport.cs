using System.Globalization;
using System.Numerics;
using System.Text;

namespace SymGrad;

/// <summary>What a gradient check found, parameter by parameter.</summary>
/// <typeparam name="T">The scalar type.</typeparam>
public sealed class GradientCheckReport<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    internal GradientCheckReport(GradientCheckEntry<T>[] entries) => Entries = Array.AsReadOnly(entries);

    /// <summary>The partials, in the objective's order; never empty.</summary>
    public IReadOnlyList<GradientCheckEntry<T>> Entries { get; }

    /// <summary>Whether every partial agrees.</summary>
    public bool Passed => Entries.All(entry => entry.Agrees);

    /// <summary>A table with a line for each parameter, the same in every culture.</summary>
    /// <returns>The table; a line whose partials disagree ends in <c>DISAGREES</c>.</returns>
    public override string ToString()
    {
        string[][] rows =
        [
            ["parameter", "analytic", "numeric", "error", "tolerance", ""],
            .. Entries.Select(entry => new[]
            {
                entry.Name,
                entry.Analytic.ToString("G9", CultureInfo.InvariantCulture),
                entry.Numeric.ToString("G9", CultureInfo.InvariantCulture),
                entry.Error.ToString("G2", CultureInfo.InvariantCulture),
                entry.Tolerance.ToString("G2", CultureInfo.InvariantCulture),
                entry.Agrees ? "agrees" : "DISAGREES",
            }),
        ];

        var text = new StringBuilder();
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows)
        {
            text.Append(row[0].PadRight(widths[0]));
            for (int column = 1; column < row.Length; column++)
                text.Append("  ").Append(row[column].PadLeft(column == row.Length - 1 ? 0 : widths[column]));

            text.Length = text.ToString().TrimEnd().Length;
            text.Append('\n');
        }

        return text.ToString();
    }
}
