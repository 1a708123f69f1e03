using SymGrad.Generator.IR;

namespace SymGrad.Generator.Differentiation;

/// <summary>A sweep along one element of a buffer.</summary>
/// <param name="Graph">Its results are states of one matrix.</param>
/// <param name="Buffer">The input that the buffer is.</param>
/// <param name="Direction">The input that is 1 at the element, and 0 elsewhere.</param>
/// <param name="Element">The input that is the number of the element.</param>
internal sealed record ElementSweep(Graph Graph, int Buffer, Input Direction, Input Element);

/// <summary>Runs sweeps along the elements of buffers, one after the other, and after them all the sweeps whose number is known.</summary>
/// <param name="shares">Whether what sweeps have in common is computed before them.</param>
internal sealed class ElementByElement(Graph known, bool shares)
{
    private readonly GraphBuilder _builder = new(known.Inputs, known.Options) { Callees = known.Callees };
    // What sweeps have in common, by the function that gives it.
    private readonly Dictionary<Function, int> _common = [];

    /// <summary>The results of the known sweeps, and after them the last states of the matrix.</summary>
    public static Graph Apply(Graph known, MatrixSize size, IReadOnlyList<ElementSweep> sweeps)
    {
        Graph apart = new ElementByElement(known, shares: false).Apply(size, sweeps), shared = new ElementByElement(known, shares: true).Apply(size, sweeps);
        // Where loops have more to do than what is common, each would be there twice.
        return shared.Nodes.Count < apart.Nodes.Count ? shared : apart;
    }

    private Graph Apply(MatrixSize size, IReadOnlyList<ElementSweep> sweeps)
    {
        FirstChecks.Copy(known, _builder);
        size.Columns(_builder);
        int[] states = [.. sweeps.SelectMany(Run)];
        // The values come last, since the sweeps read what the output held before.
        int[] common = CommonLoops.Find(known, alone => _common.ContainsKey(Function.Of(alone)));
        int[] shared = [.. common.Select(result => _common[FunctionOf(known, result)])];
        int[] results = Inlining.Apply(CommonLoops.Cut(known, common), _builder, input => input < known.Inputs.Count ? _builder.Input(input) : shared[input - known.Inputs.Count]);
        return Pruning.Apply(_builder.Build([.. results, .. states]));
    }

    private static Function FunctionOf(Graph graph, int result) => Function.Of(CommonLoops.Alone(graph, result));

    private int[] Run(ElementSweep sweep)
    {
        int buffer = _builder.Input(sweep.Buffer), length = _builder.Length(buffer);
        int direction = _builder.Allocate(known.Inputs[sweep.Buffer].Element, length);
        _builder.SetName(direction, sweep.Direction.Name);
        int[] common = !shares ? [] : CommonLoops.Find(sweep.Graph, alone => !alone.Nodes.Any(node => node.Op == Op.Input && Varies(sweep, alone.Inputs[(int)node.Payload])));
        int[] shared = Shared(sweep.Graph, common);
        Graph turn = CommonLoops.Cut(sweep.Graph, common);
        int matrix = _builder.Input(_builder.InputIndex(sweep.Graph.Inputs.First(input => input.IsMatrix)));
        int[] last = _builder.ForEach(
            length,
            [direction, .. sweep.Graph.Results.Select(_ => matrix)],
            (element, current) =>
            {
                int along = Set(current[0], element, 1);
                // Before the sweep: where it first asks for the copy may be a branch.
                int[] arguments = [.. turn.Inputs.Select((input, i) => input switch
                {
                    _ when i >= sweep.Graph.Inputs.Count => Own(turn, i, shared[i - sweep.Graph.Inputs.Count]),
                    var own when own == sweep.Direction => along,
                    var own when own == sweep.Element => element,
                    { IsMatrix: true } => current[1],
                    { IsOutput: true } own when Touches(turn, i) => BufferCopy.Of(_builder, own),
                    var own => Input(own),
                })];
                int[] states = Inlining.Apply(turn, _builder, input => arguments[input]);
                return [Set(along, element, 0), .. states];
            },
            sweep.Element.Name,
            LoopRole.Directions);
        return [.. last.Skip(1)];
    }

    // Before all turns, unless another sweep had the same.
    private int[] Shared(Graph sweep, int[] common)
    {
        Function[] functions = [.. common.Select(result => FunctionOf(sweep, result))];
        if (!functions.All(_common.ContainsKey))
        {
            int[] computed = Inlining.Apply(CommonLoops.Alone(sweep, common), _builder, input => Input(sweep.Inputs[input]));
            for (int i = 0; i < functions.Length; i++)
                _common[functions[i]] = computed[i];
        }

        return [.. functions.Select(function => _common[function])];
    }

    // What a turn changes is a copy of its own.
    private int Own(Graph turn, int input, int shared) => turn.Inputs[input].IsBuffer && turn.Nodes.Any(node => node.Op == Op.Store && turn.MemoryOf(node.A) == turn.LeafOf(input))
        ? BufferCopy.Of(_builder, shared, _builder.Length(shared), turn.Inputs[input].Name)
        : shared;

    private static bool Varies(ElementSweep sweep, Input input) => input == sweep.Direction || input == sweep.Element || input.IsMatrix || input.IsOutput;

    private int Input(Input input) => _builder.Input(_builder.InputIndex(input));

    private int Set(int direction, int element, double value) =>
        _builder.Store(direction, element, _builder.Constant(_builder.ElementOf(direction), value));

    private static bool Touches(Graph sweep, int input) =>
        Enumerable.Range(0, sweep.Nodes.Count).Any(n => sweep[n].Op is Op.Load or Op.Store && sweep.MemoryOf(n) == sweep.LeafOf(input));

    /// <summary>A function by what it does, and to what: graphs are canonical.</summary>
    private readonly record struct Function(EquatableArray<Node> Nodes, EquatableArray<Region> Regions, EquatableArray<Input> Read)
    {
        public static Function Of(Graph graph) =>
            new(graph.Nodes, graph.Regions, graph.Nodes.Where(node => node.Op == Op.Input).Select(node => graph.Inputs[(int)node.Payload]).ToEquatableArray());
    }
}
