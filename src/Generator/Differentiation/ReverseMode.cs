using System.Collections;
using SymGrad.Generator.Analysis;
using SymGrad.Generator.IR;
using SymGrad.Generator.Simplification;

namespace SymGrad.Generator.Differentiation;

/// <summary>
/// Adjoints: from a function to its results followed, for each seed, by the adjoint of each active input, in order. The primal is
/// copied once, then swept backwards for each seed, region by region; the reverse of a branch is a branch on the same condition, so
/// only what was computed is differentiated. A branch's inner values stay readable for the sweeps; what they do not read is pruned
/// afterwards.
/// </summary>
internal sealed partial class ReverseMode : GraphRewriter
{
    private readonly bool[] _varied;
    private readonly LogarithmicSlopes _logarithmic;
    private readonly HashSet<int> _active;
    private readonly int _firstPlaceholder;
    private readonly ILookup<int, int> _readIn;
    private readonly ILookup<int, int> _loopsIn;
    private readonly ILookup<int, int> _callsOn;
    private readonly ILookup<int, int> _reciprocalsOf;
    private readonly Dictionary<int, Selection?> _selections = [];
    private int _primalCount;

    /// <param name="read">The inner values of branches that sweeps read.</param>
    /// <param name="apart">The loops whose sweeps wait for what they compute; found on the way.</param>
    private ReverseMode(Graph primal, EquatableArray<Input> inputs, IEnumerable<int> read, Dictionary<int, LoopReversal> reversals, HashSet<int> apart) : base(primal, inputs)
    {
        _varied = Activity.Varied(primal);
        _logarithmic = new LogarithmicSlopes(primal, Primal, _varied);
        _active = [.. Enumerable.Range(0, primal.Nodes.Count).Where(n => _varied[n] && primal[n].Op == Op.Store).Select(primal.MemoryOf)];
        _reversals = reversals;
        _apart = apart;
        _firstPlaceholder = inputs.Count;
        _readIn = ByBranch(read);
        _callsOn = Enumerable.Range(0, primal.Nodes.Count).Where(n => primal[n] is { Op: Op.Call, OperandCount: 1 } && Live.Contains(n)).ToLookup(n => primal[n].A);
        _reciprocalsOf = Patterns.ReciprocalsOfRoots(primal).Where(Live.Contains).ToLookup(n => primal[n].B);
        _loopsIn = ByBranch(Enumerable.Range(0, primal.Nodes.Count).Where(n => primal[n].Op == Op.Loop && Live.Contains(n)));
    }

    /// <summary>All adjoints of one seed follow those of the one before.</summary>
    public static Graph Apply(Graph primal, params IReadOnlyList<Seed> seeds) =>
        Build(primal, Seed.Append(primal.Inputs, seeds), mode => mode.Differentiate(seeds));

    /// <summary>The same for a function with loops: what they keep goes to a tape; how much that is comes last.</summary>
    public static Graph Apply(Graph primal, Input tape, params IReadOnlyList<Seed> seeds) =>
        Build(Privatization.Apply(primal), Seed.Append(primal.Inputs, seeds).Append(tape).ToEquatableArray(), mode =>
        {
            mode.StartTape(mode.Target.InputIndex(tape), mode.Target.Constant(ScalarType.Int32, 0L));
            List<int> results = mode.Differentiate(seeds);
            return [.. results, mode.Reach(seeds.Count)];
        });

    // Sweeps find out which inner values of branches they read, for which placeholders stand, and which loops wait for what they compute
    // themselves: until nothing new is found.
    private static Graph Build(Graph primal, EquatableArray<Input> inputs, Func<ReverseMode, List<int>> differentiate)
    {
        Dictionary<int, LoopReversal> reversals = [];
        HashSet<int> read = [], apart = [];
        while (true)
        {
            var mode = new ReverseMode(primal, inputs, read, reversals, apart);
            Graph graph = mode.Target.Build(differentiate(mode));
            Liveness live = Liveness.Of(graph);
            int[] missing = [.. Enumerable.Range(0, graph.Nodes.Count)
                .Where(i => live.Contains(i) && graph[i].Op == Op.Input && graph[i].Payload >= inputs.Count)
                .Select(i => (int)graph[i].Payload - inputs.Count)];
            int[] dear = [.. apart.Where(loop => reversals[loop].RepeatsMuch)];
            if (missing.Length + dear.Length == 0)
                return Pruning.Apply(graph);
            read.UnionWith(missing);
            foreach (int loop in dear)
                reversals.Remove(loop);
        }
    }

