using System.Globalization;
using F = SymGrad.Functions;

namespace SymGrad.Runtime.Tests;

/// <summary>Against mpmath at 50 digits, over both tails, subnormal numbers, the neighbourhood of 0 and huge numbers.</summary>
public sealed class FunctionAccuracyTests
{
    private const long Allowed = 2;

    [Fact]
    public void References_cover_both_types() =>
        Assert.All(new[] { "double", "float" }, type => Assert.InRange(ReferenceRow.Read(type).Count, 250, 100_000));

    [Fact]
    public void Sigmoid_double() => Check("double", row => Ulps.Between(F.Sigmoid(row.X), row.Sigmoid));

    [Fact]
    public void Sigmoid_float() => Check("float", row => Ulps.Between(F.Sigmoid((float)row.X), (float)row.Sigmoid));

    [Fact]
    public void Sigmoid_derivative_double() =>
        Check("double", row => Ulps.Between(F.SigmoidDerivative(row.X), row.Derivative));

    [Fact]
    public void Sigmoid_derivative_float() =>
        Check("float", row => Ulps.Between(F.SigmoidDerivative((float)row.X), (float)row.Derivative));

    [Fact]
    public void Softplus_double() => Check("double", row => Ulps.Between(F.Softplus(row.X), row.Softplus));

    [Fact]
    public void Softplus_float() => Check("float", row => Ulps.Between(F.Softplus((float)row.X), (float)row.Softplus));

    /// <summary>Every 97th float that matters, against the same function in double.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Float_functions_over_the_whole_range(int sign)
    {
        int first = BitConverter.SingleToInt32Bits(1e-10f), last = BitConverter.SingleToInt32Bits(110);
        for (int bits = first; bits < last; bits += 97)
        {
            float x = sign * BitConverter.Int32BitsToSingle(bits);
            long worst = Math.Max(
                Ulps.Between(F.Sigmoid(x), (float)F.Sigmoid((double)x)),
                Math.Max(
                    Ulps.Between(F.SigmoidDerivative(x), (float)F.SigmoidDerivative((double)x)),
                    Ulps.Between(F.Softplus(x), (float)F.Softplus((double)x))));
            if (worst > Allowed)
                Fail(worst, x);
        }
    }

    private static void Check(string type, Func<ReferenceRow, long> error)
    {
        var (row, worst) = ReferenceRow.Read(type).Select(row => (row, error(row))).MaxBy(pair => pair.Item2);
        if (worst > Allowed)
            Fail(worst, row.X);
    }

    private static void Fail(long ulps, double x) =>
        Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"off by {ulps} ulp at {x:R}"));
}
