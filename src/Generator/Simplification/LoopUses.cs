using SymGrad.Generator.IR;

namespace SymGrad.Generator.Simplification;

/// <summary>What nodes, loops and branches as wholes, use of what is around them, and which memories they touch.</summary>
internal sealed class LoopUses(Graph graph, Liveness live)
{
    private readonly Dictionary<int, HashSet<int>> _of = [];

    /// <summary>The nodes outside that a node uses, or that anything inside it uses.</summary>
    public HashSet<int> Of(int index)
    {
        if (_of.TryGetValue(index, out HashSet<int>? known))
            return known;
        var uses = new HashSet<int>();
        foreach (int node in Inside(index))
        {
            uses.UnionWith(graph[node].Operands);
            if (graph[node].Op is Op.If or Op.Loop)
                uses.UnionWith(graph.Regions[graph[node].B].Results.Concat(graph.Regions[graph[node].C].Results).Where(live.Contains));
        }

        if (graph[index].Op is Op.If or Op.Loop)
            uses.RemoveWhere(use => !graph[use].Op.IsLeaf() && (graph.IsInside(use, graph[index].B) || graph.IsInside(use, graph[index].C)));
        return _of[index] = uses;
    }

    /// <summary>Whether a node needs another one of the same region, directly or through nodes between.</summary>
    public bool Depends(int node, int on)
    {
        var seen = new HashSet<int>();
        var pending = new Stack<int>(Of(node));
        while (pending.Count > 0)
        {
            int use = pending.Pop();
            if (use == on)
                return true;
            if (use > on && seen.Add(use))
            {
                foreach (int next in Of(use))
                    pending.Push(next);
            }
        }

        return false;
    }

    /// <summary>The memories that are stored to.</summary>
    public HashSet<int> Written(int index) => [.. Inside(index).Where(n => graph[n].Op == Op.Store).Select(graph.MemoryOf)];

    /// <summary>The memories that are stored to or read.</summary>
    public HashSet<int> Touched(int index) => [.. Inside(index).Where(n => graph[n].Op is Op.Store or Op.Load).Select(n => graph.MemoryOf(graph[n].A))];

    /// <summary>A node and, of a loop or a branch, all that is in it.</summary>
    public IEnumerable<int> Inside(int index)
    {
        yield return index;
        if (graph[index].Op is not (Op.If or Op.Loop))
            yield break;
        foreach (int inner in graph.NodesOf(graph[index].B).Concat(graph.NodesOf(graph[index].C)).Where(live.Contains).SelectMany(Inside))
            yield return inner;
    }
}
