using System.Globalization;

namespace SymGrad.Runtime.Tests;

/// <summary>One line of functions.csv: a point, and the correctly rounded value of each function there.</summary>
internal sealed record ReferenceRow(string Type, double X, double Sigmoid, double Derivative, double Softplus)
{
    public static IReadOnlyList<ReferenceRow> Read(string type)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "references", "functions.csv");
        return [.. File.ReadLines(path).Skip(1).Select(Parse).Where(row => row.Type == type)];
    }

    private static ReferenceRow Parse(string line)
    {
        string[] cells = line.Split(',');
        double[] numbers = [.. cells.Skip(1).Select(cell =>
            BitConverter.UInt64BitsToDouble(ulong.Parse(cell, NumberStyles.HexNumber, CultureInfo.InvariantCulture)))];
        return new(cells[0], numbers[0], numbers[1], numbers[2], numbers[3]);
    }
}
