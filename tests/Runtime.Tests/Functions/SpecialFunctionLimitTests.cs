using F = SymGrad.Functions;

namespace SymGrad.Runtime.Tests;

/// <summary>Infinities, NaN, signed zeros, poles, and where a result is a difference; in both types.</summary>
public sealed class SpecialFunctionLimitTests
{
    private const double Infinity = double.PositiveInfinity, NaN = double.NaN;

    public static TheoryData<string> Unary => [.. SpecialFunctions.Unary.Keys];

    [Theory]
    [MemberData(nameof(Unary))]
    public void A_NaN_stays_one(string function)
    {
        Assert.True(double.IsNaN(SpecialFunctions.Unary[function].Double(NaN)));
        Assert.True(float.IsNaN(SpecialFunctions.Unary[function].Float(float.NaN)));
    }

    [Theory]
    [InlineData("LeakyRelu", -Infinity, Infinity)]
    [InlineData("Elu", -1, Infinity)]
    [InlineData("Selu", -1.7580993408473769, Infinity)]
    [InlineData("Silu", -0.0, Infinity)]
    [InlineData("Mish", -0.0, Infinity)]
    [InlineData("Gelu", -0.0, Infinity)]
    [InlineData("LogSigmoid", -Infinity, -0.0)]
    [InlineData("Logit", NaN, NaN)]
    [InlineData("ExpM1", -1, Infinity)]
    [InlineData("LogP1", NaN, Infinity)]
    [InlineData("Erf", -1, 1)]
    [InlineData("ErfDerivative", 0, 0)]
    [InlineData("Erfc", 2, 0)]
    [InlineData("Erfcx", Infinity, 0)]
    [InlineData("ErfInv", NaN, NaN)]
    [InlineData("ErfcInv", NaN, NaN)]
    [InlineData("NormalCdf", 0, 1)]
    [InlineData("NormalPdf", 0, 0)]
    [InlineData("Gamma", NaN, Infinity)]
    [InlineData("LogGamma", Infinity, Infinity)]
    [InlineData("Digamma", NaN, Infinity)]
    public void At_the_infinities(string function, double below, double above)
    {
        Check(function, -Infinity, below);
        Check(function, Infinity, above);
    }

    [Theory]
    [InlineData("LeakyRelu")]
    [InlineData("Elu")]
    [InlineData("Selu")]
    [InlineData("Silu")]
    [InlineData("Mish")]
    [InlineData("Gelu")]
    [InlineData("ExpM1")]
    [InlineData("LogP1")]
    [InlineData("Erf")]
    [InlineData("ErfInv")]
    public void Zeros_keep_their_sign(string function)
    {
        Check(function, 0, 0);
        Check(function, -0.0, -0.0);
    }

    [Theory]
    [InlineData("Logit", 0, -Infinity)]
    [InlineData("Logit", -0.0, -Infinity)]
    [InlineData("Logit", 1, Infinity)]
    [InlineData("Logit", 0.5, 0)]
    [InlineData("Logit", -1, NaN)]
    [InlineData("Logit", 1.5, NaN)]
    [InlineData("LogP1", -1, -Infinity)]
    [InlineData("LogP1", -2, NaN)]
    [InlineData("ErfInv", 1, Infinity)]
    [InlineData("ErfInv", -1, -Infinity)]
    [InlineData("ErfInv", 1.5, NaN)]
    [InlineData("ErfcInv", 0, Infinity)]
    [InlineData("ErfcInv", 1, 0)]
    [InlineData("ErfcInv", 2, -Infinity)]
    [InlineData("ErfcInv", -1, NaN)]
    [InlineData("Gamma", 0, Infinity)]
    [InlineData("Gamma", -0.0, -Infinity)]
    [InlineData("Gamma", -3, NaN)]
    [InlineData("Gamma", -1e300, NaN)]
    [InlineData("Gamma", -200.5, -0.0)]
    [InlineData("Gamma", -201.5, 0)]
    [InlineData("Gamma", 5, 24)]
    [InlineData("LogGamma", 0, Infinity)]
    [InlineData("LogGamma", -0.0, Infinity)]
    [InlineData("LogGamma", -3, Infinity)]
    [InlineData("LogGamma", 1, 0)]
    [InlineData("LogGamma", 2, 0)]
    [InlineData("Digamma", 0, -Infinity)]
    [InlineData("Digamma", -0.0, Infinity)]
    [InlineData("Digamma", -3, NaN)]
    public void At_poles_zeros_and_ends(string function, double x, double expected) => Check(function, x, expected);

    [Theory]
    [InlineData(1, 0, Infinity)]
    [InlineData(1, -0.0, Infinity)]
    [InlineData(1, -3, Infinity)]
    [InlineData(1, Infinity, 0)]
    [InlineData(1, -Infinity, NaN)]
    [InlineData(2, 0, -Infinity)]
    [InlineData(2, -0.0, Infinity)]
    [InlineData(2, -3, NaN)]
    [InlineData(2, Infinity, -0.0)]
    [InlineData(0, 0, -Infinity)]
    [InlineData(-1, 1, NaN)]
    [InlineData(1, NaN, NaN)]
    public void Polygamma(int n, double x, double expected)
    {
        Same(expected, F.Polygamma(n, x));
        Same(expected, F.Polygamma(n, (float)x));
    }

