namespace SymGrad.Generator.IR;

/// <summary>Which nodes the results of a graph, or its guards, depend on.</summary>
internal sealed class Liveness
{
    private readonly Graph _graph;
    private readonly bool[] _live;
    private readonly Stack<int> _pending = [];
    private readonly Dictionary<int, List<int>> _resultsOf = [];

    private Liveness(Graph graph)
    {
        _graph = graph;
        _live = new bool[graph.Nodes.Count];
    }

    public static Liveness Of(Graph graph)
    {
        var liveness = new Liveness(graph);
        liveness.MarkGuards();
        return liveness.MarkAll();
    }

    /// <summary>Without what only a guard needs.</summary>
    public static Liveness OfResults(Graph graph) => new Liveness(graph).MarkAll();

    private Liveness MarkAll()
    {
        foreach (int result in _graph.Results)
            Mark(result);
        while (_pending.Count > 0)
            MarkNeeded(_pending.Pop());
        return this;
    }

    public bool Contains(int node) => _live[node];

    /// <summary>The live <see cref="Op.Result"/> nodes of a multi-result node, in the order of its results.</summary>
    public IReadOnlyList<int> ResultsOf(int node) => _resultsOf.TryGetValue(node, out List<int>? results) ? results : [];

    private void Mark(int node)
    {
        if (_live[node])
            return;
        _live[node] = true;
        _pending.Push(node);
    }

    private void MarkNeeded(int index)
    {
        Node node = _graph[index];
        for (int k = 0; k < node.OperandCount; k++)
            Mark(node.Operand(k));
        switch (node.Op)
        {
            case Op.Result:
                AddResult(node.A, index);
                if (_graph[node.A].Op == Op.Loop)
                    Mark(_graph.CarriedBy(node.A)[(int)node.Payload]);
                else if (_graph[node.A].Op == Op.If)
                {
                    Mark(_graph.Yielded(index, true));
                    Mark(_graph.Yielded(index, false));
                }

                break;
            case Op.Loop:
                Mark(_graph.Regions[node.B].Results[0]);
                break;
            case Op.Carried:
                Mark(_graph.Next(index));
                Mark(_graph.OwnerOf(node.Region));
                break;
        }
    }

    private void AddResult(int owner, int result)
    {
        if (!_resultsOf.TryGetValue(owner, out List<int>? results))
            _resultsOf.Add(owner, results = []);
        int at = results.FindIndex(r => _graph[r].Payload > _graph[result].Payload);
        results.Insert(at < 0 ? results.Count : at, result);
    }

    // A guard inside a branch or a loop keeps it.
    private void MarkGuards()
    {
        var withGuards = new HashSet<int>();
        for (int i = 0; i < _graph.Nodes.Count; i++)
        {
            Node node = _graph[i];
            if (node.Op == Op.Guard || (node.Op is Op.If or Op.Loop && (withGuards.Contains(node.B) || withGuards.Contains(node.C))))
            {
                Mark(i);
                withGuards.Add(node.Region);
            }
        }
    }
}
