using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using CsCheck;
using SymGrad.EndToEnd.Tests.Expressions;
using SymGrad.EndToEnd.Tests.Language;
using Xunit.Abstractions;

namespace SymGrad.EndToEnd.Tests;

/// <summary>
/// Random expressions over the whole table of functions: values bit for bit, gradients and Hessians by the chain rule, tangents and adjoints of
/// pairs. SYMGRAD_RANDOM_EXPRESSIONS and SYMGRAD_RANDOM_SEED ask for more of them, or for others.
/// </summary>
public class RandomExpressionTests(ITestOutputHelper output)
{
    private const int Batch = 150;

    private static readonly int s_count = Setting("SYMGRAD_RANDOM_EXPRESSIONS", 20_000);
    private static readonly int s_seed = Setting("SYMGRAD_RANDOM_SEED", 20261123);

    [Fact]
    public void Generated_derivatives_are_those_of_the_chain_rule()
    {
        var clock = Stopwatch.StartNew();
        var failures = new ConcurrentBag<(Subject Subject, string Problem)>();
        using var rules = new LocalRules();
        // One method in two returns a pair of expressions.
        var batches = Enumerable.Range(0, s_count * 2 / 3).Chunk(Batch);
        Parallel.ForEach(batches, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, batch =>
        {
            Subject[] subjects = [.. batch.Select(index => Generate(rules, index))];
            using var sample = new ExpressionSample(subjects);
            foreach (var subject in subjects)
            {
                if (Problem(sample, subject, rules) is { } problem)
                    failures.Add((subject, problem));
            }
        });
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {s_seed}, {s_count} expressions, {clock.Elapsed.TotalSeconds:F1} s ({Environment.CpuUsage.TotalTime.TotalSeconds:F1} s of CPU)"));
        Assert.True(failures.IsEmpty, Report([.. failures.OrderBy(f => f.Subject.Index)], rules));
    }

    private static Subject Generate(LocalRules rules, int index)
    {
        var grower = new Grower(rules, new Dice(new PCG((uint)index, (ulong)s_seed)));
        return new(index, grower.Grow(), index % 2 == 0 ? null : grower.Grow(), grower.At);
    }

    private static string? Problem(ExpressionSample sample, Subject subject, LocalRules rules) => subject.Points
        .Select(point => ExpressionJudge.Check(subject, point, sample.Numbers(subject, point), rules) is { } problem ? $"at {point}: {problem}" : null)
        .FirstOrDefault(problem => problem is not null);

    // The smallest ones, each shrunk as long as it fails.
    private static string Report(IReadOnlyList<(Subject Subject, string Problem)> failures, LocalRules rules)
    {
        var shrunk = failures.OrderBy(f => f.Subject.ToString().Length).Take(12).Select(f => Shrink(f.Subject, f.Problem, rules));
        return $"{failures.Count} of {s_count} expressions fail (seed {s_seed}):\n\n{string.Join("\n\n", shrunk)}";
    }

    private static string Shrink(Subject subject, string problem, LocalRules rules)
    {
        var whole = subject;
        while (Simpler(subject).Take(200).ToArray() is { Length: > 0 } candidates)
        {
            using var sample = new ExpressionSample(candidates);
            if (candidates.Select(c => (Subject: c, Problem: Problem(sample, c, rules))).FirstOrDefault(c => c.Problem is not null) is not { Subject: { } smaller, Problem: { } its })
                break;
            (subject, problem) = (smaller, its);
        }

        return $"method {whole.Index}: {subject}\n  {problem}\n  shrunk from {whole}";
    }

    private static IEnumerable<Subject> Simpler(Subject subject) =>
        subject.First.Simpler().Select(first => subject with { First = first })
            .Concat(subject.Second?.Simpler().Select(second => subject with { Second = second }) ?? [])
            .OrderBy(s => s.First.Size + (s.Second?.Size ?? 0))
            .Select((s, i) => s with { Index = i });

    private static int Setting(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
