using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymGrad.Generator.Differentiation;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Tests.Diagnostics;

/// <summary>SYMG9xxx, by an injected fault: a pass that throws, and derivatives that are wrong.</summary>
public class SelfCheckTests
{
    private const string Source =
        """
        using System;
        using SymGrad;

        public static partial class Sample
        {
            [Differentiable]
            public static double ⟦Faulty⟧(double x, double y)
            {
                double a = Math.Exp(x) * y;
                return a * a + x / y;
            }

            [Differentiable]
            public static double Sound(double x) => x * x;
        }
        """;

    public static TheoryData<string> Faults => [.. s_faults.Keys];

    private static readonly Dictionary<string, Func<Graph, Graph>> s_faults = new()
    {
        ["a partial scaled by 1.001"] = g => Replace(g, 1, (b, partial) => b.Add(Op.Multiply, ScalarType.Double, partial, b.Constant(ScalarType.Double, 1.001))),
        ["a partial negated"] = g => Replace(g, 2, (b, partial) => b.Add(Op.Negate, ScalarType.Double, partial)),
        ["a partial lost"] = g => Replace(g, 1, (b, _) => b.Constant(ScalarType.Double, 0.0)),
        ["a term dropped"] = g => Replace(g, 1, (b, partial) => b[partial].Op is Op.Add or Op.Subtract ? b[partial].A : throw new InvalidOperationException("no sum")),
        ["two partials swapped"] = g => g.WithResults([g.Results[0], g.Results[2], g.Results[1]]),
        ["another value"] = g => Replace(g, 0, (b, value) => b.Add(Op.Add, ScalarType.Double, value, b.Constant(ScalarType.Double, 0.001))),
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_wrong_derivative_is_caught_at_its_method(string fault)
    {
        GeneratorRun run = new DiagnosticCase(Source).AssertReports("SYMG9002", Passes(derivative => Spoil(derivative, DerivativeKind.ValueAndGradient, s_faults[fault])));
        AssertSoundHasItsCode(run);
    }

    public static TheoryData<string, string> KindFaults
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (DerivativeKind kind in Enum.GetValues<DerivativeKind>().Where(kind => kind is not (DerivativeKind.Gradient or DerivativeKind.ValueAndGradient)))
            {
                foreach (string fault in s_kindFaults.Keys)
                    all.Add(kind.ToString(), fault);
            }

            return all;
        }
    }

    // On the last result, which is a derivative in every kind.
    private static readonly Dictionary<string, Func<Graph, Graph>> s_kindFaults = new()
    {
        ["scaled by 1.001"] = g => Replace(g, g.Results.Count - 1, (b, entry) => b.Add(Op.Multiply, ScalarType.Double, entry, b.Constant(ScalarType.Double, 1.001))),
        ["negated"] = g => Replace(g, g.Results.Count - 1, (b, entry) => b.Add(Op.Negate, ScalarType.Double, entry)),
        ["lost"] = g => Replace(g, g.Results.Count - 1, (b, _) => b.Constant(ScalarType.Double, 0.0)),
        ["the first one repeated"] = g => g.WithResults([.. g.Results.Take(g.Results.Count - 1), g.Results[0]]),
    };

    [Theory]
    [MemberData(nameof(KindFaults))]
    public void A_wrong_entry_of_any_kind_is_caught(string kind, string fault)
    {
        string source = Source.Replace(
            "[Differentiable]\n    public static double ⟦Faulty",
            "[Differentiable(Derivatives.Jvp | Derivatives.Vjp | Derivatives.Jacobian | Derivatives.Hessian | Derivatives.HessianVectorProduct | Derivatives.Trace)]\n    public static double ⟦Faulty",
            StringComparison.Ordinal);
        GeneratorRun run = new DiagnosticCase(source).AssertReports("SYMG9002", Passes(derivative => Spoil(derivative, Enum.Parse<DerivativeKind>(kind), s_kindFaults[fault])));
        Assert.Contains($"its {kind} contradicts", run.Diagnostic("SYMG9002").Message, StringComparison.Ordinal);
        AssertSoundHasItsCode(run);
    }

    [Theory]
    [InlineData(nameof(DerivativeKind.Jvp))]
    [InlineData(nameof(DerivativeKind.Vjp))]
    [InlineData(nameof(DerivativeKind.Jacobian))]
    public void A_wrong_entry_of_a_vector_valued_method_is_caught(string kind)
    {
        string source = Source
            .Replace("[Differentiable]\n    public static double ⟦Faulty", "[Differentiable(Derivatives.Jvp | Derivatives.Vjp | Derivatives.Jacobian)]\n    public static (double, double) ⟦Faulty", StringComparison.Ordinal)
            .Replace("return a * a + x / y;", "return (a * a, x / y);", StringComparison.Ordinal);
        AssertSoundHasItsCode(new DiagnosticCase(source).AssertReports("SYMG9002", Passes(derivative => Spoil(derivative, Enum.Parse<DerivativeKind>(kind), s_kindFaults["scaled by 1.001"]))));
    }

    [Fact]
    public void A_traced_value_that_is_wrong_is_caught() => AssertSoundHasItsCode(new DiagnosticCase(
        Source.Replace("[Differentiable]\n    public static double ⟦Faulty", "[Differentiable(Derivatives.Trace)]\n    public static double ⟦Faulty", StringComparison.Ordinal))
        .AssertReports("SYMG9002", Passes(derivative => Spoil(derivative, DerivativeKind.Trace, g => Replace(g, 1, (b, value) => b.Add(Op.Add, ScalarType.Double, value, b.Constant(ScalarType.Double, 0.001)))))));

    [Fact]
    public void A_gradient_that_differs_from_the_one_with_the_value_is_caught() =>
        AssertSoundHasItsCode(new DiagnosticCase(Source).AssertReports("SYMG9002", Passes(derivative => Spoil(derivative, DerivativeKind.Gradient, g => g.WithResults(g.Results.Reverse())))));

    [Fact]
    public void A_pass_that_throws_fails_its_method_alone()
    {
        GeneratorRun run = new DiagnosticCase(Source).AssertReports("SYMG9001", Passes(_ => throw new InvalidOperationException("Broken on purpose.")));
        Assert.Contains("InvalidOperationException: Broken on purpose.", run.Diagnostic("SYMG9001").Message, StringComparison.Ordinal);
        AssertSoundHasItsCode(run);
    }

    [Fact]
    public void Cancellation_is_an_exception_and_not_a_diagnostic()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var compilation = CSharpCompilation.Create("Sample", [CSharpSyntaxTree.ParseText(new DiagnosticCase(Source).Source)], References.Default);
        GeneratorDriver driver = CSharpGeneratorDriver.Create(new DifferentiableGenerator());
        Assert.ThrowsAny<OperationCanceledException>(() => driver.RunGenerators(compilation, cancelled.Token));
    }

    [Fact]
    public void Cancellation_inside_a_pass_is_not_swallowed()
    {
        using var source = new CancellationTokenSource();
        var compilation = CSharpCompilation.Create("Sample", [CSharpSyntaxTree.ParseText(new DiagnosticCase(Source).Source)], References.Default);
        GeneratorDriver driver = CSharpGeneratorDriver.Create(new DifferentiableGenerator(method =>
        {
            source.Cancel();
            return Differentiation.Derivatives.Derive(method);
        }));
        Assert.ThrowsAny<OperationCanceledException>(() => driver.RunGenerators(compilation, source.Token));
    }

    // The method with two parameters is the faulty one.
    private static Func<GeneratorOptions, GeneratorOptions> Passes(Func<Derivative, Derivative> spoil) => options => options with
    {
        Generator = () => new DifferentiableGenerator(method =>
        {
            Derivative derivative = Differentiation.Derivatives.Derive(method);
            return method.Graph.Inputs.Count == 2 ? spoil(derivative) : derivative;
        }),
    };

    private static void AssertSoundHasItsCode(GeneratorRun run)
    {
        Assert.Contains("SoundGradient", run.GeneratedText, StringComparison.Ordinal);
        Assert.DoesNotContain("FaultyGradient", run.GeneratedText, StringComparison.Ordinal);
    }

    // The graph with one result put through a change.
    private static Graph Replace(Graph graph, int result, Func<GraphBuilder, int, int> change) => new Changer(graph, result, change).Run();

    private static Derivative Spoil(Derivative derivative, DerivativeKind kind, Func<Graph, Graph> fault) => derivative with
    {
        Members = derivative.Members.Select(member => member.Kind == kind ? member with { Graph = fault(member.Graph) } : member).ToEquatableArray(),
    };

    private sealed class Changer(Graph source, int result, Func<GraphBuilder, int, int> change) : GraphRewriter(source)
    {
        public new Graph Run()
        {
            CopyRegion(0);
            return Target.Build([.. Source.Results.Select((r, i) => i == result ? change(Target, this[r]) : this[r])]);
        }
    }
}
