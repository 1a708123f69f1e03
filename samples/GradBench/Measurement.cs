using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using GradBench.Objectives;

namespace GradBench;

/// <summary>A table of what derivatives cost: their time as a multiple of the objective's, in runs that alternate.</summary>
internal static class Measurement
{
    private const int LeastRuns = 7;

    // The minimum of many runs is what the code takes; the rest is what else the machine does.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <param name="Goal">The ratio that is aimed at.</param>
    /// <param name="Workspace">How many numbers the loops keep for the way back.</param>
    private sealed record Row(string Eval, string Objective, string Derivative, double Goal, string Size, JsonElement Input, int Workspace);

    public static void Print(TextWriter writer, string[] evals)
    {
        writer.WriteLine("| eval | size | objective, ms | derivative, ms | ratio | goal | allocated, bytes | workspace | generated lines |");
        writer.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (Row row in Rows().Where(row => evals.Length == 0 || evals.Contains(row.Eval)))
        {
            (double objective, double derivative, long allocated) = Measure(row);
            writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {row.Eval} | {row.Size} | {objective:F3} | {derivative:F3} | {derivative / objective:F2} | {row.Goal:0.#} | {allocated} | {row.Workspace} | {GeneratedLines(row.Eval)} |"));
        }

        foreach (string eval in new[] { "particle", "saddle" }.Where(eval => evals.Length == 0 || evals.Contains(eval)))
        {
            JsonElement input = eval == "particle" ? Json(new ParticleInput(0)) : Json(new SaddleInput([1, 1]));
            string[] modes = ["rr", "rf", "fr", "ff"];
            double[] times = Fastest([.. modes.Select(mode => Evals.All[eval][mode].On(input))]);
            writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {eval} | {string.Join(" / ", modes)} | | {string.Join(" / ", times.Select(t => t.ToString("F3", CultureInfo.InvariantCulture)))} | | | | | {GeneratedLines(eval)} |"));
        }
    }

    private static IEnumerable<Row> Rows()
    {
        var random = new Random(1);
        double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())];
        Matrix Table(int rows, int columns) => new(Numbers(rows * columns), rows, columns);

        var llsq = new LlsqInput(Numbers(128), 8196);
        yield return new("llsq", "primal", "gradient", 1.2, "n=8196 m=128", Json(llsq), Llsq.LossWorkspaceLength(llsq.X, llsq.N));

        var lse = new LseInput(Numbers(100_000));
        yield return new("lse", "primal", "gradient", 1.5, "n=100000", Json(lse), Lse.LogSumExpWorkspaceLength(lse.X));

        var ode = new OdeInput(Numbers(10_000), 10);
        yield return new("ode", "primal", "gradient", 3, "n=10000 s=10", Json(ode), Ode.SolveWorkspaceLength(ode.X, ode.S, new double[ode.X.Length]));

        var kmeans = new KmeansInput(Table(10_000, 8), Table(100, 8));
        yield return new("kmeans", "cost", "dir", 2, "k=100 n=10000 d=8", Json(kmeans), Kmeans.CostWorkspaceLength(kmeans.Points.Values, kmeans.Centroids.Values, 8));

        const int d = 32, k = 25;
        var gmm = new GmmInput(d, k, 1000, Table(1000, d), 0, 1, Numbers(k), Table(k, d), Table(k, d), Table(k, d * (d - 1) / 2));
        yield return new(
            "gmm", "objective", "jacobian", 2, "d=32 k=25 n=1000", Json(gmm),
            Gmm.LogPosteriorWorkspaceLength(d, gmm.X.Values, 0, 1, gmm.Alpha, gmm.Mu.Values, gmm.Q.Values, gmm.L.Values));

        const int layers = 4, bits = 14;
        var lstm = new LstmInput(
            Table(2 * layers, 4 * bits), Table(3, bits), Table(2 * layers, bits), new([.. Numbers(4096 * bits).Select(x => Math.Round(x))], 4096, bits));
        yield return new(
            "lstm", "objective", "jacobian", 1.8, "l=4 c=4096", Json(lstm),
            Lstm.LossWorkspaceLength(bits, lstm.MainParams.Values, lstm.ExtraParams.Values, lstm.State.Values, lstm.Sequence.Values));

