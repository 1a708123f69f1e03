using System.Collections;
using SymGrad.Generator.Analysis;
using SymGrad.Generator.IR;
using SymGrad.Generator.Simplification;

namespace SymGrad.Generator.Differentiation;

/// <summary>
/// Adjoints: from a scalar function to its value followed by its partial derivative by each active input, in order. The primal is
/// copied, then swept backwards region by region; the reverse of a branch is a branch on the same condition, so only what was
/// computed is differentiated. A branch's inner values stay readable for the sweep; what it does not read is pruned afterwards.
/// </summary>
internal sealed class ReverseMode : GraphRewriter
{
    private readonly bool[] _varied;
    private readonly HashSet<int>? _stored;
    private readonly ILookup<int, int> _storedIn;
    private int _primalCount;

    private ReverseMode(Graph primal, HashSet<int>? stored) : base(primal)
    {
        _varied = Activity.Varied(primal);
        _stored = stored;
        _storedIn = StoredIn();
    }

    public static Graph Apply(Graph primal)
    {
        HashSet<int> stored = primal.Regions.Count == 1 ? [] : ReadByTheSweep(primal);
        return new ReverseMode(primal, stored).Build();
    }

    // A first sweep finds out which inner values of branches it reads: placeholders stand for those.
    private static HashSet<int> ReadByTheSweep(Graph primal)
    {
        Graph sketch = new ReverseMode(primal, null).Build();
        Liveness live = Liveness.Of(sketch);
        return [.. Enumerable.Range(0, sketch.Nodes.Count)
            .Where(i => live.Contains(i) && sketch[i].Op == Op.Input && sketch[i].Payload >= primal.Inputs.Count)
            .Select(i => (int)sketch[i].Payload - primal.Inputs.Count)];
    }

    private Graph Build()
    {
        CopyBody();
        _primalCount = Target.Count;
        return Target.Build(Differentiate());
    }

    protected override IEnumerable CopyBranch(int index)
    {
        Node node = Source[index];
        int[] results = [.. Live.ResultsOf(index)], inner = [.. _storedIn[index]];
        return Branch(
            this[node.A],
            taken => CopyRegion(taken ? node.B : node.C),
            taken =>
            [
                .. results.Select(result => this[Source.Yielded(result, taken)]),
                .. inner.Select(n => Source.IsInside(n, taken ? node.B : node.C) ? this[n] : Target.Undefined(Source[n].Type)),
            ],
            answers => Answer([.. results, .. inner], answers));
    }

    // For each branch, the values to store that it computes, nested branches included.
    private ILookup<int, int> StoredIn()
    {
        var owners = new int[Source.Regions.Count];
        for (int i = 0; i < Source.Nodes.Count; i++)
        {
            if (Source[i].Op == Op.If)
                owners[Source[i].B] = owners[Source[i].C] = i;
        }

        return (_stored ?? []).OrderBy(n => n).SelectMany(n => Around(Source[n].Region).Select(region => (Branch: owners[region], Stored: n)))
            .ToLookup(s => s.Branch, s => s.Stored);
    }

    private IEnumerable<int> Around(int region)
    {
        for (; region > 0; region = Source.Regions[region].Parent)
            yield return region;
    }

    private IEnumerable<int> Differentiate()
    {
        int value = Source.Results[0];
        var adjoints = new AdjointScope(null);
        if (_varied[value])
            adjoints.Add(value, new Adjoint(new Expr(Target, Target.Constant(Source[value].Type, 1.0)), null));
        Nesting.Run(Sweep(0, adjoints));

        Target.SetName(this[value], "value");
        yield return this[value];
        for (int i = 0; i < Source.Inputs.Count; i++)
        {
            if (!Source.Inputs[i].IsActive)
                continue;
            int leaf = Source.LeafOf(i);
            Expr? adjoint = leaf == Node.None ? null : adjoints[leaf]?.Value;
            int partial = adjoint?.Id ?? Target.Constant(Source.Inputs[i].Type, 0.0);
            NameAdjoint(partial, Source.Inputs[i].Name);
            yield return partial;
        }
    }

    private IEnumerable Sweep(int region, AdjointScope adjoints)
    {
        int[] nodes = Source.NodesOf(region);
        for (int i = nodes.Length - 1; i >= 0; i--)
        {
            int index = nodes[i];
            if (Source[index].Op == Op.If)
                yield return SweepBranch(index, adjoints);
            else if (Source[index].Op != Op.Result && adjoints[index] is { } adjoint)
                PullBack(index, adjoint, adjoints);
        }
    }

