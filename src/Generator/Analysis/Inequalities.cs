using SymGrad.Generator.IR;

namespace SymGrad.Generator.Analysis;

/// <summary>
/// Shows that an integer is not negative wherever some code runs, from what is known there: integers are replaced, the innermost first, by
/// bounds of theirs, or by all that they may be. What is left is of the inputs alone.
/// </summary>
internal sealed class Inequalities(Graph graph, IntegerFacts facts)
{
    private const int Deepest = 12;
    private const int MostSteps = 500;

    private readonly HashSet<Polynomial> _assumed = [];
    private int _stepsLeft;

    /// <summary>
    /// What must not be negative for a polynomial not to be where a region runs, from a node on: nothing where it never is; null where that
    /// cannot be told.
    /// </summary>
    public IReadOnlyList<Polynomial>? Show(Polynomial goal, int region, int before)
    {
        _stepsLeft = MostSteps;
        try
        {
            return Show(goal, KnownAt(region, before), Deepest);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private List<Polynomial> KnownAt(int region, int before)
    {
        var known = new List<Polynomial>(facts.At(region, before));
        foreach (Polynomial difference in facts.Differences(region))
        {
            if (Holds(difference, known, Deepest))
                known.Add(difference - 1);
            else if (Holds(-difference, known, Deepest))
                known.Add(-difference - 1);
        }

        return known;
    }

    private IReadOnlyList<Polynomial>? Show(Polynomial goal, IReadOnlyList<Polynomial> known, int depth)
    {
        // What is never read is whatever one likes.
        if (facts.IsPlain(goal) || _assumed.Contains(goal) || goal.Atoms.Any(atom => atom >= 0 && graph[atom].Op == Op.Undefined))
            return [];
        if (goal.IsConstant || depth == 0 || _stepsLeft-- <= 0)
            return null;
        int last = goal.Atoms.Max();
        IReadOnlyList<Polynomial>? best = null;
        foreach (IReadOnlyList<Polynomial>? way in last < 0 ? OfInputs(goal, known, depth - 1) : Replaced(goal, last, known, depth - 1))
        {
            if (way is { Count: 0 })
                return way;
            if (best is null || (way is not null && way.All(asked => best.Any(other => facts.IsPlain(asked - other)))))
                best = way;
        }

        return best;
    }

    private bool Holds(Polynomial goal, IReadOnlyList<Polynomial> known, int depth) => Show(goal, known, depth) is { Count: 0 };

    // With a fact subtracted that a product is in with the same sign; at last as what is to be asked.
    private IEnumerable<IReadOnlyList<Polynomial>?> OfInputs(Polynomial goal, IReadOnlyList<Polynomial> known, int depth)
    {
        foreach (KeyValuePair<EquatableArray<int>, long> term in goal.Terms.Where(term => term.Value < 0 || goal.Constant < 0 || !facts.IsPlain(term.Key)))
        {
            foreach (Polynomial less in Without(goal, term, known))
                yield return Always(Show(less, known, depth));
        }

        yield return [goal];
    }

    private static IEnumerable<Polynomial> Without(Polynomial goal, KeyValuePair<EquatableArray<int>, long> term, IEnumerable<Polynomial> known) => known
        .Where(fact => Math.Sign(fact[term.Key]) == Math.Sign(term.Value))
        .Select(fact => (goal * Math.Abs(fact[term.Key])) - (fact * Math.Abs(term.Value)));

    private IEnumerable<IReadOnlyList<Polynomial>?> Replaced(Polynomial goal, int atom, IReadOnlyList<Polynomial> known, int depth)
    {
        Node node = graph[atom];
        Polynomial[] bounds = [.. BoundsOf(atom, known, depth)];
        foreach (IReadOnlyList<Polynomial>? way in Bounded(goal, atom, known, known, depth))
            yield return way;
        // Counters, elements, rows and quotients come to their bounds, or almost; others need not, as a remainder by a small number.
        bool isReached = node.Op is Op.Carried or Op.Load or Op.Row or Op.Divide || (node.Op == Op.Remainder && graph[node.B].Op != Op.Constant);
        foreach (IReadOnlyList<Polynomial>? way in Bounded(goal, atom, bounds, known, depth))
            yield return isReached ? way : Always(way);
        switch (node.Op)
        {
            case Op.Result when graph[node.A].Op == Op.If:
                yield return All(Always(OfArm(goal, node.A, true, known, depth)), Always(OfArm(goal, node.A, false, known, depth)));
                break;
            case Op.Result when graph[node.A].Op == Op.Loop:
                yield return All(
                    Show(goal.Replace(a => IsResult(a, node.A) ? facts.Of(graph[CarriedAs(a)].A) : null), known, depth),
                    Always(Show(goal.Replace(a => IsResult(a, node.A) ? facts.Of(graph.Next(CarriedAs(a))) : null), [.. known, .. facts.Implied(TestOf(node.A), true)], depth)));
                break;
            case Op.Carried:
                yield return ByInduction(goal, graph.OwnerOf(node.Region), depth);
                break;
            case Op.Load when graph[graph.MemoryOf(node.A)].Op == Op.Allocate:
                yield return OfStored(goal, atom, depth);
                break;
            case Op.Call when node.Function is Elementary.Min or Elementary.Max:
                yield return All(Always(Show(goal.Replace(a => a == atom ? facts.Of(node.A) : null), known, depth)), Always(Show(goal.Replace(a => a == atom ? facts.Of(node.B) : null), known, depth)));
                break;
        }
    }

    // With a bound of an integer in its place, or without products of it.
    private IEnumerable<IReadOnlyList<Polynomial>?> Bounded(Polynomial goal, int atom, IReadOnlyList<Polynomial> bounds, IReadOnlyList<Polynomial> known, int depth)
    {
        // Of integers: where a multiple of the goal is not negative, neither is one that is less by up to one.
        if (goal.Reduced().Split(atom) is var (factor, rest) && SignOf(factor, known, depth) is var (sign, asked))
        {
            foreach (Polynomial bound in bounds)
            {
                if (bound.Split(atom) is var (scale, other) && scale.IsConstant && Math.Sign(scale.Constant) == sign)
                    yield return All(asked, Show((rest * Math.Abs(scale.Constant)) - (factor * other * sign) + (Math.Abs(scale.Constant) - 1), known, depth));
            }
        }

        foreach (Polynomial less in goal.Terms.Where(term => term.Key.Count > 1 && term.Key.Contains(atom)).SelectMany(term => Without(goal, term, bounds)))
            yield return Show(less, known, depth);
    }

    // With what must be asked for it: that sizes are not negative.
    private (int Sign, IReadOnlyList<Polynomial> Asked)? SignOf(Polynomial factor, IReadOnlyList<Polynomial> known, int depth)
    {
        if (factor.IsConstant)
            return (Math.Sign(factor.Constant), []);
        if (Show(factor, known, depth) is { } asked && asked.All(IsOfSizes))
            return (1, asked);
        return Show(-factor, known, depth) is { } ofOpposite && ofOpposite.All(IsOfSizes) ? (-1, ofOpposite) : null;

        static bool IsOfSizes(Polynomial asked) => asked.Terms.All(term => term.Value > 0);
    }

    // What is not negative since the node is what it is.
    private IEnumerable<Polynomial> BoundsOf(int index, IReadOnlyList<Polynomial> known, int depth)
    {
        Node node = graph[index];
        Polynomial value = Polynomial.OfAtom(index);
        // Of real numbers and Booleans nothing is known.
        Polynomial a = Operand(node.A), b = Operand(node.B);
        return node.Op switch
        {
            Op.Carried => Monotone(index, value),
            Op.Load => [.. OfType(node.Type, value), .. Given(node, value)],
            Op.Row => [value - IntegerFacts.Of(new Extent(facts.InputOf(index), ExtentKind.ShortestRow)), IntegerFacts.Of(new Extent(facts.InputOf(index), ExtentKind.LongestRow)) - value],
            Op.Convert => OfType(node.Type, value),
            Op.Call when node.Function == Elementary.Min => [a - value, b - value],
            Op.Call when node.Function == Elementary.Max => [value - a, value - b],
            Op.Call when node.Function == Elementary.Clamp => [value - b, facts.Of(node.C) - value],
            Op.Call when node.Function == Elementary.Abs => [value],
            Op.Remainder => [.. Holds(b, known, depth) ? new[] { b - 1 - value } : [], .. Holds(a, known, depth) ? new[] { value, a - value } : []],
            Op.Divide when Holds(a, known, depth) =>
                [a - (value * b), .. b is { IsConstant: true, Constant: > 0 } ? new[] { (value * b) - a + (b - 1) } : [], .. Holds(b, known, depth) ? new[] { value, a - value } : []],
            Op.ShiftRight when b is { IsConstant: true, Constant: > 0 and < 31 } && Holds(a, known, depth) => [value, a - (value * (1L << (int)b.Constant))],
            Op.BitAnd => [.. Holds(a, known, depth) ? new[] { value, a - value } : [], .. Holds(b, known, depth) ? new[] { value, b - value } : []],
            _ => [],
        };
    }

    private Polynomial Operand(int index) => index != Node.None && graph[index].Type.IsInteger() ? facts.Of(index) : Polynomial.Of(-1);

    // What only grows is never below where it began.
    private IEnumerable<Polynomial> Monotone(int carried, Polynomial value)
    {
        Polynomial[] steps = [.. Alternatives(graph.Next(carried)).Select(next => facts.Of(next) - value)];
        Polynomial moved = value - facts.Of(graph[carried].A);
        return steps.All(step => step is { IsConstant: true, Constant: >= 0 }) ? [moved] : steps.All(step => step is { IsConstant: true, Constant: <= 0 }) ? [-moved] : [];
    }

    // What a node may be, of what branches yield.
    private IEnumerable<int> Alternatives(int node)
    {
        var pending = new Stack<int>([node]);
        while (pending.Count > 0)
        {
            int next = pending.Pop();
            if (graph[next].Op != Op.Result || graph[graph[next].A].Op != Op.If)
            {
                yield return next;
                continue;
            }

            pending.Push(graph.Yielded(next, false));
            pending.Push(graph.Yielded(next, true));
        }
    }

    private static IEnumerable<Polynomial> OfType(ScalarType type, Polynomial value) => type switch
    {
        ScalarType.SByte => [value + 128, -value + 127],
        ScalarType.Byte => [value, -value + 255],
        ScalarType.Int16 => [value + 32768, -value + 32767],
        ScalarType.UInt16 => [value, -value + 65535],
        ScalarType.UInt32 => [value],
        _ => [],
    };

    // An element of a buffer from outside.
    private IEnumerable<Polynomial> Given(Node load, Polynomial value)
    {
        if (load.Type != ScalarType.Int32 || graph[graph.MemoryOf(load.A)] is not { Op: Op.Input, Payload: var input } || graph.Inputs[(int)input] is { ElementType: not null } or { IsTwoDimensional: true } or { IsJagged: true })
            return [];
        return [value - IntegerFacts.Of(new Extent((int)input, ExtentKind.Least)), IntegerFacts.Of(new Extent((int)input, ExtentKind.Greatest)) - value];
    }

    private IReadOnlyList<Polynomial>? OfArm(Polynomial goal, int branch, bool taken, IReadOnlyList<Polynomial> known, int depth) => Show(
        goal.Replace(a => IsResult(a, branch) ? facts.Of(graph.Yielded(a, taken)) : null), [.. known, .. facts.Implied(graph[branch].A, taken)], depth);

    private int CarriedAs(int result) => graph.CarriedBy(graph[result].A)[(int)graph[result].Payload];

    private int TestOf(int loop) => graph.Regions[graph[loop].B].Results[0];

    private bool IsResult(int atom, int of) => atom >= 0 && graph[atom].Op == Op.Result && graph[atom].A == of;

    // In the first iteration, and in one that follows another in which it was so. What a polynomial has of an iteration itself is of no iteration before.
    private IReadOnlyList<Polynomial>? ByInduction(Polynomial goal, int loop, int depth)
    {
        if (goal.Atoms.Any(a => a >= 0 && !IsCarried(a) && graph.IsInside(a, graph[loop].C)))
            return null;
        IReadOnlyList<Polynomial>? atFirst = Show(
            goal.Replace(a => IsCarried(a) ? facts.Of(graph[a].A) : null), [.. facts.At(graph[loop].Region, loop)], depth);
        return atFirst is null ? null : All(atFirst, Assuming(goal, () => Show(
            goal.Replace(a => IsCarried(a) ? facts.Of(graph.Next(a)) : null), [.. facts.At(graph[loop].C, loop), .. facts.ImpliedByFlags(loop)], depth)));

        bool IsCarried(int atom) => atom >= 0 && graph[atom].Op == Op.Carried && graph[atom].Region == graph[loop].C;
    }

    // An element of a local buffer is 0, or what was stored there.
    private IReadOnlyList<Polynomial>? OfStored(Polynomial goal, int load, int depth)
    {
        if (goal.Atoms.Any(a => a >= 0 && a != load))
            return null;
        int memory = graph.MemoryOf(graph[load].A);
        IReadOnlyList<Polynomial>? shown = Show(goal.Replace(a => a == load ? Polynomial.Of(0) : null), [], depth);
        for (int store = 0; store < graph.Nodes.Count && shown is not null; store++)
        {
            if (graph[store].Op != Op.Store || graph.MemoryOf(store) != memory)
                continue;
            (int region, int value, int place) = (graph[store].Region, graph[store].C, store);
            shown = All(shown, Assuming(goal, () => Show(goal.Replace(a => a == load ? facts.Of(value) : null), [.. facts.At(region, place)], depth)));
        }

        return shown;
    }

    // What is needed on some of the ways that the code takes is not asked of all, but that a buffer has an element.
    private IReadOnlyList<Polynomial>? Always(IReadOnlyList<Polynomial>? shown) => shown?.All(asked => asked is { Constant: -1, Length: 2 } && facts.IsPlain(asked + 1)) == true ? shown : null;

    private IReadOnlyList<Polynomial>? Assuming(Polynomial goal, Func<IReadOnlyList<Polynomial>?> show)
    {
        bool isNew = _assumed.Add(goal);
        IReadOnlyList<Polynomial>? shown = Always(show());
        if (isNew)
            _assumed.Remove(goal);
        return shown;
    }

    private static IReadOnlyList<Polynomial>? All(IReadOnlyList<Polynomial>? first, IReadOnlyList<Polynomial>? second) =>
        first is null || second is null ? null : [.. first, .. second];
}
