using System.Globalization;
using Xunit.Abstractions;

namespace SymGrad.Runtime.Tests;

/// <summary>Against mpmath at 120 digits, over the whole range of each argument; each test prints the largest error it finds.</summary>
public sealed class SpecialFunctionAccuracyTests(ITestOutputHelper output)
{
    private const long Allowed = 2;

    public static TheoryData<string> Functions =>
        [.. SpecialFunctions.Unary.Keys.Concat(SpecialFunctions.Binary.Keys).Distinct().Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Within_two_ulp(string function)
    {
        foreach (string type in (string[])["double", "float"])
        {
            IReadOnlyList<SpecialFunctionReference> rows = SpecialFunctionReference.Of(function, type);
            Assert.True(rows.Count >= 30, $"{rows.Count} references for {function} in {type}");
            var (worst, ulps) = rows.Select(row => (row, Error(row))).MaxBy(pair => pair.Item2);
            string found = string.Create(CultureInfo.InvariantCulture, $"{function} ({type}): {ulps} ulp at {rows.Count} points, most at {worst}");
            output.WriteLine(found);
            Assert.True(ulps <= Allowed, $"{found}: {SpecialFunctions.Evaluate(worst):R} for {worst.Value:R}");
        }
    }

    private static long Error(SpecialFunctionReference row)
    {
        double value = SpecialFunctions.Evaluate(row);
        return row.Type == "double" ? Ulps.Between(value, row.Value) : Ulps.Between((float)value, (float)row.Value);
    }
}
