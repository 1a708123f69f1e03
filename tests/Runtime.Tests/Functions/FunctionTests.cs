using F = SymGrad.Functions;

namespace SymGrad.Runtime.Tests;

public sealed class FunctionTests
{
    [Theory]
    [InlineData(double.NegativeInfinity, 0, 0, 0)]
    [InlineData(-800, 0, 0, 0)]
    [InlineData(0, 0.5, 0.25, 0.6931471805599453)]
    [InlineData(-0.0, 0.5, 0.25, 0.6931471805599453)]
    [InlineData(800, 1, 0, 800)]
    [InlineData(double.PositiveInfinity, 1, 0, double.PositiveInfinity)]
    [InlineData(double.NaN, double.NaN, double.NaN, double.NaN)]
    public void Limits(double x, double sigmoid, double derivative, double softplus)
    {
        Assert.Equal(sigmoid, F.Sigmoid(x));
        Assert.Equal(derivative, F.SigmoidDerivative(x));
        Assert.Equal(softplus, F.Softplus(x));
        Assert.Equal((float)sigmoid, F.Sigmoid((float)x));
        Assert.Equal((float)derivative, F.SigmoidDerivative((float)x));
        Assert.Equal((float)softplus, F.Softplus((float)x));
    }

    [Fact]
    public void Both_tails_of_the_derivative_reach_the_subnormal_numbers()
    {
        Assert.InRange(F.SigmoidDerivative(744.4), double.Epsilon, 1e-323);
        Assert.Equal(F.SigmoidDerivative(744.4), F.SigmoidDerivative(-744.4));
        Assert.InRange(F.SigmoidDerivative(103.2f), float.Epsilon, 1e-44f);
        Assert.Equal(F.SigmoidDerivative(103.2f), F.SigmoidDerivative(-103.2f));
    }

    [Fact]
    public void Shared_results_are_the_separate_ones_bit_for_bit_double() => Assert.All(ReferenceRow.Read("double"), row =>
    {
        double x = row.X;
        Same(F.Sigmoid(x), F.Sigmoid(x, out double sigmoidDerivative));
        Same(F.SigmoidDerivative(x), sigmoidDerivative);
        Same(F.Softplus(x), F.Softplus(x, out double softplusDerivative));
        Same(F.Sigmoid(x), softplusDerivative);
    });

    [Fact]
    public void Shared_results_are_the_separate_ones_bit_for_bit_float() => Assert.All(ReferenceRow.Read("float"), row =>
    {
        float x = (float)row.X;
        Same(F.Sigmoid(x), F.Sigmoid(x, out float sigmoidDerivative));
        Same(F.SigmoidDerivative(x), sigmoidDerivative);
        Same(F.Softplus(x), F.Softplus(x, out float softplusDerivative));
        Same(F.Sigmoid(x), softplusDerivative);
    });

    [Theory]
    [InlineData(-3, 0)]
    [InlineData(-0.0, 0)]
    [InlineData(0, 0)]
    [InlineData(2.5, 2.5)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NaN, double.NaN)]
    public void Relu(double x, double expected)
    {
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(F.Relu(x)));
        Assert.Equal(BitConverter.SingleToInt32Bits((float)expected), BitConverter.SingleToInt32Bits(F.Relu((float)x)));
    }

    private static void Same(double a, double b) =>
        Assert.Equal(BitConverter.DoubleToInt64Bits(a), BitConverter.DoubleToInt64Bits(b));

    private static void Same(float a, float b) =>
        Assert.Equal(BitConverter.SingleToInt32Bits(a), BitConverter.SingleToInt32Bits(b));
}
