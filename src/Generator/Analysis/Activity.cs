using SymGrad.Generator.IR;

namespace SymGrad.Generator.Analysis;

/// <summary>Which values vary with an active input; no derivative flows through any other.</summary>
internal static class Activity
{
    public static bool[] Varied(Graph graph)
    {
        var varied = new bool[graph.Nodes.Count];
        // What a loop carries varies once its next value does, which comes later in the arena.
        do
        {
            for (int i = 0; i < varied.Length; i++)
                varied[i] = CanVary(graph[i]) && Varies(graph, varied, graph[i], i);
        }
        while (Enumerable.Range(0, varied.Length).Any(i => graph[i].Op == Op.Carried && CanVary(graph[i]) && !varied[i] && varied[graph.Next(i)]));
        return varied;
    }

    /// <summary>For each result of a function the inputs that it varies with.</summary>
    public static IEnumerable<EquatableArray<int>> Sources(Graph function)
    {
        int[] real = [.. Enumerable.Range(0, function.Inputs.Count).Where(i => function.Inputs[i].Type.IsReal())];
        bool[][] variedBy = [.. real.Select(active => Varied(function with { Inputs = function.Inputs.Select((input, i) => input with { IsActive = i == active }).ToEquatableArray() }))];
        return function.Results.Select(result => real.Where((_, k) => variedBy[k][result]).ToEquatableArray());
    }

    private static bool CanVary(Node node) => node.Type.IsReal() || node.Type == ScalarType.Buffer;

    private static bool Varies(Graph graph, bool[] varied, Node node, int index) => node.Op switch
    {
        Op.Constant or Op.Undefined or Op.Allocate or Op.Hold => false,
        Op.Input => graph.Inputs[(int)node.Payload].IsActive,
        Op.Result when graph[node.A].Op == Op.If => varied[graph.Yielded(index, true)] || varied[graph.Yielded(index, false)],
        Op.Result when graph[node.A].Op == Op.Loop => varied[graph.CarriedBy(node.A)[(int)node.Payload]],
        Op.Carried => varied[index] || varied[node.A] || varied[graph.Next(index)],
        Op.Load => varied[node.A],
        Op.Store => varied[node.A] || varied[node.C],
        Op.Invoke or Op.Result when graph.IsCallResult(index) && graph.CallResultOf(index).By is { } sources => graph.ArgumentsOf(index).Where((_, k) => sources.Contains(k)).Any(argument => varied[argument]),
        Op.Call when node.Function.Info().IsStep => false,
        _ => node.Operands.Any(operand => varied[operand]),
    };
}
