using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SymGrad.Generator.Tests.Diagnostics;

/// <summary>SYMG3xxx: where a derivative is not what it seems, at the sub-expression; only where it matters, and as the user configures it.</summary>
public class DifferentiabilityTests
{
    public static TheoryData<string, string> Cases => new()
    {
        { "SYMG3001", "double F(double x) => x * ⟦Math.Floor(2 * x)⟧;" },
        { "SYMG3001", "double F(double x) => x * ⟦Math.Ceiling(x)⟧;" },
        { "SYMG3001", "double F(double x) => x * ⟦Math.Truncate(x)⟧;" },
        { "SYMG3001", "double F(double x) => x * ⟦Math.Round(x, 2, MidpointRounding.ToZero)⟧;" },
        { "SYMG3001", "double F(double x) => x * ⟦Math.Sign(x)⟧;" },
        { "SYMG3001", "float F(float x) => x * ⟦MathF.Floor(x)⟧;" },
        { "SYMG3001", "double F(double x) => G(x * x);\nprivate static double G(double y) => y + ⟦Math.Floor(y)⟧;" },
        { "SYMG3001", "double F(double x) => G(x) + G(x * x);\nprivate static double G(double y) => y + ⟦Math.Floor(y)⟧;" },
        { "SYMG3001", "double F(double x) => ⟦Math.Round(x)⟧ switch { > 2 => x, _ => x * x };" },
        { "SYMG3001", "double F(double x) => ⟦Math.Floor(x)⟧ > 2 ? x : x * x;" },
        { "SYMG3002", "double F(double x) => x * ⟦(int)x⟧;" },
        { "SYMG3002", "double F(double x) => x * checked(⟦(long)(x + 1)⟧);" },
        { "SYMG3002", "double F(double x) => ⟦(int)x⟧ switch { 0 => x, _ => x * x };" },
        { "SYMG3003", "double F(double x) => ⟦x == 0⟧ ? 1 : Math.Sin(x) / x;" },
        { "SYMG3003", "double F(double x, double y) => ⟦x != y⟧ ? x : 2 * y;" },
        { "SYMG3003", "double F(double x) => x switch { ⟦0⟧ => 1, _ => x * x };" },
        { "SYMG3003", "double F(double x) => x is ⟦3⟧ ? 1 : x * x;" },
        { "SYMG3003", "double F(double x, double y) => ⟦(x, 1) == (y, 1)⟧ ? x : x * y;" },
        { "SYMG3004", "double F(double x) => ⟦Math.Sqrt(x)⟧;" },
        { "SYMG3004", "double F(double x, double y) => ⟦Math.Sqrt(x * x + y * y)⟧;" },
        { "SYMG3004", "double F(double x) => ⟦Math.Cbrt(1 - x)⟧;" },
        { "SYMG3004", "double F(double x) => ⟦Math.Asin(x)⟧;" },
        { "SYMG3004", "double F(double x) => ⟦Math.Acos(x)⟧;" },
        { "SYMG3004", "double F(double x) => ⟦Math.Acosh(x)⟧;" },
        { "SYMG3004", "double F(double x) => ⟦Math.Pow(x, 0.5)⟧;" },
    };

