using System.Globalization;
using VanishingGradient;

namespace SymGrad.Samples.Tests;

public sealed class SixLayersTests
{
    // A pre-activation of 100 is off by half an ulp, 1e-14, and σ′ there by the same part of itself.
    private const double Tolerance = 1e-13;

    public static TheoryData<float, float, float> Starts => new()
    {
        { 0.5f, 0.5f, 0.5f },
        { 100, 0.5f, 0.5f },
        { 100, -200, -50 },
        { 2, -4, -1 },
    };

    [Theory]
    [MemberData(nameof(Starts))]
    public void The_factors_are_mpmaths(float weight, float firstBias, float bias)
    {
        var expected = Reference(weight, firstBias, bias).Where(row => row.Name[0] != 'd').ToList();
        Factor[] factors = Factors.Of(Parameters(weight, firstBias, bias));

        Assert.Equal(expected.Select(row => row.Name), factors.Select(f => f.Name));
        Assert.All(expected.Zip(factors), pair => AssertClose(pair.First.Value, pair.Second.Value));
    }

    [Theory]
    [MemberData(nameof(Starts))]
    public void The_generated_gradient_is_mpmaths(float weight, float firstBias, float bias)
    {
        var objective = new SixLayers.LossObjective();
        var gradient = new double[objective.ParameterCount];
        objective.ValueAndGradient(Parameters(weight, firstBias, bias), gradient);

        var expected = Reference(weight, firstBias, bias).Where(row => row.Name[0] == 'd').ToList();
        Assert.Equal(expected.Select(row => row.Name), gradient.Select((_, i) => "d" + objective.ParameterName(i)));
        Assert.All(expected.Zip(gradient), pair => AssertClose(pair.First.Value, pair.Second));
    }

    [Fact]
    public void The_starts_are_those_of_the_reference()
    {
        Assert.Equal(new Start(100, 0.5f, 0.5f), Start.Article(100));
        Assert.Equal(new Start(100, -200, -50), Start.Exploding(100));
    }

    private static double[] Parameters(float weight, float firstBias, float bias) =>
        [.. new Start(weight, firstBias, bias).Parameters(SixLayers.Count).Select(p => (double)p)];

    private static IEnumerable<(string Name, double Value)> Reference(float weight, float firstBias, float bias) =>
        from line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "references", "chain.csv")).Skip(1)
        let cells = line.Split(',')
        where cells[..3].Select(Number).SequenceEqual([weight, firstBias, bias])
        select (cells[3], Number(cells[4]));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static void AssertClose(double expected, double actual) =>
        Assert.True(Math.Abs(actual / expected - 1) < Tolerance, $"{actual:R} is not {expected:R}.");
}
