using SymGrad.Generator.IR;

namespace SymGrad.Generator.Differentiation;

/// <summary>A sweep along one element of a buffer.</summary>
/// <param name="Graph">Its results are states of one matrix.</param>
/// <param name="Buffer">The input that the buffer is.</param>
/// <param name="Direction">The input that is 1 at the element, and 0 elsewhere.</param>
/// <param name="Element">The input that is the number of the element.</param>
internal sealed record ElementSweep(Graph Graph, int Buffer, Input Direction, Input Element);

/// <summary>Runs sweeps along the elements of buffers, one after the other, and after them all the sweeps whose number is known.</summary>
internal sealed class ElementByElement(Graph known)
{
    private readonly GraphBuilder _builder = new(known.Inputs, known.Options) { Callees = known.Callees };

    /// <summary>The results of the known sweeps, and after them the last states of the matrix.</summary>
    public static Graph Apply(Graph known, MatrixSize size, IEnumerable<ElementSweep> sweeps)
    {
        var turns = new ElementByElement(known);
        FirstChecks.Copy(known, turns._builder);
        size.Columns(turns._builder);
        int[] states = [.. sweeps.SelectMany(turns.Run)];
        // The values come last, since the sweeps read what the output held before.
        int[] results = Inlining.Apply(known, turns._builder, turns._builder.Input);
        return turns._builder.Build([.. results, .. states]);
    }

    private int[] Run(ElementSweep sweep)
    {
        int buffer = _builder.Input(sweep.Buffer), length = _builder.Length(buffer);
        int direction = _builder.Allocate(known.Inputs[sweep.Buffer].Element, length);
        _builder.SetName(direction, sweep.Direction.Name);
        int matrix = _builder.Input(_builder.InputIndex(sweep.Graph.Inputs.First(input => input.IsMatrix)));
        int[] last = _builder.ForEach(
            length,
            [direction, .. sweep.Graph.Results.Select(_ => matrix)],
            (element, current) =>
            {
                int along = Set(current[0], element, 1);
                // Before the sweep: where it first asks for the copy may be a branch.
                int[] arguments = [.. sweep.Graph.Inputs.Select((input, i) => input switch
                {
                    var own when own == sweep.Direction => along,
                    var own when own == sweep.Element => element,
                    { IsMatrix: true } => current[1],
                    { IsOutput: true } own when Touches(sweep.Graph, i) => BufferCopy.Of(_builder, own),
                    var own => Input(own),
                })];
                int[] states = Inlining.Apply(sweep.Graph, _builder, input => arguments[input]);
                return [Set(along, element, 0), .. states];
            },
            sweep.Element.Name,
            LoopRole.Directions);
        return [.. last.Skip(1)];
    }

    private int Input(Input input) => _builder.Input(_builder.InputIndex(input));

    private int Set(int direction, int element, double value) =>
        _builder.Store(direction, element, _builder.Constant(_builder.ElementOf(direction), value));

    private static bool Touches(Graph sweep, int input) =>
        Enumerable.Range(0, sweep.Nodes.Count).Any(n => sweep[n].Op is Op.Load or Op.Store && sweep.MemoryOf(n) == sweep.LeafOf(input));
}
