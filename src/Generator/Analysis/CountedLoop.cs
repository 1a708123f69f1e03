using SymGrad.Generator.IR;

namespace SymGrad.Generator.Analysis;

/// <summary>A loop that ends for no other reason than that a counter, which moves by a constant, has reached a bound.</summary>
/// <param name="Counter">The carried value that counts.</param>
/// <param name="Bound">What it is compared with; read in the test, so a length may be computed there.</param>
internal readonly record struct CountedLoop(int Counter, Op Comparison, int Bound, Op Step, long By)
{
    public static CountedLoop? Of(Graph graph, int loop)
    {
        Node test = graph[graph.Regions[graph[loop].B].Results[0]];
        if (!test.Op.IsComparison() || graph[test.A].Op != Op.Carried || graph[test.A].Region != graph[loop].C)
            return null;
        Node next = graph[graph.Next(test.A)];
        bool isStep = next.Op is Op.Add or Op.Subtract && next.A == test.A && graph[next.B].Op == Op.Constant;
        return isStep && graph.IsKnownBefore(test.B, loop) ? new CountedLoop(test.A, test.Op, test.B, next.Op, graph[next.B].Payload) : null;
    }

    /// <summary>Whether another loop counts through the same values.</summary>
    public bool IsSame(Graph graph, CountedLoop other)
    {
        Node bound = graph[Bound], otherBound = graph[other.Bound];
        bool isSameBound = Bound == other.Bound
            || (bound.Op == Op.Length && otherBound.Op == Op.Length && bound.Payload == otherBound.Payload && AreAsLong(graph, bound.A, otherBound.A));
        return isSameBound && (Comparison, Step, By) == (other.Comparison, other.Step, other.By)
            && graph[Counter].A == graph[other.Counter].A && graph[Counter].Type == graph[other.Counter].Type;
    }

    /// <summary>Whether the counter takes every index of a buffer, or of a part of one, from the first to the last.</summary>
    public bool CoversAll(Graph graph, int memory) =>
        graph[graph[Counter].A] is { Op: Op.Constant, Payload: 0 } && Comparison == Op.Less && (Step, By) == (Op.Add, 1)
        && IsToLengthOf(graph, memory);

    /// <summary>Whether the bound is the number of the elements of a buffer, or of a part of one.</summary>
    public bool IsToLengthOf(Graph graph, int memory) =>
        graph[memory].Op == Op.Allocate ? graph[memory].A == Bound : graph[memory].Op == Op.Slice ? graph[memory].C == Bound : graph[Bound] is { Op: Op.Length, Payload: 0 } length && AreAsLong(graph, length.A, memory);

    // The same memory, or the same row of one.
    private static bool AreAsLong(Graph graph, int a, int b) =>
        (graph[a].Op, graph[b].Op) is (Op.Row, Op.Row) ? (graph[a].A, graph[a].B) == (graph[b].A, graph[b].B)
        : graph[a].Op != Op.Row && graph[b].Op != Op.Row && graph.MemoryOf(a) == graph.MemoryOf(b);
}
