using SymGrad.Generator.IR;

namespace SymGrad.Generator.Analysis;

/// <summary>
/// A maximum, a minimum or an absolute value written as a condition: <c>a &lt; b ? b : a</c>, <c>a &lt; 0 ? -a : a</c>. It is
/// continuous where a equals b, and has a kink there as the function has.
/// </summary>
/// <param name="A">The left side of the comparison.</param>
/// <param name="TieIsTrue">The branch that is taken where a equals b.</param>
/// <param name="IsAbs">Whether the branches differ by their sign; else they are a and b, or an inner selection of one of them.</param>
internal readonly record struct Selection(int A, int B, bool TieIsTrue, bool IsAbs)
{
    /// <summary>The selection that a branch's result is; null for anything else.</summary>
    /// <param name="known">What has been found out of this graph before.</param>
    public static Selection? Of(Graph graph, int result, Dictionary<int, Selection?> known)
    {
        // What one selection bounds another one further: from the innermost outwards, so that a chain of them is no depth of calls.
        var chain = new Stack<int>();
        int next = result;
        for (; next != Node.None && !known.ContainsKey(next); next = Inner(graph, next))
            chain.Push(next);
        (int Node, Selection? Selection) inner = (next, next == Node.None ? null : known[next]);
        while (chain.Count > 0)
        {
            inner = (chain.Peek(), Of(graph, chain.Pop(), inner));
            known.Add(inner.Node, inner.Selection);
        }

        return inner.Selection;
    }

    private static Selection? Of(Graph graph, int result, (int Node, Selection? Selection) inner)
    {
        if (Comparison(graph, result) is not { A: var a, B: var b, Op: var op })
            return null;
        int whenTrue = graph.Yielded(result, true), whenFalse = graph.Yielded(result, false);
        bool isAbs = YieldsBothSigns(graph, a, b, whenTrue, whenFalse) || YieldsBothSigns(graph, b, a, whenTrue, whenFalse);
        bool isExtremum = YieldsEach(a, b) || YieldsEach(b, a);
        return isAbs || isExtremum ? new Selection(a, b, op is Op.LessOrEqual or Op.GreaterOrEqual, isAbs) : null;

        // One is yielded by itself, the other perhaps bounded further: x < low ? low : x > high ? high : x.
        bool YieldsEach(int one, int other) =>
            (IsSame(graph, whenTrue, one) && Selects(whenFalse, other)) || (IsSame(graph, whenFalse, one) && Selects(whenTrue, other));

        bool Selects(int node, int operand) => IsSame(graph, node, operand)
            || (node == inner.Node && inner.Selection is { IsAbs: false } selection && (IsSame(graph, selection.A, operand) || IsSame(graph, selection.B, operand)));
    }

    // What the branch yields that is not an operand of the comparison.
    private static int Inner(Graph graph, int result)
    {
        if (Comparison(graph, result) is not { A: var a, B: var b })
            return Node.None;
        int whenTrue = graph.Yielded(result, true), whenFalse = graph.Yielded(result, false);
        if (IsSame(graph, whenTrue, a) || IsSame(graph, whenTrue, b))
            return whenFalse;
        return IsSame(graph, whenFalse, a) || IsSame(graph, whenFalse, b) ? whenTrue : Node.None;
    }

    private static Node? Comparison(Graph graph, int result)
    {
        if (graph[result].Op != Op.Result || graph[graph[result].A] is not { Op: Op.If } branch)
            return null;
        Node comparison = graph[branch.A];
        return comparison.Op is Op.Less or Op.LessOrEqual or Op.Greater or Op.GreaterOrEqual && graph[comparison.A].Type.IsReal() ? comparison : null;
    }

    private static bool YieldsBothSigns(Graph graph, int x, int zero, int whenTrue, int whenFalse) =>
        graph[zero].IsZero
        && ((IsSame(graph, whenTrue, x) && IsNegative(graph, whenFalse, x)) || (IsSame(graph, whenFalse, x) && IsNegative(graph, whenTrue, x)));

    private static bool IsNegative(Graph graph, int node, int x)
    {
        node = Unconverted(graph, node);
        return graph[node].Op == Op.Negate && IsSame(graph, graph[node].A, x);
    }

    private static bool IsSame(Graph graph, int node, int other)
    {
        (node, other) = (Unconverted(graph, node), Unconverted(graph, other));
        return node == other
            || (graph[node] is { Op: Op.Constant } x && graph[other] is { Op: Op.Constant } y && x.Type.IsReal() && y.Type.IsReal() && x.Number == y.Number);
    }

    private static int Unconverted(Graph graph, int node)
    {
        while (graph[node].Op == Op.Convert && graph[node].Type.IsReal() && graph[graph[node].A].Type.IsReal())
            node = graph[node].A;
        return node;
    }
}
