using SymGrad.Generator.IR;

namespace SymGrad.Generator.Emission;

/// <summary>A sum of products of two buffers' elements.</summary>
/// <param name="Variable">The carried sum.</param>
/// <param name="Result">What it is after the loop.</param>
/// <param name="Sign">Whether they are added or subtracted.</param>
/// <param name="Left">The load of one factor.</param>
/// <param name="Right">The load of the other.</param>
internal readonly record struct ProductSum(int Variable, int Result, Op Sign, int Left, int Right)
{
    public IEnumerable<int> Loads => [Left, Right];

    /// <summary>Whether one pass takes an update along: the adjoint of y += a·x adds a·ȳ to x̄, and ȳ·x to ā.</summary>
    public bool IsOneWith(Graph graph, ElementwiseUpdate update) =>
        !update.IsClear && update.Factor != Node.None && !update.IsProduct(graph) && (update.Term == Left || update.Term == Right);

    /// <summary>Of a loop's result; null where it is anything else, or a value's, which is rounded as the method rounds it.</summary>
    public static ProductSum? Of(Graph graph, int loop, int result)
    {
        int variable = graph.CarriedBy(loop)[(int)graph[result].Payload];
        Node sum = graph[graph.Next(variable)];
        if (graph[loop].Role != LoopRole.Adjoints || sum.Op is not (Op.Add or Op.Subtract))
            return null;
        int term = sum.A == variable ? sum.B : sum.Op == Op.Add && sum.B == variable ? sum.A : Node.None;
        return term != Node.None && graph[term] is { Op: Op.Multiply } product && IsLoad(product.A) && IsLoad(product.B)
            ? new ProductSum(variable, result, sum.Op, product.A, product.B)
            : null;

        bool IsLoad(int node) => graph[node].Op == Op.Load && graph.IsInside(node, graph[loop].C) && graph[node].Type == graph[variable].Type;
    }
}
