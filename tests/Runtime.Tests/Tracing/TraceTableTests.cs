using System.Globalization;

namespace SymGrad.Runtime.Tests;

public class TraceTableTests
{
    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    public void A_line_a_local_in_columns(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo(culture);
        try
        {
            string table = new TraceTable()
                .Add("z", new Traced<double>(-0.5, 1e-9))
                .Add("missing", new Traced<float>(float.NaN, 0))
                .Add("Loss", 1.25)
                .ToString();
            Assert.Equal(
                """
                local    value  adjoint
                z         -0.5    1E-09
                missing    NaN        0
                Loss      1.25        1

                """,
                table);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_traced_local_is_its_two_numbers()
    {
        var (value, adjoint) = new Traced<double>(2, 3);
        Assert.Equal((2.0, 3.0), (value, adjoint));
        Assert.Equal(new Traced<double>(2, 3), new Traced<double>(value, adjoint));
    }
}
