using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace SymGrad.Generator.Tests.Declarations;

/// <summary>What an edit makes the generator do again, and what it does not.</summary>
public class EditTests
{
    private const string Losses = """
        using SymGrad;
        namespace App;
        public static partial class Losses
        {
            [Differentiable]
            public static double First(double x, double y)
            {
                double t = System.Math.Exp(x) * y;
                return t * Help.Scale(x) + Help.Two;
            }

            [Differentiable]
            public static double Second(double x) => x * x;
        }
        """;

    private const string Help = "namespace App; public static class Help { public const double Two = 2; public static double Scale(double x) => 3 * x; }";

    private const string Other = "namespace App; public static class Other { public static int N = 1; }";

    [Theory]
    [InlineData("a body", 0, "* y;", "* y * y;")]
    [InlineData("a local's name", 0, "t ", "u ", "t *", "u *")]
    [InlineData("a parameter's name", 0, "double x, double y)", "double x, double z)", "* y;", "* z;")]
    [InlineData("a helper in another file", 1, "3 * x", "5 * x")]
    [InlineData("a constant in another file", 1, "Two = 2", "Two = 4")]
    [InlineData("a type called Math in another file", 2, "public static int N = 1; }", "public static int N = 1; } public static class Math { }")]
    [InlineData("a nested type in another part", 2, "public static int N = 1; }", "} public static partial class Losses { private static class Math { } }")]
    [InlineData("the accessibility", 0, "public static double First", "internal static double First")]
    [InlineData("the attribute", 0, "[Differentiable]", "[Differentiable(Name = \"Third\")]")]
    [InlineData("the namespace", 0, "namespace App;", "namespace App.Inner;")]
    public void Is_derived_again_after_a_change_of(string what, int file, params string[] replacements)
    {
        var edited = Sources();
        for (var i = 0; i < replacements.Length; i += 2)
        {
            Assert.Contains(replacements[i], edited[file], StringComparison.Ordinal);
            edited[file] = Replace(edited[file], replacements[i], replacements[i + 1]);
        }

        var (before, after) = (Run(null, Sources()), default(Typed));
        after = Run(before, edited);
        Assert.True(after.Derived.Count > 0, what);
        Assert.NotEqual(before.Text, after.Text);
        Assert.Equal(Run(null, edited).Text, after.Text);
    }

    [Fact]
    public void Is_derived_again_after_a_change_of_a_large_helper_in_another_file()
    {
        string helper = $"public static double Large(double x) {{ double s = x; {string.Concat(Enumerable.Repeat("s = System.Math.Sin(s) + x;", 100))} return s; }}";
        string[] sources = [Replace(Losses, "Help.Scale(x)", "Help.Large(x) * Help.Large(y)"), Replace(Help, "public static double Scale", helper + " public static double Scale"), Other];
        string[] edited = [sources[0], Replace(sources[1], "double s = x;", "double s = 2 * x;"), Other];
        Typed before = Run(null, sources), after = Run(before, edited);
        Assert.Contains("LargeValueAndGradient(", before.Text, StringComparison.Ordinal);
        Assert.True(after.Derived.Count > 0);
        Assert.Equal(Run(null, edited).Text, after.Text);
        Assert.Empty(Run(before, [sources[0], sources[1] + " // a comment", Other]).Derived);
    }

    [Theory]
    [InlineData("a comment", 0, "return t", "/* more */ return t")]
    [InlineData("white space", 0, "double t", "\n\n   double    t")]
    [InlineData("a documentation comment", 0, "    [Differentiable]", "    /// <summary>Text.</summary>\n    [Differentiable]")]
    [InlineData("parentheses", 0, "System.Math.Exp(x) * y", "(System.Math.Exp(x)) * (y)")]
    [InlineData("a new method beside it", 0, "[Differentiable]\n    public static double Second", "public static int Third() => 1;\n    [Differentiable]\n    public static double Second")]
    [InlineData("a comment in a helper", 1, "3 * x", "3 /* three */ * x")]
    [InlineData("another file", 2, "N = 1", "N = 2")]
    [InlineData("a type in another file", 2, "N = 1; }", "N = 1; } class More { }")]
    [InlineData("an error in another file", 2, "N = 1; }", "N = ")]
    [InlineData("a pragma", 0, "using SymGrad;", "#pragma warning disable CS0168\nusing SymGrad;")]
    [InlineData("a using", 0, "using SymGrad;", "using System;\nusing SymGrad;")]
    public void Is_not_derived_again_after_a_change_of(string what, int file, string old, string replacement)
    {
        var edited = Sources();
        Assert.Contains(old, edited[file], StringComparison.Ordinal);
        edited[file] = Replace(edited[file], old, replacement);
        var before = Run(null, Sources());
        var after = Run(before, edited);
        Assert.True(after.Derived.Count == 0, $"{what}: {string.Join(", ", after.Derived)}");
        Assert.Equal(before.Text, after.Text);
    }

