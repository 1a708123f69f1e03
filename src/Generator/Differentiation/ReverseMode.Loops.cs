using System.Collections;
using SymGrad.Generator.IR;
using SymGrad.Generator.Simplification;

namespace SymGrad.Generator.Differentiation;

/// <summary>
/// Loops. On the way forth a loop keeps, on a tape, what the sweep of an iteration will need; the way back is a loop over the same
/// iterations, last first. Where an iteration leaves all carried adjoints as they are, the order does not matter, and a loop that runs
/// forth does both at once and keeps nothing.
/// </summary>
internal sealed partial class ReverseMode
{
    private readonly Dictionary<int, LoopReversal> _reversals;
    private readonly HashSet<int> _apart;
    private readonly Dictionary<int, int> _trips = [];
    private readonly Dictionary<int, int> _starts = [];
    // What a loop that keeps something ends with.
    private readonly Dictionary<int, int[]> _ends = [];
    // What a loop computes, by what the loop that sweeps it computes again.
    private readonly Dictionary<int, int> _swept = [];
    private Tape _tape = new(Node.None, Node.None);
    // As the way forth leaves it: what a sweep keeps, it gives back.
    private Tape _kept = new(Node.None, Node.None);
    private int _reach = Node.None;
    private int _sweepTop = Node.None;
    // What a sweep keeps goes above all that is kept already while another sweep is still to read that.
    private int _lift = Node.None;
    private IterationShape? _iteration;
    private bool _isCut;

    /// <summary>What is kept: the state of the tape, and how much of it is used.</summary>
    private readonly record struct Tape(int State, int Top)
    {
        public bool IsThere => State != Node.None;
    }

    /// <summary>An iteration of a loop and its sweep, in one function.</summary>
    /// <param name="kept">The type of the tape's elements.</param>
    /// <param name="isCut">Whether the way back is to be cut off from the way forth: then nothing that a branch has made is at hand there.</param>
    public static Graph OfIteration(Graph iteration, IterationShape shape, ScalarType kept, bool isCut = false)
    {
        Input Cotangent(int slot) => iteration.Inputs[slot] with { Name = "d" + iteration.Inputs[slot].Name, IsActive = false };
        Seed seed = Seed.Of(Enumerable.Range(0, shape.Carried).Select(Cotangent)) with
        {
            Destinations = iteration.Inputs.Where(i => i is { IsActive: true, IsBuffer: true }).Select(i => i with { IsActive = false }).ToEquatableArray(),
        };
        Input[] tape =
        [
            new Input("tape", "", ScalarType.Buffer, IsActive: false) { Element = kept },
            new Input("top", "", ScalarType.Int32, IsActive: false),
            new Input("sweepTop", "", ScalarType.Int32, IsActive: false),
            new Input("lift", "", ScalarType.Int32, IsActive: false),
        ];
        return Build(iteration, Seed.Append(iteration.Inputs, [seed]).Concat(tape).ToEquatableArray(), mode =>
        {
            (mode._iteration, mode._isCut) = (shape, isCut);
            mode.StartTape(shape.Tape, mode.Target.Input(shape.Top));
            List<int> results = mode.Differentiate([seed]);
            return [.. results, mode._kept.State, mode._tape.Top, mode.Reach(), mode._sweepTop];
        });
    }

    private void StartTape(int input, int top)
    {
        _tape = new Tape(Target.Input(input), top);
        _reach = top;
    }

    private void StartSweep(bool isLast)
    {
        if (!_tape.IsThere)
            return;
        (_sweepTop, _lift) = _iteration is { } shape ? (Target.Input(shape.SweepTop), Target.Input(shape.Lift))
            : (_tape.Top, isLast ? Target.Constant(ScalarType.Int32, 0L) : _tape.Top);
    }

    // How far the tape is used: to its top, or further by what is given back before more is kept.
    private int Reach(int sweeps = 1)
    {
        if (Target[_reach].Op is Op.Input or Op.Constant)
            return _tape.Top;
        int reach = IsZero(_tape.Top) ? _reach : Target.Call(Elementary.Max, ScalarType.Int32, _tape.Top, _reach);
        return sweeps > 1 ? Sum(reach, _tape.Top) : reach;
    }

    private IEnumerable<int> ActiveBuffers() => Enumerable.Range(0, Source.Inputs.Count).Where(i => Source.Inputs[i] is { IsActive: true, IsBuffer: true });