    private List<int> Differentiate(IReadOnlyList<Seed> seeds)
    {
        int first = Source.Inputs.Count;
        AdjointScope? known = null;
        if (CanSweepAtOnce(seeds) && FindLast() is { Count: > 0 } last)
        {
            _last = last;
            _known = known = Seeded(seeds[0], first);
        }

        CopyRegion(0);
        _kept = _tape;
        _primalCount = known is null ? Target.Count : 0;
        if (Source.Results.Count == 1)
            Target.SetName(this[Source.Results[0]], "value");
        List<int> results = [.. Source.Results.Select(r => this[r])];
        for (int i = 0; i < seeds.Count; i++)
        {
            StartSweep(isLast: i == seeds.Count - 1);
            results.AddRange(Differentiate(seeds[i], first, known ?? Seeded(seeds[i], first)));
            first += seeds[i].Inputs.Count + seeds[i].Destinations.Count;
        }

        return [.. results.Take(Source.Results.Count).Select(FromSweeps), .. results.Skip(Source.Results.Count)];
    }

    protected override void Copy(int index)
    {
        if (Source[index].Op == Op.Loop)
            CopyLoop(index);
        else
            base.Copy(index);
    }

    protected override IEnumerable CopyBranch(int index)
    {
        Node node = Source[index];
        int[] results = [.. Live.ResultsOf(index)], inner = [.. _readIn[index]], loops = [.. _loopsIn[index]];
        Tape before = _tape;
        int reach = _reach;
        AdjointScope? known = _known;
        if (known is not null && _last.Contains(index) && inner.Length == 0 && results.Any(result => known[result] is not null) && Target[this[node.A]].Op is not (Op.Constant or Op.Not))
            return CopyAndSweep(index, known);
        return Branch(
            this[node.A],
            taken =>
            {
                (_tape, _reach, _known) = (before, reach, null);
                return Copying(taken ? node.B : node.C);
            },
            taken =>
            [
                .. results.Select(result => this[Source.Yielded(result, taken)]),
                .. inner.Select(n => Source.IsInside(n, taken ? node.B : node.C) ? this[n] : Target.Undefined(Source[n].Type)),
                .. loops.Select(loop => Source.IsInside(loop, taken ? node.B : node.C) ? _trips[loop] : Target.Constant(ScalarType.Int32, 0L)),
                .. _tape.IsThere ? [_tape.State, _tape.Top, _reach] : Array.Empty<int>(),
            ],
            answers =>
            {
                _known = known;
                int[] named = [.. results, .. inner];
                Answer(named, answers);
                foreach (int result in results)
                    NameAlone(result);
                for (int i = 0; i < loops.Length; i++)
                    _trips[loops[i]] = answers[named.Length + i];
                if (before.IsThere)
                    (_tape, _reach) = (new Tape(answers[answers.Length - 3], answers[answers.Length - 2]), answers[answers.Length - 1]);
            });
    }

    // A result that only one arm has a value for is what it is there.
    private void NameAlone(int result)
    {
        int whenTrue = Source.Yielded(result, true), whenFalse = Source.Yielded(result, false);
        int alone = Source[whenFalse].Op == Op.Undefined ? whenTrue : Source[whenTrue].Op == Op.Undefined ? whenFalse : result;
        if (Source.Names[alone].Text is { } name)
            Target.SetName(this[result], name, Source.Names[alone].IsUsers);
    }

    // Each of some nodes, by the branches that it lies in; what lies in a loop is the loop's own.
    private ILookup<int, int> ByBranch(IEnumerable<int> nodes) =>
        nodes.OrderBy(n => n).SelectMany(n => Around(n).Select(branch => (Branch: branch, Node: n))).ToLookup(s => s.Branch, s => s.Node);

    private IEnumerable<int> Around(int node)
    {
        List<int> branches = [];
        for (int owner = Source.OwnerOf(Source[node].Region); owner != Node.None; owner = Source.OwnerOf(Source[owner].Region))
        {
            if (Source[owner].Op == Op.Loop)
                return [];
            branches.Add(owner);
        }

        return branches;
    }

