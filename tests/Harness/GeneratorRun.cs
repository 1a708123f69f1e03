using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace SymGrad.Tests.Harness;

/// <summary>One file that the generator added.</summary>
public sealed record GeneratedSource(string HintName, string Text);

/// <summary>One run of the generator over some source texts: its text, its diagnostics, and the way to the other oracles.</summary>
public sealed class GeneratorRun
{
    private readonly Lazy<ImmutableArray<Diagnostic>> _compilerDiagnostics;
    private readonly HashSet<string> _sourcePaths;

    private GeneratorRun(GeneratorOptions options, string[] sources)
    {
        Options = options;
        Sources = [.. sources];
        Trees = [.. sources.Select((text, i) => CSharpSyntaxTree.ParseText(
            SourceText.From(text, Encoding.UTF8), options.ParseOptions, FileName(i)))];
        _sourcePaths = [.. Trees.Select(t => t.FilePath)];
        if (_sourcePaths.Count != Trees.Length)
            throw new HarnessFailure("Two sources have the same file name.");
        Input = CreateCompilation(Trees);
        Driver = CreateDriver().RunGenerators(Input, out var output, out var diagnostics);
        Output = output;
        // One that a pragma silences comes back all the same, marked as suppressed.
        GeneratorDiagnostics = [.. diagnostics.Where(d => !d.IsSuppressed)];
        Result = Driver.GetRunResult().Results.Single();
        ThrowIfCrashed(Result);
        GeneratedSources = [.. Result.GeneratedSources.Select(s => new GeneratedSource(s.HintName, s.SourceText.ToString()))];
        _compilerDiagnostics = new(() => Emit(Output).Diagnostics);
    }

    /// <summary>Runs the generator over the sources with the default options.</summary>
    public static GeneratorRun Of(params string[] sources) => new(GeneratorOptions.Default, sources);

    public static GeneratorRun Of(GeneratorOptions options, params string[] sources) => new(options, sources);

    /// <summary>The same sources, other options.</summary>
    public GeneratorRun With(Func<GeneratorOptions, GeneratorOptions> change) => new(change(Options), [.. Sources]);

    public GeneratorOptions Options { get; }

    public ImmutableArray<string> Sources { get; }

    /// <summary>The generated files, in the generator's order.</summary>
    public ImmutableArray<GeneratedSource> GeneratedSources { get; }

    /// <summary>What the generator reported, at its natural severity, after <c>#pragma warning disable</c>.</summary>
    public ImmutableArray<Diagnostic> GeneratorDiagnostics { get; }

    /// <summary>What the strictest compiler says of the sources and the generated code together.</summary>
    public ImmutableArray<Diagnostic> CompilerDiagnostics => _compilerDiagnostics.Value;

    /// <summary>The generator's diagnostics, then the compiler's.</summary>
    public ImmutableArray<Diagnostic> Diagnostics => [.. GeneratorDiagnostics, .. CompilerDiagnostics];

    /// <summary>All generated text that people read: a single file as it is, several each under a line with its hint name.</summary>
    public string GeneratedText => ReadSources is [var only]
        ? only.Text
        : string.Concat(ReadSources.Select(s => $"// ===== {s.HintName} =====\n{s.Text}"));

    // What a method computes, for other compilations, is for the generator to read.
    private ImmutableArray<GeneratedSource> ReadSources => [.. GeneratedSources.Where(s => !s.HintName.EndsWith(".function.g.cs", StringComparison.Ordinal))];

    internal ImmutableArray<SyntaxTree> Trees { get; }

    internal CSharpCompilation Input { get; }

    internal Compilation Output { get; }

    internal CulturedDriver Driver { get; }

    internal GeneratorRunResult Result { get; }

    /// <summary>The text of the generated file whose hint name contains <paramref name="hint"/>.</summary>
    public string Generated(string hint)
    {
        var found = GeneratedSources.Where(s => s.HintName.Contains(hint, StringComparison.Ordinal)).ToList();
        return found.Count == 1
            ? found[0].Text
            : throw new HarnessFailure($"{found.Count} generated files match '{hint}'; there are: "
                + Text.List(GeneratedSources.Select(s => s.HintName)));
    }

