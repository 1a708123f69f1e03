using SymGrad.Generator.IR;
using SymGrad.Generator.Simplification;

namespace SymGrad.Generator.Differentiation;

/// <summary>
/// How a loop is reversed: one iteration, as a function, is differentiated once; what its sweep needs of its primal is either at hand
/// again on the way back, or kept.
/// </summary>
internal sealed class LoopReversal
{
    private readonly Graph _source;
    private readonly int _loop;
    private readonly Graph _joint;
    private readonly IterationShape _shape;
    private readonly int[] _places;

    private LoopReversal(Graph source, int loop, int[] carried, int[] outside, Graph iteration, ScalarType keptType, bool mayRepeat, bool mayUndo)
    {
        _source = source;
        _loop = loop;
        Carried = carried;
        Outside = outside;
        Active = [.. Enumerable.Range(0, iteration.Inputs.Count).Where(i => iteration.Inputs[i].IsActive)];
        _shape = new IterationShape(iteration);
        _joint = ReverseMode.OfIteration(iteration, _shape, keptType);
        HasMemory = iteration.Nodes.Any(node => node.Op == Op.Allocate);
        // What an iteration allocates is new each time.
        bool readsAgain = Enumerable.Range(0, iteration.Nodes.Count).All(n => !iteration.IsOrdered(n) || iteration[iteration.MemoryOf(iteration[n].A)].Op == Op.Allocate);
        IsParallel = mayRepeat && readsAgain && !carried.Any(c => source[c].Type == ScalarType.Buffer) && Enumerable.Range(0, carried.Length).All(IsAdjointHandedOn);
        // What is to be cut in two must not read on the way back what a branch has made on the way forth.
        if (!IsParallel && Outline.HasMemoryInBranch(iteration))
            _joint = ReverseMode.OfIteration(iteration, _shape, keptType, isCut: true);
        IReadOnlyList<int> kept = IsParallel ? [] : KeptValues.Find(_joint, _shape, Counts);
        if (mayUndo && kept.Any(node => _joint[node].Type.IsInteger()))
            (_joint, kept, Undone) = WithUndone(iteration, keptType, kept);
        Kept = kept;
        _places = [.. kept.Select(node => TapeFormat.Places(_joint[node].Type, keptType))];
        Forth = IsParallel
            ? Pruning.Apply(_joint.WithResults([.. _shape.Next.Select(Result), Result(_shape.Reach)]))
            : Pruning.Apply(_joint.WithResults([.. _shape.Next.Select(Result), Result(_shape.TapeAfter), Result(_shape.TopAfter), .. kept, Result(_shape.Reach)]));
        Whole = IsParallel ? AtOnce.Apply(_joint, _shape) : _joint;
        Back = IsParallel ? Whole : KeptValues.Cut(_joint, _shape, kept);
    }

    /// <summary>What the loop carries: the first inputs of an iteration, and its results.</summary>
    public int[] Carried { get; }

    /// <summary>What an iteration reads from outside: the inputs that follow.</summary>
    public int[] Outside { get; }

    /// <summary>The inputs that have an adjoint.</summary>
    public int[] Active { get; }

    public IterationShape Shape => _shape;

    /// <summary>From the values at an iteration's start to the next ones; then the tape, its top, and the values to keep, where any are; last how far the tape is used.</summary>
    public Graph Forth { get; }

    /// <summary>From the kept values and the adjoints of the next values to the adjoints, and the tape's top before the iteration.</summary>
    public Graph Back { get; }

    /// <summary>Both in one.</summary>
    public Graph Whole { get; }

    /// <summary>The nodes whose values are kept, by their types in <see cref="Whole"/>.</summary>
    public IReadOnlyList<int> Kept { get; }

    /// <summary>The carried integers that are known again on the way back by what comes after them.</summary>
    public IReadOnlyList<Undoing> Undone { get; } = [];

    /// <summary>How many elements of the tape the kept values of an iteration take.</summary>
    public int PlacesKept => _places.Sum();

    /// <summary>Where among them a kept value begins.</summary>
    public int PlaceOf(int kept) => _places.Take(kept).Sum();

    /// <summary>Whether an iteration keeps nothing but its own values: then those that it starts with can be kept at once.</summary>
    public bool IsFlat => _joint[Result(_shape.TapeAfter)].Op == Op.Input;

    /// <summary>Whether an iteration uses more of the tape than what it leaves there.</summary>
    public bool ReachesBeyond => IsParallel ? _joint[Result(_shape.Reach)].Op != Op.Input : Result(_shape.Reach) != Result(_shape.TopAfter);

