using DeepChain;

namespace SymGrad.Samples.Tests;

/// <summary>The article's claim about deep chains, against mpmath's difference quotients, which owe nothing to the chain rule.</summary>
public sealed class DeepChainTests
{
    public static TheoryData<int, double> References => new()
    {
        { 3, 3.194575905649407131e-3 },
        { 6, 3.6836794686577868993e-6 },
        { 20, 7.1709722868880916701e-20 },
        { 50, 2.9888133939473241752e-49 },
        { 100, 3.2262651868464529291e-98 },
    };

    [Theory]
    [MemberData(nameof(References))]
    public void The_partial_by_w0_is_mpmaths_and_the_products(int layers, double expected)
    {
        var depth = Depth<double>.Of(layers);

        Ulp.AssertClose(depth.Generated, expected, expected, 8 * layers, "generated");
        Ulp.AssertClose(depth.Product, expected, expected, 8 * layers, "product");
        Assert.True(depth.Agrees);
        Assert.Equal(0, depth.Zeros);
    }

    [Theory]
    [MemberData(nameof(References))]
    public void In_float_it_is_so_too_where_float_can_hold_it(int layers, double reference)
    {
        var depth = Depth<float>.Of(layers);
        float expected = (float)reference;

        Assert.Equal(layers >= 50, expected == 0);
        Ulp.AssertClose(depth.Generated, expected, expected, 8 * layers, "generated");
        Assert.True(depth.Agrees);
        // As many as are below half of the smallest float in mpmath.
        Assert.Equal(layers switch { 50 => 4, 100 => 54, _ => 0 }, depth.Zeros);
    }

    [Theory]
    [InlineData(3, 0.0948)] // the article's last line: 0.5948
    [InlineData(20, 0)]
    [InlineData(100, 0)]
    public void Training_moves_w0_in_shallow_chains_only(int layers, double moved)
    {
        Assert.Equal(moved, Depth<double>.Of(layers).Moved, 4);
        Assert.Equal(moved, Depth<float>.Of(layers).Moved, 4);
    }

    [Theory]
    [MemberData(nameof(References))]
    public void The_output_has_a_row_for_each_depth(int layers, double expected)
    {
        string row = Assert.Single(Sample.Lines("DeepChain"), line => line.TrimStart().StartsWith($"{layers}  ", StringComparison.Ordinal));
        string[] cells = row.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

        string shown = expected.ToString("0.000E+00", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal([shown, "=", shown], cells[1..4]);
        Assert.Equal(layers >= 50, row.EndsWith("w0's underflows to 0", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("de_DE")]
    [InlineData("fi_FI")]
    public void The_output_is_the_same_in_every_culture(string culture) =>
        Assert.Equal(Sample.Run("DeepChain").Output, Sample.RunIn(culture, "DeepChain").Output);
}
