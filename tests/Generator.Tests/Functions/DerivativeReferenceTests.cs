namespace SymGrad.Generator.Tests.Functions;

/// <summary>Every function alone against mpmath (<c>tests/references/derivatives.py</c>), from 1e−200 to 1e200, in both types.</summary>
public class DerivativeReferenceTests
{
    private const double Allowed = 4;

    [Fact]
    public void Every_derivative_is_within_some_ulp_of_its_natural_scale()
    {
        Reference[] references = Reference.Read("derivatives.csv");
        Assert.True(references.Length > 3000, "the references are there");
        using var sample = new FunctionSample(references.Select(r => r.Expression));
        string[] errors = [.. references
            .Select(r => (Reference: r, Actual: sample.Gradient(r.Type, r.Expression, r.Point)[r.By]))
            .Where(r => !(r.Reference.Error(r.Actual) <= Allowed))
            .Select(r => r.Reference.Describe(r.Actual))];
        Assert.True(errors.Length == 0, string.Join("\n", errors));
    }
}
