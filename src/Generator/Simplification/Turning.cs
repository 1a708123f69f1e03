using SymGrad.Generator.Analysis;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Simplification;

/// <summary>
/// Lets a loop that goes back count upwards where its iterations may come in any order: each touches elements of its own, and hands on nothing but sums.
/// That is how one reads and writes a loop, how memory is fetched, and what the JIT leaves checks of indices out of.
/// </summary>
internal sealed class Turning : Recounting
{
    private readonly HashSet<int> _turned = [];
    private readonly LoopUses _uses;

    private Turning(Graph source) : base(source) => _uses = new LoopUses(source, Live);

    public static Graph Apply(Graph graph) =>
        graph.Nodes.Any(node => node is { Op: Op.Loop, Role: LoopRole.Back }) ? Pruning.Apply(new Turning(graph).Run()) : graph;

    protected override void Copy(int index)
    {
        if (Source[index] is { Op: Op.Loop, Role: LoopRole.Back } && CountedLoop.Of(Source, index) is { } counted && CanTurn(index, counted))
        {
            _turned.Add(index);
            int low = this[counted.Bound];
            Count(counted.Counter, low, Above(low, Sums.Sum(this[Source[counted.Counter].A], Sums.Integer(1))));
        }

        base.Copy(index);
    }

    protected override LoopRole RoleOf(int loop) => _turned.Contains(loop) ? LoopRole.Adjoints : base.RoleOf(loop);

    // Up to the greater of a number and the lower end is up to that number.
    private int Above(int low, int end) => Target[end] is { Op: Op.Call, Function: Elementary.Max } max
        ? max.A == low ? max.B : max.B == low ? max.A : end
        : end;

    private bool CanTurn(int loop, CountedLoop counted)
    {
        if (counted is not { Comparison: Op.GreaterOrEqual, Step: Op.Subtract, By: 1 } || Source[counted.Counter].Type != ScalarType.Int32)
            return false;
        if (!(Source[counted.Bound].Op.IsLeaf() || !Source.IsInside(counted.Bound, Source[loop].C)) || Live.ResultsOf(loop).Any(result => Source.CarriedBy(loop)[(int)Source[result].Payload] == counted.Counter))
            return false;
        int[] inside = [.. _uses.Inside(loop).Where(n => n != loop)];
        return inside.All(n => Source[n].Op is not (Op.Loop or Op.Guard or Op.Allocate or Op.Invoke))
            && Source.CarriedBy(loop).Where(Live.Contains).All(c => c == counted.Counter || Source[c].Type == ScalarType.Buffer || IsSum(c, inside))
            && inside.Where(n => Source[n].Op == Op.Store).All(store => TouchesItsOwn(loop, counted, store, inside));
    }

    // What is added to in every iteration, and read nowhere else in it.
    private bool IsSum(int carried, int[] inside)
    {
        for (int at = Source.Next(carried), sum = Node.None; at != carried; sum = at, at = Source[at].A)
        {
            if (Source[at].Op is not (Op.Add or Op.Subtract) || !Source[at].Type.IsReal() || inside.Any(n => n != sum && Reads(n, at)))
                return false;
        }

        return inside.Count(n => Reads(n, carried)) == 1;
    }

    private bool Reads(int node, int value) => Source[node].Operands.Contains(value)
        || (Source[node].Op == Op.If && (Source.Regions[Source[node].B].Results.Contains(value) || Source.Regions[Source[node].C].Results.Contains(value)));

    // Whether no two iterations touch one element of what is stored to.
    private bool TouchesItsOwn(int loop, CountedLoop counted, int store, int[] inside)
    {
        int place = Source[store].B, memory = Source.MemoryOf(store);
        int index = Source[place].Op == Op.At && !Source.IsInside(Source[place].A, Source[loop].C) ? Source[place].B : place;
        return inside.All(n => Source[n].Op is not (Op.Load or Op.Store) || Source.MemoryOf(Source[n].A) != memory || Source[n].B == place)
            && LinearIndex.Of(Source, loop, counted, index) is { Factor: not 0 };
    }
}
