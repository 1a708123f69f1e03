using SymGrad.Tests.Harness;

namespace SymGrad.Generator.Tests.Constructs;

/// <summary>The depth of an expression is no depth of calls: a long sum is read, differentiated and printed like a short one.</summary>
public class DeepExpressionTests
{
    private const int Terms = 3000;

    [Fact]
    public void A_sum_of_thousands_of_terms()
    {
        string sum = string.Join(" + ", Enumerable.Range(0, Terms).Select(i => $"{i}.5 * x"));
        GeneratorRun run = GeneratorRun.Of($"using SymGrad;\npublic static partial class Sample\n{{\n    [Differentiable]\n    public static double F(double x) => {sum};\n}}");
        run.AssertReported();
        using var sample = run.Compile();
        Assert.Equal(Enumerable.Range(0, Terms).Sum(i => i + 0.5), sample.Call<double>("Sample", "FGradient", 2.0));
    }
}