    private void CopyLoop(int index)
    {
        if (!_reversals.TryGetValue(index, out LoopReversal? reversal))
            _reversals.Add(index, reversal = LoopReversal.Of(Source, index, Live, _varied, TapeType, mayRepeat: !_apart.Contains(index), _isCut));
        _trips[index] = Target.Constant(ScalarType.Int32, 0L);
        int[] initial = [.. reversal.Carried.Select(c => ValueOf(Source[c].A))];
        int[] answers = reversal.IsParallel ? CopyParallel(index, reversal, initial) : CopyKeeping(index, reversal, initial);
        foreach (int result in Live.ResultsOf(index))
        {
            this[result] = answers[Array.IndexOf(reversal.Carried, Source.CarriedBy(index)[(int)Source[result].Payload])];
            CopyName(result);
        }
    }

    // What an iteration keeps, its sweep gives back before the next one: the tape is used as far as by the longest.
    private int[] CopyParallel(int index, LoopReversal reversal, int[] initial)
    {
        int n = initial.Length;
        int[] reach = reversal.ReachesBeyond ? [Reach()] : [];
        int[] answers = Target.Loop([.. initial, .. reach], current => Test(index, reversal, current), current =>
        {
            int[] after = Inlining.Apply(reversal.Forth, Target, Of(Arguments(reversal, current, _tape)));
            return [.. after.Take(n), .. Further(reach, current, after)];
        },
        RoleOf(reversal));
        if (reversal.ReachesBeyond)
            _reach = answers[n];
        return answers;
    }

    // The last of what is carried, and of what an iteration gives, is how far the tape is used.
    private IEnumerable<int> Further(int[] reach, int[] current, int[] after) =>
        reach.Select(_ => Target.Call(Elementary.Max, ScalarType.Int32, current[current.Length - 1], after[after.Length - 1]));

    private int[] CopyKeeping(int index, LoopReversal reversal, int[] initial)
    {
        int n = initial.Length;
        Tape start = _tape;
        int[] reach = reversal.ReachesBeyond ? [Reach()] : [];
        _starts[index] = start.Top;
        if (reversal.IsIndexed)
            _tape = _tape with { Top = Above(_tape.Top, reversal, TripsOf(reversal)) };
        int[] answers = Target.Loop(
            reversal.IsIndexed ? [.. initial, start.State, .. reach] : [.. initial, start.State, start.Top, Target.Constant(ScalarType.Int32, 0L), .. reach],
            current =>
            {
                if (!reversal.IsIndexed)
                {
                    Target.SetName(current[n + 1], "kept");
                    Target.SetName(current[n + 2], "iterations");
                }

                return Test(index, reversal, current);
            },
            current =>
            {
                int tape = current[n], place = reversal.IsIndexed ? PlaceOf(start.Top, reversal, current[reversal.Range!.Value.Slot]) : current[n + 1];
                // What the iteration starts with is kept before it is overwritten.
                for (int i = 0; i < reversal.Kept.Count; i++)
                {
                    if (reversal.IsFlat && reversal.IsStart(i))
                        tape = TapeFormat.Keep(Target, tape, OnTape(reversal, tape, place, i), Arguments(reversal, current, default)[(int)reversal.Whole[reversal.Kept[i]].Payload]);
                }

                int[] after = Inlining.Apply(reversal.Forth, Target, Of(Arguments(reversal, current, new Tape(tape, place))));
                (tape, int top) = (after[n], after[n + 1]);
                for (int i = 0; i < reversal.Kept.Count; i++)
                {
                    if (!(reversal.IsFlat && reversal.IsStart(i)))
                        tape = TapeFormat.Keep(Target, tape, OnTape(reversal, tape, top, i), after[n + 2 + i]);
                }

                return reversal.IsIndexed
                    ? [.. after.Take(n), tape, .. Further(reach, current, after)]
                    : [.. after.Take(n), tape, Plus(top, reversal.PlacesKept), Plus(current[n + 2], 1), .. Further(reach, current, after)];
            },
            RoleOf(reversal));
        _tape = new Tape(answers[n], reversal.IsIndexed ? _tape.Top : answers[n + 1]);
        if (!reversal.IsIndexed)
            _trips[index] = answers[n + 2];
        if (reversal.ReachesBeyond)
            _reach = answers[answers.Length - 1];
        return _ends[index] = answers;
    }

