using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymGrad.Generator.Tests.Diagnostics;
using D = SymGrad.Tests.Harness.Dual<double>;

namespace SymGrad.Generator.Tests.Constructs;

/// <summary>
/// The depth of an expression is no depth of calls: what the compiler takes, long or deep, is read, differentiated, proved and printed
/// on a stack that has no room for recursion, and is right.
/// </summary>
public class LongMethodTests
{
    private const int Little = 256 << 10, Ample = 64 << 20;

    private static readonly Dictionary<string, Func<D, D>> s_references = new()
    {
        ["10,000 squarings"] = x => Repeat(10_000, x, (y, _) => y * y),
        ["10,000 squarings, each with a name"] = x => Repeat(10_000, x, (y, _) => y * y),
        ["a product of 500 factors"] = x => Repeat(499, x, (y, i) => y * (x + (i + 1) / 500.0)),
        ["a polynomial nested 1,000 deep"] = x => Repeat(1_000, x, (y, _) => x * y + 0.5),
        ["a sum of 2,000 terms"] = x => Repeat(1_999, 0.5 * x, (y, i) => y + (i + 1.5) * x),
        ["1,000 nested ?:"] = FirstAbove,
        ["a chain of 1,000 else if"] = FirstAbove,
        ["1,000 early returns"] = FirstAbove,
        ["1,000 branches one after another"] = x => Repeat(1_000, x, (y, i) => y > i ? y + 0.5 * x : y),
        ["1,000 nested if"] = x => Repeat(1_000, x, (y, _) => y > x - 1 ? y + 0.5 * x : y),
        ["a switch of 1,000 arms"] = FirstAbove,
        ["a condition of 1,000 parts"] = x => x > -0.5 ? x * x : x,
        ["1,000 nested calls"] = x => Repeat(1_000, x, (y, _) => DualMath.Sin(y)),
        ["1,000 nested signs"] = x => x,
        ["400 methods that call each other"] = x => (x + 400) * (x + 400),
    };

    public static TheoryData<string> Names => [.. LongMethods.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_right(string name)
    {
        CSharpCompilation input = null!;
        GeneratorDriver driver = null!;
        Compilation output = null!;
        OnStack(Ample, () => input = CSharpCompilation.Create(
            "Long", [CSharpSyntaxTree.ParseText(LongMethods.Source(name))], References.Default, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)));
        OnStack(Little, () => driver = CSharpGeneratorDriver.Create(new DifferentiableGenerator()).RunGenerators(input));
        Assert.Empty(driver.GetRunResult().Diagnostics);
        using var image = new MemoryStream();
        OnStack(Ample, () =>
        {
            output = input.AddSyntaxTrees(driver.GetRunResult().GeneratedTrees);
            Assert.Empty(output.Emit(image).Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error));
        });
        var context = new System.Runtime.Loader.AssemblyLoadContext(name, isCollectible: true);
        image.Position = 0;
        var derivative = context.LoadFromStream(image).GetType("Sample")!.GetMethod("FValueAndGradient")!.CreateDelegate<Func<double, (double, double)>>();
        foreach (double x in (double[])[0.75, 1.0, -0.5, 3.5])
        {
            D expected = s_references[name](D.Variable(x, 1));
            (double value, double slope) = derivative(x);
            Assert.Equal(expected.Value, value);
            Assert.True(Ulp.Distance(expected.Tangent, slope) <= 8 || double.IsNaN(expected.Tangent) || Math.Abs(slope - expected.Tangent) <= 1e-12 * expected.Scale, $"{slope:R} instead of {expected.Tangent:R} at {x}");
        }

        context.Unload();
    }

    [Fact]
    public void Doubling_calls_end_in_an_error_with_the_cost()
    {
        var source = new StringBuilder("using SymGrad;\npublic static partial class Sample\n{\n    [Differentiable]\n    public static double ⟦F⟧(double x) => G40(x);\n    private static double G0(double x) => x * x;\n");
        for (int i = 1; i <= 40; i++)
            source.Append(System.Globalization.CultureInfo.InvariantCulture, $"    private static double G{i}(double x) => G{i - 1}(G{i - 1}(x));\n");
        GeneratorRun run = new DiagnosticCase(source.Append('}').ToString()).AssertReports("SYMG4001");
        Assert.Contains("at least 100001 operations, and the limit is 100000", run.Diagnostic("SYMG4001").Message, StringComparison.Ordinal);
    }

    private static D FirstAbove(D x)
    {
        for (int i = 0; i < 1_000; i++)
        {
            if (x < i)
                return (i + 0.5) * x;
        }

        return x * x;
    }

    private static D Repeat(int count, D start, Func<D, int, D> step)
    {
        for (int i = 0; i < count; i++)
            start = step(start, i);
        return start;
    }

    private static void OnStack(int size, Action code)
    {
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(code), size);
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }
}
