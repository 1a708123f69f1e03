using SymGrad.Generator.IR;

namespace SymGrad.Generator.Differentiation;

/// <summary>
/// A Jacobian or a Hessian inside a function, as large as buffers are long: sweeps one after the other, each into buffers of its own, and from
/// there to their places in the matrix.
/// </summary>
internal sealed class NestedMatrices
{
    private readonly Graph _primal;
    private readonly Input[] _active;
    private readonly GraphBuilder _builder;
    private readonly MatrixSize _size;
    private readonly int _columns;
    private int _matrix;

    public NestedMatrices(Graph primal, Input matrix)
    {
        _primal = primal;
        _active = [.. primal.Inputs.Where(input => input.IsActive)];
        _builder = new GraphBuilder(primal.Inputs.Append(matrix).ToEquatableArray(), primal.Options) { Callees = primal.Callees };
        _size = new MatrixSize(primal);
        _columns = _size.Columns(_builder);
        _matrix = _builder.Input(primal.Inputs.Count);
    }

    /// <param name="sweeps">For each row the partials by all active inputs.</param>
    public Graph Rows(IReadOnlyList<Graph> sweeps)
    {
        for (int row = 0; row < sweeps.Count; row++)
            _matrix = PlaceRow(sweeps[row], _matrix, Number(row), _ => null);
        return _builder.Build([_matrix]);
    }

    /// <param name="along">From a direction to the products of the Hessian with it.</param>
    public Graph Hessian(Func<Seed, Graph> along)
    {
        AlongEach(along, PlaceRow);
        return _builder.Build([_matrix]);
    }

    /// <param name="along">From a direction to the output and its tangents.</param>
    public Graph Columns(Func<Seed, Graph> along)
    {
        AlongEach(along, PlaceColumn);
        return _builder.Build([Run(_primal, _builder.Input)[0], _matrix]);
    }

    // Along each number, and each element of each buffer.
    private void AlongEach(Func<Seed, Graph> along, Func<Graph, int, int, Func<Input, int?>, int> place)
    {
        for (int entry = 0; entry < _active.Length; entry++)
        {
            int first = _size.First(_builder, entry);
            if (!_active[entry].IsBuffer)
            {
                _matrix = place(along(Seed.Of(entry)), _matrix, first, _ => null);
                continue;
            }

            Input unit = _active[entry] with { Name = _active[entry].Name + "Unit", Access = "", IsActive = false };
            Graph sweep = along(Seed.Along(entry, unit));
            int length = LengthOf(_active[entry]);
            _matrix = _builder.ForEach(length, [_matrix], (i, current) =>
            {
                // A new one each time: an iteration is gone back through without what other iterations have left behind.
                int direction = _builder.Allocate(unit.Element, length);
                _builder.SetName(direction, unit.Name);
                direction = _builder.Store(direction, i, _builder.Constant(unit.Element, 1.0));
                return [place(sweep, current[0], MatrixSize.Sum(_builder, first, i), input => input == unit ? direction : null)];
            })[0];
        }
    }

    private int PlaceRow(Graph sweep, int matrix, int row, Func<Input, int?> known)
    {
        int[] partials = Run(sweep, input => Argument(sweep, input, known));
        int start = MatrixSize.Product(_builder, row, _columns);
        for (int k = 0; k < partials.Length; k++)
            matrix = Place(matrix, partials[k], MatrixSize.Sum(_builder, start, _size.First(_builder, k)), Number(1), _active[k]);
        return matrix;
    }

    private int PlaceColumn(Graph sweep, int matrix, int column, Func<Input, int?> known)
    {
        int[] results = Run(sweep, input => Argument(sweep, input, known));
        return Place(matrix, results[1], column, _columns, _primal.Inputs.First(input => input.IsOutput));
    }

    private int Place(int matrix, int partial, int first, int stride, Input like) => _builder[partial].Type != ScalarType.Buffer
        ? Store(matrix, first, partial)
        : _builder.ForEach(LengthOf(like), [matrix], (i, current) =>
            [Store(current[0], MatrixSize.Sum(_builder, first, MatrixSize.Product(_builder, i, stride)), _builder.Load(like.Element, partial, i))])[0];

    private int Store(int matrix, int index, int value) => _builder.Store(matrix, index, Simplification.Algebra.Convert(_builder, value, _builder.ElementOf(matrix)));

    // Destinations are new, the output is a copy of what it was before, and the rest is what the function has.
    private int Argument(Graph sweep, int index, Func<Input, int?> known)
    {
        Input input = sweep.Inputs[index];
        if (known(input) is { } node)
            return node;
        if (input.IsDestination)
            return _builder.Allocate(input.Element, LengthOf(_primal.Inputs[input.LengthOf!.Value]));
        return input.IsOutput ? BufferCopy.Of(_builder, input) : Read(input);
    }

    private int[] Run(Graph sweep, Func<int, int> argument) => Inlining.Apply(sweep, _builder, argument);

    private int Read(Input input) => _builder.Input(_builder.InputIndex(input));

    private int LengthOf(Input input) => _builder.Length(Read(input));

    private int Number(long number) => _builder.Constant(ScalarType.Int32, number);
}
