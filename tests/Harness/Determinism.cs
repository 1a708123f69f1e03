using System.Globalization;

namespace SymGrad.Tests.Harness;

/// <summary>Same sources, same bytes: whenever it runs, whatever order the files come in, wherever in the world.</summary>
public static class Determinism
{
    /// <summary>Cultures with a decimal comma, another minus sign, a dotless i, other digits or another calendar.</summary>
    public static IReadOnlyList<string> Cultures { get; } = ["de-DE", "fi-FI", "tr-TR", "ar-SA"];

    public static GeneratorRun AssertDeterministic(this GeneratorRun run)
    {
        for (var i = 0; i < 2; i++)
            RequireSame(run, run.With(o => o), "in another run");

        foreach (var order in Orders(run.Sources.Length))
        {
            var options = run.Options with { FileNames = [.. order.Select(i => run.Trees[i].FilePath)] };
            RequireSame(
                run, GeneratorRun.Of(options, [.. order.Select(i => run.Sources[i])]),
                $"with the files in the order {string.Join(", ", order.Select(i => i + 1))}", ordered: false);
        }

        // Against the invariant culture: this process may run under one of these itself.
        var invariant = run.With(o => o with { Culture = CultureInfo.InvariantCulture });
        foreach (var name in Cultures)
        {
            var culture = CultureInfo.GetCultureInfo(name);
            if (culture.NumberFormat.NumberDecimalSeparator == "." && name == "de-DE")
                throw new HarnessFailure("This process has no culture data (no ICU, or invariant globalization): the check would be empty.");
            RequireSame(invariant, run.With(o => o with { Culture = culture }), $"under {name}");
        }

        RequireSame(invariant, run, $"under {(run.Options.Culture ?? CultureInfo.CurrentCulture).Name}, the culture of this run");
        return run;
    }

    internal static string? Difference(IEnumerable<GeneratedSource> expected, IEnumerable<GeneratedSource> actual)
    {
        var (e, a) = (expected.ToList(), actual.ToList());
        if (!e.Select(s => s.HintName).SequenceEqual(a.Select(s => s.HintName)))
            return $"the files were {Text.List(e.Select(s => s.HintName))}\nand are {Text.List(a.Select(s => s.HintName))}";
        return e.Zip(a)
            .Select(p => Text.FirstDifference(p.First.Text, p.Second.Text) is { } d ? $"{p.First.HintName}, {d}" : null)
            .FirstOrDefault(d => d is not null);
    }

    private static void RequireSame(GeneratorRun run, GeneratorRun other, string when, bool ordered = true)
    {
        IEnumerable<GeneratedSource> Files(GeneratorRun r) =>
            ordered ? r.GeneratedSources : r.GeneratedSources.OrderBy(s => s.HintName, StringComparer.Ordinal);
        IEnumerable<string> Reports(GeneratorRun r)
        {
            var reports = r.GeneratorDiagnostics.Select(GeneratorRun.Describe);
            return ordered ? reports : reports.Order(StringComparer.Ordinal);
        }

        if (Difference(Files(run), Files(other)) is { } difference)
            throw new HarnessFailure($"The generated code is another {when}: {difference}");
        if (!Reports(run).SequenceEqual(Reports(other)))
            throw new HarnessFailure($"The diagnostics are others {when}: "
                + $"{Text.List(Reports(run))}\nand\n{Text.List(Reports(other))}");
    }

    // Reversed, rotated, and shuffled with fixed seeds.
    private static IEnumerable<int[]> Orders(int count)
    {
        if (count < 2)
            yield break;
        var identity = Enumerable.Range(0, count).ToArray();
        yield return [.. identity.Reverse()];
        if (count < 3)
            yield break;
        yield return [.. identity[1..], 0];
        for (var seed = 1; seed <= 3; seed++)
        {
            var shuffled = identity.ToArray();
            new Random(seed).Shuffle(shuffled);
            yield return shuffled;
        }
    }
}
