using SymGrad.Generator.IR;

namespace SymGrad.Generator.Analysis;

/// <summary>Destinations of which each element is written exactly once: these need neither be cleared nor added to.</summary>
internal static class Coverage
{
    /// <summary>The one store to a destination that goes through all its elements; null where there is none, or another one.</summary>
    public static int? StoreCovering(Graph graph, int destination)
    {
        int memory = graph.LeafOf(destination);
        if (memory == Node.None || graph.Inputs[destination].LengthOf is not { } source || graph.LeafOf(source) is not (var buffer and not Node.None))
            return null;
        int[] stores = [.. Enumerable.Range(0, graph.Nodes.Count).Where(n => graph[n].Op == Op.Store && graph.MemoryOf(n) == memory)];
        if (stores.Length != 1)
            return null;
        Node store = graph[stores[0]];
        int loop = graph.OwnerOf(store.Region);
        bool isOnce = loop != Node.None && graph[loop].Op == Op.Loop && graph[loop].Region == 0 && store.Region == graph[loop].C;
        return isOnce && CountedLoop.Of(graph, loop) is { } counted && counted.Counter == store.B && counted.CoversAll(graph, buffer) ? stores[0] : null;
    }

    /// <summary>Whether a destination is never read, and written as a whole.</summary>
    public static bool IsOverwritten(Graph graph, int destination) =>
        StoreCovering(graph, destination) is not null
        && !graph.Nodes.Any(node => node.Op == Op.Load && graph.MemoryOf(node.A) == graph.LeafOf(destination));
}
