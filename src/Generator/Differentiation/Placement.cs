using SymGrad.Generator.IR;
using SymGrad.Generator.Simplification;

namespace SymGrad.Generator.Differentiation;

/// <summary>Where a result of a sweep is inside a matrix: element i of a buffer is the matrix's at Stride·i + First, a number is at First.</summary>
/// <param name="Stride">Along a row that from one element to the next, the number of columns along a column.</param>
internal readonly record struct Place(Func<GraphBuilder, int> Stride, Func<GraphBuilder, int> First);

/// <summary>
/// Makes the results of sweeps parts of one matrix. The buffers that they write to do not overlap there, so each goes on as a chain of
/// states of its own.
/// </summary>
internal sealed class Placement : GraphRewriter
{
    private readonly Dictionary<int, (int Stride, int First)> _places = [];
    private readonly int _matrix;

    private Placement(Graph source, Input matrix, IReadOnlyList<Place> places) : base(source)
    {
        _matrix = Target.Input(Target.InputIndex(matrix));
        for (int k = 0; k < places.Count; k++)
        {
            int result = source.Results[source.Results.Count - places.Count + k];
            if (source[result].Type == ScalarType.Buffer)
                _places.Add((int)source[source.MemoryOf(result)].Payload, (places[k].Stride(Target), places[k].First(Target)));
        }
    }

    /// <summary>Places the last results.</summary>
    public static Graph Apply(Graph graph, Input matrix, IReadOnlyList<Place> places)
    {
        var placement = new Placement(graph, matrix, places);
        placement.CopyRegion(0);
        int[] results = [.. graph.Results.Select(result => placement[result])];
        for (int k = 0, at = results.Length - places.Count; k < places.Count; k++, at++)
        {
            if (graph[graph.Results[at]].Type != ScalarType.Buffer)
                results[at] = placement.Store(placement._matrix, places[k].First(placement.Target), results[at]);
        }

        return Pruning.Apply(placement.Target.Build(results));
    }

    protected override int CopyLeaf(Node leaf) => PlaceOf(leaf) is null ? base.CopyLeaf(leaf) : _matrix;

    protected override void Copy(int index)
    {
        Node node = Source[index];
        if (node.Op is not (Op.Load or Op.Store or Op.Slice or Op.At) || PlaceOf(Source[Source.MemoryOf(node.A)]) is not { } place)
            base.Copy(index);
        else if (node.Op is Op.Slice or Op.At)
            return; // where a part begins is added to the index
        else if (node.Op == Op.Load)
            this[index] = Algebra.Convert(Target, Target.Load(Target.ElementOf(_matrix), this[node.A], At(place, node.B)), node.Type);
        else
            this[index] = Store(this[node.A], At(place, node.B), this[node.C]);
    }

    // An index into a part is one into the whole.
    private int ElementAt(int index) => Source[index] is { Op: Op.At } at ? MatrixSize.Sum(Target, StartOf(at.A), this[at.B]) : this[index];

    private int StartOf(int part) => Source[part] is { Op: Op.Slice } slice ? MatrixSize.Sum(Target, StartOf(slice.A), this[slice.B]) : Target.Constant(ScalarType.Int32, 0L);

    private int Store(int state, int index, int value) => Target.Store(state, index, Algebra.Convert(Target, value, Target.ElementOf(_matrix)));

    private (int Stride, int First)? PlaceOf(Node memory) => memory.Op == Op.Input && _places.TryGetValue((int)memory.Payload, out (int, int) place) ? place : null;

    private int At((int Stride, int First) place, int index)
    {
        int row = MatrixSize.Product(Target, place.Stride, ElementAt(index));
        if (Target[row].Op == Op.Multiply)
            Target.SetName(row, "row");
        return MatrixSize.Sum(Target, row, place.First);
    }
}