    private static LoopRole RoleOf(LoopReversal reversal) => reversal.Active.Length == 0 ? LoopRole.None : LoopRole.Forth;

    // Where an iteration's values are on the tape, by the value of the counter.
    private int PlaceOf(int start, LoopReversal reversal, int counter)
    {
        int first = ValueOf(Source[reversal.Carried[reversal.Range!.Value.Slot]].A);
        return Above(start, reversal, reversal.Range.Value.IsUpward ? Minus(counter, first) : Minus(first, counter));
    }

    private int Above(int start, LoopReversal reversal, int iterations)
    {
        if (reversal.PlacesKept == 0)
            return start;
        int offset = reversal.PlacesKept == 1 ? iterations : Target.Add(Op.Multiply, ScalarType.Int32, Target.Constant(ScalarType.Int32, (long)reversal.PlacesKept), iterations);
        return Sum(start, offset);
    }

    private int TripsOf(LoopReversal reversal)
    {
        CountedRange range = reversal.Range!.Value;
        int first = ValueOf(Source[reversal.Carried[range.Slot]].A), bound = CountOf(range.Bound), end = range.IsInclusive ? -1 : 0;
        if (range.IsUpward && IsOrdered(first, bound))
            return Plus(bound, -end);
        (int low, int high) = range.IsUpward ? (Plus(first, end), bound) : (Plus(bound, end), first);
        // Nothing that counts overflows where the lower end is not above 0.
        return Target[low] is { Op: Op.Constant, Payload: <= 0 and var lowest }
            ? Target.Call(Elementary.Max, ScalarType.Int32, Plus(high, (int)-lowest), Target.Constant(ScalarType.Int32, 0L))
            : Minus(Target.Call(Elementary.Max, ScalarType.Int32, high, low), low);
    }

    // A number that may have been computed in a branch or a test; a length is at hand anywhere.
    private int CountOf(int number) => Source[number] is { Op: Op.Length } length ? Target.Length(BufferOf(length.A), (int)length.Payload) : ValueOf(number);

    // A row may be made in the loop's own test.
    private int BufferOf(int buffer) => Source[buffer] is { Op: Op.Row } row ? Target.Row(this[row.A], ValueOf(row.B)) : this[buffer];

    private bool IsOrdered(int first, int bound) => IsZero(first) && Target[bound].Op == Op.Length;

    private bool IsZero(int node) => Target[node] is { Op: Op.Constant, Payload: 0 };

    private int Sum(int a, int b) => IsZero(a) ? b : IsZero(b) ? a : Target.Add(Op.Add, ScalarType.Int32, a, b);

    private int Test(int index, LoopReversal reversal, int[] current)
    {
        for (int i = 0; i < reversal.Carried.Length; i++)
        {
            this[reversal.Carried[i]] = current[i];
            CopyName(reversal.Carried[i]);
        }

        int test = Source[index].B;
        int[] elsewhere = [.. UsedByTest(index).Where(value => !Target.IsVisible(this[value]))];
        int[] copies = [.. elsewhere.Select(value => this[value])];
        foreach (int value in elsewhere)
        {
            if (Source[value].Op.IsPart() || Source[value].Op.IsPlace())
                base.Copy(value);
            else
                this[value] = CountOf(value);
        }

        CopyRegion(test);
        int condition = this[Source.Regions[test].Results[0]];
        for (int i = 0; i < elsewhere.Length; i++)
            this[elsewhere[i]] = copies[i];
        return condition;
    }

    // What a test uses of what is computed before its loop: in a branch, maybe, that the sweep has left.
    private IEnumerable<int> UsedByTest(int loop)
    {
        Node node = Source[loop];
        var used = new SortedSet<int>(Source.Regions[node.B].Results);
        for (int i = loop - 1; i >= 0; i--)
        {
            if (Live.Contains(i) && (Source.IsInside(i, node.B) || (used.Contains(i) && (Source[i].Op.IsPart() || Source[i].Op.IsPlace()))))
                used.UnionWith(Source.ValuesOf(i));
        }

        return used.Where(value => !Source[value].Op.IsLeaf() && Source[value].Type != ScalarType.Buffer && !Source.IsInside(value, node.C));
    }

