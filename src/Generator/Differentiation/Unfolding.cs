using SymGrad.Generator.IR;

namespace SymGrad.Generator.Differentiation;

/// <summary>
/// Replaces calls of derivatives by what those compute: the function that is differentiated there is unfolded itself, derived, and
/// copied in place of the call. So derivatives nest to any depth, and what is left is an ordinary function.
/// </summary>
internal sealed class Unfolding
{
    private readonly Func<Graph, DerivativeKind, EquatableArray<int?>, Graph> _derive;
    private readonly CalleeTable _callees;
    private readonly Graph?[] _functions;
    private readonly Dictionary<(int Callee, EquatableArray<int?> Literals), Graph> _derived = [];
    private readonly bool[] _isVisited;

    private Unfolding(Graph graph, Func<Graph, DerivativeKind, EquatableArray<int?>, Graph> derive)
    {
        _derive = derive;
        _callees = new CalleeTable(graph.Callees);
        _functions = new Graph?[_callees.Count];
        _isVisited = new bool[_callees.Count];
    }

    /// <param name="derive">From a function to its derivative of a kind, where some of the arguments beside the function's own are known to be 0 or 1.</param>
    public static Graph Apply(Graph graph, Func<Graph, DerivativeKind, EquatableArray<int?>, Graph> derive) =>
        graph.Callees.Any(c => c.Nested is not null) ? new Unfolding(graph, derive).Unfold(graph) : graph;

    private Graph Unfold(Graph graph)
    {
        foreach (Node node in graph.Nodes)
        {
            if (node.Op == Op.Invoke)
                Visit((int)node.Payload);
        }

        return new Inliner(graph with { Callees = _callees }, this).Run();
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
            _functions[callee] = Unfold(nested.Function);
    }

    private Graph Derived(int callee, IEnumerable<int?> literals)
    {
        Graph function = _functions[callee]!;
        EquatableArray<int?> seeds = literals.Skip(function.Inputs.Count(input => input.Argument is not null)).ToEquatableArray();
        if (!_derived.TryGetValue((callee, seeds), out Graph derivative))
            _derived.Add((callee, seeds), derivative = _derive(function, _callees[callee].Nested!.Kind, seeds));
        return derivative;
    }

    private sealed class Inliner(Graph graph, Unfolding unfolding) : GraphRewriter(graph)
    {
        private readonly Dictionary<int, int[]> _results = [];

        protected override void Copy(int index)
        {
            Node node = Source[index];
            if (IsNested(index))
                Unfold(index);
            else if (node.Op == Op.Written)
                this[index] = _results[node.B][node.Payload];
            // Results are mapped with the call that they are results of.
            else if (node.Op != Op.Result || !IsNested(node.A))
                base.Copy(index);
        }

        private bool IsNested(int index) => Source[index].Op == Op.Invoke && Source.CalleeOf(index).Nested is not null;

        private void Unfold(int index)
        {
            int[] arguments = [.. Source.ArgumentsOf(index).Select(a => this[a])];
            int[] results = _results[index] = Instantiation.Of(unfolding.Derived((int)Source[index].Payload, arguments.Select(LiteralOf)), Target, arguments);
            foreach (int result in Live.ResultsOf(index))
            {
                this[result] = results[Source.RowOf(result)];
                CopyName(result);
            }
        }

        private int? LiteralOf(int argument) => Target[argument].IsZero ? 0 : Target[argument].IsConstant(1) ? 1 : null;
    }
}