    // The adjoints of the results.
    private AdjointScope Seeded(Seed seed, int first)
    {
        var adjoints = new AdjointScope(Source, null);
        for (int k = 0; k < Source.Results.Count; k++)
        {
            int result = Source.Results[k];
            if (_varied[result] && Source[result].Type != ScalarType.Buffer && seed.Entry(Target, k, Source[result].Type, first) is { } cotangent)
                adjoints.Add(result, new Adjoint(cotangent, null));
        }

        return adjoints;
    }

    private IEnumerable<int> Differentiate(Seed seed, int first, AdjointScope adjoints)
    {
        int destination = first + seed.Inputs.Count;
        foreach (int buffer in ActiveBuffers())
        {
            if (Source.LeafOf(buffer) is var leaf and not Node.None)
                adjoints.Set(leaf, new Adjoint(new Expr(Target, Target.Input(destination)), null));
            destination++;
        }

        foreach (int result in Source.Results.Where(IsOutput))
            SeedOutput(Source.MemoryOf(result), Target.Input(first), adjoints);

        Nesting.Run(Sweep(0, adjoints));
        for (int i = 0; i < Source.Inputs.Count; i++)
        {
            if (!Source.Inputs[i].IsActive)
                continue;
            int leaf = Source.LeafOf(i);
            Expr? adjoint = leaf == Node.None ? null : adjoints[leaf]?.Value;
            if (Source.Inputs[i].IsBuffer)
            {
                yield return adjoint?.Id ?? Target.Input(first + seed.Inputs.Count + ActiveBuffers().ToList().IndexOf(i));
                continue;
            }

            int partial = adjoint?.Id ?? Target.Constant(Source.Inputs[i].Type, 0.0);
            NameAdjoint(partial, Source.Inputs[i].Name);
            yield return partial;
        }

        foreach (int leaf in Enumerable.Range(0, Source.Inputs.Count).Where(i => seed.IsConditional && Source.Inputs[i].IsActive).Select(Source.LeafOf))
        {
            Adjoint? adjoint = leaf == Node.None ? null : adjoints[leaf];
            yield return adjoint is null ? Target.Boolean(false) : adjoint.Value.IsLive?.Id ?? Target.Boolean(true);
        }
    }

    private IEnumerable Sweep(int region, AdjointScope adjoints)
    {
        int[] nodes = Source.NodesOf(region);
        foreach (int memory in nodes.Where(n => Source[n].Op == Op.Allocate && _active.Contains(n)))
        {
            int adjoint = Target.Allocate((ScalarType)Source[memory].Payload, CountOf(Source[memory].A));
            if (Source.Names[memory].Text is { } name)
                Target.SetName(adjoint, "d" + name);
            adjoints.Set(memory, new Adjoint(new Expr(Target, adjoint), null));
        }

        for (int i = nodes.Length - 1; i >= 0; i--)
        {
            int index = nodes[i];
            if (Source[index].Op == Op.If)
                yield return SweepBranch(index, adjoints);
            else if (Source[index].Op == Op.Loop)
                SweepLoop(index, adjoints);
            else if (Source[index].Op == Op.Store && _varied[index])
                SweepStore(Source[index], adjoints);
            else if (Source.IsCallOfFunction(index))
                PullBackCall(index, adjoints);
            else if (IsComputed(index) && adjoints[index] is { } adjoint)
                PullBack(index, adjoint, adjoints);
        }
    }

    private bool IsComputed(int index) => Source[index].Type != ScalarType.Buffer && Source[index].Op != Op.Carried
        && (Source[index].Op != Op.Result || (Source.IsCallResult(index) && Source.CalleeOf(index).Function is null));

    private IEnumerable SweepBranch(int index, AdjointScope adjoints)
    {
        Node node = Source[index];
        int[] seeds = [.. Live.ResultsOf(index).Where(result => Source[result].Type != ScalarType.Buffer && adjoints[result] is not null)];
        bool changesBuffers = Live.ResultsOf(index).Any(result => Source[result].Type == ScalarType.Buffer && _varied[result]);
        // A loop that keeps something is gone through even where nothing depends on it: it finds the tape's place before it.
        bool hasKept = _loopsIn[index].Any(loop => !_reversals[loop].IsParallel);
        if ((seeds.Length == 0 && !changesBuffers && !hasKept) || _sweptAtOnce.Contains(index))
            yield break;
        foreach (int seed in seeds)
            NameAdjoint(seed, adjoints[seed]!.Value.Value);
        // The arms are swept once for each kink: what may happen only once, stores and loops, is not part of a selection.
        bool isPure = !changesBuffers && !_loopsIn[index].Any();
        int[] kinks = [.. seeds.Where(seed => isPure && HasKink(seed))];
        int[] smooth = [.. seeds.Except(kinks)];
        if (smooth.Length > 0 || changesBuffers || hasKept)
            yield return Fork(Primal(node.A).Id, node.Region, adjoints, Arm(node, true, smooth, adjoints), Arm(node, false, smooth, adjoints));
        foreach (int kink in kinks)
            yield return SweepSelection(kink, adjoints);
    }

