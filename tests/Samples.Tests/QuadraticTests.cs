using System.Globalization;

namespace SymGrad.Samples.Tests;

public sealed class QuadraticTests
{
    private const int Steps = 10;

    [Fact]
    public void Both_readings_are_printed_by_hand_and_generated()
    {
        string[] before = Expected(reading: 0), after = Expected(reading: 1);

        Assert.Equal(
            [
                "By hand, the gradient before each update, as the article's first program prints it:", .. before,
                "Generated, the gradient before each update:", .. before,
                "By hand, the gradient after each update:", .. after,
                "Generated, the gradient after each update, as the article's TensorFlow program prints it:", .. after,
            ],
            Sample.Lines("Quadratic"));
    }

    [Fact]
    public void The_first_line_is_the_articles()
    {
        // The article of 2018-01-18, its first program: x = y = 1, rate 0.1.
        Assert.Equal("step=0,dx=2.0000,x=0.8000,z=1.2800", Sample.Lines("Quadratic")[1]);
    }

    [Theory]
    [InlineData("de_DE")]
    [InlineData("fi_FI")]
    public void The_output_is_the_same_in_every_culture(string culture) =>
        Assert.Equal(Sample.Run("Quadratic").Output, Sample.RunIn(culture, "Quadratic").Output);

    /// <summary>Exact decimal numbers: each step takes a fifth of x and of y.</summary>
    /// <param name="reading">0 for the gradient before a step's update, 1 for the one after it.</param>
    private static string[] Expected(int reading)
    {
        decimal[] points = [.. Enumerable.Range(0, Steps + 1).Select(i => (decimal)Math.Pow(8, i) / (decimal)Math.Pow(10, i))];
        return
        [
            .. from i in Enumerable.Range(0, Steps)
               from name in new[] { "x", "y" }
               let p = points[i + 1]
               select string.Create(
                   CultureInfo.InvariantCulture, $"step={i},d{name}={2 * points[i + reading]:F4},{name}={p:F4},z={2 * p * p:F4}"),
        ];
    }
}
