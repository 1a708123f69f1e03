using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using SymGrad.EndToEnd.Tests.Language;
using Xunit.Abstractions;

namespace SymGrad.EndToEnd.Tests;

/// <summary>
/// Random well-formed methods: what is generated for them compiles without a warning, gives their value bit for bit, and the
/// gradient that dual numbers give. SYMGRAD_RANDOM_METHODS and SYMGRAD_RANDOM_SEED ask for more of them, or for others.
/// </summary>
public class RandomMethodTests(ITestOutputHelper output)
{
    private const int Batch = 100;

    private static readonly int s_count = Setting("SYMGRAD_RANDOM_METHODS", 2000);
    private static readonly int s_seed = Setting("SYMGRAD_RANDOM_SEED", 20261123);
    private static readonly int s_first = Setting("SYMGRAD_RANDOM_FIRST", 0);

    [Fact]
    public void Generated_gradients_are_those_of_dual_numbers()
    {
        var statistics = new Statistics();
        var failures = new ConcurrentBag<(RandomMethod Method, Failure Failure)>();
        var clock = Stopwatch.StartNew();
        var batches = Enumerable.Range(s_first, s_count).Chunk(Batch);
        Parallel.ForEach(batches, batch =>
        {
            RandomMethod[] methods = [.. batch.Select(i => MethodGen.Generate((ulong)s_seed, i))];
            foreach (var method in methods)
                statistics.Add(method);
            Checker.CheckBatch(methods, statistics, (method, failure) => failures.Add((method, failure)));
        });
        output.WriteLine($"seed {s_seed}, {clock.Elapsed.TotalSeconds:F1} s: {statistics}");
        Assert.True(failures.IsEmpty, Report([.. failures.OrderBy(f => f.Method.Index)]));
    }

    // One reduced example a category.
    private static string Report(IReadOnlyList<(RandomMethod Method, Failure Failure)> failures)
    {
        var examples = failures.GroupBy(f => f.Failure.Category).Select(group =>
        {
            var (method, failure) = group.MinBy(f => f.Method.Size);
            var reduced = Reducer.Reduce(method, m => Checker.Check(m)?.Category == failure.Category, attempts: 400);
            return $"""
                ===== {group.Count()} × {group.Key}: methods {string.Join(", ", group.Select(f => f.Method.Index).Take(20))} =====
                {(Checker.Check(reduced) ?? failure).Message}
                {Program.Methods([reduced])}
                ----- generated -----
                {Checker.Generated(reduced)}
                """;
        });
        return $"{failures.Count} of {s_count} methods fail (seed {s_seed}):\n\n{string.Join("\n", examples)}";
    }

    private static int Setting(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