    private Func<AdjointScope, IEnumerable> Arm(Node branch, bool taken, int[] seeds, AdjointScope adjoints) => scope =>
    {
        int region = taken ? branch.B : branch.C;
        scope.Arm = region;
        foreach (int seed in seeds)
        {
            int yielded = Source.Yielded(seed, taken);
            if (_varied[yielded])
                scope.Add(yielded, adjoints[seed]!.Value);
        }

        return Sweep(region, scope);
    };

    // A selection whose tie falls into a branch that does not vary has nothing to lose there.
    private bool HasKink(int result) => Selection.Of(Source, result, _selections) is { } selection && _varied[Source.Yielded(result, selection.TieIsTrue)];

    // As the function that the condition stands for: a tie is shared by two active arguments, and lost to a constant.
    private IEnumerable SweepSelection(int result, AdjointScope adjoints)
    {
        Node branch = Source[Source[result].A];
        Selection selection = Selection.Of(Source, result, _selections)!.Value;
        Adjoint d = adjoints[result]!.Value;
        Func<AdjointScope, IEnumerable> then = Arm(branch, true, [result], adjoints), otherwise = Arm(branch, false, [result], adjoints);
        if (!_varied[Source.Yielded(result, !selection.TieIsTrue)])
        {
            Node comparison = Source[branch.A];
            int untied = Target.Add(WithTieMoved(comparison.Op), ScalarType.Boolean, Primal(comparison.A).Id, Primal(comparison.B).Id);
            return Fork(untied, branch.Region, adjoints, then, otherwise);
        }

        int tie = Primal(selection.A).Is(Primal(selection.B)).Id;
        return Fork(tie, branch.Region, adjoints, Share, scope => Fork(Primal(branch.A).Id, branch.Region, scope, then, otherwise));

        IEnumerable Share(AdjointScope scope)
        {
            bool isShared = !selection.IsAbs && _varied[selection.A] && _varied[selection.B];
            foreach (int operand in isShared ? (int[])[selection.A, selection.B] : [])
                scope.Add(operand, d with { Value = (0.5 * d.Value).Convert(Source[operand].Type) });
            return Array.Empty<object>();
        }
    }

    private static Op WithTieMoved(Op comparison) => comparison switch
    {
        Op.Less => Op.LessOrEqual,
        Op.LessOrEqual => Op.Less,
        Op.Greater => Op.GreaterOrEqual,
        _ => Op.Greater,
    };

    // Sweeps two arms under a condition. Adjoints of what lies outside leave them; where an arm adds nothing, they stay as they were.
    private IEnumerable Fork(
        int condition, int region, AdjointScope adjoints, Func<AdjointScope, IEnumerable> then, Func<AdjointScope, IEnumerable> otherwise, params IReadOnlyList<int> copied)
    {
        var (whenTrue, whenFalse) = (adjoints.Inside(), adjoints.Inside());
        int top = _sweepTop;
        int thenRegion = Target.OpenRegion();
        yield return then(whenTrue);
        Target.CloseRegion();
        (int topAfterThen, _sweepTop) = (_sweepTop, top);
        int elseRegion = Target.OpenRegion();
        yield return otherwise(whenFalse);
        Target.CloseRegion();

        int[] outer = [.. whenTrue.Keys.Concat(whenFalse.Keys).Distinct().Where(n => Source.IsVisible(n, region)).OrderBy(n => n)];
        int Value(AdjointScope scope, int n) => scope[n]?.Value.Id ?? Target.Constant(Source[n].Type, 0.0);
        int IsLive(AdjointScope scope, int n) => scope[n] is not { } adjoint ? Target.Boolean(false) : adjoint.IsLive?.Id ?? Target.Boolean(true);
        int[] answers = Target.If(
            condition, thenRegion, elseRegion,
            [.. copied.Select(n => this[Source.Yielded(n, true)]), .. outer.Select(n => Value(whenTrue, n)), .. outer.Select(n => IsLive(whenTrue, n)), .. topAfterThen == Node.None ? Array.Empty<int>() : [topAfterThen]],
            [.. copied.Select(n => this[Source.Yielded(n, false)]), .. outer.Select(n => Value(whenFalse, n)), .. outer.Select(n => IsLive(whenFalse, n)), .. topAfterThen == Node.None ? Array.Empty<int>() : [_sweepTop]]);
        if (top != Node.None)
            _sweepTop = answers[answers.Length - 1];
        Answer(copied, answers);
        for (int i = 0; i < outer.Length; i++)
        {
            int live = answers[copied.Count + outer.Length + i];
            adjoints.Set(outer[i], new Adjoint(new Expr(Target, answers[copied.Count + i]), Target.IsBoolean(live, true) ? null : new Expr(Target, live)));
        }
    }

