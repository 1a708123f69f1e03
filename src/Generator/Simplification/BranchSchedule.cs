using SymGrad.Generator.IR;

namespace SymGrad.Generator.Simplification;

/// <summary>Orders the nodes of a region so that branches which may be joined stand together.</summary>
/// <param name="resolve">The node that stands for another.</param>
/// <param name="conditionOf">The same for a condition: one node for all that are equal.</param>
internal sealed class BranchSchedule(Graph graph, Liveness live, Func<int, int> resolve, Func<int, int> conditionOf)
{
    private Dictionary<int, List<int>>? _readersOf;
    private readonly HashSet<int> _withEffects = WithEffects(graph);
    private readonly int[] _marks = new int[graph.Nodes.Count];
    private int[]?[]? _freeUses;
    private int _mark;

    /// <summary>The nodes in an order that respects their dependencies; a group of several is one joined branch.</summary>
    public IEnumerable<int[]> Arrange(IEnumerable<int> nodes)
    {
        List<Item> items = [.. nodes.Where(n => !IsBranchResult(n)).Select(n => new Item([n]))];
        Dictionary<int, int> ahead = items.Where(IsJoinable).GroupBy(Condition).ToDictionary(g => g.Key, g => g.Count());
        for (int i = 0; i < items.Count; i++)
        {
            // Joined branches stand where the last of them did: another item may be here now.
            while (IsJoinable(items[i]) && Join(items, i, ahead[Condition(items[i])] - 1) is { } joined)
                ahead[joined]--;
            if (IsJoinable(items[i]))
                ahead[Condition(items[i])]--;
        }

        return items.Select(item => item.Nodes);
    }

    // Results move with their branch.
    private bool IsBranchResult(int node) => graph[node].Op == Op.Result && graph[graph[node].A].Op == Op.If;

    private bool IsJoinable(Item item) => graph[item.Nodes[0]].Op == Op.If && !_withEffects.Contains(item.Nodes[0]);

    private int Condition(Item item) => conditionOf(graph[item.Nodes[0]].A);

    // Joins the next of several partners of a branch, and gives their condition; what stands between and waits for the branch goes
    // behind both.
    private int? Join(List<Item> items, int first, int ahead)
    {
        int condition = Condition(items[first]), direct = ++_mark, tainted = ++_mark;
        // What stores to an element that the branch reads waits for the branch, whether or not it has results.
        Mark(items[first].Nodes.Concat(items[first].Nodes.SelectMany(live.ResultsOf)), direct);
        List<Item> before = [], behind = [];
        for (int j = first + 1; ahead > 0; j++)
        {
            Item item = items[j];
            int[] uses = UsesOf(item);
            bool isTainted = uses.Any(use => _marks[use] == tainted);
            if (IsJoinable(item) && Condition(item) == condition)
            {
                if (!isTainted)
                {
                    var joined = new Item([.. items[first].Nodes, .. item.Nodes]);
                    items.RemoveRange(first, j - first + 1);
                    items.InsertRange(first, [.. before, joined, .. behind]);
                    return condition;
                }

                ahead--;
            }

            bool waits = isTainted || uses.Any(use => _marks[use] == direct);
            if (waits)
                Mark(item.Nodes.Concat(item.Nodes.SelectMany(live.ResultsOf)), tainted);
            (waits ? behind : before).Add(item);
        }

        return null;
    }

    private void Mark(IEnumerable<int> nodes, int mark)
    {
        foreach (int node in nodes)
            _marks[node] = mark;
    }

    // A store, and a loop that stores, waits for those who read what it overwrites.
    private IEnumerable<int> ReadersOf(int state) =>
        (_readersOf ??= FindReaders()).TryGetValue(state, out List<int>? readers) ? readers : [];

    private Dictionary<int, List<int>> FindReaders()
    {
        var readersOf = new Dictionary<int, List<int>>();
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            if (graph[i].Op != Op.Load || !live.Contains(i))
                continue;
            if (!readersOf.TryGetValue(graph[i].A, out List<int>? readers))
                readersOf.Add(graph[i].A, readers = []);
            readers.Add(i);
            // Seen from outside, a branch or a loop reads what is read inside it.
            for (int owner = graph.OwnerOf(graph[i].Region); owner != Node.None; owner = graph.OwnerOf(graph[owner].Region))
                readers.Add(owner);
        }

        return readersOf;
    }

    private int[] UsesOf(Item item) => item.Uses ??= [.. item.Nodes.SelectMany(UsesOf).Select(resolve).Where(use => !graph[use].Op.IsLeaf()).Distinct()];

    private IEnumerable<int> UsesOf(int index) => (_freeUses ??= FreeUses())[index] ?? DirectUses(index);

    private IEnumerable<int> DirectUses(int index)
    {
        IEnumerable<int> operands = graph[index].Operands;
        return graph[index] is { Op: Op.Store } or { Op: Op.Carried, Type: ScalarType.Buffer } ? operands.Concat(ReadersOf(graph[index].A)) : operands;
    }

    // What each branch or loop reads from outside: its condition, and what its regions use without computing it. Inner ones come first.
    private int[]?[] FreeUses()
    {
        var free = new int[graph.Nodes.Count][];
        for (int i = 0; i < free.Length; i++)
        {
            Node node = graph[i];
            if (node.Op is not (Op.If or Op.Loop) || !live.Contains(i))
                continue;
            IEnumerable<int> used = graph.NodesOf(node.B).Concat(graph.NodesOf(node.C)).Where(live.Contains).SelectMany(inner => free[inner] ?? DirectUses(inner));
            used = used.Concat(YieldedBy(i)).Where(use => !graph[use].Op.IsLeaf() && !graph.IsInside(use, node.B) && !graph.IsInside(use, node.C));
            free[i] = [.. (node.Op == Op.If ? used.Append(node.A) : used).Distinct()];
        }

        return free;
    }

    private IEnumerable<int> YieldedBy(int index) => graph[index].Op == Op.If
        ? live.ResultsOf(index).SelectMany(r => new[] { graph.Yielded(r, true), graph.Yielded(r, false) })
        : graph.CarriedBy(index).Where(live.Contains).Select(graph.Next).Append(graph.Regions[graph[index].B].Results[0]);

    private static HashSet<int> WithEffects(Graph graph)
    {
        var branches = new HashSet<int>();
        var regions = new HashSet<int>();
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            Node node = graph[i];
            if (node.Op is Op.If or Op.Loop && (regions.Contains(node.B) || regions.Contains(node.C)))
                branches.Add(i);
            else if (node.Op != Op.Guard)
                continue;
            regions.Add(node.Region);
        }

        return branches;
    }

    /// <summary>A node of the region, or several branches joined.</summary>
    private sealed class Item(int[] nodes)
    {
        public int[] Nodes { get; } = nodes;

        /// <summary>What the nodes read, once it has been asked for.</summary>
        public int[]? Uses { get; set; }
    }
}
