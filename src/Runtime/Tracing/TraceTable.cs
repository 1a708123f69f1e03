using System.Globalization;
using System.Numerics;
using System.Text;

namespace SymGrad;

/// <summary>The table that a trace prints: a line for each local variable, with its value and its adjoint.</summary>
public sealed class TraceTable
{
    private readonly List<string[]> _rows = [["local", "value", "adjoint"]];

    /// <summary>Adds a local variable.</summary>
    /// <typeparam name="T">The local's type.</typeparam>
    /// <param name="name">The local's name.</param>
    /// <param name="traced">Its value and its adjoint.</param>
    /// <returns>This table.</returns>
    public TraceTable Add<T>(string name, Traced<T> traced)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        _rows.Add([name, Text(traced.Value), Text(traced.Adjoint)]);
        return this;
    }

    /// <summary>Adds the result, whose derivative by itself is 1.</summary>
    /// <typeparam name="T">The result's type.</typeparam>
    /// <param name="name">The method's name.</param>
    /// <param name="value">What the method returns.</param>
    /// <returns>This table.</returns>
    public TraceTable Add<T>(string name, T value)
        where T : unmanaged, IFloatingPointIeee754<T> => Add(name, new Traced<T>(value, T.One));

    /// <summary>The lines in columns, the same in every culture.</summary>
    /// <returns>The table.</returns>
    public override string ToString()
    {
        int[] widths = [.. Enumerable.Range(0, 3).Select(column => _rows.Max(row => row[column].Length))];
        var text = new StringBuilder();
        foreach (string[] row in _rows)
            text.Append(row[0].PadRight(widths[0])).Append("  ").Append(row[1].PadLeft(widths[1])).Append("  ").Append(row[2].PadLeft(widths[2])).Append('\n');
        return text.ToString();
    }

    private static string Text<T>(T number)
        where T : unmanaged, IFloatingPointIeee754<T> => number.ToString("G7", CultureInfo.InvariantCulture);
}
