using SymGrad.Generator.IR;

namespace SymGrad.Generator.Analysis;

/// <summary>
/// What to ask of a method's arguments for every index to be in range, and every argument check inside it to be passed: also those of
/// elements that no result depends on.
/// </summary>
internal sealed class IndexBounds
{
    private readonly Graph _graph;
    private readonly IntegerFacts _facts;
    private readonly Inequalities _inequalities;
    private readonly List<Polynomial> _asked = [];
    private readonly Dictionary<long, bool> _calls = [];

    private IndexBounds(Graph graph)
    {
        _graph = graph;
        _facts = new IntegerFacts(graph);
        _inequalities = new Inequalities(graph, _facts);
    }

    /// <param name="graph">The method with all that it does, before any of it is left out.</param>
    public static Bounds Of(Graph graph)
    {
        if (!graph.Nodes.Any(node => node.Op is Op.Load or Op.Store or Op.Slice or Op.Row or Op.Guard or Op.Invoke))
            return Bounds.None;
        var bounds = new IndexBounds(graph);
        bool areAll = bounds.AskAll();
        return new Bounds(bounds.Strongest().Select(ToBound).ToEquatableArray(), areAll ? OtherIndices.None : ForOthers(graph));
    }

    // A method without loops and memory of its own is run in no time. No memory for the time of a call is an array of arrays.
    private static OtherIndices ForOthers(Graph graph)
    {
        bool isQuick = !graph.Callees.Select(FunctionOf).Append(graph).Any(function => function?.Nodes.Any(node => node.Op is Op.Loop or Op.Allocate) == true);
        return isQuick || graph.Inputs.Any(input => input is { IsJagged: true, IsActive: true }) ? OtherIndices.RunMethod : OtherIndices.WriteLast;
    }

    private bool AskAll()
    {
        bool writes = _graph.Inputs.Any(input => input.IsBuffer && (input.IsActive || input.IsOutput));
        bool isAtStart = true, areAll = true;
        for (int i = 0; i < _graph.Nodes.Count; i++)
        {
            Node node = _graph[i];
            areAll &= node.Op switch
            {
                Op.Load or Op.Store => AskElement(node, i),
                Op.At => AskInside(node.B, _facts.LengthOf(node.A), i),
                Op.Slice => Ask(_facts.Of(node.B), i) & Ask(_facts.Of(node.C), i) & Ask(_facts.LengthOf(node.A) - _facts.Of(node.B) - _facts.Of(node.C), i),
                Op.Row => AskInside(node.B, _facts.LengthOf(_graph.MemoryOf(node.A)), i),
                Op.Guard => !writes || (isAtStart && node.Region == 0) || AskPassed(node, i),
                Op.Invoke => IsInside(node.Payload),
                _ => true,
            };
            isAtStart &= node.Op is not (Op.Loop or Op.Store) && (node.Op != Op.Load || node.Region == 0);
        }

        return areAll;
    }

    private bool AskElement(Node access, int at)
    {
        Node index = _graph[access.B];
        if (index.Op == Op.At)
            return true;
        if (index.Op != Op.Cell)
            return AskInside(access.B, _facts.LengthOf(access.A), at);
        Polynomial? rows = _facts.RowsOf(access.A, index.A);
        return rows is not null && AskInside(index.B, rows, at) & AskInside(index.C, _facts.Of(index.A), at);
    }

    private bool AskInside(int index, Polynomial length, int at) => Ask(_facts.Of(index), at) & Ask(length - 1 - _facts.Of(index), at);

    // What a method that is called does with its buffers.
    private bool IsInside(long callee)
    {
        if (!_calls.TryGetValue(callee, out bool isInside))
            _calls.Add(callee, isInside = FunctionOf(_graph.Callees[(int)callee]) is not { } function || Of(function with { Callees = _graph.Callees }) is { Others: OtherIndices.None, Conditions.Count: 0 });
        return isInside;
    }

    private static Graph? FunctionOf(Callee callee) => callee.Nested?.Function ?? callee.Function;

    private bool AskPassed(Node guard, int at)
    {
        Node condition = _graph[guard.A];
        return condition.Op.IsComparison() && condition.Op != Op.Equal && _facts.Implied(guard.A, false).ToArray() is { Length: > 0 } passed
            && passed.All(goal => Ask(goal, at));
    }

    private bool Ask(Polynomial notNegative, int at)
    {
        if (_inequalities.Show(notNegative, _graph[at].Region, at) is not { } asked)
            return false;
        _asked.AddRange(asked);
        return true;
    }

    // Of those that differ by a number, the one that says most; without those that follow from another.
    private IEnumerable<Polynomial> Strongest()
    {
        Polynomial[] strongest = [.. _asked.Select(asked => asked.Reduced()).GroupBy(asked => asked - asked.Constant).Select(same => same.OrderBy(asked => asked.Constant).First())];
        var sizes = new HashSet<int>(strongest.Where(asked => asked is { Constant: 0, Length: 1 } && asked.Terms.Single() is { Key.Count: 1, Value: > 0 }).SelectMany(asked => asked.Atoms));
        return strongest.Where(asked => !strongest.Any(other => !ReferenceEquals(other, asked) && Follows(asked, other)));

        bool Follows(Polynomial asked, Polynomial other) => asked - other is var more && more.Constant >= 0
            && more.Terms.All(term => term.Value > 0 && term.Key.All(atom => sizes.Contains(atom) || _facts.IsPlain(new[] { atom }.ToEquatableArray())));
    }

    private static Bound ToBound(Polynomial polynomial) => new(
        polynomial.Terms.Select(term => new Product(term.Value, term.Key.Select(atom => IntegerFacts.ExtentOf(atom)!.Value).ToEquatableArray())).ToEquatableArray(),
        polynomial.Constant);
}
