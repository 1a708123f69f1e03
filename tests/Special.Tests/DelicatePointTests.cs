namespace SymGrad.Special.Tests;

/// <summary>Kinks: the subgradient of least norm. Ends of a domain and poles: by continuity, infinities included.</summary>
public sealed class DelicatePointTests
{
    private const double Infinity = double.PositiveInfinity, NaN = double.NaN;
    private const double SeluScale = 1.0507009873554805;

    [Theory]
    [InlineData("LeakyRelu", 0.0, 0.01)]
    [InlineData("Elu", 0.0, 1)]
    [InlineData("Selu", 0.0, SeluScale)]
    [InlineData("Silu", 0.0, 0.5)]
    [InlineData("Mish", 0.0, 0.6)]
    [InlineData("Gelu", 0.0, 0.5)]
    [InlineData("Logit", 0.0, Infinity)]
    [InlineData("Logit", 1.0, Infinity)]
    [InlineData("LogP1", -1.0, Infinity)]
    [InlineData("ExpM1", 0.0, 1)]
    [InlineData("ErfInv", 1.0, Infinity)]
    [InlineData("ErfInv", -1.0, Infinity)]
    [InlineData("ErfcInv", 0.0, -Infinity)]
    [InlineData("ErfcInv", 2.0, -Infinity)]
    [InlineData("Digamma", 0.0, Infinity)]
    [InlineData("LogGamma", 0.0, -Infinity)]
    [InlineData("Silu", Infinity, NaN)]
    [InlineData("LeakyRelu", NaN, NaN)]
    [InlineData("Elu", NaN, NaN)]
    [InlineData("Selu", NaN, NaN)]
    public void Of_one_argument(string function, double x, double expected)
    {
        Check(typeof(InDouble), function, [x], [expected]);
        Check(typeof(InSingle), function, [x], [expected]);
    }

    [Theory]
    [InlineData("LeakyRelu", 0.01)]
    [InlineData("Elu", 1)]
    [InlineData("Selu", SeluScale)]
    [InlineData("LogGamma", Infinity)]
    [InlineData("Digamma", Infinity)]
    public void At_negative_zero(string function, double expected)
    {
        Check(typeof(InDouble), function, [-0.0], [expected]);
        Check(typeof(InSingle), function, [-0.0f], [expected]);
    }

    [Theory]
    [InlineData("LeakyRelu2", 0, 0.25, 0.25, 0)]
    [InlineData("LeakyRelu2", 0, -2, 0, 0)]
    [InlineData("LeakyRelu2", 0, 3, 1, 0)]
    [InlineData("LeakyRelu2", -2, 3, 3, -2)]
    [InlineData("LeakyRelu2", 2, 3, 1, 0)]
    [InlineData("Elu2", 0, 0.25, 0.25, 0)]
    [InlineData("Elu2", 0, -2, 0, 0)]
    [InlineData("Elu2", 0, 3, 1, 0)]
    [InlineData("Elu2", -Infinity, 3, 0, -1)]
    [InlineData("XLogY", 0, 0, -Infinity, 0)]
    [InlineData("XLogY", 0, 1, 0, 0)]
    [InlineData("XLog1PY", 0, -1, -Infinity, 0)]
    [InlineData("LogAddExp", 3, 3, 0.5, 0.5)]
    [InlineData("LogAddExp", -Infinity, 3, 0, 1)]
    public void Of_two_arguments(string function, double x, double y, double byX, double byY)
    {
        Check(typeof(InDouble), function, [x, y], [byX, byY]);
        Check(typeof(InSingle), function, [x, y], [byX, byY]);
    }

    [Theory]
    [InlineData("MathNetErfInv", 1, Infinity)]
    [InlineData("MathNetErfcInv", 0, -Infinity)]
    [InlineData("MathNetErfcInv", 2, -Infinity)]
    [InlineData("MathNetLogit", 0, Infinity)]
    public void Of_MathNet(string function, double x, double expected) => Check(typeof(InMathNet), function, [x], [expected]);

    private static void Check(Type type, string function, double[] arguments, double[] expected)
    {
        double[] gradient = new Sample(type, function).Gradient(arguments);
        for (int i = 0; i < expected.Length; i++)
        {
            if (type == typeof(InSingle))
                Ulp.AssertClose((float)gradient[i], (float)expected[i], (float)expected[i], 1, function);
            else
                Ulp.AssertClose(gradient[i], expected[i], expected[i], 1, function);
        }
    }
}
