namespace SymGrad.Generator.IR;

/// <summary>Which nodes the results of a graph, or its guards, depend on.</summary>
internal sealed class Liveness
{
    private readonly bool[] _live;
    private readonly Dictionary<int, List<int>> _resultsOf = [];

    private Liveness(int count) => _live = new bool[count];

    public static Liveness Of(Graph graph)
    {
        var liveness = new Liveness(graph.Nodes.Count);
        liveness.MarkGuards(graph);
        return liveness.Mark(graph);
    }

    /// <summary>Without what only a guard needs.</summary>
    public static Liveness OfResults(Graph graph) => new Liveness(graph.Nodes.Count).Mark(graph);

    private Liveness Mark(Graph graph)
    {
        foreach (int result in graph.Results)
            _live[result] = true;
        for (int i = graph.Nodes.Count - 1; i >= 0; i--)
        {
            if (_live[i])
                MarkOperands(graph, i);
        }

        return this;
    }

    public bool Contains(int node) => _live[node];

    /// <summary>The live <see cref="Op.Result"/> nodes of a multi-result node, in the order of its results.</summary>
    public IReadOnlyList<int> ResultsOf(int node) => _resultsOf.TryGetValue(node, out List<int>? results) ? results : [];

    private void MarkOperands(Graph graph, int index)
    {
        Node node = graph[index];
        for (int k = 0; k < node.OperandCount; k++)
            _live[node.Operand(k)] = true;
        if (node.Op == Op.Result)
        {
            if (!_resultsOf.TryGetValue(node.A, out List<int>? results))
                _resultsOf.Add(node.A, results = []);
            int at = results.FindIndex(r => graph[r].Payload > node.Payload);
            results.Insert(at < 0 ? results.Count : at, index);
        }
        else if (node.Op == Op.If)
        {
            foreach (int result in ResultsOf(index))
            {
                _live[graph.Regions[node.B].Results[(int)graph[result].Payload]] = true;
                _live[graph.Regions[node.C].Results[(int)graph[result].Payload]] = true;
            }
        }
    }

    // A guard inside a branch keeps the branch.
    private void MarkGuards(Graph graph)
    {
        var withGuards = new HashSet<int>();
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            Node node = graph[i];
            if (node.Op == Op.Guard || (node.Op == Op.If && (withGuards.Contains(node.B) || withGuards.Contains(node.C))))
            {
                _live[i] = true;
                withGuards.Add(node.Region);
            }
        }
    }
}
