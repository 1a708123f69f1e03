namespace SymGrad.Generator.Tests.Harness;

public class UlpTests
{
    [Theory]
    [InlineData(1.0, 2.220446049250313e-16)]
    [InlineData(-1.0, 2.220446049250313e-16)]
    [InlineData(0.0, 5e-324)]
    [InlineData(double.MaxValue, 1.99584030953472e+292)]
    [InlineData(double.NegativeInfinity, double.PositiveInfinity)]
    public void Of_a_double(double x, double ulp) => Assert.Equal(ulp, Ulp.Of(x));

    [Fact]
    public void Of_a_float() => Assert.Equal((1.1920929e-7f, 1e-45f), (Ulp.Of(1f), Ulp.Of(0f)));

    [Theory]
    [InlineData(1.0, 1.0000000000000002, 1)]
    [InlineData(-1.0, -1.0000000000000002, 1)]
    [InlineData(-0.0, 0.0, 0)]
    [InlineData(-5e-324, 5e-324, 2)]
    [InlineData(double.NaN, double.NaN, 0)]
    [InlineData(double.NaN, 0.0, long.MaxValue)]
    [InlineData(double.NegativeInfinity, double.PositiveInfinity, long.MaxValue)]
    public void Distance(double x, double y, long distance) => Assert.Equal(distance, Ulp.Distance(x, y));

    [Fact]
    public void Distance_of_floats()
    {
        Assert.Equal(1, Ulp.Distance(1f, 1.0000001f));
        Assert.Equal(2, Ulp.Distance(-1e-45f, 1e-45f));
        Assert.Equal(long.MaxValue, Ulp.Distance(1f, float.NaN));
    }

    [Theory]
    [InlineData(1.0, 1.0, 1.0, 0, true)]
    [InlineData(1.0, 1.0000000000000002, 1.0, 1, true)]
    [InlineData(1.0, 1.0000000000000004, 1.0, 1, false)]
    [InlineData(1.0, 1.0000000000000004, 4.0, 1, true)] // a larger natural scale forgives it
    [InlineData(0.0, 1e-300, 0.0, 4, false)]
    [InlineData(0.0, 0.0, 0.0, 0, true)]
    [InlineData(double.NaN, double.NaN, 1.0, 0, true)]
    [InlineData(double.NaN, 1.0, 1.0, 1e9, false)]
    [InlineData(1.0, double.NaN, double.NaN, 1e9, false)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity, 0, true)]
    [InlineData(double.NegativeInfinity, double.PositiveInfinity, double.PositiveInfinity, 1e9, false)]
    [InlineData(1.0, 2.0, double.PositiveInfinity, 1e9, false)] // such a scale measures nothing
    public void Close_in_ulp_of_the_scale(double actual, double expected, double scale, double ulps, bool close)
    {
        Assert.Equal(close, Ulp.IsClose(actual, expected, scale, ulps));
        if (close)
            Ulp.AssertClose(actual, expected, scale, ulps);
        else
            Assert.Throws<HarnessFailure>(() => Ulp.AssertClose(actual, expected, scale, ulps));
    }

    [Fact]
    public void Same_bits_tell_the_zeros_apart()
    {
        Ulp.AssertSameBits(-0.0, -0.0);
        Ulp.AssertSameBits(double.NaN, -double.NaN);
        Assert.Throws<HarnessFailure>(() => Ulp.AssertSameBits(-0.0, 0.0));
        Assert.Throws<HarnessFailure>(() => Ulp.AssertSameBits(1.0, 1.0000000000000002));
        Assert.Throws<HarnessFailure>(() => Ulp.AssertSameBits(1f, float.NaN));
    }
}
