using System.Globalization;

namespace SymGrad.Special.Tests;

/// <summary>One line of special_derivatives.csv: a function, the argument it is differentiated by, its arguments, its derivative and that one's natural scale.</summary>
public sealed record Reference(string Function, int By, double[] Arguments, double Derivative, double Scale)
{
    public static IReadOnlyList<Reference> All { get; } =
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "references", "special_derivatives.csv")).Skip(1).Select(Parse)];

    public override string ToString() =>
        $"{Function}({string.Join(", ", Arguments.Select(x => x.ToString("R", CultureInfo.InvariantCulture)))}) by argument {By}";

    private static Reference Parse(string line)
    {
        string[] cells = line.Split(',');
        double[] numbers = [.. cells.Skip(2).Select(cell =>
            BitConverter.UInt64BitsToDouble(ulong.Parse(cell, NumberStyles.HexNumber, CultureInfo.InvariantCulture)))];
        return new(cells[0], int.Parse(cells[1], CultureInfo.InvariantCulture), numbers[..^2], numbers[^2], numbers[^1]);
    }
}
