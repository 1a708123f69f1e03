using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace SymGrad.Generator.Tests.Declarations;

/// <summary>What an editor sees while a user types: nothing may throw, and no defect of SymGrad's may be reported.</summary>
public class HalfTypedTests
{
    private const string Everything = """
        using System;
        using SymGrad;
        namespace App.Models;
        public record struct Layer(double Weight, [NoGradient] double Bias) { public required int N { get; init; } }
        public static partial class Losses<T> where T : class
        {
            private const double Half = 0.5;
            [Obsolete("No"), Differentiable(Derivatives.Gradient, Name = "G")]
            public static double F(this in Layer a, double x = 1.5, [NoGradient] T? tag = null, DayOfWeek d = DayOfWeek.Friday)
            {
                ArgumentNullException.ThrowIfNull(tag);
                if (x < 0) throw new ArgumentException("negative", nameof(x));
                var (u, v) = (a.Weight * x, Math.Exp(-x));
                double z = Sigma(u) + Half;
                z += v switch { < 1 => u, >= 2 when x > 3 => v, _ => 0 };
                if (z > 1) { z *= 2; } else z -= Math.Pow(v, 2);
                Layer q = new(z, 1) { N = 2 };
                q = q with { Weight = 3 * q.Weight };
                return d == DayOfWeek.Monday ? q.Weight : Functions.Softplus(z);

                static double Sigma(double t) => 1 / (1 + Math.Exp(-t));
            }
        }
        """;

    private const string Instance = """
        using SymGrad;
        public partial struct Model(double a)
        {
            public double A { get; private set; } = a;
            public (double X, float Y) T;
            [Differentiable]
            public readonly double F(double x, (double, int N) p, int n = -3)
            {
                double s = 0;
                switch (n)
                {
                    case 1: s = x; break;
                    case > 2: s = A * T.X; break;
                    default: s += T.Y * p.Item1; break;
                }

                return checked(n * 2) * s + p.N;
            }
            [Differentiable] public double F(float y) => y;
        }
        """;

    private const string Old = """
        using static System.Math;
        using L = SymGrad;
        interface I<in T> { [L.Differentiable] static double F(double x) => Sin(x) * Cos(x); }
        class Outer { public partial class Inner : Outer { [SymGrad.DifferentiableAttribute] protected internal float F(float x) { return x > 0f ? MathF(x) : -x; } static float MathF(float x) => x * x; } }
        """;

    [Theory]
    [InlineData(Everything)]
    [InlineData(Instance)]
    [InlineData(Old)]
    public void Every_beginning_of_a_file_is_survived(string source) =>
        AssertSurvived(Enumerable.Range(0, source.Length + 1).Select(length => source[..length]));

    [Theory]
    [InlineData(Everything)]
    [InlineData(Instance)]
    [InlineData(Old)]
    public void Every_missing_word_is_survived(string source) =>
        AssertSurvived(Tokens(source).Select(token => source.Remove(token.SpanStart, token.Span.Length)));

    [Theory]
    [InlineData(Everything)]
    [InlineData(Instance)]
    [InlineData(Old)]
    public void Every_repeated_line_is_survived(string source)
    {
        var lines = source.Split('\n');
        AssertSurvived(lines.Select((line, i) => string.Join('\n', [.. lines[..i], line, .. lines[i..]])));
    }

    [Theory]
    [InlineData(Everything)]
    [InlineData(Instance)]
    [InlineData(Old)]
    public void Every_exchange_of_two_words_is_survived(string source)
    {
        var tokens = Tokens(source);
        AssertSurvived(tokens.Zip(tokens.Skip(1)).Select(pair =>
            source[..pair.First.SpanStart] + pair.Second.Text + " " + pair.First.Text + source[pair.Second.Span.End..]));
    }

