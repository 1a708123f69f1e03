using Microsoft.CodeAnalysis;

namespace SymGrad.Generator.Tests.Harness;

public class GeneratorRunTests
{
    private delegate double Sum(ReadOnlySpan<double> values);

    [Fact]
    public void Generated_code_is_there_in_order_and_runs()
    {
        var run = FakeGenerator.Run(Fault.None);
        Assert.Equal(["Square.g.cs", "Half.g.cs"], run.GeneratedSources.Select(s => s.HintName));
        Assert.Contains("HalfGradient", run.Generated("Half"), StringComparison.Ordinal);
        Assert.StartsWith("// ===== Square.g.cs =====\n", run.GeneratedText, StringComparison.Ordinal);
        using var sample = run.Compile("FAKE1");
        Assert.Equal(0.5, sample.Call<double>("Losses", "SquareGradient"));
        Assert.Equal(9.0, sample.Call<double>("Fake.Losses", "Square", 3.0));
    }

    [Fact]
    public void The_real_generator_accepts_a_source_with_nothing_to_do()
    {
        using var sample = GeneratorRun.Of("public static class C { public static int F(int x) => x + 1; }").AssertReported().Compile();
        Assert.Equal(2, sample.Call<int>("C", "F", 1));
    }

    [Fact]
    public void A_diagnostic_is_found_with_the_text_that_it_underlines()
    {
        var run = FakeGenerator.Run(Fault.None);
        Assert.Equal(2, run.DiagnosticsOf("FAKE1").Length);
        var half = run.DiagnosticsOf("FAKE1")[1];
        Assert.Equal(("Half", "Half of 0.5", 12, 30), (half.Text, half.Message, half.Line, half.Column));
        Assert.Equal((DiagnosticSeverity.Warning, true), (half.Severity, half.IsInSource));
        Assert.StartsWith("2 diagnostics FAKE1", Assert.Throws<HarnessFailure>(() => run.Diagnostic("FAKE1")).Message, StringComparison.Ordinal);
        Assert.StartsWith("0 diagnostics FAKE2", Assert.Throws<HarnessFailure>(() => run.Diagnostic("FAKE2")).Message, StringComparison.Ordinal);
        run.AssertReported("FAKE1");
        Assert.Throws<HarnessFailure>(() => run.AssertReported());
        Assert.Throws<HarnessFailure>(() => run.AssertReported("FAKE1", "FAKE2"));
    }

    [Fact]
    public void A_pragma_silences_a_diagnostic_at_a_source_location()
    {
        var source = FakeGenerator.Source.Replace("namespace Fake", "#pragma warning disable FAKE1\nnamespace Fake", StringComparison.Ordinal);
        FakeGenerator.Run(Fault.None, null, source).AssertReported();
        FakeGenerator.Run(Fault.None).AssertReported("FAKE1");
    }

    [Fact]
    public void A_warning_of_the_generators_must_be_expected() =>
        Assert.Contains("Warning FAKE1: Square of 0.5", CompileFails(FakeGenerator.Run(Fault.None)), StringComparison.Ordinal);

    [Fact]
    public void A_generator_that_throws_fails_the_test() =>
        Assert.Contains("a fault of the fake", Assert.Throws<HarnessFailure>(() => FakeGenerator.Run(Fault.Crashes)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("public static double {0}Gradient() => 1;", "CS1591")] // no documentation comment
    [InlineData("/// <summary>1 < 2</summary>\npublic static double {0}Gradient() => 1;", "CS1570")] // malformed
    [InlineData("/// <summary>s</summary>\n/// <param name=\"x\">x</param>\npublic static double {0}Gradient(double x, double y) => x + y;", "CS1573")]
    [InlineData("/// <summary><see cref=\"Nobody\"/></summary>\npublic static double {0}Gradient() => 1;", "CS1574")]
    [InlineData("private static double {0}Gradient() {{ int unused = 1; return 1; }}", "CS0219")]
    [InlineData("private static string {0}Gradient(string? s) => s;", "CS8603")] // nullable
    [InlineData("private static double {0}Gradient() {{ return 1; double x; }}", "CS0162")]
    [InlineData("private static byte {0}Gradient() => 256;", "CS0031")] // an error
    [InlineData("private static void {0}Gradient() {{ object o = \"\"; _ = o == \"\"; }}", "CS0252")] // level 2
    [InlineData("private sealed class lower;", "CS8981")] // level 7
    public void A_warning_in_generated_code_fails_with_its_line(string member, string id)
    {
        var run = FakeGenerator.Run(Fault.None, name => string.Format(null, member, name));
        var failure = CompileFails(run, "FAKE1");
        Assert.Contains($"Error {id}: ", failure, StringComparison.Ordinal);
        Assert.Contains("Square.g.cs(", failure, StringComparison.Ordinal);
        Assert.Contains("| " + member.Split('\n')[0].Split("{0}", 2)[0].Split('{')[0], failure, StringComparison.Ordinal);
    }

    [Fact]
    public void The_tests_own_sources_need_no_documentation_but_count_otherwise()
    {
        var run = GeneratorRun.Of("public class C { void F() { int unused = 1; } }");
        var failure = CompileFails(run);
        Assert.Contains("CS0219", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("CS1591", failure, StringComparison.Ordinal);
        Assert.Equal("unused", run.Diagnostic("CS0219").Text);
    }

    [Fact]
    public void Overflow_is_checked_or_not_as_asked()
    {
        var (wraps, throws) = GeneratorRun.Of("public static class C { public static int F(int x) => x + 1; }").CompileBoth();
        Assert.Equal(int.MinValue, wraps.Call<int>("C", "F", int.MaxValue));
        Assert.Throws<OverflowException>(() => throws.Call<int>("C", "F", int.MaxValue));
    }

    [Fact]
    public void A_method_with_spans_is_bound_to_a_delegate()
    {
        using var sample = GeneratorRun.Of("""
            using System;
            public static class C
            {
                public static double F(ReadOnlySpan<double> v) { double s = 0; foreach (var x in v) s += x; return s; }
                public static double F(ReadOnlySpan<float> v) => v.Length;
            }
            """).Compile();
        Assert.Equal(6, sample.Bind<Sum>("C", "F")([1, 2, 3]));
        Assert.Throws<HarnessFailure>(() => sample.Bind<Func<double, double>>("C", "F"));
        Assert.Throws<HarnessFailure>(() => sample.Call("C", "G"));
        Assert.Throws<HarnessFailure>(() => sample.Type("D"));
    }

    [Fact]
    public void A_sample_may_refer_to_another()
    {
        using var first = GeneratorRun.Of(GeneratorOptions.Default with { AssemblyName = "First" },
            "public static class C { public static int F() => 1; }").Compile();
        using var second = GeneratorRun.Of(GeneratorOptions.Default with { ReferencedSamples = [first] },
            "public static class D { public static int G() => C.F() + 1; }").Compile();
        Assert.Equal(2, second.Call<int>("D", "G"));
    }

    private static string CompileFails(GeneratorRun run, params string[] allowed) =>
        Assert.Throws<HarnessFailure>(() => run.Compile(allowed)).Message;
}
