using System.Globalization;

namespace SymGrad.Generator.Tests.Functions;

/// <summary>Every function alone against mpmath (<c>tests/references/derivatives.py</c>), from 1e−200 to 1e200, in both types.</summary>
public class DerivativeReferenceTests
{
    private const double Allowed = 4;

    private sealed record Row(string Type, string Function, double[] Point, int By, double Derivative, double Scale);

    [Fact]
    public void Every_derivative_is_within_some_ulp_of_its_natural_scale()
    {
        Row[] rows = [.. File.ReadLines(Repository.PathTo("tests/references/derivatives.csv")).Skip(1).Select(Parse)];
        Assert.True(rows.Length > 3000, "the references are there");
        using var sample = new FunctionSample(rows.Select(r => r.Function));
        string[] errors = [.. rows.Select(row => Error(sample, row)).OfType<string>()];
        Assert.True(errors.Length == 0, string.Join("\n", errors));
    }

    private static string? Error(FunctionSample sample, Row row)
    {
        var actual = sample.Gradient(row.Type, row.Function, row.Point)[row.By];
        var isClose = row.Type == "double"
            ? Ulp.IsClose(actual, row.Derivative, row.Scale, Allowed)
            : Ulp.IsClose((float)actual, (float)row.Derivative, (float)row.Scale, Allowed);
        return isClose ? null : string.Create(CultureInfo.InvariantCulture,
            $"{row.Type} {row.Function} at ({string.Join(", ", row.Point)}) by {row.By}: expected {row.Derivative:R}, actual {actual:R}, scale {row.Scale:R}");
    }

    // function and type are the only cells with commas in them, between quotes.
    private static Row Parse(string line)
    {
        var quoted = line.Split('"');
        var rest = quoted[2].Split(',');
        return new(quoted[0].TrimEnd(','), quoted[1], [.. rest[1].Split(' ').Select(Number)], int.Parse(rest[2], CultureInfo.InvariantCulture), Number(rest[3]), Number(rest[4]));
    }

    private static double Number(string bits) =>
        BitConverter.UInt64BitsToDouble(ulong.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
}
