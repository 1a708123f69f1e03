using SymGrad.Generator.IR;

namespace SymGrad.Generator.Differentiation;

/// <summary>
/// Jacobians and Hessians that have as many rows or columns as the caller's buffers have elements: what the sweeps compute goes straight to its
/// place in the matrix. All sweeps whose number is known run as one; along the elements of a buffer a loop runs one a turn.
/// </summary>
internal sealed partial class Derivatives
{
    /// <summary>A direction that a sweep takes, and the number of its leaf element among all.</summary>
    private readonly record struct Direction(Seed Seed, Func<GraphBuilder, int> Number);

    private bool IsSized => !IsSpanValued && !Active.Any(input => input.IsBuffer);

    private MatrixSize Size => new(_primal);

    private Input MatrixOf(DerivativeKind kind)
    {
        string name = _declaration.Appended(kind.ToString().ToLowerInvariant());
        return new Input(name, name, ScalarType.Buffer, IsActive: false) { Element = _declaration.Scalar, IsDestination = true, IsMatrix = true };
    }

    private DerivedMember SizedByBuffers(DerivativeKind kind)
    {
        Input matrix = MatrixOf(kind);
        Func<IReadOnlyList<Direction>, Graph> swept = kind == DerivativeKind.Hessian ? Products(matrix) : IsSpanValued ? Columns(matrix) : null!;
        Graph graph = swept is null ? Rows(matrix) : Along(matrix, swept);
        return Member(kind, graph, IsSpanValued ? graph : graph.WithResults(graph.Results.Skip(Values)));
    }

    // A sweep of reverse mode a row.
    private Graph Rows(Input matrix)
    {
        Seed[] seeds = [.. Seed.Units(Values).Select((seed, row) => Into(seed, "Row" + row.ToString(System.Globalization.CultureInfo.InvariantCulture)))];
        return Placement.Apply(ReverseTo(seeds), matrix, [.. from row in Enumerable.Range(0, Values) from entry in Enumerable.Range(0, Active.Length) select InRow(b => b.Constant(ScalarType.Int32, (long)row), entry)]);
    }

    // A sweep of forward mode a column.
    private Func<IReadOnlyList<Direction>, Graph> Columns(Input matrix) => directions => Placement.Apply(
        ForwardMode.Apply(_primal, [.. directions.Select((direction, k) => direction.Seed with { Destinations = new[] { Written("Column" + k.ToString(System.Globalization.CultureInfo.InvariantCulture)) }.ToEquatableArray() })]),
        matrix,
        [.. directions.Select(direction => new Place(Size.Columns, direction.Number))]);

    // The gradient swept by forward mode, a row each time: the matrix is symmetric.
    private Func<IReadOnlyList<Direction>, Graph> Products(Input matrix) => directions =>
    {
        Graph along = ForwardMode.Apply(Prepared(_valueAndGradient.Value), [.. directions.Select((direction, k) => Into(direction.Seed, "Row" + k.ToString(System.Globalization.CultureInfo.InvariantCulture)))]);
        int n = Active.Length;
        // Of each direction, the value's tangent comes before the gradient's.
        Graph products = along.WithResults([along.Results[0], .. Enumerable.Range(1, directions.Count).SelectMany(k => along.Results.Skip((k * (1 + n)) + 1).Take(n))]);
        return Placement.Apply(products, matrix, [.. directions.SelectMany(direction => Enumerable.Range(0, n).Select(entry => InRow(direction.Number, entry)))]);
    };

    private Place InRow(Func<GraphBuilder, int> row, int entry) => new(
        builder => Size.Stride(builder, entry),
        builder => MatrixSize.Sum(builder, MatrixSize.Product(builder, row(builder), Size.Columns(builder)), Size.First(builder, entry)));

    private Graph Along(Input matrix, Func<IReadOnlyList<Direction>, Graph> swept)
    {
        Input[] active = Active;
        int[] turns = [.. Enumerable.Range(0, active.Length).Where(entry => active[entry].IsBuffer && ElementsOf(entry) is null)];
        Graph known = swept([.. Enumerable.Range(0, active.Length).Except(turns).SelectMany(entry => active[entry].IsBuffer ? ElementsOf(entry)!.Select(element => Along(entry, element)) : [Along(entry)])]);
        return turns.Length == 0 ? known : ElementByElement.Apply(known, Size, [.. turns.Select(entry => Turn(entry, swept))]);
    }

    private Direction Along(int entry) => new(Seed.Of(entry), builder => Size.First(builder, entry));

    private Direction Along(int entry, int element) => new(
        Seed.Of(entry) with { Element = element }, builder => Size.Column(builder, entry, builder.Constant(ScalarType.Int32, (long)element)));

    // The elements of a buffer of parameters, b[0], b[1], b[2], which are read wherever a row is written: then they are there. Null for any other buffer.
    private int[]? ElementsOf(int entry)
    {
        int leaf = _primal.LeafOf(Array.IndexOf([.. _primal.Inputs], Active[entry]));
        int[] loads = [.. Enumerable.Range(0, _primal.Nodes.Count).Where(n => _primal[n].Op == Op.Load && _primal[n].A == leaf)];
        if (!IsSpanValued || loads.Any(load => _primal[_primal[load].B] is not { Op: Op.Constant, Payload: >= 0 and <= MostEntriesCompared }))
            return null;
        int[] elements = [.. loads.Select(load => (int)_primal[_primal[load].B].Payload).Distinct().OrderBy(element => element)];
        var readers = new HashSet<int>(loads.Where(load => _primal[_primal[load].B].Payload == elements[elements.Length - 1]));
        for (int n = 0; n < _primal.Nodes.Count; n++)
        {
            if (_primal[n].Op != Op.Carried && _primal[n].Operands.Any(readers.Contains))
                readers.Add(n);
        }

        return Enumerable.Range(0, _primal.Nodes.Count).Where(IsToOutput).All(store => readers.Contains(_primal[store].C)) || elements.Length == 0 ? elements : null;
    }

    private bool IsToOutput(int node) => _primal[node].Op == Op.Store && _primal[_primal.MemoryOf(node)].Op == Op.Input;

    // The sweep along one element of a buffer, the number of which is an input.
    private ElementSweep Turn(int entry, Func<IReadOnlyList<Direction>, Graph> swept)
    {
        Input leaf = Active[entry];
        string unitName = CamelCase.Of(_declaration.Beside(leaf, "Unit").Name), elementName = CamelCase.Of(_declaration.Beside(leaf, "Index").Name);
        Input unit = new(unitName, unitName, ScalarType.Buffer, IsActive: false) { Element = leaf.Element }, element = new(elementName, "", ScalarType.Int32, IsActive: false);
        Graph sweep = swept([new Direction(Seed.Along(entry, unit), builder => Size.Column(builder, entry, builder.Input(builder.InputIndex(element))))]);
        return new ElementSweep(Pruning.Apply(sweep.WithResults(sweep.Results.Skip(Values))), Enumerable.Range(0, _primal.Inputs.Count).First(i => _primal.Inputs[i] == leaf), unit, element);
    }
}