        var ba = new BaInput(
            372, 47423, 204_472,
            [-0.758453, -1.109613, -0.845551, 34.556073, 39.676747, 53.881673, 419.194514, 5.864426, -8.51887, 0.087812, 0.002739],
            [7.203245, 0.001144, 3.023326], 0.417022, [271.760969, 834.209256]);
        yield return new("ba", "objective", "jacobian", 3, "p=204472", Json(ba), 0);

        yield return new("ht", "objective", "jacobian", 8, "small, complicated, c=800", Json(Hand(random, 800)), 0);

        foreach (int n in new[] { 9, 14 })
        {
            var det = new DetInput(Numbers(n * n), n);
            yield return new("det", "primal", "gradient", 3, $"l={n}", Json(det), Det.DeterminantWorkspaceLength(det.A, n));
        }
    }

    // As large as the suite's: 22 bones, 544 vertices that go with four of them, 1084 triangles.
    private static HtInput Hand(Random random, int points)
    {
        const int bones = 22, vertices = 544, triangles = 1084;
        Matrix Transform() => new([.. Enumerable.Range(0, 16).Select(i => i % 5 == 0 ? 1 : i < 12 ? 0.1 * random.NextDouble() : 0)], 4, 4);
        double[] weights = new double[vertices * bones], positions = [.. Enumerable.Range(0, vertices * 4).Select(i => i % 4 == 3 ? 1 : random.NextDouble())];
        for (int i = 0; i < 4 * vertices; i++)
            weights[i / 4 * bones + random.Next(bones)] += 0.25;
        var model = new HandModel(
            [.. Enumerable.Range(0, bones).Select(bone => bone % 4 == 1 ? 0 : bone - 1)],
            [.. Enumerable.Range(0, bones).Select(_ => Transform())], [.. Enumerable.Range(0, bones).Select(_ => Transform())],
            new Matrix(positions, vertices, 4), new Matrix(weights, vertices, bones),
            [.. Enumerable.Range(0, triangles).Select(_ => new[] { random.Next(vertices), random.Next(vertices), random.Next(vertices) })], IsMirrored: false);
        return new HtInput(
            [.. Enumerable.Range(0, HtInput.Angles).Select(_ => random.NextDouble())],
            new HtData(model, [.. Enumerable.Range(0, points).Select(_ => random.Next(triangles))], new Matrix([.. Enumerable.Range(0, 3 * points).Select(_ => random.NextDouble())], points, 3)),
            new Matrix([.. Enumerable.Range(0, 2 * points).Select(_ => 0.5 * random.NextDouble())], points, 2));
    }

    private static JsonElement Json<T>(T input) => JsonSerializer.SerializeToElement(input, Wire.Of<T>());

    private static (double Objective, double Derivative, long Allocated) Measure(Row row)
    {
        Action objective = Evals.All[row.Eval][row.Objective].On(row.Input), derivative = Evals.All[row.Eval][row.Derivative].On(row.Input);
        double[] times = Fastest([objective, derivative]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        derivative();
        return (times[0], times[1], GC.GetAllocatedBytesForCurrentThread() - before);
    }

    // In milliseconds, each after the other again and again.
    private static double[] Fastest(Action[] actions)
    {
        double[] fastest = [.. actions.Select(_ => double.PositiveInfinity)];
        long start = Stopwatch.GetTimestamp();
        for (int run = 0; run < LeastRuns || Stopwatch.GetElapsedTime(start) < Patience; run++)
        {
            for (int i = 0; i < actions.Length; i++)
            {
                long begin = Stopwatch.GetTimestamp();
                actions[i]();
                fastest[i] = Math.Min(fastest[i], Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
            }
        }

        return fastest;
    }

    private static int GeneratedLines(string eval, [CallerFilePath] string here = "")
    {
        string folder = Path.Combine(Path.GetDirectoryName(here)!, "obj");
        return !Directory.Exists(folder) ? 0 : Directory.EnumerateFiles(folder, $"GradBench.Objectives.{char.ToUpperInvariant(eval[0])}{eval[1..]}.*.g.cs", SearchOption.AllDirectories)
            .Where(file => file.Contains(Path.Combine("Release", "net10.0", "generated"), StringComparison.Ordinal)).Sum(file => File.ReadLines(file).Count());
    }
}
