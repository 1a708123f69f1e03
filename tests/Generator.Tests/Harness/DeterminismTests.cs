namespace SymGrad.Generator.Tests.Harness;

public class DeterminismTests
{
    private const string Attribute = """
        namespace Fake;
        [System.AttributeUsage(System.AttributeTargets.Method)]
        public sealed class DifferentiableAttribute : System.Attribute;
        """;

    private const string A = "namespace Fake; static partial class Losses { [Differentiable] static double A(double x) => x; }";
    private const string B = "namespace Fake; static partial class Losses { [Differentiable] static double B(double x) => x; }";

    [Fact]
    public void A_generator_that_is_deterministic_passes() =>
        FakeGenerator.Run(Fault.None, null, Attribute, A, B).AssertDeterministic();

    [Theory]
    [InlineData(Fault.CountsItsRuns, "The generated code is another in another run")]
    [InlineData(Fault.DependsOnFileOrder, "The generated code is another with the files in the order 3, 2, 1")]
    [InlineData(Fault.UsesTheCulture, "The generated code is another under de-DE")]
    [InlineData(Fault.ReportsInTheCulture, "The diagnostics are others under de-DE")]
    public void What_varies_is_found(Fault fault, string message)
    {
        var run = FakeGenerator.Run(fault, null, Attribute, A, B);
        Assert.StartsWith(message, Assert.Throws<HarnessFailure>(() => run.AssertDeterministic()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_threads_culture_is_put_back()
    {
        var before = System.Globalization.CultureInfo.CurrentCulture;
        FakeGenerator.Run(Fault.None).AssertDeterministic();
        Assert.Same(before, System.Globalization.CultureInfo.CurrentCulture);
    }
}
