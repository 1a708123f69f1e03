using SymGrad.Generator.IR;

namespace SymGrad.Generator.Emission;

/// <summary>What is added to a buffer element by element, or that it is cleared.</summary>
/// <param name="To">The store of an element.</param>
/// <param name="Sign">Whether it is added or subtracted; a constant where the buffer is cleared.</param>
/// <param name="Term">The load of what is added, or of what is multiplied.</param>
/// <param name="Factor">What it is multiplied by: another load, or a number that is the same for all elements; none where it is added as it is.</param>
internal readonly record struct ElementwiseUpdate(int To, Op Sign, int Term, int Factor)
{
    public bool IsClear => Sign == Op.Constant;

    /// <summary>Of what a loop stores; null where it is anything else.</summary>
    public static ElementwiseUpdate? Of(Graph graph, int loop, int store)
    {
        int stored = graph[store].C;
        Node sum = graph[stored];
        if (sum.Op == Op.Constant && BitConverter.DoubleToInt64Bits(sum.Number) == 0)
            return new ElementwiseUpdate(store, Op.Constant, Node.None, Node.None);
        if (sum.Op is not (Op.Add or Op.Subtract))
            return null;
        (int to, int term) = IsElement(sum.A) ? (sum.A, sum.B) : (sum.B, sum.A);
        if (!IsElement(to) || (sum.Op == Op.Subtract && to != sum.A))
            return null;
        if (IsLoad(term))
            return new ElementwiseUpdate(store, sum.Op, term, Node.None);
        if (graph[term] is not { Op: Op.Multiply } product)
            return null;
        (int first, int second) = IsLoad(product.A) ? (product.A, product.B) : (product.B, product.A);
        return IsLoad(first) && (IsLoad(second) || IsOutside(second)) ? new ElementwiseUpdate(store, sum.Op, first, second) : null;

        bool IsElement(int node) => graph[node] is { Op: Op.Load } load && load.B == graph[store].B && graph.MemoryOf(load.A) == graph.MemoryOf(store);

        bool IsLoad(int node) => graph[node].Op == Op.Load && graph.IsInside(node, graph[loop].C) && graph[node].Type == graph[stored].Type;

        bool IsOutside(int node) => graph[node].Op.IsLeaf() || !graph.IsInside(node, graph[loop].C);
    }

    /// <summary>Whether elements are multiplied by elements.</summary>
    public bool IsProduct(Graph graph) => Loads(graph).Count() == 2;

    /// <summary>The loads of the elements that it takes.</summary>
    public IEnumerable<int> Loads(Graph graph)
    {
        int[] taken = [Term, Factor];
        int region = graph[To].Region;
        return taken.Where(n => n != Node.None && graph[n].Op == Op.Load && graph.IsInside(n, region));
    }
}