    private int[] Arguments(LoopReversal reversal, IReadOnlyList<int> carried, Tape tape)
    {
        var arguments = new int[reversal.Shape.InputCount + reversal.Kept.Count];
        for (int i = 0; i < arguments.Length; i++)
            arguments[i] = i < reversal.Carried.Length ? carried[i] : i < reversal.Shape.Primal ? ValueOf(reversal.Outside[i - reversal.Carried.Length]) : Node.None;
        (arguments[reversal.Shape.Tape], arguments[reversal.Shape.Top]) = (tape.State, tape.Top);
        return arguments;
    }

    private void SweepLoop(int index, AdjointScope adjoints)
    {
        LoopReversal reversal = _reversals[index];
        var seeds = new Adjoint?[reversal.Carried.Length];
        foreach (int result in Live.ResultsOf(index))
        {
            int slot = Array.IndexOf(reversal.Carried, Source.CarriedBy(index)[(int)Source[result].Payload]);
            if (Source[result].Type == ScalarType.Buffer)
                continue;
            seeds[slot] = adjoints[result];
            if (seeds[slot] is { } seed)
                NameAdjoint(result, seed.Value);
        }

        foreach (int slice in Outline.PlacesAround(Source, index, Live).Where(place => Source[place].Op.IsPart()))
        {
            // What is the same for all iterations is made before the loop.
            if (adjoints[Source.MemoryOf(slice)] is { } adjoint)
                PartOf(adjoint.Value.Id, slice);
        }

        bool changesBuffers = reversal.Active.Any(input => input < reversal.Carried.Length && reversal.Whole.Inputs[input].IsBuffer);
        // A loop that keeps something is gone through even where nothing depends on it: it finds the tape's place before it.
        if (seeds.All(seed => seed is null) && !changesBuffers && reversal.IsParallel)
            return;

        if (seeds.Any(seed => seed is { Value.Id: var waiting } && IsComputedFrom(waiting, index)))
            _apart.Add(index);
        if (reversal is { IsParallel: true, IsFlat: true } && !changesBuffers && LiveTogether(seeds) is { } live)
            SweepWhere(live, index, reversal, seeds, adjoints);
        else if (reversal.IsParallel)
            SweepForth(index, reversal, seeds, adjoints);
        else
            SweepBack(index, reversal, seeds, adjoints);
    }

    // The condition under which there is anything to go back for.
    private static Expr? LiveTogether(Adjoint?[] seeds)
    {
        Expr?[] conditions = [.. seeds.OfType<Adjoint>().Select(seed => seed.IsLive).Distinct()];
        return conditions.Length == 1 ? conditions[0] : null;
    }

    private void SweepWhere(Expr live, int index, LoopReversal reversal, Adjoint?[] seeds, AdjointScope adjoints)
    {
        Tape before = _tape;
        Nesting.Run(Fork(live.Id, Source[index].Region, adjoints, SweepAlone, _ => Array.Empty<object>()));
        _tape = before;

        IEnumerable SweepAlone(AdjointScope scope)
        {
            SweepForth(index, reversal, [.. seeds.Select(seed => seed is { } there ? there with { IsLive = null } : seed)], scope);
            return Array.Empty<object>();
        }
    }

    // Whether a value of the target needs what a loop computes; what a later branch or loop yields may.
    private bool IsComputedFrom(int value, int loop)
    {
        int ran = Live.ResultsOf(loop).Select(result => Target[this[result]]).Where(copy => copy.Op == Op.Result).Select(copy => copy.A).Append(int.MaxValue).First();
        var seen = new HashSet<int>();
        var pending = new Stack<int>([value]);
        while (pending.Count > 0)
        {
            int index = pending.Pop();
            if (index < ran || !seen.Add(index))
                continue;
            Node node = Target[index];
            if (node.Op == Op.Result && Target[node.A].Op is Op.If or Op.Loop)
                return true;
            foreach (int operand in node.Operands)
                pending.Push(operand);
        }

        return false;
    }

    private static Func<int, int> Of(int[] arguments) => input => arguments[input];

    private static bool IsBuffer(LoopReversal reversal, int input) => reversal.Whole.Inputs[input].IsBuffer;

    private int AdjointMemory(LoopReversal reversal, int slot, AdjointScope adjoints) => adjoints[Source.MemoryOf(Source[reversal.Carried[slot]].A)]!.Value.Value.Id;