    private void PullBack(int index, Adjoint adjoint, AdjointScope adjoints)
    {
        NameAdjoint(index, adjoint.Value);
        bool isLinear = Source[index].Op is Op.Add or Op.Subtract or Op.Negate or Op.Convert;
        if (isLinear || adjoint.IsLive is not { } live)
            PullBack(index, adjoint.Value, adjoint.IsLive, adjoints);
        else
            Nesting.Run(Fork(live.Id, Source[index].Region, adjoints, PullBackAlone, _ => Array.Empty<object>()));

        IEnumerable PullBackAlone(AdjointScope scope)
        {
            PullBack(index, adjoint.Value, null, scope);
            return Array.Empty<object>();
        }
    }

    private void PullBack(int index, Expr d, Expr? isLive, AdjointScope adjoints)
    {
        if (_logarithmic.Of(index) is { } slopes)
        {
            foreach ((int operand, Func<Expr, Expr> by) in slopes)
                Contribute(_varied[operand], operand, () => by(d));
            return;
        }

        Node node = Source[index];
        Expr r = Primal(index), x = Primal(node.A), y = node.OperandCount > 1 ? Primal(node.B) : x;
        KnowReciprocal(node.Op == Op.Divide ? node.B : index, node.Region);
        bool byX = _varied[node.A], byY = node.OperandCount > 1 && _varied[node.B];
        switch (node.Op)
        {
            case Op.Add when node.A == node.B:
                Contribute(byX, node.A, () => 2 * d);
                break;
            case Op.Multiply when node.A == node.B:
                Contribute(byX, node.A, () => 2 * (d * x));
                break;
            case Op.Add:
                Contribute(byX, node.A, () => d);
                Contribute(byY, node.B, () => d);
                break;
            case Op.Subtract:
                Contribute(byX, node.A, () => d);
                Contribute(byY, node.B, () => -d);
                break;
            case Op.Multiply:
                Contribute(byX, node.A, () => d * y);
                Contribute(byY, node.B, () => d * x);
                break;
            case Op.Divide:
                Contribute(byX, node.A, () => d / y);
                Contribute(byY, node.B, () => -QuotientRule(d, x, y, r));
                break;
            case Op.Remainder:
                Contribute(byX, node.A, () => d);
                Contribute(byY, node.B, () => -(d * ((x - r) / y)));              // (x − r)/y is the exact quotient
                break;
            case Op.Negate:
                Contribute(byX, node.A, () => -d);
                break;
            case Op.Load when byX:
                Accumulate(node, d, adjoints);
                break;
            case Op.Load:
                break;
            case Op.Convert:
                Contribute(byX, node.A, () => d.Convert(x.Type));
                break;
            case Op.Call when node.Function == Elementary.Sqrt && adjoints[node.A] is null && Patterns.Squares(i => Source[i], node.A) is { } squares:
                Expr slope = r.Is(0).Choose(() => d.Constant(0), () => d / r);    // 0.5·d/r on the sum, 2·c·u on each term, and 0 at the origin
                foreach ((int u, double c) in squares)
                    Contribute(_varied[u], u, () => c * slope * Primal(u));
                break;
            case Op.Call:
                KnowSiblings(index);
                Rule rule = DerivativeRules.Of(node.Function);
                RuleArguments arguments = RuleArguments.Of(node, Primal, index, _varied);
                for (int k = 0; k < rule.By.Count; k++)
                {
                    if (rule.By[k] is { } by)
                        Contribute(_varied[node.Operand(k)], node.Operand(k), () => by(arguments, d));
                }

                break;
            case Op.Invoke or Op.Result:
                foreach ((int argument, Func<Expr, Expr> by) in CallRule.Of(Source, index, _varied, Target, ValueOf))
                    Contribute(true, argument, () => by(d).Convert(Source[argument].Type));
                break;
            default:
                throw new InvalidOperationException($"{node.Op} has no pullback");
        }

        void Contribute(bool isVaried, int operand, Func<Expr> contribution)
        {
            if (isVaried && Contribution(contribution, isLive) is { } adjoint)
                adjoints.Add(operand, adjoint);
        }
    }

