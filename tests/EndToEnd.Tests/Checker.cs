using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymGrad.EndToEnd.Tests.Language;

namespace SymGrad.EndToEnd.Tests;

/// <summary>Generates derivatives for random methods, compiles them, runs them, and judges the numbers.</summary>
internal static class Checker
{
    private static readonly GeneratorOptions s_options = GeneratorOptions.Default with
    {
        FileNames = [.. Program.Files],
        ExtraReferences = [References.Harness, MetadataReference.CreateFromFile(typeof(Checker).Assembly.Location)],
        HasSymbols = false,
        // Random programs have variables that nobody reads and code that nobody reaches; generated code has neither.
        IgnoredInSources = ["CS1591", "CS0219", "CS0162", "CS0168", "CS1717", "CS1718", "CS0652", "CS8321", "CS0472", "CS8794", "CS8519", "CS8520", "CS8793", "CS0164", "CS8510", "CS8120"],
    };

    /// <summary>Checks methods in one compilation; those it does not compile with are checked one by one.</summary>
    public static void CheckBatch(IReadOnlyList<RandomMethod> methods, Statistics statistics, Action<RandomMethod, Failure> report)
    {
        if (methods.Count == 0)
            return;
        var run = Run(methods);
        ImmutableArray<Diagnostic> diagnostics = [];
        try
        {
            using var sample = Compile(run, methods, out diagnostics);
            foreach (var method in methods)
            {
                if (Judged(sample, run, method, statistics) is { } failure)
                    report(method, failure);
            }
        }
        catch (HarnessFailure) when (methods.Where(m => IsCulprit(run, diagnostics, m)).ToList() is { Count: > 0 } culprits)
        {
            foreach (var method in culprits)
                report(method, Check(method, statistics) ?? new Failure("not reproducible", "the method passed when it was checked alone"));
            CheckBatch([.. methods.Except(culprits)], statistics, report);
        }
    }

    // Whether the generator refused a method, or something of it or made for it does not compile.
    private static bool IsCulprit(GeneratorRun run, ImmutableArray<Diagnostic> diagnostics, RandomMethod method)
    {
        if (method.Annotated.Any(name => !run.GeneratedSources.Any(s => s.HintName.StartsWith($"Test.C.{name}.", StringComparison.Ordinal))))
            return true;
        return Reported(run) is null && diagnostics.Any(d =>
            d.Severity >= DiagnosticSeverity.Warning && MethodAt(d) is { } name && method.Has(name));
    }

    private static string? MethodAt(Diagnostic diagnostic)
    {
        if (diagnostic.Location.SourceTree is not { } tree)
            return null;
        if (Path.GetFileName(tree.FilePath).StartsWith("Test.C.", StringComparison.Ordinal))
            return Path.GetFileName(tree.FilePath).Split('.').FirstOrDefault(part => part.StartsWith('F'));
        return tree.GetRoot().FindNode(diagnostic.Location.SourceSpan).AncestorsAndSelf().OfType<MethodDeclarationSyntax>()
            .FirstOrDefault()?.Identifier.Text;
    }

    /// <summary>Checks one method.</summary>
    public static Failure? Check(RandomMethod method, Statistics? statistics = null)
    {
        var run = Run([method]);
        if (run.CompilerDiagnostics.FirstOrDefault(d => d.Severity >= DiagnosticSeverity.Warning && Program.Files.Contains(d.Location.SourceTree?.FilePath)) is { } mistake)
            return new Failure("the test's own program: " + mistake.Id, mistake.ToString());
        if (Reported(run) is { } reported)
            return new Failure(reported.Id, reported.GetMessage(CultureInfo.InvariantCulture));
        ImmutableArray<Diagnostic> diagnostics = [];
        try
        {
            using var sample = Compile(run, [method], out diagnostics);
            return Judged(sample, run, method, statistics);
        }
        catch (HarnessFailure failure)
        {
            return new Failure("compiling: " + string.Join(" ", diagnostics.Select(d => d.Id).Distinct().Order(StringComparer.Ordinal)), failure.Message);
        }
    }

    /// <summary>The generated code for a method.</summary>
    public static string Generated(RandomMethod method) => Run([method]).GeneratedText;

    private static GeneratorRun Run(IReadOnlyList<RandomMethod> methods) => GeneratorRun.Of(s_options, Program.Sources(methods));

    private static Diagnostic? Reported(GeneratorRun run) => run.GeneratorDiagnostics.FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error);

    // Warnings about differentiability (SYMG3xxx) are right: random methods do convert to integers.
    private static CompiledSample Compile(GeneratorRun run, IReadOnlyList<RandomMethod> methods, out ImmutableArray<Diagnostic> diagnostics) => run.CompileWith(
        Program.Callers(methods, methods.Select(m => m.Main.Name).Where(name => WorkspaceOf(run, name) is not null).ToDictionary(name => name, name => WorkspaceOf(run, name)!)),
        out diagnostics,
        [.. run.GeneratorDiagnostics.Select(d => d.Id).Where(id => id.StartsWith("SYMG3", StringComparison.Ordinal))]);

    // Where what is kept must be exact, a method in float has a workspace of doubles.
    private static string? WorkspaceOf(GeneratorRun run, string name) => run.GeneratedSources.FirstOrDefault(s =>
        s.HintName.StartsWith($"Test.C.{name}.", StringComparison.Ordinal) && s.Text.Contains($" {name}WorkspaceLength(", StringComparison.Ordinal)) is not { } source ? null
        : source.Text.Contains("Span<double> workspace", StringComparison.Ordinal) ? "double" : "float";

    private static Failure? Judged(CompiledSample sample, GeneratorRun run, RandomMethod method, Statistics? statistics)
    {
        // Before anything is compiled that reads the libraries' static fields: seen once, a field was read as 0 while another
        // thread was compiling, and never again alone.
        RuntimeHelpers.RunClassConstructor(sample.Assembly.GetType("Test.Library")!.TypeHandle);
        RuntimeHelpers.RunClassConstructor(sample.Assembly.GetType("Twin.Library")!.TypeHandle);
        var probe = sample.Assembly.GetType("Probes")!.GetMethod(method.Main.Name)!.CreateDelegate<Action<int, Probing>>();
        Member[] members = [.. Probes.MembersOf(method, WorkspaceOf(run, method.Main.Name) is not null)];
        foreach (var point in method.Points)
        {
            if (new Examination(method, probe, members, point.Numbers, point.IsInside).Failure(statistics) is { } failure)
                return failure with { Message = $"at ({At(point.Numbers)}): {failure.Message}" };
        }

        return null;
    }

    private static string At(double[] point) => string.Join(", ", point.Select(x => x.ToString("R", CultureInfo.InvariantCulture)));
}
