using System.Globalization;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Analysis;

/// <summary>How much arithmetic a graph does, every branch counted.</summary>
internal sealed class OperationCount
{
    private readonly SortedDictionary<int, int> _operators = [];
    private readonly SortedDictionary<int, int> _functions = [];
    private readonly SortedDictionary<string, int> _methods = new(StringComparer.Ordinal);

    public static OperationCount Of(Graph graph)
    {
        var count = new OperationCount();
        Liveness live = Liveness.Of(graph);
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            if (live.Contains(i) && graph[i].Type.IsReal())
                count.Add(graph, i);
        }

        return count;
    }

    /// <summary>All of them, each counted as one.</summary>
    public int Total => _operators.Values.Sum() + _functions.Values.Sum();

    /// <summary>Additions and subtractions, products, quotients and calls: <c>5 +, 6 ×, 3 ÷, 3 exp</c>.</summary>
    public override string ToString()
    {
        string[] parts =
        [
            .. _operators.Select(o => Number(o.Value) + " " + "+×÷%"[o.Key]),
            .. _functions.Select(f => Number(f.Value) + " " + ((Elementary)f.Key).Info().Name.ToLowerInvariant()),
            .. _methods.Select(m => Number(m.Value) + " " + m.Key),
        ];
        return parts.Length == 0 ? "none" : string.Join(", ", parts);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private void Add(Graph graph, int index)
    {
        Node node = graph[index];
        switch (node.Op)
        {
            case Op.Add or Op.Subtract:
                Count(_operators, 0);
                break;
            case Op.Multiply:
                Count(_operators, 1);
                break;
            case Op.Divide:
                Count(_operators, 2);
                break;
            case Op.Remainder:
                Count(_operators, 3);
                break;
            case Op.Call or Op.CallWithDerivative:
                AddCall(node);
                break;
            case Op.Invoke:
                Count(_methods, graph.CalleeOf(index).Name);
                break;
        }
    }

    // The library's functions are counted by what they do: a sigmoid is an exponential, a sum and a quotient.
    private void AddCall(Node node)
    {
        if (node.Function is not (Elementary.Sigmoid or Elementary.SigmoidDerivative or Elementary.Softplus))
        {
            Count(_functions, (int)node.Function);
            return;
        }

        Count(_functions, (int)Elementary.Exp);
        Count(_operators, 0);
        if (node.Function == Elementary.Softplus)
            Count(_functions, (int)Elementary.Log);
        else
            Count(_operators, 2);
        if (node.Op == Op.CallWithDerivative || node.Function == Elementary.SigmoidDerivative)
            Count(_operators, 1);
    }

    private static void Count<TKey>(SortedDictionary<TKey, int> counts, TKey key) =>
        counts[key] = counts.TryGetValue(key, out int count) ? count + 1 : 1;
}
