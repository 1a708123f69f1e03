using SymGrad.Generator.IR;

namespace SymGrad.Generator.Analysis;

/// <summary>Which values are above 0 whatever the inputs are, as far as a look at their operands tells.</summary>
internal static class Positivity
{
    private const byte Unknown = 0, NotNegative = 1, Positive = 2;

    public static bool[] Of(Graph graph)
    {
        var signs = new byte[graph.Nodes.Count];
        for (int i = 0; i < signs.Length; i++)
            signs[i] = Sign(graph[i], graph, signs);
        return Array.ConvertAll(signs, sign => sign == Positive);
    }

    private static byte Sign(Node node, Graph graph, byte[] signs) => node.Op switch
    {
        Op.Constant when node.Type.IsReal() => node.Number > 0 ? Positive : node.Number == 0 ? NotNegative : Unknown,
        Op.Add => Least(node, signs) == Unknown ? Unknown : Math.Max(signs[node.A], signs[node.B]),
        Op.Multiply when node.A == node.B => Math.Max(NotNegative, signs[node.A]),
        Op.Multiply or Op.Divide => Least(node, signs),
        Op.Convert when graph[node.A].Type.IsReal() => signs[node.A],
        Op.Call => node.Function switch
        {
            Elementary.Exp or Elementary.Exp2 or Elementary.Exp10 or Elementary.Cosh or Elementary.Sigmoid or Elementary.Softplus => Positive,
            Elementary.Abs or Elementary.Hypot => NotNegative,
            Elementary.Sqrt => Math.Max(NotNegative, signs[node.A]),
            _ => Unknown,
        },
        _ => Unknown,
    };

    private static byte Least(Node node, byte[] signs) => Math.Min(signs[node.A], signs[node.B]);
}
