using SymGrad.Generator.Analysis;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Simplification;

/// <summary>
/// Gives each iteration of a sum buffers of its own, where it overwrites all that the one before left in them: then nothing ties the iterations
/// together, and each can be swept as soon as it has run.
/// </summary>
internal sealed class Privatization : GraphRewriter
{
    private readonly Dictionary<int, int[]> _private = [];

    private Privatization(Graph source) : base(source)
    {
        foreach (int loop in Enumerable.Range(0, source.Nodes.Count).Where(n => source[n].Op == Op.Loop && Live.Contains(n)))
        {
            int[] carried = [.. source.CarriedBy(loop).Where(Live.Contains)], buffers = [.. carried.Where(c => source[c].Type == ScalarType.Buffer)];
            if (buffers.Length > 0 && buffers.All(buffer => IsPrivate(buffer, loop)) && carried.Except(buffers).All(value => IsSum(value, loop)))
                _private.Add(loop, buffers);
        }
    }

    public static Graph Apply(Graph graph) => new Privatization(graph) is { _private.Count: > 0 } privatization ? Pruning.Apply(privatization.Run()) : graph;

    protected override HashSet<int> NotCarried(int loop)
    {
        HashSet<int> apart = base.NotCarried(loop);
        apart.UnionWith(BuffersOf(loop));
        return apart;
    }

    protected override void BeginIteration(int loop)
    {
        foreach (int buffer in BuffersOf(loop))
        {
            int memory = Source[buffer].A;
            // Parts of it are parts of the memory, not of a state.
            this[buffer] = this[memory] = Target.Allocate((ScalarType)Source[memory].Payload, this[Source[memory].A]);
            Target.SetName(this[buffer], Source.Names[memory].Text ?? "", Source.Names[memory].IsUsers);
        }
    }

    private int[] BuffersOf(int loop) => _private.TryGetValue(loop, out int[]? buffers) ? buffers : [];

    // Whether a value is a counter, or is only added to.
    private bool IsSum(int carried, int loop)
    {
        int next = Source.Next(carried);
        return Source[carried].Type.IsInteger()
            || (Source[next].Op is Op.Add or Op.Subtract && Source[next].A == carried && Inside(loop).All(n => n == next || !Source[n].Operands.Contains(carried)));
    }

    // Whether a buffer is new before the loop, touched by nothing else, and written as a whole before it is read.
    private bool IsPrivate(int buffer, int loop)
    {
        int memory = Source[buffer].A;
        return Source[memory].Op == Op.Allocate && Source[memory].Region == Source[loop].Region
            && Enumerable.Range(0, Source.Nodes.Count).All(n => !Live.Contains(n) || !Touches(n, memory) || Source.IsInside(n, Source[loop].C))
            && IsOverwritten(memory, loop);
    }

    private bool IsOverwritten(int memory, int loop)
    {
        if (Inside(loop).Any(n => Source.IsInside(n, Source[loop].B) && Touches(n, memory)))
            return false;
        int[] touching = [.. Source.NodesOf(Source[loop].C).Where(n => Live.Contains(n) && Inside(n).Any(inner => Touches(inner, memory)))];
        return touching.Length > 0 && Source[touching[0]].Op == Op.Loop
            && (Overwrites(touching[0], memory) || (touching.Length == 1 && IsOverwritten(memory, touching[0])));
    }

    // Whether a loop does nothing to a buffer but to store to each of its elements.
    private bool Overwrites(int loop, int memory)
    {
        int[] touching = [.. Inside(loop).Where(n => Touches(n, memory))];
        return touching.Length == 1 && Source[touching[0]] is { Op: Op.Store } store && store.Region == Source[loop].C
            && CountedLoop.Of(Source, loop) is { } counted && counted.Counter == store.B && counted.CoversAll(Source, memory);
    }

    private bool Touches(int node, int memory) => Source[node].Op is Op.Load or Op.Store or Op.Slice && Source.MemoryOf(Source[node].A) == memory;

    private IEnumerable<int> Inside(int index) => Source[index].Op is Op.Loop or Op.If
        ? Enumerable.Range(0, index).Where(n => Live.Contains(n) && (Source.IsInside(n, Source[index].B) || Source.IsInside(n, Source[index].C))).Append(index)
        : [index];
}