    private IEnumerable SweepBranch(int index, AdjointScope adjoints)
    {
        Node node = Source[index];
        int[] seeds = [.. Live.ResultsOf(index).Where(result => adjoints[result] is not null)];
        if (seeds.Length == 0)
            return Array.Empty<object>();
        foreach (int seed in seeds)
            NameAdjoint(seed, adjoints[seed]!.Value.Value);
        return Fork(Primal(node.A).Id, node.Region, adjoints, Arm(true), Arm(false));

        Func<AdjointScope, IEnumerable> Arm(bool taken) => scope =>
        {
            foreach (int seed in seeds)
            {
                int yielded = Source.Yielded(seed, taken);
                if (_varied[yielded])
                    scope.Add(yielded, adjoints[seed]!.Value);
            }

            return Sweep(taken ? node.B : node.C, scope);
        };
    }

    // Sweeps two arms under a condition. Adjoints of what lies outside leave them; where an arm adds nothing, they stay as they were.
    private IEnumerable Fork(int condition, int region, AdjointScope adjoints, Func<AdjointScope, IEnumerable> then, Func<AdjointScope, IEnumerable> otherwise)
    {
        var (whenTrue, whenFalse) = (new AdjointScope(adjoints), new AdjointScope(adjoints));
        int thenRegion = Target.OpenRegion();
        yield return then(whenTrue);
        Target.CloseRegion();
        int elseRegion = Target.OpenRegion();
        yield return otherwise(whenFalse);
        Target.CloseRegion();

        int[] outer = [.. whenTrue.Keys.Concat(whenFalse.Keys).Distinct().Where(n => Source.IsVisible(n, region)).OrderBy(n => n)];
        int Value(AdjointScope scope, int n) => scope[n]?.Value.Id ?? Target.Constant(Source[n].Type, 0.0);
        int IsLive(AdjointScope scope, int n) => scope[n] is not { } adjoint ? Target.Boolean(false) : adjoint.IsLive?.Id ?? Target.Boolean(true);
        int[] answers = Target.If(
            condition, thenRegion, elseRegion,
            [.. outer.Select(n => Value(whenTrue, n)), .. outer.Select(n => IsLive(whenTrue, n))],
            [.. outer.Select(n => Value(whenFalse, n)), .. outer.Select(n => IsLive(whenFalse, n))]);
        for (int i = 0; i < outer.Length; i++)
        {
            int live = answers[outer.Length + i];
            adjoints.Set(outer[i], new Adjoint(new Expr(Target, answers[i]), Target.IsBoolean(live, true) ? null : new Expr(Target, live)));
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
        Node node = Source[index];
        Expr r = Primal(index), x = Primal(node.A), y = node.OperandCount > 1 ? Primal(node.B) : x;
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
            case Op.Divide when Patterns.Logistic(Source, index) is { } logistic:
                Contribute(_varied[logistic], logistic, () => -(d * (r * (1 - r))));    // the exponential may overflow, this cannot
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
            case Op.Convert:
                Contribute(byX, node.A, () => d.Convert(x.Type));
                break;
            case Op.Call when node.Function == Elementary.Log && Patterns.OnePlusExp(Source, node.A) is { } softplus:
                Expr e = Primal(softplus);
                Contribute(_varied[Source[softplus].A], Source[softplus].A, () => d / (1 + 1 / e));
                break;
            case Op.Call:
                Rule rule = DerivativeRules.Of(node.Function);
                var arguments = new RuleArguments(x, y, r, byX && byY);
                Contribute(byX, node.A, () => rule.ByFirst(arguments, d));
                Contribute(byY, node.B, () => rule.BySecond!(arguments, d));
                break;
            default:
                throw new InvalidOperationException($"{node.Op} has no pullback");
        }

        void Contribute(bool isVaried, int operand, Func<Expr> contribution)
        {
            if (isVaried)
                adjoints.Add(operand, new Adjoint(contribution(), isLive));
        }
    }

    // d·r/y: no square that could overflow, and no second division for a reciprocal.
    private static Expr QuotientRule(Expr d, Expr x, Expr y, Expr r) => x.Builder[x.Id].IsConstant(1) ? d * r * r : d / y * r;

    // A value of the primal where the sweep is now: itself, or a comparison made again, which costs less than to store it.
    private Expr Primal(int index)
    {
        Node node = Source[index];
        if (Target.IsVisible(this[index]))
            return new(Target, this[index]);
        if (node.Op.IsComparison() && Target.IsVisible(this[node.A]) && Target.IsVisible(this[node.B]))
            return new(Target, Target.Add(node.Op, node.Type, this[node.A], this[node.B], node.Payload));
        return new(Target, Target.Add(Op.Input, node.Type, payload: Source.Inputs.Count + index));
    }

    private void NameAdjoint(int index, Expr adjoint)
    {
        if (Source.Names[index] is { Text: { } name, IsUsers: true })
            NameAdjoint(adjoint.Id, name);
    }

    // A value that happens to be a partial derivative too stays what it was.
    private void NameAdjoint(int adjoint, string name)
    {
        if (adjoint >= _primalCount)
            Target.SetName(adjoint, "d" + name.Substring(name.LastIndexOf('.') + 1).TrimStart('@'));
    }
}