    // A value that a sweep computes again need not be computed before.
    private int FromSweeps(int value)
    {
        foreach (int node in Enumerable.Range(0, _swept.Count == 0 ? 0 : _primalCount))
        {
            Node old = Target[node];
            bool isPlain = old.Region == 0 && old.Op is (>= Op.Add and <= Op.Call);
            if (isPlain && !_swept.ContainsKey(node) && old.Operands.Any(_swept.ContainsKey))
            {
                _swept[node] = Target.Add(old.Op, old.Type, Swept(old.A), Swept(old.B), old.Payload, Swept(old.C));
                if (Target.Name(node).Text is { } name)
                    Target.SetName(_swept[node], name, Target.Name(node).IsUsers);
            }
        }

        return Swept(value);

        int Swept(int operand) => _swept.TryGetValue(operand, out int swept) ? swept : operand;
    }

    private int SeedOf(LoopReversal reversal, Adjoint?[] seeds, int slot) =>
        seeds[slot]?.Value.Id ?? Target.Constant(Source[reversal.Carried[slot]].Type, 0.0);

    // Both ways at once: the loop runs again, or for the first time, and adds what each iteration contributes.
    private void SweepForth(int index, LoopReversal reversal, Adjoint?[] seeds, AdjointScope adjoints)
    {
        int n = reversal.Carried.Length;
        Graph sweep = Silencing.Apply(reversal.Whole, Cotangents(reversal, Silent(reversal, seeds)));
        int[] gathered = [.. reversal.Active.Where(input => input >= n)];
        int[] answers = Target.Loop(
            [.. reversal.Carried.Select(c => ValueOf(Source[c].A)), .. gathered.Select(input => Gathered(reversal, input, adjoints)), .. _tape.IsThere ? [_tape.State] : Array.Empty<int>()],
            current =>
            {
                NameGathered(reversal, gathered, current, n);
                return Test(index, reversal, current);
            },
            current =>
            {
                int[] arguments = Arguments(reversal, current, _tape.IsThere ? new Tape(current[current.Length - 1], Sum(_sweepTop, _lift)) : _tape);
                arguments[reversal.Shape.Lift] = Target.Constant(ScalarType.Int32, 0L);
                for (int slot = 0; slot < n; slot++)
                    arguments[reversal.Shape.CotangentOf(slot)] = SeedOf(reversal, seeds, slot);
                SetDestinations(reversal, gathered, current, n, arguments);
                int[] after = Inlining.Apply(sweep, Target, Of(arguments));
                return [.. after.Take(n), .. gathered.Select((input, i) => Plus(reversal, input, current[n + i], after[reversal.Shape.AdjointOf(input)!.Value])), .. _tape.IsThere ? [after[reversal.Shape.TapeAfter]] : Array.Empty<int>()];
            },
            LoopRole.Adjoints);
        if (_tape.IsThere)
            _tape = _tape with { State = answers[answers.Length - 1] };
        if (reversal.HasMemory && Target.CurrentRegion == 0)
        {
            foreach (int result in Live.ResultsOf(index))
                _swept[this[result]] = answers[Array.IndexOf(reversal.Carried, Source.CarriedBy(index)[(int)Source[result].Payload])];
        }

        SetGathered(reversal, gathered, answers, n, adjoints);
        for (int slot = 0; slot < n; slot++)
        {
            if (seeds[slot] is { } seed && _varied[Source[reversal.Carried[slot]].A])
                adjoints.Add(Source[reversal.Carried[slot]].A, seed);
        }
    }

