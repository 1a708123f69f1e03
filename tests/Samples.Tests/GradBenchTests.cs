using System.Text.Json;
using System.Text.Json.Nodes;
using GradBench;

namespace SymGrad.Samples.Tests;

/// <summary>Sessions of GradBench's protocol; the answers are compared with those that the suite's own tools gave.</summary>
public sealed class GradBenchTests
{
    // Of the largest number in an answer: the tools add in other orders.
    private const double Tolerance = 1e-9;

    private static readonly string Folder = Repository.PathTo("tests/references/gradbench");

    private static readonly string[] Names = [.. Directory.EnumerateFiles(Folder, "*.jsonl").Select(Path.GetFileNameWithoutExtension).OfType<string>().Order(StringComparer.Ordinal)];

    public static TheoryData<string> Files => [.. Names];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_reference_message_is_answered_right(string file)
    {
        foreach (JsonNode reference in References(file))
        {
            string module = reference["module"]!.GetValue<string>();
            foreach ((string function, JsonNode? expected) in reference["outputs"]!.AsObject())
            {
                JsonNode answer = Ask(Evaluate(module, function, reference["input"]!));
                Assert.True(answer["success"]!.GetValue<bool>(), answer.ToJsonString());
                AssertClose(expected!, answer["output"]!, ToleranceOf(module), $"{module}.{function}");
            }
        }
    }

    [Fact]
    public void The_references_are_of_all_evals_and_functions()
    {
        var asked = from file in Names
                    from reference in References(file)
                    from output in reference["outputs"]!.AsObject()
                    select (reference["module"]!.GetValue<string>(), output.Key);

        Assert.Equal(
            Evals.All.SelectMany(eval => eval.Value.Keys.Select(function => (eval.Key, function))).Order(),
            asked.Distinct().Order());
        Assert.Equal(12, Evals.All.Count);
    }

    [Fact]
    public void A_whole_session()
    {
        string[] answers = Session(
            """{"id": 0, "kind": "start", "eval": "hello"}""",
            """{"id": 1, "kind": "define", "module": "hello"}""",
            """{"id": 2, "kind": "evaluate", "module": "hello", "function": "double", "input": 3.5}""",
            """{"id": 3, "kind": "analysis", "of": 2, "valid": true}""");

        Assert.Equal(["""{"id":0,"tool":"symgrad"}""", """{"id":1,"success":true}"""], answers[..2]);
        Assert.StartsWith("""{"id":2,"success":true,"output":7,"timings":[{"name":"prepare","nanoseconds":""", answers[2], StringComparison.Ordinal);
        Assert.Equal("""{"id":3}""", answers[3]);
        Assert.Equal(4, answers.Length);
    }

    [Fact]
    public void A_hand_that_fits_nothing_is_an_error()
    {
        JsonNode hand = References("ht_complicated").Single()["input"]!;
        Assert.True(Ask(Evaluate("ht", "objective", hand))["success"]!.GetValue<bool>());

        AssertError("A bone comes before its parent.", data => data["model"]!["parents"]![1] = 5);
        AssertError("base_relatives are not 22 transforms.", data => data["model"]!["base_relatives"]![3]![3]![3] = 2);
        AssertError("A triangle has not three vertices.", data => data["model"]!["triangles"]![0]![2] = 544);
        AssertError("A point corresponds to nothing.", data => data["correspondences"]![0] = -1);
        AssertError("weights is not 544×22.", data => data["model"]!["weights"]!.AsArray().RemoveAt(0));

        void AssertError(string error, Action<JsonNode> spoil)
        {
            JsonNode spoilt = hand.DeepClone();
            spoil(spoilt["data"]!);
            Assert.Equal(error, Ask(Evaluate("ht", "jacobian", spoilt))["error"]!.GetValue<string>());
        }
    }