    /// <summary>Whether each iteration's values have a place on the tape that the counter tells.</summary>
    public bool IsIndexed => IsFlat && Range is not null;

    /// <summary>Whether a kept value is one that the iteration starts with.</summary>
    public bool IsStart(int kept) => _joint[Kept[kept]].Op == Op.Input;

    /// <summary>Whether an iteration leaves the adjoints that the loop carries as they are: then the order of iterations is free.</summary>
    public bool IsParallel { get; }

    /// <summary>Whether an iteration allocates: then two runs of it are not seen to compute the same.</summary>
    public bool HasMemory { get; }

    /// <summary>Whether a sweep apart from the loop would compute again what is dear.</summary>
    public bool RepeatsMuch => IsParallel && KeptValues.AreDear(_joint, _shape, Counts);

    /// <param name="isCut">Whether the way back around the loop is apart from the way forth.</param>
    /// <param name="mayRepeat">Whether a sweep in any order may compute again what the loop has computed.</param>
    public static LoopReversal Of(Graph source, int loop, Liveness live, bool[] varied, ScalarType kept, bool mayRepeat = true, bool isCut = false)
    {
        int[] carried = [.. source.CarriedBy(loop).Where(live.Contains)], outside = Outline.Outside(source, loop, live);
        return new LoopReversal(source, loop, carried, outside, Outline.Of(source, loop, outside, live, node => varied[node], isCut), kept, mayRepeat, mayUndo: source[loop].Region == 0);
    }

    /// <summary>What a carried value grows by in each iteration, where that is a constant.</summary>
    public long? Step(int slot) => Counts(slot) ? _joint[_joint[Result(slot)].B].Payload * (_joint[Result(slot)].Op == Op.Add ? 1 : -1) : null;

    /// <summary>
    /// The counter that takes every value from its first one to a bound outside, where the loop ends for no other reason; null where the
    /// number of iterations is known only once they have run.
    /// </summary>
    public CountedRange? Range
    {
        get
        {
            int condition = _source.Regions[_source[_loop].B].Results[0];
            Node test = _source[condition];
            int slot = test.Op.IsComparison() ? Array.IndexOf(Carried, test.A) : -1;
            if (slot < 0 || _source[test.A].Type != ScalarType.Int32 || !_source.IsKnownBefore(test.B, _loop))
                return null;
            return (test.Op, Step(slot)) switch
            {
                (Op.Less, 1) => new CountedRange(slot, test.B, IsUpward: true, IsInclusive: false),
                (Op.LessOrEqual, 1) => new CountedRange(slot, test.B, IsUpward: true, IsInclusive: true),
                (Op.GreaterOrEqual, -1) => new CountedRange(slot, test.B, IsUpward: false, IsInclusive: true),
                (Op.Greater, -1) => new CountedRange(slot, test.B, IsUpward: false, IsInclusive: false),
                _ => null,
            };
        }
    }

    // What is carried last is at hand for the way back only where no branch holds the loop. Not worth it where as much is kept as without.
    private (Graph Joint, IReadOnlyList<int> Kept, IReadOnlyList<Undoing> Undone) WithUndone(Graph iteration, ScalarType keptType, IReadOnlyList<int> kept)
    {
        Graph joint = ReverseMode.OfIteration(CountedSums.AfterLoops(iteration), _shape, keptType, isCut: Outline.HasMemoryInBranch(iteration));
        IReadOnlyList<Undoing> undone = Undoing.AllOf(joint, _shape, Counts);
        IReadOnlyList<int> less = KeptValues.Find(joint, _shape, slot => Counts(slot) || undone.Any(u => u.Slot == slot));
        return less.Count < kept.Count ? (joint, less, undone) : (_joint, kept, []);
    }

    // Whether a carried integer grows by a constant: then it is known again on the way back.
    private bool Counts(int slot) =>
        _joint[Result(slot)] is { Op: Op.Add or Op.Subtract, IsChecked: false, Type: ScalarType.Int32 or ScalarType.Int64 } next
        && _joint[next.A] is { Op: Op.Input } carried && carried.Payload == slot && _joint[next.B].Op == Op.Constant;

    private bool IsAdjointHandedOn(int slot) =>
        _shape.AdjointOf(slot) is not { } adjoint || (_joint[Result(adjoint)] is { Op: Op.Input } cotangent && cotangent.Payload == _shape.CotangentOf(slot));

    private int Result(int index) => _joint.Results[index];
}

/// <summary>A counter of a loop that moves by one, up or down, to a bound.</summary>
internal readonly record struct CountedRange(int Slot, int Bound, bool IsUpward, bool IsInclusive);