    // The last iteration first. What counts is counted down; the rest is read from the tape.
    private void SweepBack(int index, LoopReversal reversal, Adjoint?[] seeds, AdjointScope adjoints)
    {
        int n = reversal.Carried.Length;
        HashSet<int> silent = Silent(reversal, seeds);
        Graph back = Silencing.Apply(reversal.Back, Cotangents(reversal, silent));
        int[] active = [.. reversal.Active.Where(input => input < n && !silent.Contains(input))], gathered = [.. reversal.Active.Where(input => input >= n)];
        CountedRange? range = reversal.Range;
        int start = _sweepTop;
        if (reversal.IsIndexed)
            _sweepTop = start = reversal.Kept.Count == 0 ? start : StartOf(index, reversal);
        int[] ahead = [.. Enumerable.Range(0, n).Select(slot => Ahead(reversal, slot, range))];
        int firstUndone = active.Length + gathered.Length;
        int[] answers = Target.Loop(
            [.. active.Select(slot => IsBuffer(reversal, slot) ? AdjointMemory(reversal, slot, adjoints) : SeedOf(reversal, seeds, slot)), .. gathered.Select(input => Gathered(reversal, input, adjoints)), .. reversal.Undone.Select(undone => _ends[index][undone.Slot]), start, LastOf(index, reversal)],
            current =>
            {
                for (int i = 0; i < reversal.Undone.Count; i++)
                    Target.SetName(current[firstUndone + i], reversal.Whole.Inputs[reversal.Undone[i].Slot].Name);
                for (int i = 0; i < active.Length; i++)
                    NameAdjointOf(current[i], reversal.Whole.Inputs[active[i]].Name);
                NameGathered(reversal, gathered, current, active.Length);
                Target.SetName(current[current.Length - 2], "kept");
                Target.SetName(current[current.Length - 1], range is { } counted && reversal.Whole.Inputs[counted.Slot].Name is not "" and var counter ? counter : "iteration");
                int start = range is { } from ? ValueOf(Source[reversal.Carried[from.Slot]].A) : Target.Constant(ScalarType.Int32, 0L);
                return Target.Add(range is { IsUpward: false } ? Op.LessOrEqual : Op.GreaterOrEqual, ScalarType.Boolean, current[current.Length - 1], start);
            },
            current =>
            {
                int trip = current[current.Length - 1];
                int top = reversal.IsIndexed ? PlaceOf(start, reversal, trip) : Plus(current[current.Length - 2], -reversal.PlacesKept);
                int[] carried = [.. Enumerable.Range(0, n).Select(slot => Counted(reversal, slot, trip, ahead[slot], range))];
                int[] arguments = Arguments(reversal, carried, _tape with { Top = Node.None });
                (arguments[reversal.Shape.SweepTop], arguments[reversal.Shape.Lift]) = (top, _lift);
                for (int i = 0; i < active.Length; i++)
                    arguments[IsBuffer(reversal, active[i]) ? reversal.Shape.DestinationOf(active[i]) : reversal.Shape.CotangentOf(active[i])] = current[i];
                // Of a buffer that changes only the length is read on the way back, which does not.
                for (int slot = 0; slot < n; slot++)
                {
                    if (IsBuffer(reversal, slot))
                        arguments[slot] = ValueOf(Source[reversal.Carried[slot]].A);
                }

                int[] undone = [.. reversal.Undone.Select((added, i) => Before(added, current[firstUndone + i], arguments))];
                for (int i = 0; i < undone.Length; i++)
                    arguments[reversal.Undone[i].Slot] = undone[i];
                foreach (int slot in Enumerable.Range(0, n).Except(active).Where(slot => !IsBuffer(reversal, slot)))
                    arguments[reversal.Shape.CotangentOf(slot)] = SeedOf(reversal, seeds, slot);
                SetDestinations(reversal, gathered, current, active.Length, arguments);
                for (int i = 0; i < reversal.Kept.Count; i++)
                    arguments[reversal.Shape.InputCount + i] = Kept(reversal, i, top);
                int[] after = Inlining.Apply(back, Target, Of(arguments));
                int Adjoint(int input) => after[reversal.Shape.AdjointOf(input)!.Value - n];
                return
                [
                    .. active.Select(Adjoint),
                    .. gathered.Select((input, i) => Plus(reversal, input, current[active.Length + i], Adjoint(input))),
                    .. undone,
                    reversal.IsIndexed ? current[current.Length - 2] : after[after.Length - 1],
                    Plus(trip, range is { IsUpward: false } ? 1 : -1),
                ];
            },
            LoopRole.Back);
        // What the loop starts from may be read inside it too: what that gathered comes first.
        SetGathered(reversal, gathered, answers, active.Length, adjoints);
        for (int i = 0; i < active.Length; i++)
        {
            int initial = Source[reversal.Carried[active[i]]].A;
            if (IsBuffer(reversal, active[i]))
                adjoints.Set(Source.MemoryOf(initial), new Adjoint(new Expr(Target, answers[i]), null));
            else if (_varied[initial])
                adjoints.Add(initial, new Adjoint(new Expr(Target, answers[i]), null));
        }

        if (!reversal.IsIndexed)
            _sweepTop = answers[answers.Length - 2];
    }

    // What an integer was before an iteration added to it.
    private int Before(Undoing undone, int after, int[] arguments)
    {
        int[] terms = Inlining.Apply(undone.Terms, Target, Of(arguments));
        for (int i = 0; i < terms.Length; i++)
            after = Target.Add(undone.IsAdded[i] ? Op.Subtract : Op.Add, ScalarType.Int32, after, terms[i]);
        return after;
    }

