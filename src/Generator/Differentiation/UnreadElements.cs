using SymGrad.Generator.Analysis;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Differentiation;

/// <summary>
/// Marks the stores to local buffers of which some element may never be read while it is computed from a pole, as a root at 0: its adjoint is 0 since it is not
/// there, and must not meet an infinite slope. Where loops read what loops store, none is marked.
/// </summary>
internal sealed class UnreadElements
{
    private readonly Graph _graph;
    private readonly bool[] _varied;
    private readonly ILookup<int, int> _usersOf;
    private readonly HashSet<int> _unread = [];

    private UnreadElements(Graph graph)
    {
        _graph = graph;
        _varied = Activity.Varied(graph);
        _usersOf = Enumerable.Range(0, graph.Nodes.Count).SelectMany(user => graph[user].Operands.Select(operand => (operand, user))).ToLookup(use => use.operand, use => use.user);
    }

    public static Graph Mark(Graph graph)
    {
        int[] marked = [.. new UnreadElements(graph).Find()];
        if (marked.Length == 0)
            return graph;
        Node[] nodes = [.. graph.Nodes];
        foreach (int store in marked)
            nodes[store] = nodes[store] with { Payload = 1 };
        return graph with { Nodes = nodes.ToEquatableArray() };
    }

    private IEnumerable<int> Find()
    {
        int[] stores = [.. Enumerable.Range(0, _graph.Nodes.Count).Where(n => _graph[n].Op == Op.Store && _varied[_graph[n].C] && _graph[_graph.MemoryOf(n)].Op == Op.Allocate)];
        int[] loads = [.. Enumerable.Range(0, _graph.Nodes.Count).Where(n => _graph[n].Op == Op.Load && _varied[n])];
        // An element that is read for nothing but an unread one is unread, too.
        Grow(_unread, () => stores.Where(store => !loads.Any(load => Reads(load, store))));
        // What is infinite itself is a slope of what is computed from it.
        HashSet<int> infinite = [], marked = [];
        Grow(marked, () =>
        {
            infinite.UnionWith(marked.Select(_graph.MemoryOf));
            return _unread.Where(store => HasPole(store, infinite));
        });
        return marked;
    }

    private static void Grow(HashSet<int> set, Func<IEnumerable<int>> found)
    {
        for (int known = -1; known < set.Count;)
        {
            known = set.Count;
            set.UnionWith([.. found()]);
        }
    }

    private bool Reads(int load, int store) =>
        _graph.MemoryOf(load) == _graph.MemoryOf(store) && IsUnconditional(load, store) && AreSwept(_graph[load].B, _graph[store].B) && Matters(load);

    // Whether a value becomes anything else than unread elements.
    private bool Matters(int value)
    {
        var seen = new HashSet<int>();
        var pending = new Stack<int>([value]);
        while (pending.Count > 0)
        {
            int next = pending.Pop();
            if (!seen.Add(next))
                continue;
            if (_graph[next].Op == Op.Store)
            {
                if (!_unread.Contains(next))
                    return true;
                continue;
            }

            bool isHandedOn = _graph.Regions.Any(region => region.Results.Contains(next));
            if (isHandedOn)
                return true;
            foreach (int user in _usersOf[next])
                pending.Push(user);
        }

        return false;
    }

    // Whether a load is reached wherever the store is.
    private bool IsUnconditional(int load, int store)
    {
        for (int region = _graph[load].Region; !_graph.IsVisible(load, _graph[store].Region) && region > 0; region = _graph.Regions[region].Parent)
        {
            if (_graph[_graph.OwnerOf(region)].Op == Op.If && !_graph.IsInside(store, region))
                return false;
        }

        return true;
    }

    // Whether loops go through the same elements, or both are about one.
    private bool AreSwept(int read, int stored)
    {
        if (read == stored)
            return true;
        int[]? readBy = Counters(read), storedBy = Counters(stored);
        return readBy is { Length: > 0 } && storedBy is not null && storedBy.All(counter => readBy.Any(other => other == counter || Extents(other).Intersect(Extents(counter)).Any()));
    }

    // The counters that an index is computed from; null where it depends on what a buffer holds.
    private int[]? Counters(int index)
    {
        var counters = new HashSet<int>();
        var pending = new Stack<int>([index]);
        while (pending.Count > 0)
        {
            int next = pending.Pop();
            Node node = _graph[next];
            if (node.Op == Op.Load)
                return null;
            if (node.Op == Op.Carried)
                counters.Add(next);
            else
            {
                foreach (int value in _graph.ValuesOf(next).Where(value => _graph[value].Type != ScalarType.Buffer))
                    pending.Push(value);
            }
        }

        return [.. counters];
    }

    // What a counter goes from and to, but for constants added to it.
    private IEnumerable<(Op, int, long)> Extents(int counter) =>
        CountedLoop.Of(_graph, _graph.OwnerOf(_graph[counter].Region)) is { } counted && counted.Counter == counter
            ? new[] { _graph[counter].A, counted.Bound }.Select(Extent).Where(extent => extent is not (Op.Constant, _, 0))
            : [];

    private (Op, int, long) Extent(int index)
    {
        while (_graph[index] is { Op: Op.Add or Op.Subtract } sum && _graph[sum.B].Op == Op.Constant)
            index = sum.A;
        return _graph[index] switch
        {
            { Op: Op.Constant } constant => (Op.Constant, Node.None, constant.Payload),
            { Op: Op.Length } length when _graph[length.A].Op != Op.Row => (Op.Length, _graph.MemoryOf(length.A), length.Payload),
            _ => (Op.Input, index, 0),
        };
    }

    // Whether what a store stores is computed by something that has a pole, or from what may be infinite, at a place that is another one in each iteration.
    private bool HasPole(int store, HashSet<int> infinite)
    {
        int owner = _graph.OwnerOf(_graph[store].Region);
        while (owner != Node.None && _graph[owner].Op != Op.Loop)
            owner = _graph.OwnerOf(_graph[owner].Region);
        int body = owner == Node.None ? 0 : _graph[owner].C;
        var seen = new HashSet<int>();
        var pending = new Stack<int>([_graph[store].C]);
        while (pending.Count > 0)
        {
            int next = pending.Pop();
            if (!_varied[next] || !_graph.IsInside(next, body) || !seen.Add(next))
                continue;
            Node node = _graph[next];
            if ((node.Op == Op.Load && infinite.Contains(_graph.MemoryOf(node.A))) || Poles(node).Any(argument => body == 0 || Changes(argument, body)))
                return true;
            foreach (int operand in node.Op == Op.Result && _graph[node.A].Op == Op.If ? [_graph.Yielded(next, true), _graph.Yielded(next, false)] : node.Operands)
                pending.Push(operand);
        }

        return false;
    }

    private IEnumerable<int> Poles(Node node) => node.Op switch
    {
        Op.Divide => [node.B],
        Op.Call when DerivativeRules.Of(node.Function).HasPoles => node.Operands,
        _ => [],
    };

    // Whether a value is another one in each iteration.
    private bool Changes(int value, int body)
    {
        var seen = new HashSet<int>();
        var pending = new Stack<int>([value]);
        while (pending.Count > 0)
        {
            int next = pending.Pop();
            if (_graph[next].Type == ScalarType.Buffer || !_graph.IsInside(next, body) || !seen.Add(next))
                continue;
            if (_graph[next].Op is Op.Carried or Op.Result or Op.Invoke)
                return true;
            foreach (int operand in _graph[next].Operands)
                pending.Push(operand);
        }

        return false;
    }
}
