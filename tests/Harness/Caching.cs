using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SymGrad.Tests.Harness;

/// <summary>The third oracle: why each step of the pipeline has the outputs that it has after an edit.</summary>
public static class Caching
{
    private const string Unrelated = "Unrelated.cs";

    /// <summary>
    /// Fails unless (a) an unrelated file, added and then edited, changes nothing; (b) a comment inside the first annotated
    /// method changes nothing after lowering; (c) no model behind lowering holds an object of Roslyn's.
    /// </summary>
    public static GeneratorRun AssertCached(this GeneratorRun run, TrackedSteps? steps = null)
    {
        steps ??= TrackedSteps.OfGenerator();
        run.AssertTracked(steps);
        run.AssertUnrelatedEditChangesNothing(steps);
        run.AssertCommentDerivesNothing(steps);
        run.AssertModelsAreValues(steps);
        return run;
    }

    /// <summary>The names are those of steps that ran: a misspelt name would make every other check empty.</summary>
    public static GeneratorRun AssertTracked(this GeneratorRun run, TrackedSteps steps)
    {
        string[] needed = run.GeneratedSources.IsEmpty ? [steps.Lowering] : [steps.Lowering, steps.Function, steps.Derivation];
        var missing = needed.Where(n => Outputs(run.Result, n).Count == 0).ToList();
        return missing.Count == 0
            ? run
            : throw new HarnessFailure($"No outputs of the tracked steps {Text.List(missing)}\nThe tracked steps are: "
                + Text.List(run.Result.TrackedSteps.Keys.Order(StringComparer.Ordinal)));
    }

    /// <summary>(a) An unrelated file is added, then edited: every tracked step is Cached or Unchanged, and nothing is derived or emitted.</summary>
    public static GeneratorRun AssertUnrelatedEditChangesNothing(this GeneratorRun run, TrackedSteps steps)
    {
        var driver = run.Driver;
        foreach (var text in (string[])["class Unrelated;", "class Unrelated { int edited; }"])
        {
            var tree = Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText(
                SourceText.From(text, Encoding.UTF8), run.Options.ParseOptions, Unrelated);
            var edit = $"After an unrelated file became '{text}'";
            driver = driver.RunGenerators(run.Input.AddSyntaxTrees(tree), out _, out _);
            var result = Single(driver);
            foreach (var name in steps.All)
            {
                if (Outputs(result, name).Count != Outputs(run.Result, name).Count)
                    throw new HarnessFailure($"{edit}: step {name} has {Outputs(result, name).Count} outputs, "
                        + $"not {Outputs(run.Result, name).Count}.");
                Require(result, name, edit, name == steps.Derivation ? s_cached : s_cachedOrUnchanged);
            }

            RequireOutputsCached(result, edit, exceptBehind: null);
            RequireSameSources(run, result, edit);
        }

        return run;
    }

    /// <summary>(b) A comment in the first annotated method: it may be lowered again, but not derived or emitted again.</summary>
    public static GeneratorRun AssertCommentDerivesNothing(this GeneratorRun run, TrackedSteps steps)
    {
        const string edit = "After a comment was added inside the first annotated method";
        var (tree, position) = FirstAnnotatedBody(run);
        var text = tree.GetText();
        var edited = tree.WithChangedText(text.WithChanges(new TextChange(new TextSpan(position, 0), " /* a comment\n of two lines */ ")));
        var result = Single(run.Driver.RunGenerators(run.Input.ReplaceSyntaxTree(tree, edited), out _, out _));
        Require(result, steps.Function, edit, s_cachedOrUnchanged);
        Require(result, steps.Derivation, edit, s_cached);
        RequireOutputsCached(result, edit, exceptBehind: steps.Problems);
        RequireSameSources(run, result, edit);
        return run;
    }

    /// <summary>(c) What Function and Derivation put out is made of values: nothing in it is or holds an object of Roslyn's.</summary>
    public static GeneratorRun AssertModelsAreValues(this GeneratorRun run, TrackedSteps steps)
    {
        foreach (var name in (string[])[steps.Function, steps.Derivation])
        {
            var i = 0;
            foreach (var (value, _) in Outputs(run.Result, name))
            {
                if (ObjectGraph.Find(value, IsRoslyn, $"{name}[{i++}]") is { } path)
                    throw new HarnessFailure($"A model holds on to the compiler's objects: {path}");
            }
        }

        return run;
    }

    private static readonly IncrementalStepRunReason[] s_cached = [IncrementalStepRunReason.Cached];

    private static readonly IncrementalStepRunReason[] s_cachedOrUnchanged =
        [IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged];

    private static bool IsRoslyn(object value) => value
        is ISymbol or SyntaxNode or SyntaxTree or Compilation or SemanticModel or IOperation or Location;

    private static GeneratorRunResult Single(CulturedDriver driver)
    {
        var result = driver.GetRunResult().Results.Single();
        GeneratorRun.ThrowIfCrashed(result);
        return result;
    }

    private static List<(object Value, IncrementalStepRunReason Reason)> Outputs(GeneratorRunResult result, string name) =>
        result.TrackedSteps.TryGetValue(name, out var steps) ? [.. steps.SelectMany(s => s.Outputs)] : [];

    private static void Require(GeneratorRunResult result, string name, string edit, IncrementalStepRunReason[] allowed)
    {
        var reasons = Outputs(result, name).Select(o => o.Reason).ToList();
        if (!reasons.All(allowed.Contains))
            throw new HarnessFailure($"{edit}: the outputs of step {name} are {string.Join(", ", reasons)}, "
                + $"not only {string.Join(" or ", allowed)}.");
    }

    // A step after the last one with a name must not do work either.
    private static void RequireOutputsCached(GeneratorRunResult result, string edit, string? exceptBehind)
    {
        foreach (var (name, steps) in result.TrackedOutputSteps)
        {
            foreach (var step in steps.Where(s => exceptBehind is null || !IsBehind(s, exceptBehind)))
            {
                if (step.Outputs.Any(o => !s_cachedOrUnchanged.Contains(o.Reason)))
                    throw new HarnessFailure($"{edit}: an output step ({name}) is "
                        + string.Join(", ", step.Outputs.Select(o => o.Reason)) + ": something behind the last tracked step ran again.");
            }
        }
    }

    private static bool IsBehind(IncrementalGeneratorRunStep step, string name) =>
        step.Name == name || step.Inputs.Any(i => IsBehind(i.Source, name));

    private static void RequireSameSources(GeneratorRun run, GeneratorRunResult result, string edit)
    {
        var difference = Determinism.Difference(
            run.GeneratedSources, [.. result.GeneratedSources.Select(s => new GeneratedSource(s.HintName, s.SourceText.ToString()))]);
        if (difference is not null)
            throw new HarnessFailure($"{edit}: the generated code is another: {difference}");
    }

    private static (SyntaxTree Tree, int Position) FirstAnnotatedBody(GeneratorRun run)
    {
        foreach (var tree in run.Trees)
        {
            foreach (var method in tree.GetRoot().DescendantNodes().OfType<BaseMethodDeclarationSyntax>())
            {
                var annotated = method.AttributeLists.SelectMany(l => l.Attributes).Any(a =>
                    a.Name.ToString().Split('.', ':')[^1] is "Differentiable" or "DifferentiableAttribute");
                if (annotated && method.Body is { } body)
                    return (tree, body.OpenBraceToken.Span.End);
                if (annotated && method.ExpressionBody is { } expression)
                    return (tree, expression.ArrowToken.Span.End);
            }
        }

        throw new HarnessFailure("No source has an annotated method with a body: there is nothing to add a comment to.");
    }
}
