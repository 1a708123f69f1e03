using SymGrad.Generator.IR;

namespace SymGrad.Generator.Analysis;

/// <summary>An integer that moves evenly while a loop counts: so many times the counter, and a sum of what no iteration changes.</summary>
/// <param name="Factor">How often the counter is in it.</param>
/// <param name="Terms">What is the same in every iteration, each with how often it is in it.</param>
/// <param name="Constant">The number that is added.</param>
internal sealed record LinearIndex(long Factor, IReadOnlyDictionary<int, long> Terms, long Constant)
{
    /// <summary>Null where it depends on the iteration otherwise.</summary>
    public static LinearIndex? Of(Graph graph, int loop, CountedLoop counted, int index)
    {
        (long factor, long constant) = (0, 0);
        var terms = new SortedDictionary<int, long>();
        var pending = new Stack<(int Node, long Times)>([(index, 1)]);
        while (pending.Count > 0)
        {
            (int node, long times) = pending.Pop();
            Node sum = graph[node];
            if (node == counted.Counter)
                factor += times;
            else if (IsCompanion(graph, counted, node))
            {
                factor += times;
                pending.Push((sum.A, times));
                pending.Push((graph[counted.Counter].A, -times));
            }
            else if (sum is { Op: Op.Constant, Type: ScalarType.Int32 })
                constant += times * sum.Payload;
            else if (sum.Op is Op.Add or Op.Subtract && IsPlain(sum) && !IsCount(graph, sum))
            {
                pending.Push((sum.A, times));
                pending.Push((sum.B, sum.Op == Op.Add ? times : -times));
            }
            else if (sum.Op == Op.Multiply && IsPlain(sum) && graph[sum.A].Op == Op.Constant && Math.Abs(times) < int.MaxValue)
                pending.Push((sum.B, times * graph[sum.A].Payload));
            else if (sum.Op.IsLeaf() || !graph.IsInside(node, graph[loop].C))
                terms[node] = terms.TryGetValue(node, out long before) ? before + times : times;
            else
                return null;
        }

        foreach (int none in terms.Where(term => term.Value == 0).Select(term => term.Key).ToArray())
            terms.Remove(none);
        return new LinearIndex(factor, terms, constant);
    }

    /// <summary>Whether a carried integer moves as the counter does.</summary>
    public static bool IsCompanion(Graph graph, CountedLoop counted, int carried) =>
        graph[carried] is { Op: Op.Carried, Type: ScalarType.Int32 } && graph[carried].Region == graph[counted.Counter].Region && carried != counted.Counter
        && graph[graph.Next(carried)] is { IsChecked: false } next && next.A == carried && next.Op == counted.Step && graph[next.B] is { Op: Op.Constant } by && by.Payload == counted.By;

    /// <summary>Whether a difference says how many integers there are between two: the greater of them, less one of them.</summary>
    public static bool IsCount(Graph graph, Node difference) =>
        difference.Op == Op.Subtract && graph[difference.A] is { Op: Op.Call, Function: Elementary.Max, Type: ScalarType.Int32 } max && (max.A == difference.B || max.B == difference.B);

    private static bool IsPlain(Node sum) => sum is { Type: ScalarType.Int32, IsChecked: false };
}
