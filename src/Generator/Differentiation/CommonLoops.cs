using SymGrad.Generator.IR;

namespace SymGrad.Generator.Differentiation;

/// <summary>
/// What loops give that is the same whatever direction a sweep takes: the sweep without these loops reads it from inputs of its own, which follow
/// the others, so that many sweeps can share what is computed once.
/// </summary>
internal sealed class CommonLoops : GraphRewriter
{
    private readonly Dictionary<int, int> _inputs = [];

    private CommonLoops(Graph sweep, IReadOnlyList<int> cut)
        : base(sweep, sweep.Inputs.Concat(cut.Select(result => InputFor(sweep, result))).ToEquatableArray())
    {
        for (int i = 0; i < cut.Count; i++)
            _inputs.Add(cut[i], sweep.Inputs.Count + i);
    }

    /// <summary>The results of loops that may be cut out: those of which no loop that stays computes the same again.</summary>
    /// <param name="mayCut">Whether a result, as a function of its own, may be.</param>
    public static int[] Find(Graph sweep, Func<Graph, bool> mayCut)
    {
        Liveness live = Liveness.Of(sweep);
        int[] found = [.. Enumerable.Range(0, sweep.Nodes.Count).Where(n => live.Contains(n) && IsOfLoop(sweep, n) && Alone(sweep, n) is var alone && WritesOwnMemory(alone) && mayCut(alone))];
        while (true)
        {
            var attempt = new CommonLoops(sweep, found);
            Liveness left = Liveness.Of(attempt.Run());
            int[] useful = [.. found.Where(result => attempt.IsRead(result, left) && !attempt.IsComputed(result, left))];
            if (useful.Length == found.Length)
                return AreLast(sweep, found) ? found : [];
            found = useful;
        }
    }

    /// <summary>The sweep that is given what is cut out of it.</summary>
    public static Graph Cut(Graph sweep, IReadOnlyList<int> results) => Pruning.Apply(new CommonLoops(sweep, results).Run());

    /// <summary>A result as a function of its own.</summary>
    public static Graph Alone(Graph sweep, params IEnumerable<int> results) => Pruning.Apply(sweep.WithResults(results));

    protected override int Substitute(int node, int copy) => _inputs.TryGetValue(node, out int input) ? Target.Input(input) : copy;

    private static bool IsOfLoop(Graph sweep, int node) =>
        sweep[node] is { Op: Op.Result, Region: 0 } result && sweep[result.A].Op == Op.Loop
        && (result.Type != ScalarType.Buffer || sweep[sweep.MemoryOf(node)] is { Op: Op.Allocate, Region: 0 });

    private static bool WritesOwnMemory(Graph alone) => alone.Nodes.All(node => node.Op != Op.Store || alone[alone.MemoryOf(node.A)].Op == Op.Allocate);

    // Memory that goes on changing before all is computed would not be what the sweep has read.
    private static bool AreLast(Graph sweep, int[] results)
    {
        Graph once = Alone(sweep, results);
        return once.Results.All(result => once[result].Type != ScalarType.Buffer
            || Enumerable.Range(result + 1, once.Nodes.Count - result - 1).All(n => once[n].Type != ScalarType.Buffer || once.MemoryOf(n) != once.MemoryOf(result)));
    }

    private bool IsRead(int result, Liveness left) => left.Contains(Target.Input(_inputs[result]));

    private bool IsComputed(int result, Liveness left) => left.Contains(this[Source.CarriedBy(Source[result].A)[(int)Source[result].Payload]]);

    private static Input InputFor(Graph sweep, int result)
    {
        var input = new Input(sweep.Names[result].Text ?? "", "", sweep[result].Type, IsActive: false);
        return input.IsBuffer ? input with { Name = sweep.Names[sweep.MemoryOf(result)].Text ?? "", Element = sweep.ElementOf(result) } : input;
    }
}
