using SymGrad.Generator.IR;

namespace SymGrad.Generator.Differentiation;

/// <summary>The number of columns of a matrix of partials, one for each active leaf, and where a leaf's begin; known at run time where a leaf is a buffer.</summary>
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

    /// <summary>The first column of the entry-th leaf.</summary>
    public int First(GraphBuilder builder, int entry)
    {
        int[] before = [.. _active.Take(entry)];
        int numbers = builder.Constant(ScalarType.Int32, (long)before.Count(i => !function.Inputs[i].IsBuffer));
        return before.Where(i => function.Inputs[i].IsBuffer).Aggregate(numbers, (sum, i) => Sum(builder, sum, builder.Length(builder.Input(i))));
    }

    public static int Sum(GraphBuilder builder, int a, int b) =>
        IsConstant(builder, a, 0) ? b : IsConstant(builder, b, 0) ? a : builder.Add(Op.Add, ScalarType.Int32, a, b);

    public static int Product(GraphBuilder builder, int a, int b) =>
        IsConstant(builder, a, 1) || IsConstant(builder, b, 0) ? b
        : IsConstant(builder, b, 1) || IsConstant(builder, a, 0) ? a
        : builder.Add(Op.Multiply, ScalarType.Int32, a, b);

    private static bool IsConstant(GraphBuilder builder, int node, long value) => builder[node] is { Op: Op.Constant } constant && constant.Payload == value;
}
