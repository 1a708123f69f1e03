using System.Globalization;
using System.Reflection;
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
        // Random programs have variables that nobody reads and code that nobody reaches; generated code has neither.
        IgnoredInSources = ["CS1591", "CS0219", "CS0162", "CS0168", "CS1717", "CS1718", "CS0652", "CS8321", "CS0472", "CS8794", "CS8519", "CS8520", "CS8793", "CS0164", "CS8510", "CS8120"],
    };

    /// <summary>Checks methods in one compilation; those it does not compile with are checked one by one.</summary>
    public static void CheckBatch(IReadOnlyList<RandomMethod> methods, Statistics statistics, Action<RandomMethod, Failure> report)
    {
        if (methods.Count == 0)
            return;
        var run = Run(methods);
        try
        {
            using var sample = Compile(run);
            foreach (var method in methods)
            {
                if (Judged(sample.Assembly, method, statistics) is { } failure)
                    report(method, failure);
            }
        }
        catch (HarnessFailure) when (methods.Where(m => IsCulprit(run, m)).ToList() is { Count: > 0 } culprits)
        {
            foreach (var method in culprits)
                report(method, Check(method, statistics) ?? new Failure("not reproducible", "the method passed when it was checked alone"));
            CheckBatch([.. methods.Except(culprits)], statistics, report);
        }
    }

    // Whether the generator refused a method, or something of it or made for it does not compile.
    private static bool IsCulprit(GeneratorRun run, RandomMethod method)
    {
        if (method.Annotated.Any(name => !run.GeneratedSources.Any(s => s.HintName.StartsWith($"Test.C.{name}.", StringComparison.Ordinal))))
            return true;
        return Reported(run) is null && run.CompilerDiagnostics.Any(d =>
            d.Severity >= DiagnosticSeverity.Warning && MethodAt(d) is { } name && method.Has(name));
    }

    private static string? MethodAt(Diagnostic diagnostic)
    {
        if (diagnostic.Location.SourceTree is not { } tree)
            return null;
        if (!IsOwn(diagnostic))
            return Path.GetFileName(tree.FilePath).Split('.').FirstOrDefault(part => part.StartsWith('F'));
        return tree.GetRoot().FindNode(diagnostic.Location.SourceSpan).AncestorsAndSelf().OfType<MethodDeclarationSyntax>()
            .FirstOrDefault()?.Identifier.Text;
    }

    /// <summary>Checks one method.</summary>
    public static Failure? Check(RandomMethod method, Statistics? statistics = null)
    {
        var run = Run([method]);
        var own = run.CompilerDiagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning && IsOwn(d) && MethodAt(d) is { } name && method.Has(name));
        if (own.FirstOrDefault(d => d.Location.SourceTree!.FilePath != Program.ProbesFile) is { } mistake)
            return new Failure("the test's own program: " + mistake.Id, mistake.ToString());
        if (Reported(run) is { } reported)
            return new Failure(reported.Id, reported.GetMessage(CultureInfo.InvariantCulture));
        try
        {
            using var sample = Compile(run);
            return Judged(sample.Assembly, method, statistics);
        }
        catch (HarnessFailure failure)
        {
            var ids = run.CompilerDiagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning).Select(d => d.Id).Distinct().Order(StringComparer.Ordinal);
            return new Failure("compiling: " + string.Join(" ", ids), failure.Message);
        }
    }

    /// <summary>The generated code for a method.</summary>
    public static string Generated(RandomMethod method) => Run([method]).GeneratedText;

    private static GeneratorRun Run(IReadOnlyList<RandomMethod> methods) => GeneratorRun.Of(s_options, Program.Sources(methods));

    private static Diagnostic? Reported(GeneratorRun run) => run.GeneratorDiagnostics.FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error);

    private static bool IsOwn(Diagnostic diagnostic) => Program.Files.Contains(diagnostic.Location.SourceTree?.FilePath);

    // Warnings about differentiability (SYMG3xxx) are right: random methods do convert to integers.
    private static CompiledSample Compile(GeneratorRun run) =>
        run.Compile([.. run.GeneratorDiagnostics.Select(d => d.Id).Where(id => id.StartsWith("SYMG3", StringComparison.Ordinal))]);

    private static Failure? Judged(Assembly assembly, RandomMethod method, Statistics? statistics)
    {
        // Before anything is compiled that reads the libraries' static fields: seen once, a field was read as 0 while another
        // thread was compiling, and never again alone.
        RuntimeHelpers.RunClassConstructor(assembly.GetType("Test.Library")!.TypeHandle);
        RuntimeHelpers.RunClassConstructor(assembly.GetType("Twin.Library")!.TypeHandle);
        var probe = assembly.GetType("Probes")!.GetMethod(method.Main.Name)!.CreateDelegate<Func<double[], double[]>>();
        foreach (var point in method.Points)
        {
            double[] numbers;
            try
            {
                numbers = probe(point);
            }
            catch (Exception e)
            {
                return new Failure($"{e.GetType().Name}: {(e is InvalidOperationException ? e.Message : "")}", $"{e.GetType().Name}: {e.Message}, at ({At(point)})");
            }

            statistics?.Add(method, numbers);
            if (Judge.Check(numbers, method.HasFloat) is { } failure)
                return failure with { Message = $"at ({At(point)}): {failure.Message}" };
        }

        return null;
    }

    private static string At(double[] point) => string.Join(", ", point.Select(x => x.ToString("R", CultureInfo.InvariantCulture)));
}
