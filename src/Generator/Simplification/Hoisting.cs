using SymGrad.Generator.Analysis;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Simplification;

/// <summary>
/// Moves out of loops what is the same in every iteration: real arithmetic, reads of elements that are there even where the loop does not
/// run, and all that the test compares with, since a test is made at least once.
/// </summary>
internal sealed class Hoisting : GraphRewriter
{
    private readonly Func<int, bool> _mayMove;

    private Hoisting(Graph source, Func<int, bool> mayMove) : base(source) => _mayMove = mayMove;

    /// <summary>In code that is not differentiated any more.</summary>
    public static Graph Apply(Graph graph) => Apply(graph, _ => true);

    /// <summary>
    /// In code that is still to be differentiated. An adjoint that no iteration has added to is 0 and must not meet an infinite slope, so
    /// that only what is linear, or does not vary, moves.
    /// </summary>
    public static Graph ApplyToPrimal(Graph graph)
    {
        bool[] varied = Activity.Varied(graph);
        return Apply(graph, node => !varied[node] || graph[node].Op is Op.Add or Op.Subtract or Op.Negate or Op.Convert or Op.Load);
    }

    private static Graph Apply(Graph graph, Func<int, bool> mayMove) =>
        graph.Nodes.Any(node => node.Op == Op.Loop) ? Pruning.Apply(new Hoisting(graph, mayMove).Run()) : graph;

    protected override void Copy(int index)
    {
        // Inside the loop these are known already, and not made again.
        foreach (int node in Source[index].Op == Op.Loop ? Invariant(index) : [])
            base.Copy(node);
        base.Copy(index);
    }

    private IEnumerable<int> Invariant(int loop)
    {
        var movable = new HashSet<int>();
        var moved = new SortedSet<int>();
        for (int node = 0; node < loop; node++)
        {
            if (!Live.Contains(node) || !Source.IsInside(node, Source[loop].C) || !IsMovable(node, loop) || !Source[node].Operands.All(IsOutside))
                continue;
            movable.Add(node);
            if (IsTested(node, loop) ? Source[node].Op is not (Op.Length or Op.Load) : Source[node].Type.IsReal() && Source[node].Op != Op.Convert)
                moved.UnionWith(Needed(node));
        }

        return moved;

        bool IsOutside(int operand) => Source[operand].Op.IsLeaf() || !Source.IsInside(operand, Source[loop].C) || movable.Contains(operand);

        IEnumerable<int> Needed(int node) => movable.Contains(node) && !moved.Contains(node) ? Source[node].Operands.SelectMany(Needed).Append(node) : [];
    }

    // What throws, and what only some iterations reach, stays where it is.
    private bool IsMovable(int index, int loop)
    {
        Node node = Source[index];
        bool isSafe = node.Op switch
        {
            Op.Add or Op.Subtract or Op.Multiply or Op.Negate or Op.Convert => !node.IsChecked || IsTested(index, loop),
            Op.Divide or Op.Remainder => node.Type.IsReal() || IsTested(index, loop),
            Op.Call => node.Function is not (Elementary.Clamp or Elementary.ClampNative),
            Op.Length => IsTested(index, loop),
            Op.Load => IsThere(index) || IsTested(index, loop),
            _ => false,
        };
        return isSafe && _mayMove(index) && IsReached(node.Region, loop);
    }

    private bool IsTested(int node, int loop) => Source[node].Region == Source[loop].B;

    private bool IsReached(int region, int loop)
    {
        int owner = Source.OwnerOf(region);
        while (owner != loop && Source[owner].Op == Op.Loop)
            owner = Source.OwnerOf(Source[owner].Region);
        return owner == loop;
    }

    // Whether the index is the counter of a loop around, from 0 or more to below the buffer's length.
    private bool IsThere(int load)
    {
        (int state, int counter) = (Source[load].A, Source[load].B);
        return Source[counter].Op == Op.Carried && Source.OwnerOf(Source[counter].Region) is var around && !Source.IsInside(load, Source[around].B)
            && CountedLoop.Of(Source, around) is { Comparison: Op.Less, Step: Op.Add, By: > 0 } counted && counted.Counter == counter
            && Source[Source[counter].A] is { Op: Op.Constant, Payload: >= 0 } && counted.IsToLengthOf(Source, Source.MemoryOf(state));
    }
}
