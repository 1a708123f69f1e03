using System.Globalization;
using System.Text.RegularExpressions;

namespace SymGrad.Generator.Tests.Functions;

/// <summary>
/// What users write, and what is known to be nasty, against mpmath (<c>tests/references/expressions.py</c>). What is missed, and by how much,
/// stands in <c>docs/numerics.md</c>, which this test reads: nothing else may be missed. Where the value that the user's own code gives
/// is not finite, the derivative need not be either.
/// </summary>
public partial class ExpressionReferenceTests
{
    private const double Allowed = 4;

    [Fact]
    public void Every_derivative_is_within_some_ulp_of_its_natural_scale_or_listed()
    {
        Reference[] references = Reference.Read("expressions.csv");
        Dictionary<string, double> missed = Missed().ToDictionary(row => row.Expression, row => row.Worst);
        Assert.True(references.DistinctBy(r => r.Expression).Count() > 250, "the references are there");
        using var sample = new FunctionSample(references.Select(r => r.Expression), inDouble: true);
        string[] errors = [.. references
            .Select(r => (Reference: r, Actual: sample.Gradient(r.Type, r.Expression, r.Point)[r.By]))
            .Where(r => double.IsFinite(r.Actual) || double.IsFinite(sample.Value(r.Reference.Type, r.Reference.Expression, r.Reference.Point)))
            .Where(r => !(r.Reference.Error(r.Actual) <= missed.GetValueOrDefault(r.Reference.Expression, Allowed)))
            .Select(r => r.Reference.Describe(r.Actual))];
        Assert.True(errors.Length == 0, string.Join("\n", errors));
        Assert.Empty(missed.Keys.Except(references.Select(r => r.Expression)));
    }

    // | `Math.Exp(x) - 1`, `1 / x` | 17 | why |
    private static IEnumerable<(string Expression, double Worst)> Missed() =>
        from line in File.ReadLines(Repository.PathTo("docs/numerics.md"))
        let row = Row().Match(line)
        where row.Success
        from expression in row.Groups["expression"].Captures
        select (expression.Value, row.Groups["worst"].Value == "∞" ? double.PositiveInfinity : double.Parse(row.Groups["worst"].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"^\|( `(?<expression>[^`]+)`,?)+ \| (?<worst>\d+|\d+e\d+|∞) \|")]
    private static partial Regex Row();
}
