using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SymGrad.Tests.Harness;

/// <summary>How a <see cref="GeneratorRun"/> is set up; the defaults are those of an ordinary user, the strictest.</summary>
public sealed record GeneratorOptions
{
    public static GeneratorOptions Default { get; } = new();

    /// <summary>The generator under test; a fresh one for every run.</summary>
    public Func<IIncrementalGenerator> Generator { get; init; } = static () => new SymGrad.Generator.DifferentiableGenerator();

    public string AssemblyName { get; init; } = "Sample";

    /// <summary>The sources' file names, in order; the rest are called Sample1.cs, Sample2.cs, ….</summary>
    public ImmutableArray<string> FileNames { get; init; } = [];

    public ImmutableArray<MetadataReference> ExtraReferences { get; init; } = [];

    /// <summary>Samples that this one refers to, compiled before.</summary>
    public ImmutableArray<CompiledSample> ReferencedSamples { get; init; } = [];

    public CSharpParseOptions ParseOptions { get; init; } =
        CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest).WithDocumentationMode(DocumentationMode.Diagnose);

    public NullableContextOptions Nullable { get; init; } = NullableContextOptions.Enable;

    public bool CheckOverflow { get; init; }

    public bool AllowUnsafe { get; init; }

    /// <summary>Whether what is compiled has what a debugger needs.</summary>
    public bool HasSymbols { get; init; } = true;

    public OptimizationLevel Optimization { get; init; } = OptimizationLevel.Release;

    /// <summary>What the generator reads of the project: "build_property.X" and the like.</summary>
    public ImmutableDictionary<string, string> GlobalOptions { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>What an .editorconfig says of diagnostics in the sources: <c>dotnet_diagnostic.X.severity</c>.</summary>
    public ImmutableDictionary<string, ReportDiagnostic> Severities { get; init; } = ImmutableDictionary<string, ReportDiagnostic>.Empty;

    /// <summary>The thread's culture while the generator runs.</summary>
    public CultureInfo? Culture { get; init; }

    /// <summary>
    /// Compiler warnings that do not count in the test's own sources (they always count in generated ones):
    /// the samples carry no documentation comments.
    /// </summary>
    public ImmutableArray<string> IgnoredInSources { get; init; } = ["CS1591"];
}
