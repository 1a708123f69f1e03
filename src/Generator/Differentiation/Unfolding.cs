using SymGrad.Generator.IR;

namespace SymGrad.Generator.Differentiation;

/// <summary>
/// Replaces calls of derivatives by what those compute: the function that is differentiated there is unfolded itself, derived, and
/// copied in place of the call. So derivatives nest to any depth, and what is left is an ordinary function.
/// </summary>
internal sealed class Unfolding
{
    private readonly Func<Graph, DerivativeKind, Graph> _derive;
    private readonly CalleeTable _callees;
    private readonly Graph?[] _derived;
    private readonly bool[] _isVisited;

    private Unfolding(Graph graph, Func<Graph, DerivativeKind, Graph> derive)
    {
        _derive = derive;
        _callees = new CalleeTable(graph.Callees);
        _derived = new Graph?[_callees.Count];
        _isVisited = new bool[_callees.Count];
    }

    /// <param name="derive">From a function to its derivative of a kind.</param>
    public static Graph Apply(Graph graph, Func<Graph, DerivativeKind, Graph> derive) =>
        graph.Callees.Any(c => c.Nested is not null) ? new Unfolding(graph, derive).Unfold(graph) : graph;

    private Graph Unfold(Graph graph)
    {
        foreach (Node node in graph.Nodes)
        {
            if (node.Op == Op.Invoke)
                Visit((int)node.Payload);
        }

        return new Inliner(graph with { Callees = _callees }, _derived).Run();
    }

    // The derivative of a method that is called may call derivatives, too; where it calls the method itself, that is on its way already.
    private void Visit(int callee)
    {
        if (_isVisited[callee])
            return;
        _isVisited[callee] = true;
        if (_callees[callee].Derivative is { } derivative)
            _callees[callee] = _callees[callee] with { Derivative = Unfold(derivative) with { Callees = CalleeTable.None } };
        if (_callees[callee].Nested is { } nested)
            _derived[callee] = _derive(Unfold(nested.Function), nested.Kind);
    }

    private sealed class Inliner(Graph graph, Graph?[] derived) : GraphRewriter(graph)
    {
        protected override void Copy(int index)
        {
            Node node = Source[index];
            if (node.Op != Op.Invoke || derived[(int)node.Payload] is not { } function)
            {
                // Results are mapped with the call that they are results of.
                if (node.Op != Op.Result || Source[node.A].Op != Op.Invoke || derived[(int)Source[node.A].Payload] is null)
                    base.Copy(index);
                return;
            }

            int[] results = Instantiation.Of(function, Target, [.. Source.ArgumentsOf(index).Select(a => this[a])]);
            foreach (int result in Source.IsCallInParts(index) ? Live.ResultsOf(index) : [index])
            {
                this[result] = results[Source.RowOf(result)];
                CopyName(result);
            }
        }
    }
}
