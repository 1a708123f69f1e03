using System.Globalization;

namespace SymGrad.Runtime.Tests;

/// <summary>One line of special.csv: a function, its arguments, and its correctly rounded value there.</summary>
internal sealed record SpecialFunctionReference(string Function, string Type, double[] Arguments, double Value)
{
    private static readonly Lazy<ILookup<(string Function, string Type), SpecialFunctionReference>> s_all = new(Read);

    public static IReadOnlyList<SpecialFunctionReference> Of(string function, string type) => [.. s_all.Value[(function, type)]];

    public override string ToString() =>
        $"{Function}({string.Join(", ", Arguments.Select(x => x.ToString("R", CultureInfo.InvariantCulture)))})";

    private static ILookup<(string, string), SpecialFunctionReference> Read() =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "references", "special.csv")).Skip(1).Select(Parse).ToLookup(row => (row.Function, row.Type));

    private static SpecialFunctionReference Parse(string line)
    {
        string[] cells = line.Split(',');
        double[] numbers = [.. cells.Skip(2).Select(cell =>
            BitConverter.UInt64BitsToDouble(ulong.Parse(cell, NumberStyles.HexNumber, CultureInfo.InvariantCulture)))];
        return new(cells[0], cells[1], numbers[..^1], numbers[^1]);
    }
}
