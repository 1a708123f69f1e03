using SymGrad.Generator.IR;

namespace SymGrad.Generator.Differentiation;

/// <summary>
/// The number of columns of a matrix of partials, one for each active leaf, and where a leaf's are; known at run time where a leaf is a buffer. Those of a
/// buffer of structs are element by element, as they lie in memory.
/// </summary>
internal sealed class MatrixSize(Graph function)
{
    private readonly int[] _active = [.. Enumerable.Range(0, function.Inputs.Count).Where(i => function.Inputs[i].IsActive)];

    public int Columns(GraphBuilder builder)
    {
        int columns = First(builder, _active.Length);
        if (builder[columns].Op == Op.Add)
            builder.SetName(columns, "columns");
        return columns;
    }

    /// <summary>The column of the entry-th leaf, of a buffer that of its first element.</summary>
    public int First(GraphBuilder builder, int entry)
    {
        int inside = entry == _active.Length ? 0 : _active.Take(entry).Count(i => AreTogether(i, _active[entry]));
        int[] before = [.. _active.Take(entry - inside)];
        int numbers = builder.Constant(ScalarType.Int32, (long)(inside + before.Count(i => !function.Inputs[i].IsBuffer)));
        return before.Where((i, k) => function.Inputs[i].IsBuffer && (k == 0 || !AreTogether(i, before[k - 1])))
            .Aggregate(numbers, (sum, i) => Sum(builder, sum, Product(builder, builder.Constant(ScalarType.Int32, (long)LeavesWith(i)), builder.Length(builder.Input(i)))));
    }

    /// <summary>How many columns are from one element of the entry-th leaf to the next.</summary>
    public int Stride(GraphBuilder builder, int entry) => builder.Constant(ScalarType.Int32, (long)LeavesWith(_active[entry]));

    /// <summary>The column of an element of the entry-th leaf.</summary>
    public int Column(GraphBuilder builder, int entry, int element) => Sum(builder, First(builder, entry), Product(builder, Stride(builder, entry), element));

    public static int Sum(GraphBuilder builder, int a, int b) =>
        IsConstant(builder, a, 0) ? b : IsConstant(builder, b, 0) ? a : builder.Add(Op.Add, ScalarType.Int32, a, b);

    public static int Product(GraphBuilder builder, int a, int b) =>
        IsConstant(builder, a, 1) || IsConstant(builder, b, 0) ? b
        : IsConstant(builder, b, 1) || IsConstant(builder, a, 0) ? a
        : builder.Add(Op.Multiply, ScalarType.Int32, a, b);

    private int LeavesWith(int input) => _active.Count(other => AreTogether(other, input));

    // Leaves of one buffer.
    private bool AreTogether(int a, int b) => a == b || (function.Inputs[a].IsBuffer && function.Inputs[a].Access == function.Inputs[b].Access);

    private static bool IsConstant(GraphBuilder builder, int node, long value) => builder[node] is { Op: Op.Constant } constant && constant.Payload == value;
}
