using System.Runtime.CompilerServices;
using SymGrad.Generator.Analysis;
using SymGrad.Generator.Differentiation;
using SymGrad.Generator.IR;
using SymGrad.Generator.Tests.Constructs;
using SymGrad.Generator.Tests.Kinds;

namespace SymGrad.Generator.Tests.Relaxed;

/// <summary>[Differentiable(Relaxed = true)]: a shorter derivative that may differ in its last bits; the value never does.</summary>
public class RelaxedTests
{
    private const int Inputs = 4;

    // The body of F, with and without; the points stay away from where an operand is 0.
    public static TheoryData<string, string> Bodies => new()
    {
        { "common factors", "return Math.Sin(x) * y + Math.Cos(x) * y + 0.1 * x * y + 0.7 * x * y;" },
        { "constants", "double r = (x - 2) * 3;\n        return r * r * 7 / 5 + 0.3 * (5 / x * y);" },
        { "powers", "return x * Math.Pow(x, 2.5) + Math.Exp(x + y) + Math.Exp(x) * Math.Exp(y);" },
        { "quotients", "double u = x * y;\n        return Math.Sqrt(u) * u + u * Math.Log(u) + x * y / x;" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Is_shorter_and_close(string name, string body)
    {
        (string exact, string relaxed) = Close(name, body);
        Assert.True(relaxed.Length < exact.Length);
    }

    // The value's own quotients stay.
    [Fact]
    public void Divides_once_by_a_number()
    {
        (string exact, string relaxed) = Close("reciprocals", "double z = x * x + y * y + 1;\n        return x / z * Math.Sin(y / z);");
        Assert.Equal((4, 3), (exact.Split(" / ").Length - 1, relaxed.Split(" / ").Length - 1));
    }

    // Of what saturates, the slope is found from the value.
    [Fact]
    public void Slopes_take_no_function_of_their_own()
    {
        (_, string relaxed) = Close("saturation", "return y * Math.Tanh(x * y) + Functions.Sigmoid(x - y);");
        Assert.DoesNotContain("Cosh", relaxed, StringComparison.Ordinal);
        Assert.DoesNotContain("Slope", relaxed, StringComparison.Ordinal);
    }

    private static (string Exact, string Relaxed) Close(string name, string body, [CallerMemberName] string member = "")
    {
        GeneratorRun exact = GeneratorRun.Of(Source(body, "")).AssertReported(), relaxed = GeneratorRun.Of(Source(body, "(Relaxed = true)")).AssertReported();
        Snapshot.Verify("// ----- exact -----\n\n" + Gradient(exact) + "\n// ----- relaxed -----\n\n" + Gradient(relaxed), name: name.Replace(' ', '_'), member: member);
        using CompiledSample one = exact.Compile(), other = relaxed.Compile();
        foreach ((double x, double y) in ((double, double)[])[(1.25, 0.75), (3, 2), (0.1, 7.5)])
        {
            var (value, gradient) = one.Call<(double, (double, double))>("Sample", "FValueAndGradient", x, y);
            var (sameValue, closeGradient) = other.Call<(double, (double, double))>("Sample", "FValueAndGradient", x, y);
            Ulp.AssertSameBits(sameValue, value);
            Assert.Equal(gradient.Item1, closeGradient.Item1, 1e-13 * Math.Abs(gradient.Item1));
            Assert.Equal(gradient.Item2, closeGradient.Item2, 1e-13 * Math.Abs(gradient.Item2));
        }

        return (Gradient(exact), Gradient(relaxed));
    }

    [Fact]
    public void Random_functions_have_the_same_value_and_a_close_gradient()
    {
        int compared = 0, shorter = 0, longer = 0;
        for (int seed = 0; seed < 2000; seed++)
        {
            Graph function = RandomGraph.Of(seed, Inputs, results: 1);
            Graph exact = ReverseMode.Apply(function, Seed.Of(0)), relaxed = ReverseMode.Apply(function with { Options = new Options(100_000, IsRelaxed: true) }, Seed.Of(0));
            int saved = OperationCount.Of(exact).Total - OperationCount.Of(relaxed).Total;
            shorter += saved > 0 ? 1 : 0;
            longer += saved < 0 ? 1 : 0;
            var random = new Random(seed);
            for (int point = 0; point < 3; point++)
                compared += Compare(exact, relaxed, [.. Enumerable.Range(0, Inputs).Select(_ => (random.NextDouble() * 3) - 1.5)], seed) ? 1 : 0;
        }

        Assert.True(compared > 2000, $"only {compared} points were benign");
        Assert.True(shorter > 100 && longer < shorter / 10, $"{shorter} functions became shorter, {longer} longer");
    }

    // Rounding alone may tell them apart where terms cancel: a disturbed evaluation shows by how much.
    private static bool Compare(Graph exact, Graph relaxed, double[] at, int seed)
    {
        var (one, other) = (new Interpreter(exact), new Interpreter(relaxed));
        if (one.Evaluate(at) is not { } expected || one.IsExtreme || !expected.All(double.IsFinite))
            return false;
        double[] actual = other.Evaluate(at)!, disturbed = new Interpreter(exact, 1e-11).Evaluate(at)!, disturbedToo = new Interpreter(relaxed, 1e-11).Evaluate(at)!;
        Ulp.AssertSameBits(actual[0], expected[0]);
        for (int i = 1; i < expected.Length; i++)
        {
            double noise = Math.Abs(disturbed[i] - expected[i]) + Math.Abs(disturbedToo[i] - actual[i]);
            double tolerance = (1e-12 * Math.Abs(expected[i])) + (1e-2 * noise) + 1e-14;
            Assert.True(Math.Abs(actual[i] - expected[i]) <= tolerance, $"graph {seed}: partial {i} is {actual[i]:R} instead of {expected[i]:R} at ({string.Join(", ", at)})");
        }

        return true;
    }

    private static string Source(string body, string options) =>
        $"using System;\nusing SymGrad;\n\npublic static partial class Sample\n{{\n    [Differentiable{options}]\n    public static double F(double x, double y)\n    {{\n        {body}\n    }}\n}}\n";

    // The body of FValueAndGradient.
    private static string Gradient(GeneratorRun run)
    {
        string text = run.GeneratedText;
        int start = text.IndexOf("FValueAndGradient(", StringComparison.Ordinal);
        return text[start..text.IndexOf("\n    }\n", start, StringComparison.Ordinal)] + "\n    }\n";
    }
}