    [Theory]
    [InlineData("[assembly: SymGrad.Differentiable]")]
    [InlineData("[module: SymGrad.Differentiable]")]
    [InlineData("[SymGrad.Differentiable] class C { }")]
    [InlineData("[SymGrad.Differentiable] enum E { [SymGrad.Differentiable] A }")]
    [InlineData("[SymGrad.Differentiable] delegate double D(double x);")]
    [InlineData("partial class C { [SymGrad.Differentiable] double P { get; set; } }")]
    [InlineData("partial class C { double P { [SymGrad.Differentiable] get => 1; } }")]
    [InlineData("partial class C { [SymGrad.Differentiable] double f, g; }")]
    [InlineData("partial class C { [SymGrad.Differentiable] event System.Action E; }")]
    [InlineData("partial class C { [SymGrad.Differentiable] double this[double x] => x; }")]
    [InlineData("partial class C { [SymGrad.Differentiable] C(double x) { } }")]
    [InlineData("partial class C { [SymGrad.Differentiable] ~C() { } }")]
    [InlineData("partial class C { [SymGrad.Differentiable] public static double operator +(C c, double x) => x; }")]
    [InlineData("partial class C { [SymGrad.Differentiable] public static implicit operator double(C c) => 1; }")]
    [InlineData("partial class C { [return: SymGrad.Differentiable] static double F(double x) => x; }")]
    [InlineData("partial class C { static double F([SymGrad.Differentiable] double x) => x; }")]
    [InlineData("partial class C<[SymGrad.Differentiable] T> { }")]
    [InlineData("partial class C { [SymGrad.Differentiable, SymGrad.Differentiable] static double F(double x) => x; }")]
    [InlineData("partial class C { [SymGrad.Differentiable] [SymGrad.Differentiable(Name = \"G\")] static double F(double x) => x; }")]
    [InlineData("partial class C { [SymGrad.Differentiable(new int[] { 1 })] static double F(double x) => x; }")]
    [InlineData("partial class C { [SymGrad.Differentiable(Name = new[] { \"G\" })] static double F(double x) => x; }")]
    [InlineData("partial class C { [SymGrad.Differentiable(Name = null)] static double F(double x) => x; }")]
    [InlineData("partial class C { [SymGrad.Differentiable(Name = 5)] static double F(double x) => x; }")]
    [InlineData("partial class C { [SymGrad.Differentiable(Missing = 5)] static double F(double x) => x; }")]
    [InlineData("partial class C { [SymGrad.Differentiable((SymGrad.Derivatives)1024)] static double F(double x) => x; }")]
    [InlineData("partial class C { [SymGrad.Differentiable(typeof(int))] static double F(double x) => x; }")]
    [InlineData("partial class C { [Differentiable] static double F(double x) => x; }")]
    [InlineData("partial class C { [SymGrad.Differentiable] static double F(double x, double x) => x; }")]
    [InlineData("partial class C { [SymGrad.Differentiable] static double F(double x, __arglist) => x; }")]
    [InlineData("partial class C { [SymGrad.Differentiable] static double F(double x, Missing m) => x; }")]
    [InlineData("partial class C { [SymGrad.Differentiable] static Missing F(double x) => x; }")]
    [InlineData("partial class C { [SymGrad.Differentiable] static double F(double x, int n = 5.5, string s = 7, double d = \"a\", int? q = \"\", System.DayOfWeek w = 9.5) => x; }")]
    [InlineData("partial class C { [SymGrad.Differentiable] static double F(double x) => F; }")]
    [InlineData("partial class C { [SymGrad.Differentiable] static double F(double x) { double y; return y; } }")]
    [InlineData("partial class C { [SymGrad.Differentiable] static double F(double x) { } }")]
    [InlineData("partial class C { [SymGrad.Differentiable] static double F(double x) => FGradient(x); }")]
    [InlineData("partial class C { [SymGrad.Differentiable] static double F(double x) => x; [SymGrad.Differentiable] static double F(double x) => x; }")]
    [InlineData("partial class C { [SymGrad.Differentiable] static double F(double x) => x; } partial class C { [SymGrad.Differentiable] static double F(double x) => x; }")]
    [InlineData("partial class C { [SymGrad.Differentiable] static double F(double x) => x; } class C { [SymGrad.Differentiable] static double F(double x) => x; }")]
    [InlineData("partial class C { [SymGrad.Differentiable] static double F(double x) => x; } partial struct C { [SymGrad.Differentiable] static double F(double x) => x; }")]
    [InlineData("partial class C<T> { [SymGrad.Differentiable] static double F(double x) => x; } partial class C<U> { [SymGrad.Differentiable] static double F(double x) => x; } partial class C { [SymGrad.Differentiable] static double F(double x) => x; }")]
    [InlineData("partial class C : C { [SymGrad.Differentiable] double F(double x) => x; }")]
    [InlineData("partial class C : D { [SymGrad.Differentiable] double F(double x) => x; } class D : C { }")]
    [InlineData("partial class { [SymGrad.Differentiable] static double F(double x) => x; }")]
    [InlineData("partial class C { [SymGrad.Differentiable] static double (double x) => x; }")]
    [InlineData("[SymGrad.Differentiable] static double F(double x) => x;")]
    [InlineData("namespace N { [SymGrad.Differentiable] static double F(double x) => x; }")]
    [InlineData("var f = [SymGrad.Differentiable] (double x) => x;")]
    [InlineData("namespace SymGrad { class DifferentiableAttribute : System.Attribute { } } partial class C { [SymGrad.Differentiable] static double F(double x) => x; }")]
    [InlineData("partial class C { [SymGrad.Differentiable] static double F(double x, (double, Missing) t, Missing<double> m) => x; }")]
    [InlineData("partial struct S { Missing m; double A; [SymGrad.Differentiable] double F(double x) => x * A; }")]
    [InlineData("partial struct S(double a) { [SymGrad.Differentiable] double F(double x) => x * a; }")]
    [InlineData("partial class C(double a) { [SymGrad.Differentiable] double F(double x) => x * a; }")]
    public void A_strange_declaration_is_survived(string source) => AssertSurvived([source]);

