using System.Globalization;
using System.Text.RegularExpressions;
using SecondOrder;

namespace SymGrad.Samples.Tests;

public sealed partial class DerivativesTests
{
    [Fact]
    public void Newton_finds_both_minima()
    {
        double[][] last = [.. Sample.Run("Derivatives").Succeeded().Output.Split("\n\n").Select(part => part.Split('\n').LastOrDefault(line => line.StartsWith("step=", StringComparison.Ordinal)))
            .OfType<string>().Select(line => Numbers().Matches(line[line.IndexOf('(', StringComparison.Ordinal)..]).Select(m => double.Parse(m.Value, CultureInfo.InvariantCulture)).ToArray())];
        // The second is mpmath's: the root of the loss's gradient, to 30 digits.
        Assert.Equal(2, last.Length);
        Assert.Equal([1, 1], last[0][..2]);
        Assert.Equal([1.318951, -3.220271], last[1][..2]);
        Assert.Equal(4.7801, last[1][2]);
    }

    [Theory]
    [InlineData(-1.2, 1, 1330, 480, 200)] // 1200x² − 400y + 2, −400x, 200
    [InlineData(1, 1, 802, -400, 200)]
    public void The_Hessian_of_Rosenbrocks_valley(double x, double y, double xx, double xy, double yy)
    {
        var hessian = new double[4];
        Valley.RosenbrockHessian(x, y, hessian);
        Ulp.AssertClose(hessian[0], xx, xx, 4, "xx");
        Assert.Equal([xy, xy, yy], hessian[1..]);
    }

    [Fact]
    public void A_trace_is_read_by_name()
    {
        var trace = Valley.RosenbrockTrace(-1.2, 1);
        Assert.Equal((new Traced<double>(2.2, 4.4), Valley.Rosenbrock(-1.2, 1)), (trace.a, trace.Value));
        Assert.Equal(200 * trace.b.Value, trace.b.Adjoint);
    }

    [Theory]
    [InlineData("de_DE")]
    [InlineData("fi_FI")]
    public void The_output_is_the_same_in_every_culture(string culture) =>
        Assert.Equal(Sample.Run("Derivatives").Output, Sample.RunIn(culture, "Derivatives").Output);

    [GeneratedRegex(@"-?\d+(\.\d+)?(E[+-]\d+)?")]
    private static partial Regex Numbers();
}
