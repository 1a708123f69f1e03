using System.Globalization;
using CurveFitting;

namespace SymGrad.Samples.Tests;

/// <summary>NIST's nonlinear regression sets: the certified values are reached, by Jacobians that are mpmath's.</summary>
public sealed class CurveFittingTests
{
    // Of the sum of absolute values; exponents and angles of up to 100 are rounded, too.
    private const double Ulps = 64;

    // Lanczos1's observations leave 1e-13 of each residual, of which three digits are not rounding.
    private static double DigitsOfTheSum(string set) => set == "Lanczos1" ? 2 : 6;

    public static TheoryData<string> Sets => [.. DataSet.All.Select(data => data.Name)];

    [Theory]
    [MemberData(nameof(Sets))]
    public void The_certified_values_are_reached_from_both_starts(string set)
    {
        DataSet data = DataSet.All.Single(data => data.Name == set);

        Assert.Equal(2, data.Starts.Length);
        Assert.All(data.Starts, start =>
        {
            Fit fit = Fit.From(start, data);
            Assert.True(fit.Digits(data) >= 6, $"{fit}: {string.Join(", ", fit.Parameters)}");
            Assert.True(fit.SumDigits(data) >= DigitsOfTheSum(set), $"{fit}");
        });
    }

    [Fact]
    public void There_are_27_sets() => Assert.Equal(27, DataSet.All.Count);

    [Theory]
    [MemberData(nameof(Sets))]
    public void Residuals_and_their_Jacobian_are_mpmaths(string set)
    {
        DataSet data = DataSet.All.Single(data => data.Name == set);
        Reference[] references = [.. References(set)];

        Assert.Equal(3 * (data.Certified.Length + 1), references.Length);
        Assert.All(references.GroupBy(reference => reference.Point), at =>
        {
            double[] b = at.Key switch { "start 1" => data.Starts[0], "start 2" => data.Starts[1], _ => data.Certified };
            var residuals = new double[data.Y.Length];
            var jacobian = new double[data.Y.Length * b.Length];
            Model.Of(set).Jacobian(b, data.X, data.Y, residuals, jacobian);
            Assert.All(at, reference =>
            {
                var column = reference.Quantity == "residual"
                    ? residuals
                    : residuals.Select((_, i) => jacobian[i * b.Length + int.Parse(reference.Quantity[1..], CultureInfo.InvariantCulture) - 1]);
                Ulp.AssertClose(column.Select((x, i) => (i + 1) * x).Sum(), reference.Value, reference.Scale, Ulps, $"{set}, {reference}");
            });
        });
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void A_Jacobian_leaves_the_residuals_of_the_method(string set)
    {
        DataSet data = DataSet.All.Single(data => data.Name == set);
        double[] residuals = new double[data.Y.Length], beside = new double[data.Y.Length];
        Model.Of(set).Residuals(data.Certified, data.X, data.Y, residuals);
        Model.Of(set).Jacobian(data.Certified, data.X, data.Y, beside, new double[data.Y.Length * data.Certified.Length]);

        Assert.Equal(residuals, beside);
    }

    [Theory]
    [InlineData("de_DE")]
    [InlineData("fi_FI")]
    public void The_output_is_the_same_in_every_culture(string culture) =>
        Assert.Equal(Sample.Run("CurveFitting").Output, Sample.RunIn(culture, "CurveFitting").Output);

    private static IEnumerable<Reference> References(string set) =>
        from line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "references", "nist.csv")).Skip(1)
        let row = line.Split(',')
        where row[0] == set
        select new Reference(row[1], row[2], double.Parse(row[3], CultureInfo.InvariantCulture), double.Parse(row[4], CultureInfo.InvariantCulture));

    private sealed record Reference(string Point, string Quantity, double Value, double Scale);
}
