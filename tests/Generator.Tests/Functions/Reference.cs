using System.Globalization;

namespace SymGrad.Generator.Tests.Functions;

/// <summary>A partial derivative at a point, with its natural scale: a line of <c>tests/references/derivatives.csv</c> or <c>expressions.csv</c>.</summary>
internal sealed record Reference(string Type, string Expression, double[] Point, int By, double Derivative, double Scale)
{
    public static Reference[] Read(string file) => [.. File.ReadLines(Repository.PathTo("tests/references/" + file)).Skip(1).Select(Parse)];

    /// <summary>How far a number is from the derivative, in ulp of the natural scale; infinite where it is not finite.</summary>
    public double Error(double actual) => Type == "double"
        ? Error(actual, Derivative, Ulp.Of(Math.MaxMagnitude(Scale, Derivative)))
        : Error(actual, (float)Derivative, Ulp.Of(MathF.MaxMagnitude((float)Scale, (float)Derivative)));

    /// <summary>What was expected, for a message about another number.</summary>
    public string Describe(double actual) => string.Create(CultureInfo.InvariantCulture,
        $"{Type} {Expression} at ({string.Join(", ", Point)}) by {By}: expected {Derivative:R}, actual {actual:R}, scale {Scale:R}: {Error(actual):G3} ulp");

    private static double Error(double actual, double expected, double ulp) => double.IsFinite(actual) ? Math.Abs(actual - expected) / ulp : double.PositiveInfinity;

    // The expression is the only cell with commas in it, between quotes.
    private static Reference Parse(string line)
    {
        var quoted = line.Split('"');
        var rest = quoted[2].Split(',');
        return new(quoted[0].TrimEnd(','), quoted[1], [.. rest[1].Split(' ').Select(Number)], int.Parse(rest[2], CultureInfo.InvariantCulture), Number(rest[3]), Number(rest[4]));
    }

    private static double Number(string bits) =>
        BitConverter.UInt64BitsToDouble(ulong.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
}
