using SymGrad.Generator.Analysis;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Simplification;

/// <summary>
/// Lets the innermost of loops go through parts of buffers, each as long as the loop runs: whether its indices are in range is asked once, before it, and not for each element
/// (the JIT leaves the loop's own checks out then).
/// </summary>
internal sealed class LoopParts : Recounting
{
    // With fewer iterations, to make the parts costs more than it saves.
    private const long FewIterations = 8;

    private readonly LoopUses _uses;
    private readonly Dictionary<int, Course> _courses = [];
    private readonly Dictionary<int, (int Part, int Counter)> _parts = [];

    private LoopParts(Graph source) : base(source) => _uses = new LoopUses(source, Live);

    /// <summary>A loop that counts from 0, where it counted from another number.</summary>
    private sealed record Course(int Counter, int First, int Count, int[] Companions);

    public static Graph Apply(Graph graph) => graph.Nodes.Any(node => node.Op == Op.Loop) ? Pruning.Apply(new LoopParts(graph).Run()) : graph;

    protected override void Copy(int index)
    {
        switch (Source[index].Op)
        {
            case Op.Loop when CountedLoop.Of(Source, index) is { } counted && IsInnermost(index) && IsCountable(index, counted) && Wanted(index, counted) is { Count: > 0 } wanted:
                Prepare(index, counted, wanted);
                base.Copy(index);
                Finish(index);
                break;
            case Op.Load when _parts.TryGetValue(index, out (int Part, int Counter) read):
                this[index] = Target.Load(Source[index].Type, this[Source[index].A], Target.At(read.Part, CopyOf(read.Counter)));
                CopyName(index);
                break;
            case Op.Store when _parts.TryGetValue(index, out (int Part, int Counter) written):
                this[index] = Target.Store(this[Source[index].A], Target.At(written.Part, CopyOf(written.Counter)), this[Source[index].C], Source[index].Payload);
                CopyName(index);
                break;
            case Op.Allocate:
                base.Copy(index);
                Sums.IsLengthOf(this[Source[index].A], this[index]);
                break;
            case Op.Slice:
                base.Copy(index);
                Sums.IsLengthOf(this[Source[index].C], this[index]);
                break;
            // As long as the parts are that a loop goes through.
            case Op.Subtract when LinearIndex.IsCount(Source, Source[index]):
                Node max = Source[Source[index].A];
                this[index] = Sums.Count(this[Source[index].B], this[max.A == Source[index].B ? max.B : max.A]);
                CopyName(index);
                break;
            default:
                base.Copy(index);
                break;
        }
    }

    protected override HashSet<int> NotCarried(int loop) =>
        _courses.TryGetValue(loop, out Course? course) ? [.. base.NotCarried(loop), .. course.Companions] : base.NotCarried(loop);

    protected override bool HasOwnName(int node) =>
        _courses.Values.Any(course => course.Counter == node && !IsZero(course.First)) || base.HasOwnName(node);

    protected override void BeginIteration(int loop)
    {
        if (!_courses.TryGetValue(loop, out Course? course))
            return;
        foreach (int moving in course.Companions.Append(course.Counter))
            this[moving] = Sums.Sum(this[Source[moving].A], CopyOf(course.Counter));
    }

    private bool IsZero(int node) => Target[node] is { Op: Op.Constant, Payload: 0 };

    private bool IsInnermost(int loop)
    {
        int[] around = [.. Source.OwnersOf(loop).Where(owner => Source[owner].Op == Op.Loop)];
        return around.Length > 0 && around.All(owner => Source[owner].Role != LoopRole.Directions) && !_uses.Inside(loop).Any(n => n != loop && Source[n].Op == Op.Loop);
    }

    // Whether the number of iterations is known before the first one, and where the counter ends does not matter.
    private bool IsCountable(int loop, CountedLoop counted)
    {
        Node bound = Source[counted.Bound];
        bool isOutside = bound.Op.IsLeaf() || !Source.IsInside(counted.Bound, Source[loop].C);
        return counted is { Comparison: Op.Less, Step: Op.Add, By: 1 } && Source[counted.Counter].Type == ScalarType.Int32
            && (isOutside || bound.Op == Op.Length)
            && !(bound is { Op: Op.Constant } constant && Source[Source[counted.Counter].A] is { Op: Op.Constant } first && constant.Payload - first.Payload < FewIterations)
            && !Live.ResultsOf(loop).Any(result => Source.CarriedBy(loop)[(int)Source[result].Payload] == counted.Counter);
    }

    // The loads and stores of every iteration that go through a buffer element by element, unless the loop runs through all of it, or a row, as it is.
    private Dictionary<int, LinearIndex> Wanted(int loop, CountedLoop counted)
    {
        var wanted = new Dictionary<int, LinearIndex>();
        foreach (int access in Source.NodesOf(Source[loop].C).Where(n => Source[n].Op is Op.Load or Op.Store && Live.Contains(n)))
        {
            int place = Source[access].B;
            if (Source.IsTwoDimensional(Source[access].A) || (Source[place].Op == Op.At && Source.IsInside(Source[place].A, Source[loop].C)))
                continue;
            if (LinearIndex.Of(Source, loop, counted, Source[place].Op == Op.At ? Source[place].B : place) is { Factor: 1 } index && !GoesThroughAll(counted, access, index))
                wanted.Add(access, index);
        }

        return wanted;
    }

    private bool GoesThroughAll(CountedLoop counted, int access, LinearIndex index)
    {
        int whole = Source.WholeOf(access);
        return index is { Terms.Count: 0, Constant: 0 } && Source[Source[counted.Counter].A] is { Op: Op.Constant, Payload: 0 } && (Source[whole].Op == Op.Row || counted.CoversAll(Source, whole));
    }

    private void Prepare(int loop, CountedLoop counted, Dictionary<int, LinearIndex> wanted)
    {
        int first = this[Source[counted.Counter].A];
        int count = Sums.Count(first, BoundOf(loop, counted));
        if (Target[count].Op != Op.Length)
            Target.SetName(count, "count");
        int[] companions = [.. Source.CarriedBy(loop).Where(c => Live.Contains(c) && LinearIndex.IsCompanion(Source, counted, c))];
        foreach (KeyValuePair<int, LinearIndex> access in wanted)
        {
            int start = Sums.Sum(StartOf(access.Value), first);
            _parts.Add(access.Key, (Target.LoopPart(this[Source.WholeOf(access.Key)], start, count), counted.Counter));
        }

        _courses.Add(loop, new Course(counted.Counter, first, count, companions));
        Count(counted.Counter, Sums.Integer(0), count);
    }

    private int BoundOf(int loop, CountedLoop counted)
    {
        Node bound = Source[counted.Bound];
        return bound.Op == Op.Length && Source.IsInside(counted.Bound, Source[loop].C)
            ? Target.Length(this[Source[bound.A].Op == Op.Row ? bound.A : Source.MemoryOf(bound.A)], (int)bound.Payload)
            : this[counted.Bound];
    }

    private int StartOf(LinearIndex index) =>
        index.Terms.Aggregate(Sums.Integer(index.Constant), (sum, term) => Sums.Sum(sum, Sums.Product(Sums.Integer(term.Value), this[term.Key])));

    // What moves as the counter has gone as far.
    private void Finish(int loop)
    {
        Course course = _courses[loop];
        foreach (int result in Live.ResultsOf(loop))
        {
            int carried = Source.CarriedBy(loop)[(int)Source[result].Payload];
            if (course.Companions.Contains(carried))
                this[result] = Sums.Sum(this[Source[carried].A], course.Count);
        }
    }
}
