using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using SymGrad.EndToEnd.Tests.Language;
using Xunit.Abstractions;

namespace SymGrad.EndToEnd.Tests;

/// <summary>
/// Random well-formed methods: what is generated for them compiles without a warning, gives their value bit for bit, and the
/// derivatives that dual numbers give, of every kind. SYMGRAD_RANDOM_METHODS and SYMGRAD_RANDOM_SEED ask for more of them, or for others.
/// </summary>
public class RandomMethodTests(ITestOutputHelper output)
{
    private const int Batch = 150;

    private static readonly string[] s_functions =
    [
        "Exp", "Log", "Sqrt", "Pow", "Sin", "Cos", "Tan", "Sinh", "Cosh", "Tanh", "Asin", "Acos", "Atan", "Atan2", "Abs", "Min", "Max",
        "Sigmoid", "Softplus", "Relu",
    ];

    private static readonly string[] s_library = ["Early", "Named", "Optional", "Total", "Squared", "Pick", "Blend", "Norm", "Dot", "Sum"];

    private static readonly int s_seed = Setting("SYMGRAD_RANDOM_SEED", 20261123);
    private static readonly int s_first = Setting("SYMGRAD_RANDOM_FIRST", 0);

    [Fact]
    public void Generated_gradients_are_those_of_dual_numbers() => Check(Setting("SYMGRAD_RANDOM_METHODS", 1000), hasLoops: false);

    /// <summary>
    /// Loops, early exits, local buffers updated in place, parts of them, buffers of points, matrices, indirect indices, helpers that take spans, methods that
    /// fill one.
    /// </summary>
    [Fact]
    public void Generated_gradients_of_programs_are_those_of_dual_numbers() => Check(Setting("SYMGRAD_RANDOM_METHODS", 5000), hasLoops: true);

    private void Check(int count, bool hasLoops)
    {
        var statistics = new Statistics();
        var failures = new ConcurrentBag<(RandomMethod Method, Failure Failure)>();
        var clock = Stopwatch.StartNew();
        var batches = Enumerable.Range(s_first, count).Chunk(Batch);
        Parallel.ForEach(batches, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, batch =>
        {
            RandomMethod[] methods = [.. batch.Select(i => MethodGen.Generate((ulong)s_seed, i, hasLoops))];
            foreach (var method in methods)
                statistics.Add(method);
            Checker.CheckBatch(methods, statistics, (method, failure) => failures.Add((method, failure)));
        });
        output.WriteLine($"seed {s_seed}, {clock.Elapsed.TotalSeconds:F1} s ({Environment.CpuUsage.TotalTime.TotalSeconds:F1} s of CPU): {statistics}");
        Assert.True(failures.IsEmpty, Report([.. failures.OrderBy(f => f.Method.Index)], count));
    }

    [Fact]
    public void The_reducer_finds_the_smallest_program_that_fails()
    {
        // A fault that is not the generator's: a program is said to fail where it calls Tanh.
        var method = Enumerable.Range(0, 1000).Select(i => MethodGen.Generate(1, i)).First(m => m.Size > 120 && CallsTanh(m.Main.Body));
        var reduced = Reducer.Reduce(method, m => CallsTanh(m.Main.Body), attempts: 20_000);
        Assert.True(CallsTanh(reduced.Main.Body));
        Assert.InRange(reduced.Size, 1, 8);
        Assert.Empty(reduced.Helpers);
        Assert.Single(reduced.Points);
    }

    [Fact]
    public void The_same_seed_gives_the_same_programs()
    {
        static string Text(ulong seed) => Program.Methods([.. Enumerable.Range(0, 50).Select(i => MethodGen.Generate(seed, i))]);
        Assert.Equal(Text(5), Text(5));
        Assert.NotEqual(Text(5), Text(6));
    }

    [Fact]
    public void Every_construct_is_there()
    {
        var wanted = Enum.GetValues<Kind>().Where(k => k < Kind.Element).Select(k => k.ToString()).Except([nameof(Kind.Function), nameof(Kind.LibraryCall)])
            .Concat(s_functions.Select(f => "Function " + f))
            .Concat(s_library.Select(f => "LibraryCall " + f))
            .Concat(["Early return", "Early return of a helper", "Parameter Int", "Parameter Bool", "Parameter Point", "Parameter PointF",
                "Parameter Blob", "Parameter BlobF", "Parameter [NoGradient] Double", "Parameter in Float"]);
        AssertAreThere(wanted, 2000, hasLoops: false);
    }

    [Fact]
    public void Every_loop_and_buffer_is_there() => AssertAreThere(
        Enum.GetValues<Kind>().Where(k => k >= Kind.Element).Select(k => k.ToString())
            .Concat(["Parameter Array", "Parameter ArrayF", "Parameter Span", "Parameter SpanF", "Parameter [NoGradient] Array", "Parameter Indices", "Parameter Slots", "Parameter Points", "Parameter Matrix"]),
        2000,
        hasLoops: true);

    private static void AssertAreThere(IEnumerable<string> constructs, int count, bool hasLoops)
    {
        var statistics = new Statistics();
        foreach (var index in Enumerable.Range(0, count))
            statistics.Add(MethodGen.Generate((ulong)s_seed, index, hasLoops));
        var rare = constructs.Where(c => statistics.Constructs.GetValueOrDefault(c) < 20).ToList();
        Assert.True(rare.Count == 0, $"fewer than 20 of {string.Join(", ", rare)} in:\n{statistics}");
        Assert.InRange(statistics.Nodes / statistics.Methods, 40, 200);
    }

    private static bool CallsTanh(Tree tree) => tree.All().Any(n => n is { Kind: Kind.Function, Text: "Tanh" });

    // One reduced example a category.
    private static string Report(IReadOnlyList<(RandomMethod Method, Failure Failure)> failures, int count)
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
        return $"{failures.Count} of {count} methods fail (seed {s_seed}):\n\n{string.Join("\n", examples)}";
    }

    private static int Setting(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