    [Fact]
    public void Polygamma_of_order_0_is_digamma() => Same(F.Digamma(0.3), F.Polygamma(0, 0.3));

    [Theory]
    [InlineData("XLogY", 0, 0, 0)]
    [InlineData("XLogY", 0, Infinity, 0)]
    [InlineData("XLogY", 0, -1, 0)]
    [InlineData("XLogY", 0, NaN, NaN)]
    [InlineData("XLogY", 1, 0, -Infinity)]
    [InlineData("XLogY", -1, Infinity, -Infinity)]
    [InlineData("XLogY", 1, -1, NaN)]
    [InlineData("XLogY", NaN, 1, NaN)]
    [InlineData("XLogY", Infinity, 1, NaN)]
    [InlineData("XLog1PY", 0, -1, 0)]
    [InlineData("XLog1PY", 0, NaN, NaN)]
    [InlineData("XLog1PY", 0, -7, 0)]
    [InlineData("XLog1PY", 1, -1, -Infinity)]
    [InlineData("XLog1PY", 1, -7, NaN)]
    [InlineData("XLog1PY", 1, Infinity, Infinity)]
    [InlineData("LogAddExp", -Infinity, 3, 3)]
    [InlineData("LogAddExp", -Infinity, -Infinity, -Infinity)]
    [InlineData("LogAddExp", Infinity, Infinity, Infinity)]
    [InlineData("LogAddExp", -Infinity, Infinity, Infinity)]
    [InlineData("LogAddExp", NaN, -Infinity, NaN)]
    [InlineData("LogAddExp", Infinity, NaN, NaN)]
    [InlineData("LogAddExpDerivative", Infinity, 3, 1)]
    [InlineData("LogAddExpDerivative", -Infinity, 3, 0)]
    [InlineData("LogAddExpDerivative", 3, 3, 0.5)]
    [InlineData("LogAddExpDerivative", Infinity, Infinity, NaN)]
    [InlineData("LogAddExpDerivative", NaN, 0, NaN)]
    [InlineData("Elu", -Infinity, 2, -2)]
    [InlineData("LeakyRelu", -2, 0.5, -1)]
    public void Of_two_arguments(string function, double x, double y, double expected)
    {
        Same(expected, SpecialFunctions.Binary[function].Double(x, y));
        Same(expected, SpecialFunctions.Binary[function].Float((float)x, (float)y));
    }

    /// <summary>Next to a zero the result is a difference; at these doubles mpmath gives the numbers on the right.</summary>
    [Theory]
    [InlineData("LogGamma", -2.4570247382208006, 5.619192358950097e-17, 3)]
    [InlineData("LogGamma", -2.7476826467274127, 1.733509244024501e-16, 3)]
    [InlineData("LogGamma", -4.039361839740537, -5.664578074060335e-15, 20)]
    [InlineData("Digamma", -0.5040830082644554, 7.289763902976895e-17, 5)]
    [InlineData("Digamma", -1.5734984731623904, 1.5649788481838454e-16, 5)]
    public void Next_to_a_zero_the_error_is_small_against_the_terms(string function, double x, double expected, double term) =>
        Assert.InRange(Math.Abs(SpecialFunctions.Unary[function].Double(x) - expected), 0, term * Math.ScaleB(1, -70));

    [Theory]
    [InlineData(-1.2039728043259361, -0.35667494393873234, -7.97999891727183e-18)]
    [InlineData(-0.6931471805599453, -0.6931471805599453, 2.3190468138462996e-17)]
    [InlineData(-0.0010005003335835344, -6.907755278982136, 2.6257068491212515e-19)]
    public void Next_to_its_zeros_LogAddExp_errs_little_against_its_arguments(double a, double b, double expected) =>
        Assert.InRange(Math.Abs(F.LogAddExp(a, b) - expected), 0, Math.Abs(Math.Min(a, b)) * Math.ScaleB(1, -70));

    [Fact]
    public void Nothing_is_allocated()
    {
        double sum = 0;
        long before = 0;
        for (int round = 0; round < 2; round++)
        {
            before = GC.GetAllocatedBytesForCurrentThread();
            for (double x = -3.3; x < 20; x += 0.7)
            {
                sum += F.Silu(x) + F.Mish(x) + F.Gelu(x) + F.ExpM1(x) + F.LogP1(x) + F.Erfc(x) + F.Erf(x) + F.ErfcInv(x / 20)
                    + F.Gamma(x) + F.LogGamma(x) + F.Digamma(x) + F.Polygamma(2, x) + F.LogAddExp(x, 1) + F.XLogY(2, x) + F.Logit(x / 20);
            }
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.NotEqual(0, sum);
    }

    private static void Check(string function, double x, double expected)
    {
        Same(expected, SpecialFunctions.Unary[function].Double(x));
        Same(expected, SpecialFunctions.Unary[function].Float((float)x));
    }

    private static void Same(double expected, double actual) =>
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(double.IsNaN(actual) ? double.NaN : actual));

    private static void Same(double expected, float actual) =>
        Assert.Equal(BitConverter.SingleToInt32Bits((float)expected), BitConverter.SingleToInt32Bits(float.IsNaN(actual) ? float.NaN : actual));
}