    private int Kept(LoopReversal reversal, int index, int top)
    {
        int node = reversal.Kept[index];
        int value = TapeFormat.Read(Target, reversal.Whole[node].Type, _tape.State, OnTape(reversal, _tape.State, top, index));
        Target.SetName(value, NameOf(reversal.Whole, node));
        return value;
    }

    // The places of a kept value. Several of an iteration are a part of the tape, whose bounds are checked once for all of them.
    private Func<int, int> OnTape(LoopReversal reversal, int tape, int start, int kept)
    {
        if (reversal.PlacesKept == 1)
            return _ => start;
        int part = Target.Slice(tape, start, Target.Constant(ScalarType.Int32, (long)reversal.PlacesKept));
        Target.SetName(part, "tape");
        return place => Target.At(part, Target.Constant(ScalarType.Int32, (long)(reversal.PlaceOf(kept) + place)));
    }

    private ScalarType TapeType => Target.ElementOf(_tape.State);

    private static string NameOf(Graph graph, int index)
    {
        Node node = graph[index];
        string name = node.Op == Op.Input ? graph.Inputs[(int)node.Payload].Name : graph.Names[index].Text ?? "";
        return name != "" ? name : "kept" + (node.Op == Op.Call ? node.Function.ToString() : node.Type == ScalarType.Boolean ? "Condition" : node.Op.ToString());
    }

    private void NameAdjointOf(int adjoint, string name)
    {
        if (name != "")
            Target.SetName(adjoint, "d" + name.Substring(name.LastIndexOf('.') + 1));
    }

    private void NameGathered(LoopReversal reversal, int[] gathered, int[] current, int first)
    {
        for (int i = 0; i < gathered.Length; i++)
            NameAdjointOf(current[first + i], reversal.Whole.Inputs[gathered[i]].Name);
    }

    // The number of the last iteration; that of a range is its counter's last value.
    private int LastOf(int index, LoopReversal reversal)
    {
        if (reversal.Range is not { } range)
            return Plus(_trips[index], -1);
        int first = ValueOf(Source[reversal.Carried[range.Slot]].A), bound = CountOf(range.Bound);
        if (range.IsInclusive)
            return bound;
        // A range may be empty since its bound is the smallest number there is: then there is no number before it.
        if (!range.IsUpward)
            return Plus(Target[bound].Op == Op.Constant ? bound : Target.Call(Elementary.Min, ScalarType.Int32, bound, first), 1);
        return Plus(IsOrdered(first, bound) ? bound : Target.Call(Elementary.Max, ScalarType.Int32, bound, first), -1);
    }

    // Where the tape was before the loop: known, or, on the way back through an iteration, found by going back as far as the loop went.
    private int StartOf(int index, LoopReversal reversal) => _iteration is null && Target.IsVisible(_starts[index])
        ? _starts[index]
        : Minus(_sweepTop, Above(Target.Constant(ScalarType.Int32, 0L), reversal, TripsOf(reversal)));

    // How far ahead of the loop's own counter another one is that moves with it, in every iteration; −1 where that is no number of its own.
    private int Ahead(LoopReversal reversal, int slot, CountedRange? range)
    {
        if (range is not { IsUpward: true } counter || slot == counter.Slot || reversal.Step(slot) != 1 || Source[reversal.Carried[slot]].Type != ScalarType.Int32)
            return Node.None;
        int start = ValueOf(Source[reversal.Carried[counter.Slot]].A), own = ValueOf(Source[reversal.Carried[slot]].A);
        return IsZero(start) || IsZero(own) ? Node.None : Minus(own, start);
    }

    // The value of a counter in an iteration, from where it started; −1 for what is no counter.
    private int Counted(LoopReversal reversal, int slot, int trip, int ahead, CountedRange? range)
    {
        if (slot == range?.Slot)
            return trip;
        if (ahead != Node.None)
            return Target.Add(Op.Add, ScalarType.Int32, trip, ahead);
        if (reversal.Step(slot) is not { } step)
            return Node.None;
        Node carried = Source[reversal.Carried[slot]];
        int before = trip;
        if (range is { } counter)
        {
            int start = ValueOf(Source[reversal.Carried[counter.Slot]].A);
            before = counter.IsUpward ? Minus(trip, start) : Minus(start, trip);
        }

        if (carried.Type != ScalarType.Int32)
            before = Target.Add(Op.Convert, carried.Type, before);
        int moved = Math.Abs(step) == 1 ? before : Target.Add(Op.Multiply, carried.Type, before, Target.Constant(carried.Type, Math.Abs(step)));
        return step < 0 ? Minus(ValueOf(carried.A), moved)
            : IsZero(ValueOf(carried.A)) ? moved
            : Target.Add(Op.Add, carried.Type, ValueOf(carried.A), moved);
    }

