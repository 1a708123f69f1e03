using SymGrad.Generator.IR;

namespace SymGrad.Generator.Simplification;

/// <summary>Orders the nodes of a region so that branches which may be joined stand together.</summary>
internal sealed class BranchSchedule(Graph graph, Liveness live, Func<int, int> resolve)
{
    private readonly Dictionary<int, HashSet<int>> _freeUses = [];
    private Dictionary<int, List<int>>? _readersOf;
    private readonly HashSet<int> _withEffects = WithEffects(graph);

    /// <summary>The nodes in an order that respects their dependencies; a group of several is one joined branch.</summary>
    public IReadOnlyList<int[]> Arrange(IEnumerable<int> nodes)
    {
        List<int[]> items = [.. nodes.Where(n => !IsBranchResult(n)).Select(n => new[] { n })];
        for (int i = 0; i < items.Count; i++)
        {
            while (IsJoinable(items[i]) && Join(items, i))
            {
            }
        }

        return items;
    }

    // Results move with their branch.
    private bool IsBranchResult(int node) => graph[node].Op == Op.Result && graph[graph[node].A].Op == Op.If;

    private bool IsJoinable(int[] item) => graph[item[0]].Op == Op.If && !_withEffects.Contains(item[0]);

    // Joins the next partner of a branch; what stands between them and waits for the branch goes behind both.
    private bool Join(List<int[]> items, int first)
    {
        int condition = resolve(graph[items[first][0]].A);
        var direct = new HashSet<int>(items[first].SelectMany(live.ResultsOf));
        var tainted = new HashSet<int>();
        List<int[]> before = [], behind = [];
        for (int j = first + 1; j < items.Count; j++)
        {
            int[] uses = [.. items[j].SelectMany(UsesOf).Select(resolve)];
            bool isTainted = uses.Any(tainted.Contains);
            if (!isTainted && IsJoinable(items[j]) && resolve(graph[items[j][0]].A) == condition)
            {
                int[] joined = [.. items[first], .. items[j]];
                items.RemoveRange(first, j - first + 1);
                items.InsertRange(first, [.. before, joined, .. behind]);
                return true;
            }

            bool waits = isTainted || uses.Any(direct.Contains);
            if (waits)
                tainted.UnionWith(items[j].Concat(items[j].SelectMany(live.ResultsOf)));
            (waits ? behind : before).Add(items[j]);
        }

        return false;
    }

    private IEnumerable<int> UsesOf(int index)
    {
        Node node = graph[index];
        if (node.Op is Op.If or Op.Loop)
            return FreeUses(index);
        IEnumerable<int> operands = Enumerable.Range(0, node.OperandCount).Select(node.Operand);
        return node.Op == Op.Store ? operands.Concat(ReadersOf(node.A)) : operands;
    }

    // A store waits for those who read what it overwrites.
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

    // What a branch reads from outside: its condition, and what its regions use without computing it.
    private HashSet<int> FreeUses(int index)
    {
        if (_freeUses.TryGetValue(index, out HashSet<int>? known))
            return known;
        Node node = graph[index];
        var uses = new HashSet<int>(node.Op == Op.If
            ? live.ResultsOf(index).SelectMany(r => new[] { graph.Yielded(r, true), graph.Yielded(r, false) })
            : graph.CarriedBy(index).Where(live.Contains).Select(graph.Next).Append(graph.Regions[node.B].Results[0]));
        foreach (int inner in graph.NodesOf(node.B).Concat(graph.NodesOf(node.C)).Where(live.Contains))
            uses.UnionWith(UsesOf(inner));
        uses.RemoveWhere(use => graph.IsInside(use, node.B) || graph.IsInside(use, node.C));
        if (node.Op == Op.If)
            uses.Add(node.A);
        return _freeUses[index] = uses;
    }

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
}
