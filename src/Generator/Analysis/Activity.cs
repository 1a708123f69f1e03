using SymGrad.Generator.IR;

namespace SymGrad.Generator.Analysis;

/// <summary>Which values vary with an active input; no derivative flows through any other.</summary>
internal static class Activity
{
    public static bool[] Varied(Graph graph)
    {
        var varied = new bool[graph.Nodes.Count];
        for (int i = 0; i < varied.Length; i++)
        {
            Node node = graph[i];
            varied[i] = node.Type.IsReal() && node.Op switch
            {
                Op.Constant or Op.Undefined or Op.Hold => false,
                Op.Input => graph.Inputs[(int)node.Payload].IsActive,
                Op.Result when graph[node.A].Op == Op.If => IsYieldVaried(graph, varied, node),
                Op.Call when node.Function.Info().IsStep => false,
                _ => Enumerable.Range(0, node.OperandCount).Any(k => varied[node.Operand(k)]),
            };
        }

        return varied;
    }

    private static bool IsYieldVaried(Graph graph, bool[] varied, Node result)
    {
        Node branch = graph[result.A];
        return varied[graph.Regions[branch.B].Results[(int)result.Payload]]
            || varied[graph.Regions[branch.C].Results[(int)result.Payload]];
    }
}