    private int Minus(int a, int b) => IsZero(b) ? a : Target.Add(Op.Subtract, Target[a].Type, a, b);

    // What has been gathered so far for something outside the loop: a sum, or the buffer that is added to.
    private int Gathered(LoopReversal reversal, int input, AdjointScope adjoints)
    {
        int node = reversal.Outside[input - reversal.Carried.Length];
        if (IsBuffer(reversal, input))
            node = Source.MemoryOf(node);
        return adjoints[node]?.Value.Id ?? Target.Constant(Source[node].Type, 0.0);
    }

    private static void SetDestinations(LoopReversal reversal, int[] gathered, int[] current, int first, int[] arguments)
    {
        for (int i = 0; i < gathered.Length; i++)
        {
            if (reversal.Whole.Inputs[gathered[i]].IsBuffer)
                arguments[reversal.Shape.DestinationOf(gathered[i])] = current[first + i];
        }
    }

    private void SetGathered(LoopReversal reversal, int[] gathered, int[] answers, int first, AdjointScope adjoints)
    {
        for (int i = 0; i < gathered.Length; i++)
        {
            int node = reversal.Outside[gathered[i] - reversal.Carried.Length];
            adjoints.Set(IsBuffer(reversal, gathered[i]) ? Source.MemoryOf(node) : node, new Adjoint(new Expr(Target, answers[first + i]), null));
        }
    }

    private int Plus(LoopReversal reversal, int input, int sum, int term) =>
        reversal.Whole.Inputs[input].IsBuffer ? term : Algebra.Add(Target, sum, term);

    private int Plus(int index, int offset) => offset == 0 ? index : offset < 0
        ? Target.Add(Op.Subtract, ScalarType.Int32, index, Target.Constant(ScalarType.Int32, -offset))
        : Target.Add(Op.Add, ScalarType.Int32, index, Target.Constant(ScalarType.Int32, offset));

    // What an element was before it was overwritten has an adjoint of its own, from here on back.
    private void SweepStore(Node store, AdjointScope adjoints)
    {
        int memory = Source.MemoryOf(store.A), state = adjoints[memory]!.Value.Value.Id, index = PlaceIn(state, store.B);
        ScalarType type = Source[store.C].Type;
        var adjoint = new Expr(Target, Target.Load(type, state, index));
        adjoints.Set(memory, new Adjoint(new Expr(Target, Target.Store(state, index, Target.Constant(type, 0.0))), null));
        if (_varied[store.C])
            adjoints.Add(store.C, new Adjoint(adjoint, store.MayStayUnread ? adjoint.With(Target.Not(adjoint.IsAbsent().Id)) : null));
    }

    // The adjoint of an element grows where the element was read.
    private void Accumulate(Node load, Expr d, AdjointScope adjoints)
    {
        int memory = Source.MemoryOf(load.A), state = adjoints[memory]!.Value.Value.Id, index = PlaceIn(state, load.B);
        var sum = new Expr(Target, Target.Load(load.Type, state, index)) + d;
        adjoints.Set(memory, new Adjoint(new Expr(Target, Target.Store(state, index, sum.Id)), null));
    }

    // Where the adjoint of an element is: in a part of the adjoints, where the element is in a part of the buffer.
    private int PlaceIn(int state, int index) => Source[index] switch
    {
        { Op: Op.At } at => Target.At(PartOf(state, at.A), ValueOf(at.B)),
        { Op: Op.Cell } cell => Target.Cell(ValueOf(cell.A), ValueOf(cell.B), ValueOf(cell.C)),
        _ => ValueOf(index),
    };

    private int PartOf(int state, int primal)
    {
        Node node = Source[primal];
        if (!node.Op.IsPart())
            return state;
        int part = node.Op == Op.Row ? Target.Row(state, ValueOf(node.B)) : Target.Slice(PartOf(state, node.A), ValueOf(node.B), ValueOf(node.C));
        if (Source.Names[primal].Text is { } name)
            Target.SetName(part, "d" + name);
        return part;
    }
}
