namespace SymGrad.Runtime.Tests;

public sealed class GradientDescentTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Refuses_a_learning_rate(double rate) =>
        Assert.Throws<ArgumentOutOfRangeException>("learningRate", () => new GradientDescent<double>(rate));

    [Fact]
    public void Default_is_refused_before_anything_is_changed()
    {
        double[] parameters = [1, 2];
        Assert.Throws<InvalidOperationException>(() => default(GradientDescent<double>).Step(parameters, [3.0, 4.0]));
        Assert.Equal([1, 2], parameters);
    }

    [Fact]
    public void Different_lengths_are_refused_before_anything_is_changed()
    {
        double[] parameters = [1, 2];
        Assert.Throws<ArgumentException>("gradient", () => new GradientDescent<double>(1).Step(parameters, [3.0]));
        Assert.Throws<ArgumentException>("gradient", () => new GradientDescent<double>(1).Step(parameters, [3.0, 4, 5]));
        Assert.Equal([1, 2], parameters);
    }

    /// <summary>Lengths around the SIMD width: blocks and remainder do the same arithmetic.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(19)]
    [InlineData(64)]
    public void Steps_like_the_formula_bit_for_bit(int count)
    {
        var random = new Random(7);
        float[] parameters = [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
        float[] gradient = [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() * 100)];
        float[] expected = [.. parameters.Zip(gradient, (p, g) =>
        {
            float product = 0.1f * g;
            return p - product;
        })];

        new GradientDescent<float>(0.1f).Step(parameters, gradient);

        Assert.Equal(expected, parameters);
    }
}
