using SymGrad.Generator.IR;

namespace SymGrad.Generator.Differentiation;

/// <summary>
/// The base of each varied node: the earlier node through which alone it depends on the active inputs; the node itself where paths
/// from several meet.
/// </summary>
internal static class Bases
{
    // A slope has the type of what it is a slope of, and so must the tangent that it multiplies.
    public static int[] Of(Graph graph, bool[] varied)
    {
        var bases = new int[graph.Nodes.Count];
        for (int i = 0; i < bases.Length; i++)
        {
            int[] through = [.. Sources(graph, i).Where(source => varied[source]).Select(source => bases[source]).Distinct()];
            bool isLocal = graph[i].Type != ScalarType.Buffer && graph[i].Op is not (Op.Carried or Op.Load or Op.Argument or Op.Invoke) && !graph.IsCallResult(i);
            bool keepsType = isLocal && through.Length == 1 && graph[through[0]].Type == graph[i].Type;
            bases[i] = varied[i] && keepsType && graph.IsVisible(through[0], graph[i].Region) ? through[0] : i;
        }

        return bases;
    }

    private static IEnumerable<int> Sources(Graph graph, int index)
    {
        Node node = graph[index];
        return node.Op == Op.Result && graph[node.A].Op == Op.If
            ? [graph.Yielded(index, true), graph.Yielded(index, false)]
            : node.Operands;
    }
}