    public static TheoryData<string> Harmless => new()
    {
        "double F(double x, [NoGradient] double y) => x * Math.Floor(y);",
        "double F(double x, int n) => x * Math.Sign(n) * Math.Sign(-2.5);",
        "double F(double x, [NoGradient] double y) => x * (int)y;",
        "double F(double x, [NoGradient] double y) => y == 0 ? x : x * x;",
        "double F(double x, int n) => n == 0 ? x : x * x;",
        "double F(double x, int n)\n{\n    double y = x;\n    for (int i = 0; i < n; i++)\n    {\n        if (i % 3 == 0)\n            y = Math.Sin(y) * x;\n        x += y;\n    }\n    return y;\n}",
        "double F(double x)\n{\n#pragma warning disable CS1718\n    return x != x ? 0 : x * x;\n}",
        "double F(double x) => double.IsNaN(x) ? 0 : x * x;",
        "double F(double x) => double.IsFinite(x) ? x * x : 0;",
        "double F(double x) => x is double.NaN ? 0 : x * x;",
        "double F(double x) => x >= 0 ? x : x * x;",
        "double F(double x)\n{\n    double unused = Math.Floor(x);\n    int n = (int)x;\n    bool same = x == 1;\n    return x * x;\n}",
        "double F(double x)\n{\n    if (x == 0 || Math.Floor(x) > 9)\n        throw new ArgumentException();\n    return 1 / x;\n}",
        "double F(double x, [NoGradient] double y) => x * Math.Sqrt(y);",
        "double F(double x) => Math.Sqrt(1 + x * x) + Math.Sqrt(Math.Exp(x) * 2) + Math.Cbrt(Math.Cosh(x) + Math.Abs(x));",
        "double F(double x) => Math.Pow(x, 1.5) + Math.Pow(x, -0.5) + Math.Pow(2 + x * x, 0.5);",
        "double F(double x) => (float)x * x;",
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Is_reported_at_its_place(string id, string source) => new DiagnosticCase(InClass(source)).AssertReports(id, Enabled).Compile(id);

    [Theory]
    [MemberData(nameof(Harmless))]
    public void Is_not_reported_where_it_does_not_matter(string source) =>
        GeneratorRun.Of(Enabled(GeneratorOptions.Default), InClass(source)).AssertReported().Compile();

    [Fact]
    public void Each_place_is_reported_once()
    {
        GeneratorRun run = GeneratorRun.Of(InClass("double F(double x) => Math.Floor(x) * x + Math.Floor(x) + G(x) + G(2 * x);\nprivate static double G(double y) => y * (int)y;"));
        run.AssertReported("SYMG3001", "SYMG3002");
        Assert.Equal(2, run.DiagnosticsOf("SYMG3001").Length);
        Assert.Single(run.DiagnosticsOf("SYMG3002"));
    }

    [Fact]
    public void A_pragma_silences_it() => GeneratorRun.Of(InClass(
        "double F(double x)\n{\n#pragma warning disable SYMG3001, SYMG3002, SYMG3003\n    return x * Math.Floor(x) * (int)x * (x == 1 ? 2 : 3);\n#pragma warning restore\n}")).AssertReported().Compile();

    [Fact]
    public void An_editorconfig_silences_it_or_makes_it_an_error()
    {
        string source = InClass("double F(double x) => x * Math.Floor(x);");
        GeneratorRun.Of(Severity("SYMG3001", ReportDiagnostic.Suppress), source).AssertReported();
        Assert.Equal(DiagnosticSeverity.Error, GeneratorRun.Of(Severity("SYMG3001", ReportDiagnostic.Error), source).AssertReported("SYMG3001").GeneratorDiagnostics.Single().Severity);
    }

    [Fact]
    public void An_infinite_derivative_is_reported_only_if_one_asks() => GeneratorRun.Of(InClass("double F(double x) => Math.Sqrt(x);")).AssertReported();

    internal static GeneratorOptions Enabled(GeneratorOptions options) => options with { Severities = ImmutableDictionary<string, ReportDiagnostic>.Empty.Add("SYMG3004", ReportDiagnostic.Info) };

    private static GeneratorOptions Severity(string id, ReportDiagnostic severity) =>
        GeneratorOptions.Default with { Severities = ImmutableDictionary<string, ReportDiagnostic>.Empty.Add(id, severity) };

    private static string InClass(string source) =>
        $"using System;\nusing SymGrad;\n\npublic static partial class Sample\n{{\n    [Differentiable]\n    public static {source.Replace("\n", "\n    ", StringComparison.Ordinal)}\n}}\n";
}
