namespace SymGrad.Generator.Tests.Kinds;

/// <summary>At kinks, ties and origins forward mode says what reverse mode says: FJvp along an axis is the gradient's entry.</summary>
public class KinkTests
{
    [Theory]
    [InlineData("Math.Max(x, y)", 1, 1, 0.5, 0.5)]
    [InlineData("x > y ? x : y", 1, 1, 0.5, 0.5)]
    [InlineData("x <= y ? x : y", 1, 1, 0.5, 0.5)]
    [InlineData("Math.Max(x, 1) * y", 1, 3, 0, 1)]
    [InlineData("x > 1 ? x * y : y", 1, 3, 0, 1)]
    [InlineData("(x > 1 ? x : 1) * y", 1, 3, 0, 1)]
    [InlineData("(x < 0 ? -x : x) + y", 0, 3, 0, 1)]
    [InlineData("Math.Abs(x) + y", 0, 3, 0, 1)]
    [InlineData("Functions.Relu(x) + y", 0, 3, 0, 1)]
    [InlineData("double.Hypot(x, y)", 0, 0, 0, 0)]
    [InlineData("Math.Sqrt(x * x + y * y)", 0, 0, 0, 0)]
    [InlineData("Math.Sqrt(0.5 * (x * x + y * y))", 0, 0, 0, 0)]
    [InlineData("Math.Sqrt((Math.Pow(x, 2) + y * y) / 2)", 0, 0, 0, 0)]
    [InlineData("Math.Sqrt(4 * x * x + y * y * 0.25)", 0, 16, 0, 0.5)]
    [InlineData("Math.Sqrt(4 * x * x + y * y * 0.25)", 0, 0, 0, 0)]
    [InlineData("Math.Atan2(x, y)", 0, 0, 0, 0)]
    [InlineData("Math.Pow(x, 2) * y", 0, 3, 0, 0)]
    [InlineData("x > 0 ? Math.Log(x) : y", 0, 3, 0, 1)]
    public void Both_modes_agree(string function, double x, double y, double byX, double byY)
    {
        using CompiledSample sample = GeneratorRun.Of(Kinds.Annotated($"double F(double x, double y) => {function};", kinds: "Derivatives.Jvp")).AssertReported().Compile();
        Assert.Equal((byX, byY), sample.Call<(double, double)>("Sample", "FGradient", x, y));
        Assert.Equal(byX, sample.Call<(double Value, double Tangent)>("Sample", "FJvp", x, y, 1.0, 0.0).Tangent);
        Assert.Equal(byY, sample.Call<(double Value, double Tangent)>("Sample", "FJvp", x, y, 0.0, 1.0).Tangent);
    }
}