    /// <summary>The one diagnostic with this id, with the text that it underlines.</summary>
    public LocatedDiagnostic Diagnostic(string id)
    {
        var found = DiagnosticsOf(id);
        return found.Length == 1
            ? found[0]
            : throw new HarnessFailure($"{found.Length} diagnostics {id}; there are: " + Text.List(Diagnostics.Select(Describe)));
    }

    /// <summary>All diagnostics with this id, in order.</summary>
    public ImmutableArray<LocatedDiagnostic> DiagnosticsOf(string id) =>
        [.. Diagnostics.Where(d => d.Id == id).Select(d => LocatedDiagnostic.From(d, Output))];

    /// <summary>Fails if the generator reported anything but the named ids, or did not report one of them.</summary>
    public GeneratorRun AssertReported(params string[] ids)
    {
        var reported = GeneratorDiagnostics.Select(d => d.Id).Distinct().Order(StringComparer.Ordinal).ToList();
        var expected = ids.Distinct().Order(StringComparer.Ordinal).ToList();
        return reported.SequenceEqual(expected)
            ? this
            : throw new HarnessFailure($"Expected the diagnostics {Text.List(expected)} but the generator reported: "
                + Text.List(GeneratorDiagnostics.Select(Describe)));
    }

    /// <summary>
    /// Compiles sources and generated code at the strictest level and loads them; fails, with the offending lines, on any
    /// error or warning of the compiler or the generator. <paramref name="allowed"/> names the generator's warnings that
    /// this test expects.
    /// </summary>
    public CompiledSample Compile(params string[] allowed) => Load(Emit(Output), allowed);

    /// <summary>
    /// The same with files that call what was generated, which the generator has not seen; what the compiler says of all is there also where it fails.
    /// </summary>
    public CompiledSample CompileWith(IEnumerable<(string Name, string Text)> callers, out ImmutableArray<Diagnostic> diagnostics, params string[] allowed)
    {
        SyntaxTree[] trees = [.. callers.Select(caller => CSharpSyntaxTree.ParseText(SourceText.From(caller.Text, Encoding.UTF8), Options.ParseOptions, caller.Name))];
        _sourcePaths.UnionWith(trees.Select(t => t.FilePath));
        var emitted = Emit(Output.AddSyntaxTrees(trees));
        diagnostics = emitted.Diagnostics;
        return Load(emitted, allowed);
    }

