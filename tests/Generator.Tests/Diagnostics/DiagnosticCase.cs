namespace SymGrad.Generator.Tests.Diagnostics;

/// <summary>A source in which ⟦…⟧ marks what a diagnostic underlines.</summary>
internal sealed class DiagnosticCase
{
    private const char Open = '⟦', Close = '⟧';

    public DiagnosticCase(string source)
    {
        int start = source.IndexOf(Open, StringComparison.Ordinal), end = source.IndexOf(Close, StringComparison.Ordinal);
        Source = source.Remove(end, 1).Remove(start, 1);
        Text = source[(start + 1)..end];
        Line = source[..start].Count(c => c == '\n') + 1;
    }

    public string Source { get; }

    public string Text { get; }

    public int Line { get; }

    /// <summary>The generator reports this id at the mark, and no other.</summary>
    public GeneratorRun AssertReports(string id, Func<GeneratorOptions, GeneratorOptions>? options = null) =>
        AssertAlsoReports(id, options).AssertReported(id);

    /// <summary>The generator reports this id at the mark.</summary>
    public GeneratorRun AssertAlsoReports(string id, Func<GeneratorOptions, GeneratorOptions>? options = null)
    {
        GeneratorRun run = GeneratorRun.Of((options ?? (o => o))(GeneratorOptions.Default), Source);
        LocatedDiagnostic diagnostic = run.Diagnostic(id);
        Assert.Equal(Text, diagnostic.Text);
        Assert.Equal(Line, diagnostic.Line);
        Assert.True(diagnostic.IsInSource);
        return run;
    }
}