    [Fact]
    public void A_function_runs_as_often_and_as_long_as_asked()
    {
        Assert.Equal(7, Runs(minRuns: 7, minSeconds: 0).Count());
        Assert.True(Runs(minRuns: 1, minSeconds: 0.02).Sum() >= 20_000_000);
        Assert.Single(Runs(minRuns: 0, minSeconds: 0));

        static IEnumerable<long> Runs(int minRuns, double minSeconds) =>
            from timing in Ask(Evaluate("lse", "gradient", new JsonObject { ["x"] = new JsonArray(1, 2), ["min_runs"] = minRuns, ["min_seconds"] = minSeconds }))["timings"]!.AsArray()
            where timing["name"]!.GetValue<string>() == "evaluate"
            select timing["nanoseconds"]!.GetValue<long>();
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("hello", "")]
    [InlineData("[1, 2]", "")]
    [InlineData("null", "")]
    [InlineData("""{"id": "seven", "kind": "start"}""", "")]
    [InlineData("""{"id": 7}""", "There are no messages of the kind ''.")]
    [InlineData("""{"id": 7, "kind": "stop"}""", "There are no messages of the kind 'stop'.")]
    [InlineData("""{"id": 7, "kind": "define", "module": "gmmm"}""", "There is no eval 'gmmm'.")]
    [InlineData("""{"id": 7, "kind": "define"}""", "There is no eval ''.")]
    [InlineData("""{"id": 7, "kind": "evaluate", "module": "gmmm", "function": "objective", "input": 1}""", "There is no eval 'gmmm'.")]
    [InlineData("""{"id": 7, "kind": "evaluate", "module": "lse", "function": "hessian", "input": 1}""", "The eval 'lse' has no function 'hessian'.")]
    [InlineData("""{"id": 7, "kind": "evaluate", "module": "lse", "function": "primal"}""", "There is no input.")]
    [InlineData("""{"id": 7, "kind": "evaluate", "module": "lse", "function": "primal", "input": null}""", "There is no input.")]
    [InlineData("""{"id": 7, "kind": "evaluate", "module": "lse", "function": "primal", "input": 1}""", "")]
    [InlineData("""{"id": 7, "kind": "evaluate", "module": "lse", "function": "primal", "input": {}}""", "")]
    [InlineData("""{"id": 7, "kind": "evaluate", "module": "lse", "function": "primal", "input": {"x": null}}""", "")]
    [InlineData("""{"id": 7, "kind": "evaluate", "module": "lse", "function": "primal", "input": {"x": ["a"]}}""", "")]
    [InlineData("""{"id": 7, "kind": "evaluate", "module": "lse", "function": "primal", "input": {"x": []}}""", "x is empty.")]
    [InlineData("""{"id": 7, "kind": "evaluate", "module": "lse", "function": "primal", "input": {"x": [1e999]}}""", "")]
    [InlineData("""{"id": 7, "kind": "evaluate", "module": "hello", "function": "square", "input": 1e300}""", "The output is not finite.")]
    [InlineData("""{"id": 7, "kind": "evaluate", "module": "llsq", "function": "primal", "input": {"x": [1], "n": 1}}""", "n is less than 2.")]
    [InlineData("""{"id": 7, "kind": "evaluate", "module": "ode", "function": "primal", "input": {"x": [1], "s": 0}}""", "x is empty, or there are no steps.")]
    [InlineData("""{"id": 7, "kind": "evaluate", "module": "kmeans", "function": "dir", "input": {"points": [[1, 2], [3]], "centroids": [[1, 2]]}}""", "")]
    [InlineData("""{"id": 7, "kind": "evaluate", "module": "kmeans", "function": "dir", "input": {"points": [1, 2], "centroids": [[1, 2]]}}""", "")]
    [InlineData("""{"id": 7, "kind": "evaluate", "module": "kmeans", "function": "dir", "input": {"points": [["a"]], "centroids": [[1]]}}""", "")]
    [InlineData("""{"id": 7, "kind": "evaluate", "module": "kmeans", "function": "dir", "input": {"points": [[1, 2]], "centroids": [[1]]}}""", "Points and centroids have not the same dimension.")]
    [InlineData("""{"id": 7, "kind": "evaluate", "module": "gmm", "function": "jacobian", "input": {"d": 1, "k": 1, "n": 1, "x": [[1]], "m": 0, "gamma": 1, "alpha": [1, 2], "mu": [[1]], "q": [[1]], "l": [[]]}}""", "alpha has not k elements.")]
    [InlineData("""{"id": 7, "kind": "evaluate", "module": "gmm", "function": "jacobian", "input": {"d": 2, "k": 1, "n": 1, "x": [[1, 2]], "m": 0, "gamma": 1, "alpha": [1], "mu": [[1, 2]], "q": [[1, 2]], "l": [[]]}}""", "l is not 1×1.")]
    [InlineData("""{"id": 7, "kind": "evaluate", "module": "lstm", "function": "objective", "input": {"main_params": [[1]], "extra_params": [[1], [1], [1]], "state": [[1], [1]], "sequence": [[1], [0]]}}""", "main_params is not 2×4.")]
    [InlineData("""{"id": 7, "kind": "evaluate", "module": "ba", "function": "jacobian", "input": {"n": 1, "m": 1, "p": 1, "cam": [1], "x": [1, 2, 3], "w": 1, "feat": [1, 2]}}""", "cam, x and feat have not 11, 3 and 2 elements.")]
    [InlineData("""{"id": 7, "kind": "evaluate", "module": "det", "function": "primal", "input": {"A": [1, 2, 3], "ell": 2}}""", "A is not ell×ell, or ell is too large.")]
    [InlineData("""{"id": 7, "kind": "evaluate", "module": "ht", "function": "objective", "input": {"theta": [1], "us": [], "data": {"correspondences": [], "points": [], "model": {"parents": [], "base_relatives": [], "inverse_base_absolutes": [], "base_positions": [], "weights": [], "triangles": [], "is_mirrored": false}}}}""", "theta has not 26 elements.")]
    [InlineData("""{"id": 7, "kind": "evaluate", "module": "saddle", "function": "ff", "input": {"start": [1]}}""", "start has not two elements.")]
    public void A_bad_message_gets_an_error_and_the_session_goes_on(string message, string error)
    {
        string[] answers = Session(message, """{"id": 8, "kind": "define", "module": "det"}""");

        JsonNode answer = JsonNode.Parse(answers[0])!;
        Assert.Equal(error == "" ? answer["id"]?.ToJsonString() : "7", answer["id"]?.ToJsonString());
        Assert.False(answer["success"]!.GetValue<bool>());
        Assert.NotEqual("", answer["error"]!.GetValue<string>());
        if (error != "")
            Assert.Equal(error, answer["error"]!.GetValue<string>());
        Assert.Equal("""{"id":8,"success":true}""", answers[1]);
    }