    // The derivative of a sine is a cosine that the primal may have computed, in a branch that the sweep has left.
    private void KnowSiblings(int call)
    {
        Node node = Source[call];
        foreach (int sibling in _callsOn[node.A].Where(n => n != call && Source.IsVisible(n, node.Region)))
            Target.Know(Op.Call, node.Type, ValueOf(node.A), Node.None, Source[sibling].Payload, ValueOf(sibling));
    }

    // So may a branch have divided 1 by a root.
    private void KnowReciprocal(int root, int region)
    {
        foreach (int reciprocal in _reciprocalsOf[root].Where(n => Source.IsVisible(n, region)))
            Target.Know(Op.Divide, Source[root].Type, Primal(root).Constant(1).Id, ValueOf(root), payload: 0, ValueOf(reciprocal));
    }

    // Where a rule selects 0 the result does not depend on the argument: nothing is pulled back there.
    private Adjoint? Contribution(Func<Expr> contribution, Expr? isLive)
    {
        int known = Target.Count;
        Expr value = contribution();
        int selected = IsSelected(value.Id);
        if (Target.IsBoolean(selected, false))
            return null;
        return new Adjoint(value, Target.IsBoolean(selected, true) ? isLive : new Expr(Target, selected));

        int IsSelected(int node) => Target[node] switch
        {
            { IsZero: true } => Target.Boolean(false),
            { Op: Op.Result } result when node >= known && Target[result.A].Op == Op.If => Target.If(
                Again(Target[result.A].A), () => [IsSelected(Target.Yielded(node, true))], () => [IsSelected(Target.Yielded(node, false))])[0],
            _ => Target.Boolean(true),
        };
    }

    // A condition inside a branch, computed again where that branch is not.
    private int Again(int index)
    {
        if (Target.IsVisible(index))
            return index;
        Node node = Target[index];
        if (node.Op == Op.Result && Target[node.A].Op == Op.If)
            return Target.If(Again(Target[node.A].A), () => [Again(Target.Yielded(index, true))], () => [Again(Target.Yielded(index, false))])[0];
        int Operand(int operand) => operand == Node.None ? Node.None : Again(operand);
        return Target.Add(node.Op, node.Type, Operand(node.A), Operand(node.B), node.Payload, Operand(node.C));
    }

    // d·r/y: no square that could overflow, and no second division for a reciprocal.
    private static Expr QuotientRule(Expr d, Expr x, Expr y, Expr r) => x.Builder[x.Id].IsConstant(1) ? d * r * r : d / y * r;

    private Expr Primal(int index) => new(Target, ValueOf(index));

    // A value of the primal where the sweep is now: itself, or a comparison made again, which costs less than to store it.
    private int ValueOf(int index)
    {
        Node node = Source[index];
        if (node.Type is ScalarType.Buffer or ScalarType.Slice || Target.IsVisible(this[index]))
            return this[index];
        if (node.Op.IsComparison() && Target.IsVisible(this[node.A]) && Target.IsVisible(this[node.B]))
            return Target.Add(node.Op, node.Type, this[node.A], this[node.B], node.Payload);
        return Target.Add(Op.Input, node.Type, payload: _firstPlaceholder + index);
    }

    private void NameAdjoint(int index, Expr adjoint)
    {
        if (Source.Names[index] is { Text: { } name, IsUsers: true })
            NameAdjoint(adjoint.Id, name);
    }

    // A value that happens to be a partial derivative too stays what it was.
    private void NameAdjoint(int adjoint, string name)
    {
        if (adjoint >= _primalCount && !_copies.Contains(adjoint))
            Target.SetName(adjoint, "d" + name.Substring(name.LastIndexOf('.') + 1).TrimStart('@'));
    }
}
