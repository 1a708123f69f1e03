using System.Globalization;
using System.Text;

namespace SymGrad.Generator.IR;

/// <summary>Prints a graph for debugging, one node a line, regions indented.</summary>
internal static class GraphPrinter
{
    public static string Print(Graph graph)
    {
        var text = new StringBuilder();
        PrintRegion(graph, 0, "", text);
        return text.ToString();
    }

    private static void PrintRegion(Graph graph, int region, string indent, StringBuilder text)
    {
        foreach (int index in graph.NodesOf(region))
        {
            Node node = graph[index];
            string what = node.Op is Op.Call or Op.CallWithDerivative ? node.Function.ToString() : node.Op == Op.Result ? $"Result{node.Payload}" : node.Op.ToString();
            string operands = string.Join(", ", Enumerable.Range(0, node.OperandCount).Select(k => Operand(graph, node.Operand(k))));
            text.Append(FormattableString.Invariant($"{indent}%{index} = {what} {operands}   {graph.Names[index].Text}\n"));
            if (node.Op == Op.If)
            {
                PrintRegion(graph, node.B, indent + "    ", text);
                text.Append(indent).Append("else\n");
                PrintRegion(graph, node.C, indent + "    ", text);
            }
        }

        text.Append(indent).Append("yield ").Append(string.Join(", ", graph.Regions[region].Results.Select(r => Operand(graph, r)))).Append('\n');
    }

    private static string Operand(Graph graph, int index) => graph[index].Op switch
    {
        Op.Constant => Literal.Of(graph[index]),
        Op.Input => graph.Inputs[(int)graph[index].Payload].Name,
        Op.Undefined => "undefined",
        _ => "%" + index.ToString(CultureInfo.InvariantCulture),
    };
}