    private static IEnumerable<JsonNode> References(string file) => File.ReadLines(Path.Combine(Folder, file + ".jsonl")).Select(line => JsonNode.Parse(line)!);

    private static JsonObject Evaluate(string module, string function, JsonNode input) => new()
    {
        ["id"] = 1,
        ["kind"] = "evaluate",
        ["module"] = module,
        ["function"] = function,
        ["input"] = input.DeepClone(),
    };

    private static JsonNode Ask(JsonObject message) => JsonNode.Parse(Session(message.ToJsonString())[0])!;

    private static string[] Session(params string[] messages)
    {
        using var responses = new StringWriter { NewLine = "\n" };
        GradBench.Session.Run(new StringReader(string.Join('\n', messages)), responses);
        return responses.ToString().TrimEnd('\n').Split('\n');
    }

    // Both are where a descent with these tolerances stops.
    private static double ToleranceOf(string module) => module switch
    {
        "particle" => 1e-4,
        "saddle" => 1e-2,
        _ => Tolerance,
    };

    private static void AssertClose(JsonNode expected, JsonNode actual, double tolerance, string name)
    {
        (string Path, double Value)[] right = [.. Numbers(expected, "")], given = [.. Numbers(actual, "")];
        Assert.Equal(right.Select(n => n.Path), given.Select(n => n.Path));
        double scale = right.Max(n => Math.Abs(n.Value));
        Assert.All(right.Zip(given), pair => Assert.True(
            Math.Abs(pair.First.Value - pair.Second.Value) <= tolerance * scale, $"{name}{pair.First.Path} is {pair.Second.Value:R}, not {pair.First.Value:R}."));
    }

    private static IEnumerable<(string Path, double Value)> Numbers(JsonNode node, string path) => node switch
    {
        JsonObject parts => parts.OrderBy(part => part.Key, StringComparer.Ordinal).SelectMany(part => Numbers(part.Value!, $"{path}.{part.Key}")),
        JsonArray elements => elements.SelectMany((element, i) => Numbers(element!, $"{path}[{i}]")),
        _ => [(path, node.GetValue<double>())],
    };
}