    private CompiledSample Load((byte[]? Image, ImmutableArray<Diagnostic> Diagnostics) emitted, string[] allowed)
    {
        var problems = GeneratorDiagnostics
            .Where(d => d.Severity == DiagnosticSeverity.Error
                || d.Severity == DiagnosticSeverity.Warning && !allowed.Contains(d.Id))
            .ToList();
        var (image, diagnostics) = emitted;
        problems.AddRange(diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning));
        if (problems.Count > 0 || image is null)
            throw new HarnessFailure($"{problems.Count} problem(s) in the compiled output:\n\n"
                + string.Join("\n\n", problems.Take(20).Select(Describe)));
        return new CompiledSample(Options, image);
    }

    /// <summary>Compiles with and without overflow checking, the sources lowered again for each.</summary>
    public (CompiledSample Unchecked, CompiledSample Checked) CompileBoth(params string[] allowed) =>
        (With(o => o with { CheckOverflow = false }).Compile(allowed), With(o => o with { CheckOverflow = true }).Compile(allowed));

    internal CSharpCompilation CreateCompilation(IEnumerable<SyntaxTree> trees) => CSharpCompilation.Create(
        Options.AssemblyName,
        trees,
        [.. References.Default, .. Options.ExtraReferences, .. Options.ReferencedSamples.Select(s => s.Reference)],
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            nullableContextOptions: Options.Nullable,
            optimizationLevel: Options.Optimization,
            checkOverflow: Options.CheckOverflow,
            allowUnsafe: Options.AllowUnsafe,
            warningLevel: 9999,
            deterministic: true).WithSyntaxTreeOptionsProvider(new Severities(_sourcePaths, Options.Severities)));

    internal CulturedDriver CreateDriver() => new(
        CSharpGeneratorDriver.Create(
            [Options.Generator().AsSourceGenerator()],
            parseOptions: Options.ParseOptions,
            optionsProvider: new FixedOptionsProvider(Options.GlobalOptions),
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true)),
        Options.Culture);

    internal static void ThrowIfCrashed(GeneratorRunResult result)
    {
        if (result.Exception is { } exception)
            throw new HarnessFailure("The generator threw (for a user: the warning CS8785, and no code at all): " + exception, exception);
    }

    internal static string Describe(Diagnostic diagnostic)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{diagnostic.Severity} {diagnostic.Id}: ");
        text.Append(diagnostic.GetMessage(CultureInfo.InvariantCulture));
        var span = diagnostic.Location.GetLineSpan();
        if (!span.IsValid)
            return text.ToString();
        var (line, column) = (span.StartLinePosition.Line, span.StartLinePosition.Character);
        text.Append(CultureInfo.InvariantCulture, $"\n  at {span.Path}({line + 1},{column + 1})");
        if (diagnostic.Location.SourceTree is not { } tree)
            return text.ToString();
        var lines = tree.GetText().Lines;
        for (var i = Math.Max(0, line - 2); i <= Math.Min(lines.Count - 1, line + 1); i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n  {i + 1,5} | {lines[i]}");
            if (i == line)
            {
                var end = span.EndLinePosition.Line == line ? span.EndLinePosition.Character : lines[i].ToString().Length;
                text.Append("\n        | ").Append(' ', column).Append('^', Math.Max(1, end - column));
            }
        }

        return text.ToString();
    }

    private string FileName(int index) => index < Options.FileNames.Length
        ? Options.FileNames[index]
        : string.Create(CultureInfo.InvariantCulture, $"Sample{index + 1}.cs");

    private (byte[]? Image, ImmutableArray<Diagnostic> Diagnostics) Emit(Compilation output)
    {
        // The generator ran under ordinary options, so that its own diagnostics keep their severity; from here on,
        // every warning is an error, and in generated code there is no exception to that.
        var strict = output.WithOptions(((CSharpCompilationOptions)output.Options)
            .WithGeneralDiagnosticOption(ReportDiagnostic.Error)
            .WithSyntaxTreeOptionsProvider(new Severities(_sourcePaths, Options.IgnoredInSources.ToDictionary(id => id, _ => ReportDiagnostic.Suppress))));
        using var image = new MemoryStream();
        using var documentation = new MemoryStream();
        var result = strict.Emit(
            image,
            xmlDocumentationStream: documentation,
            options: Options.HasSymbols ? new(debugInformationFormat: Microsoft.CodeAnalysis.Emit.DebugInformationFormat.Embedded) : null);
        // Warnings are errors: an image that was written has none. Where there is none, its errors may have hidden warnings.
        ImmutableArray<Diagnostic> diagnostics =
        [
            .. (result.Success ? [] : strict.GetDiagnostics())
                .Concat(result.Diagnostics)
                .Where(d => d.Severity != DiagnosticSeverity.Hidden && !d.IsSuppressed)
                .Distinct(),
        ];
        return (result.Success ? image.ToArray() : null, diagnostics);
    }

    /// <summary>Severities of diagnostics in the test's own files, and nowhere else.</summary>
    private sealed class Severities(HashSet<string> paths, IReadOnlyDictionary<string, ReportDiagnostic> severities) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(
            SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = ReportDiagnostic.Default;
            return paths.Contains(tree.FilePath) && severities.TryGetValue(diagnosticId, out severity);
        }

        public override bool TryGetGlobalDiagnosticValue(
            string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = ReportDiagnostic.Default;
            return false;
        }
    }
}