    [Theory]
    [InlineData("[Differentiable] static double G(double t) => t * t; return G(x);", "G")]
    [InlineData("Func<double, double> g = [Differentiable] (double t) => t * t; return g(x);", "")]
    public void A_function_inside_a_method_is_no_method(string body, string underlined)
    {
        var run = GeneratorRun.Of($$"""
            using System;
            using SymGrad;
            static partial class Losses
            {
                static double F(double x) { {{body}} }
            }
            """);
        run.AssertReported("SYMG1012");
        if (underlined != "")
            Assert.Contains(underlined, run.Diagnostic("SYMG1012").Text, StringComparison.Ordinal);
    }

    private static List<SyntaxToken> Tokens(string source) => [.. CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens()];

    // One driver sees one version after the other, as it does while someone types.
    private static void AssertSurvived(IEnumerable<string> versions)
    {
        var parse = GeneratorOptions.Default.ParseOptions;
        var tree = CSharpSyntaxTree.ParseText("", parse, "Typed.cs");
        var compilation = CSharpCompilation.Create("Typed", [tree], References.Default, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new DifferentiableGenerator().AsSourceGenerator()], parseOptions: parse);
        foreach (var version in versions)
        {
            var typed = CSharpSyntaxTree.ParseText(SourceText.From(version, Encoding.UTF8), parse, "Typed.cs");
            compilation = compilation.ReplaceSyntaxTree(tree, typed);
            tree = typed;
            driver = driver.RunGenerators(compilation);
            var result = driver.GetRunResult().Results.Single();
            var defect = result.Exception?.ToString() ?? result.Diagnostics.FirstOrDefault(d => d.Id.StartsWith("SYMG9", StringComparison.Ordinal))?.ToString();
            Assert.True(defect is null, $"{defect}\n{version}");
        }
    }
}