    [Fact]
    public void A_change_of_one_method_derives_no_other()
    {
        var edited = Sources();
        edited[0] = edited[0].Replace("=> x * x;", "=> x * x * x;", StringComparison.Ordinal);
        var after = Run(Run(null, Sources()), edited);
        Assert.Contains("Second", Assert.Single(after.Derived), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a custom derivative", 1, "3 * x", "5 * x", 1)]
    [InlineData("what a custom derivative calls", 1, "=> 2;", "=> 4;", 1)]
    [InlineData("a comment in a custom derivative", 1, "3 * x", "3 /* three */ * x", 0)]
    [InlineData("the body of a method with a custom derivative", 0, "Slow(double x) => x", "Slow(double x) => x + 0", 0)]
    [InlineData("a custom derivative that is taken away", 1, "DerivativeOf(typeof(Sample), \"Slow\")", "System.Obsolete", 1)]
    [InlineData("a method whose derivative is called", 2, "x * x * x", "x * x", 2)]
    [InlineData("a comment in a method whose derivative is called", 2, "x * x * x", "x * x /* twice */ * x", 0)]
    public void A_method_depends_on_the_derivatives_that_it_calls(string what, int file, string old, string replacement, int derived)
    {
        string[] sources =
        [
            "using SymGrad; public static partial class Sample { [Differentiable] public static double F(double x) => Slow(x) + OtherGradient(x); public static double Slow(double x) => x; }",
            "using SymGrad; static class Elsewhere {\n[DerivativeOf(typeof(Sample), \"Slow\")]\nstatic double Derivative(double x) => 3 * x + Two();\nstatic double Two() => 2; }",
            "using SymGrad; public static partial class Sample { [Differentiable] public static double Other(double x) => x * x * x; }",
        ];
        string[] edited = [.. sources];
        Assert.Contains(old, edited[file], StringComparison.Ordinal);
        edited[file] = Replace(edited[file], old, replacement);
        var after = Run(Run(null, sources), edited);
        Assert.True(after.Derived.Count == derived, $"{what}: {after.Derived.Count} derived");
        Assert.Equal(Run(null, edited).Text, after.Text);
    }

    [Fact]
    public void A_method_that_breaks_leaves_the_others_alone()
    {
        var edited = Sources();
        edited[0] = edited[0].Replace("=> x * x;", "=> x *", StringComparison.Ordinal);
        var before = Run(null, Sources());
        var after = Run(before, edited);
        Assert.Empty(after.Derived);
        Assert.Contains("FirstGradient", after.Text, StringComparison.Ordinal);
        var repaired = Run(after, Sources());
        Assert.Equal(before.Text, repaired.Text);
    }

    [Fact]
    public void The_order_of_files_does_not_matter() => GeneratorRun.Of(Losses, Help, Other).AssertDeterministic();

    private static string[] Sources() => [Losses, Help, Other];

    private static string Replace(string text, string old, string replacement)
    {
        var at = text.IndexOf(old, StringComparison.Ordinal);
        return text[..at] + replacement + text[(at + old.Length)..];
    }

    private static Typed Run(Typed? before, string[] sources)
    {
        var options = GeneratorOptions.Default;
        var compilation = before?.Compilation ?? CSharpCompilation.Create(
            "Sample",
            sources.Select((s, i) => Parse(s, i)),
            References.Default,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var driver = before?.Driver ?? CSharpGeneratorDriver.Create(
            [new DifferentiableGenerator().AsSourceGenerator()],
            parseOptions: options.ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        var trees = compilation.SyntaxTrees.ToArray();
        for (var i = 0; i < sources.Length; i++)
        {
            if (trees[i].ToString() != sources[i])
                compilation = compilation.ReplaceSyntaxTree(trees[i], trees[i].WithChangedText(SourceText.From(sources[i], Encoding.UTF8)));
        }

        driver = driver.RunGenerators(compilation);
        var result = driver.GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        List<string> derived = [];
        if (result.TrackedSteps.TryGetValue(TrackedSteps.OfGenerator().Derivation, out var steps))
        {
            derived.AddRange(steps.SelectMany(s => s.Outputs)
                .Where(o => o.Reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified or IncrementalStepRunReason.Unchanged)
                .Select(o => o.Value.ToString()!));
        }

        var text = string.Concat(result.GeneratedSources.OrderBy(s => s.HintName, StringComparer.Ordinal).Select(s => s.HintName + "\n" + s.SourceText));
        return new Typed(compilation, driver, derived, text);
    }

    private static SyntaxTree Parse(string text, int file) =>
        CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), GeneratorOptions.Default.ParseOptions, $"File{file}.cs");

    private sealed record Typed(CSharpCompilation Compilation, GeneratorDriver Driver, List<string> Derived, string Text);
}
