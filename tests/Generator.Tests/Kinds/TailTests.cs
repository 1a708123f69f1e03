namespace SymGrad.Generator.Tests.Kinds;

/// <summary>Second derivatives far out, where a derivative of a derivative taken piece by piece is ∞·0. References: mpmath, 60 digits.</summary>
public class TailTests
{
    private delegate void Fill(double x, Span<double> hessian);

    [Theory]
    [InlineData("Functions.Sigmoid(x)", -800.0, 0.0)]
    [InlineData("Functions.Sigmoid(x)", -40.0, 4.248354255291589e-18)]
    [InlineData("Functions.Sigmoid(x)", -3.0, 0.04089157466094348)]
    [InlineData("Functions.Sigmoid(x)", 0.5, -0.05755679485232074)]
    [InlineData("Functions.Sigmoid(x)", 20.0, -2.061153605445141e-09)]
    [InlineData("Functions.Sigmoid(x)", 800.0, 0.0)]
    [InlineData("Functions.Softplus(x)", -800.0, 0.0)]
    [InlineData("Functions.Softplus(x)", -40.0, 4.248354255291589e-18)]
    [InlineData("Functions.Softplus(x)", -3.0, 0.04517665973091213)]
    [InlineData("Functions.Softplus(x)", 0.5, 0.2350037122015945)]
    [InlineData("Functions.Softplus(x)", 20.0, 2.061153613941849e-09)]
    [InlineData("Functions.Softplus(x)", 800.0, 0.0)]
    [InlineData("Math.Log(1 + Math.Exp(x))", -800.0, 0.0)]
    [InlineData("Math.Log(1 + Math.Exp(x))", -40.0, 4.248354255291589e-18)]
    [InlineData("Math.Log(1 + Math.Exp(x))", -3.0, 0.04517665973091213)]
    [InlineData("Math.Log(1 + Math.Exp(x))", 0.5, 0.2350037122015945)]
    [InlineData("Math.Log(1 + Math.Exp(x))", 20.0, 2.061153613941849e-09)]
    [InlineData("Math.Log(1 + Math.Exp(x))", 800.0, 0.0)]
    [InlineData("Math.Tanh(x)", -800.0, 0.0)]
    [InlineData("Math.Tanh(x)", -40.0, 1.4438811102763322e-34)]
    [InlineData("Math.Tanh(x)", -3.0, 0.019634494363042435)]
    [InlineData("Math.Tanh(x)", 0.5, -0.7268619813835873)]
    [InlineData("Math.Tanh(x)", 20.0, -3.398683404233271e-17)]
    [InlineData("Math.Tanh(x)", 800.0, -0.0)]
    [InlineData("1 / Math.Cosh(x)", -800.0, 0.0)]
    [InlineData("1 / Math.Cosh(x)", -40.0, 8.496708510583178e-18)]
    [InlineData("1 / Math.Cosh(x)", -3.0, 0.09736798137246067)]
    [InlineData("1 / Math.Cosh(x)", 0.5, -0.508054517729203)]
    [InlineData("1 / Math.Cosh(x)", 20.0, 4.122307244877116e-09)]
    [InlineData("1 / Math.Cosh(x)", 800.0, 0.0)]
    public void A_second_derivative_is_finite_and_right(string function, double x, double expected)
    {
        using CompiledSample sample = GeneratorRun.Of(Kinds.Annotated($"double F(double x) => {function};", kinds: "Derivatives.Hessian")).AssertReported().Compile();
        double[] hessian = new double[1];
        sample.Bind<Fill>("Sample", "FHessian")(x, hessian);
        // A number that a double can barely hold, if at all, is a product of two that it can.
        if (Math.Abs(expected) < 1e-300)
            Assert.InRange(Math.Abs(hessian[0]), 0, 1e-300);
        else
            Ulp.AssertClose(hessian[0], expected, Math.Abs(expected), 32, function);
    }
}
