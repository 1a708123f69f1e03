using SymGrad.Generator.Analysis;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Emission;

/// <summary>
/// An inner loop that does nothing but add to buffers, element by element, clear them, and sum products of their elements: calls that use the processor's vectors. Each element is
/// rounded as in the loop; a sum, which may be in any order since it is an adjoint, is one of several partial sums.
/// </summary>
internal sealed class ElementwiseLoop
{
    private ElementwiseLoop(IReadOnlyList<ElementwiseUpdate> updates, IReadOnlyList<ProductSum> sums, IReadOnlyList<int> written) => (Updates, Sums, Written) = (updates, sums, written);

    /// <summary>What is added comes first, what is cleared last: it may have been read.</summary>
    public IReadOnlyList<ElementwiseUpdate> Updates { get; }

    public IReadOnlyList<ProductSum> Sums { get; }

    /// <summary>The buffers that it changes.</summary>
    public IReadOnlyList<int> Written { get; }

    /// <summary>What a loop inside another one does; null where it is anything else.</summary>
    public static ElementwiseLoop? Of(Graph graph, Liveness live, int loop)
    {
        if (!graph.OwnersOf(loop).Any(owner => graph[owner].Op == Op.Loop) || CountedLoop.Of(graph, loop) is not { } counted)
            return null;
        int[] inside = [.. graph.NodesOf(graph[loop].C).Where(live.Contains)];
        int[] stores = [.. inside.Where(n => graph[n].Op == Op.Store)], results = [.. live.ResultsOf(loop).Where(result => graph[result].Type != ScalarType.Buffer)];
        ElementwiseUpdate?[] updates = [.. stores.Select(store => ElementwiseUpdate.Of(graph, loop, store))];
        ProductSum?[] sums = [.. results.Select(result => ProductSum.Of(graph, loop, result))];
        if (updates.Contains(null) || sums.Contains(null))
            return null;

        var all = new ElementwiseLoop([.. updates.Select(update => update!.Value).OrderBy(update => update.IsClear)], [.. sums.Select(sum => sum!.Value)], [.. stores.Select(graph.MemoryOf)]);
        int[] loads = [.. all.Updates.SelectMany(update => update.Loads(graph)), .. all.Sums.SelectMany(sum => sum.Loads)];
        int[] added = [.. all.Updates.Where(update => !update.IsClear).Select(update => graph.MemoryOf(update.To))];
        bool isApart = all.Written.Distinct().Count() == stores.Length
            && loads.All(load => !added.Contains(graph.MemoryOf(graph[load].A)) && !stores.Contains(graph[load].A));
        if (!isApart || !stores.Concat(loads).All(access => IsElementwise(graph, counted, access)) || stores.Concat(sums.Length > 0 ? loads : []).Any(access => IsShifted(graph, loop, access)))
            return null;

        int[] computed = [.. stores.Select(store => graph[store].C), .. results.Select(result => graph.Next(graph.CarriedBy(loop)[(int)graph[result].Payload]))];
        HashSet<int> known = [graph.Next(counted.Counter), .. stores, .. loads, .. computed, .. computed.SelectMany(sum => graph[sum].Operands)];
        return inside.All(n => known.Contains(n) || graph[n].Op is Op.At or Op.Carried) ? all : null;
    }

    // Whether a loop goes through all of a buffer of numbers, or of a part of one, from the first to the last element.
    private static bool IsElementwise(Graph graph, CountedLoop counted, int access)
    {
        int place = graph[access].B, memory = graph.MemoryOf(graph[access].A);
        bool isNumber = graph.ElementOf(memory) is ScalarType.Double or ScalarType.Single
            && (graph[memory].Op != Op.Input || graph.Inputs[(int)graph[memory].Payload] is { ElementType: null, IsTwoDimensional: false, IsMatrix: false });
        return isNumber && (graph[place].Op == Op.At ? graph[place].B : place) == counted.Counter && counted.CoversAll(graph, graph.WholeOf(access));
    }

    // Whether the loop's next run begins a few elements further: the processor cannot forward what vectors have stored to vectors that lie across them, and a sum over what is left of a
    // buffer, as over a triangle's column, is often too short for a call.
    private static bool IsShifted(Graph graph, int loop, int access)
    {
        int around = graph.OwnersOf(loop).First(owner => graph[owner].Op == Op.Loop);
        return graph[graph.WholeOf(access)] is { Op: Op.Slice } part && CountedLoop.Of(graph, around) is { } counted && LinearIndex.Of(graph, around, counted, part.B) is { Factor: not 0 };
    }
}
