using SymGrad.Generator.Analysis;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Emission;

/// <summary>
/// A multiple of a buffer that is added to another one, element by element. An inner loop that does nothing else is a call, or several, that uses the processor's vectors: each
/// element is rounded as in the loop.
/// </summary>
/// <param name="To">The load of what is added to.</param>
/// <param name="From">The load of what is added.</param>
/// <param name="Factor">How often: the same for all elements.</param>
/// <param name="Sign">Whether it is added or subtracted.</param>
internal readonly record struct ScaledUpdate(int To, int From, int Factor, Op Sign)
{
    /// <summary>What a loop inside another one does; null where it is anything else.</summary>
    public static IReadOnlyList<ScaledUpdate>? AllOf(Graph graph, Liveness live, int loop)
    {
        bool isInner = graph.OwnersOf(loop).Any(owner => graph[owner].Op == Op.Loop) && live.ResultsOf(loop).All(result => graph[result].Type == ScalarType.Buffer);
        if (!isInner || CountedLoop.Of(graph, loop) is not { } counted)
            return null;
        var updates = new List<ScaledUpdate>();
        HashSet<int> known = [graph.Next(counted.Counter)];
        int[] inside = [.. graph.NodesOf(graph[loop].C).Where(live.Contains)];
        int[] stores = [.. inside.Where(n => graph[n].Op == Op.Store)];
        foreach (int store in stores)
        {
            if (Of(graph, loop, store) is not { } update || !IsElementwise(graph, counted, update.To) || !IsElementwise(graph, counted, update.From) || IsShifted(graph, loop, update.To))
                return null;
            updates.Add(update);
            Node sum = graph[graph[store].C];
            known.UnionWith([store, graph[store].C, sum.A, sum.B, update.From]);
        }

        int[] written = [.. stores.Select(graph.MemoryOf)];
        bool isApart = written.Distinct().Count() == written.Length && updates.All(update => !written.Contains(graph.MemoryOf(graph[update.From].A)));
        return isApart && inside.All(n => known.Contains(n) || graph[n].Op is Op.At or Op.Carried) ? updates : null;
    }

    private static ScaledUpdate? Of(Graph graph, int loop, int store)
    {
        Node sum = graph[graph[store].C];
        if (sum.Op is not (Op.Add or Op.Subtract))
            return null;
        (int to, int product) = IsElement(sum.A) ? (sum.A, sum.B) : (sum.B, sum.A);
        if (!IsElement(to) || (sum.Op == Op.Subtract && to != sum.A) || graph[product] is not { Op: Op.Multiply } scaled)
            return null;
        (int factor, int from) = IsOutside(scaled.A) ? (scaled.A, scaled.B) : (scaled.B, scaled.A);
        return IsOutside(factor) && graph[from].Op == Op.Load && graph[from].Type == graph[to].Type ? new ScaledUpdate(to, from, factor, sum.Op) : null;

        bool IsElement(int node) => graph[node] is { Op: Op.Load } load && load.B == graph[store].B && graph.MemoryOf(load.A) == graph.MemoryOf(store);

        bool IsOutside(int node) => graph[node].Op.IsLeaf() || !graph.IsInside(node, graph[loop].C);
    }

    // Whether a loop reads all of a buffer, or of a part of one, from the first to the last element.
    private static bool IsElementwise(Graph graph, CountedLoop counted, int load)
    {
        int place = graph[load].B, memory = graph.MemoryOf(graph[load].A);
        bool isNumber = graph[load].Type is ScalarType.Double or ScalarType.Single && graph.ElementOf(memory) == graph[load].Type
            && (graph[memory].Op != Op.Input || graph.Inputs[(int)graph[memory].Payload] is { ElementType: null, IsTwoDimensional: false, IsMatrix: false });
        return isNumber && (graph[place].Op == Op.At ? graph[place].B : place) == counted.Counter && counted.CoversAll(graph, graph.WholeOf(load));
    }

    // Whether the loop's next run begins a few elements further: the processor cannot forward what vectors have stored to vectors that lie across them.
    private static bool IsShifted(Graph graph, int loop, int load)
    {
        int around = graph.OwnersOf(loop).First(owner => graph[owner].Op == Op.Loop);
        return graph[graph.WholeOf(load)] is { Op: Op.Slice } part && CountedLoop.Of(graph, around) is { } counted && LinearIndex.Of(graph, around, counted, part.B) is { Factor: not 0 };
    }
}
