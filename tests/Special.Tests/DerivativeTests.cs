using System.Globalization;
using Xunit.Abstractions;

namespace SymGrad.Special.Tests;

/// <summary>
/// The generated derivative of every function, tails included, against mpmath: within 4 ulp of its natural scale, and finite where value
/// and derivative are.
/// </summary>
public sealed class DerivativeTests(ITestOutputHelper output)
{
    private const double Allowed = 4;

    public static TheoryData<string> Functions => [.. Reference.All.Where(r => !IsMathNet(r)).Select(r => r.Function).Distinct()];

    public static TheoryData<string> MathNetFunctions => [.. Reference.All.Where(IsMathNet).Select(r => r.Function).Distinct()];

    [Theory]
    [MemberData(nameof(Functions))]
    public void In_double(string function) => Check(function, typeof(InDouble));

    [Theory]
    [MemberData(nameof(MathNetFunctions))]
    public void Of_MathNet(string function) => Check(function, typeof(InMathNet));

    /// <summary>At the points that a float can say.</summary>
    [Theory]
    [MemberData(nameof(Functions))]
    public void In_float(string function)
    {
        Reference[] rows = [.. Reference.All.Where(r => r.Function == function && r.Arguments.All(x => (float)x == x))];
        Assert.NotEmpty(rows);
        foreach (Reference row in rows)
        {
            double derivative = Derivative(new Sample(typeof(InSingle), function), row);
            Ulp.AssertClose((float)derivative, (float)row.Derivative, (float)row.Scale, Allowed, row.ToString());
        }
    }

    private static bool IsMathNet(Reference row) => row.Function.StartsWith("MathNet", StringComparison.Ordinal);

    private void Check(string function, Type type)
    {
        var sample = new Sample(type, function);
        Reference[] rows = [.. Reference.All.Where(r => r.Function == function)];
        Assert.True(rows.Length >= 5, $"{rows.Length} references for {function}");
        double worst = 0;
        foreach (Reference row in rows)
        {
            double derivative = Derivative(sample, row);
            Ulp.AssertClose(derivative, row.Derivative, row.Scale, Allowed, row.ToString());
            if (double.IsFinite(row.Derivative))
                worst = Math.Max(worst, Math.Abs(derivative - row.Derivative) / Ulp.Of(row.Scale));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{function}: {worst:F1} ulp of the natural scale at {rows.Length} points"));
    }

    // The three generated members agree, bit for bit, and the value is the method's.
    private static double Derivative(Sample sample, Reference row)
    {
        double[] gradient = sample.Gradient(row.Arguments);
        (double value, double[] second) = sample.ValueAndGradient(row.Arguments);
        Ulp.AssertSameBits(value, sample.Value(row.Arguments), row.ToString());
        Assert.Equal(gradient, second);
        return gradient[gradient.Length - row.Arguments.Length + row.By];
    }
}
