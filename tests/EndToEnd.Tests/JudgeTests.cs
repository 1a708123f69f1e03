namespace SymGrad.EndToEnd.Tests;

/// <summary>The check itself notices what it is there to notice.</summary>
public class JudgeTests
{
    private const double Third = 1.0 / 3;

    [Fact]
    public void What_is_right_passes() => Assert.Null(Check([2, 2, 2, 0, Third, Third, Third, 1]));

    [Fact]
    public void A_last_bit_of_the_value_counts() =>
        Assert.Equal("value", Check([2, Math.BitIncrement(2), 2, 0, 1, 1, 1, 1])?.Category);

    [Fact]
    public void The_sign_of_a_zero_counts() => Assert.Equal("value", Check([0.0, -0.0, 0.0, 0])?.Category);

    [Fact]
    public void A_twin_that_is_another_program_is_found_out() => Assert.Equal("twin", Check([2, 2, 2.5, 0])?.Category);

    [Theory]
    [InlineData(9, 1, false)]
    [InlineData(7, 1, true)]
    [InlineData(9, 2, true)] // a larger natural scale forgives it
    [InlineData(-9, 1, false)]
    public void A_partial_is_measured_in_ulp_of_its_scale(int ulps, double scale, bool passes) =>
        Assert.Equal(passes, Check([2, 2, 2, 0, 1, 1 + ulps * Math.Pow(2, -52), 1, scale]) is null);

    [Fact]
    public void In_a_float_program_the_ulp_is_that_of_float()
    {
        double[] numbers = [2, 2, 2, 0, 1, 1 + 4 * Math.Pow(2, -23), 1, 1];
        Assert.Null(Judge.Check(numbers, hasFloat: true));
        Assert.Equal("gradient", Judge.Check(numbers, hasFloat: false)?.Category);
    }

    [Fact]
    public void Every_partial_is_looked_at_in_both_members()
    {
        Assert.Equal("gradient", Check([2, 2, 2, 0, 1, 1, 1, 1, 5, 5.5, 5, 5])?.Category);
        Assert.Equal("gradient alone", Check([2, 2, 2, 0, 1, 1, 1, 1, 5.5, 5, 5, 5])?.Category);
    }

    [Theory]
    [InlineData(double.NaN, double.NaN, true)]
    [InlineData(double.PositiveInfinity, double.NaN, true)]
    [InlineData(0, double.NaN, false)] // made up
    [InlineData(double.NaN, 1, false)] // not a number where there is one
    public void What_is_not_finite_is_not_made_up(double actual, double expected, bool passes) =>
        Assert.Equal(passes, Check([2, 2, 2, 0, actual, actual, expected, expected]) is null);

    [Theory]
    [InlineData(1, 1, double.NaN, true)] // at a root of 0 a partial may have no number
    [InlineData(1, 1, 2, false)] // but not a wrong one
    [InlineData(0, 1, double.NaN, false)]
    [InlineData(1, double.NaN, 0, true)] // where the reference knows nothing
    [InlineData(1, double.PositiveInfinity, 0, false)]
    public void At_a_pole_a_number_is_right_or_missing(double pole, double expected, double actual, bool passes) =>
        Assert.Equal(passes, Check([2, 2, 2, pole, actual, actual, expected, expected]) is null);

    private static Failure? Check(double[] numbers) => Judge.Check(numbers, hasFloat: false);
}
