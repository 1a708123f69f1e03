using System.Collections;
using SymGrad.Generator.Analysis;
using SymGrad.Generator.IR;
using SymGrad.Generator.Simplification;

namespace SymGrad.Generator.Differentiation;

/// <summary>
/// Tangents: from a function to its results followed, for each seed, by their tangents along it. The primal is copied once,
/// whatever the number of directions. A tangent that is 0 is absent and costs nothing. Where a value depends on the inputs through
/// one earlier value alone, its base, its tangents are those of the base times a slope that all directions share.
/// </summary>
internal sealed partial class ForwardMode : GraphRewriter
{
    private readonly bool[] _varied;
    private readonly LogarithmicSlopes _logarithmic;
    private readonly HashSet<int> _invertedRoots;
    private readonly int[] _base;
    private readonly Dictionary<int, Expr> _slopes = [];
    private readonly Dictionary<int, Selection?> _selections = [];
    private readonly IReadOnlyList<Seed> _seeds;
    private readonly Dictionary<int, Expr>? _presence;
    private readonly Dictionary<int, Expr>[] _tangents;

    private ForwardMode(Graph primal, IReadOnlyList<Seed> seeds) : base(primal, Seed.Append(primal.Inputs, seeds))
    {
        _varied = Activity.Varied(primal);
        _logarithmic = new LogarithmicSlopes(primal, Primal, _varied);
        _invertedRoots = [.. Patterns.ReciprocalsOfRoots(primal).Where(Live.Contains).Select(n => primal[n].B)];
        _base = seeds.Count > 1 ? Bases.Of(primal, _varied) : [.. Enumerable.Range(0, primal.Nodes.Count)];
        _seeds = seeds;
        _presence = seeds.Count == 1 && seeds[0].IsAlongElement ? [] : null;
        _tangents = [.. seeds.Select(_ => new Dictionary<int, Expr>()), .. _presence is { } presence ? [presence] : Array.Empty<Dictionary<int, Expr>>()];
    }

    /// <summary>All tangents of one direction follow those of the one before.</summary>
    public static Graph Apply(Graph primal, params IReadOnlyList<Seed> seeds)
    {
        var mode = new ForwardMode(primal, seeds);
        mode.SeedInputs(seeds);
        mode.CopyRegion(0);
        return mode.Target.Build([
            .. primal.Results.Select(r => mode[r]),
            .. mode._tangents.Take(seeds.Count).SelectMany(tangents => primal.Results.Select(r => mode.YieldResult(tangents, r))),
        ]);
    }

    protected override void Copy(int index)
    {
        if (Source[index].Op == Op.Loop)
        {
            CopyLoop(index);
            return;
        }

        base.Copy(index);
        // A root's own tangent is the first to use its reciprocal, where the function has that.
        if (_invertedRoots.Contains(index))
            Target.Add(Op.Divide, Source[index].Type, Primal(index).Constant(1).Id, this[index]);
        if (Source[index].IsAbsence)
            this[index] = IsAbsent(index);
        if (Source[index].Type == ScalarType.Buffer)
            MoveBuffer(index);
        if (Source[index].Op.IsPart())
            SliceTangents(index);
        if (Source[index].Op == Op.Load)
            SeedElement(index);
        if (!_varied[index] || Source[index].Type == ScalarType.Buffer || Source[index].Op == Op.Carried
            || (Source[index].Op is Op.Argument or Op.Invoke or Op.Result && !Source.IsCallResult(index)))
            return;
        IReadOnlyList<int> operands = Operands(index);
        foreach ((Dictionary<int, Expr> moved, Func<int, Expr?> tangentOf) in Movements(index))
        {
            if (operands.Any(operand => tangentOf(operand) is not null))
                Move(moved, index, moved == _presence ? Presence(index, operands) : Push(index, tangentOf));
        }
    }

    private IReadOnlyList<int> Operands(int index) =>
        Source.IsCallResult(index) ? Source.ArgumentsOf(index) : [.. Source[index].Operands];

    private void SeedInputs(IReadOnlyList<Seed> seeds)
    {
        int first = Source.Inputs.Count;
        for (int k = 0; k < seeds.Count; k++)
        {
            int entry = 0;
            for (int i = 0; i < Source.Inputs.Count; i++)
            {
                if (!Source.Inputs[i].IsActive)
                    continue;
                if (Source.LeafOf(i) is var leaf and not Node.None && seeds[k].Entry(Target, entry, Source.Inputs[i].Type, first) is { } tangent)
                {
                    foreach (Dictionary<int, Expr> tangents in _presence is null ? [_tangents[k]] : _tangents)
                        tangents[leaf] = tangent;
                }

                entry++;
            }

            int[] written = [.. Enumerable.Range(0, Source.Inputs.Count).Where(i => Source.Inputs[i].IsWritten)];
            for (int i = 0; i < seeds[k].Destinations.Count; i++)
            {
                if (Source.LeafOf(written[i]) is var leaf and not Node.None)
                    _tangents[k][leaf] = new Expr(Target, Target.Input(first + seeds[k].Inputs.Count + i));
            }

            first += seeds[k].Inputs.Count + seeds[k].Destinations.Count;
        }

        foreach (Dictionary<int, Expr> tangents in _tangents)
        {
            foreach (int leaf in Enumerable.Range(0, Source.Inputs.Count).Select(Source.LeafOf).Where(leaf => leaf != Node.None))
                AddTangents(tangents, leaf);
        }
    }

    protected override IEnumerable CopyBranch(int index)
    {
        Node node = Source[index];
        IReadOnlyList<int> results = Live.ResultsOf(index);
        (int Result, Dictionary<int, Expr> Moved, Func<int, Expr?> TangentOf)[] movements =
            [.. results.Where(result => _varied[result] || IsMovingBuffer(result)).SelectMany(result => Movements(result).Select(m => (result, m.Moved, m.TangentOf)))];
        return Branch(
            this[node.A],
            taken => Copying(taken ? node.B : node.C),
            taken =>
            [
                .. results.Select(r => this[Source.Yielded(r, taken)]),
                .. movements.Select(m => Source.Yielded(m.Result, taken) is var yielded && IsMovingBuffer(m.Result) ? YieldResult(m.Moved, yielded) : Yield(m.Moved, yielded, m.TangentOf(yielded))),
            ],
            answers =>
            {
                Answer(results, answers);
                for (int i = 0; i < movements.Length; i++)
                    Move(movements[i].Moved, movements[i].Result, WithKink(movements[i].Result, new Expr(Target, answers[results.Count + i]), movements[i].TangentOf));
            });
    }

    // As the function that a condition stands for: a tie is shared by two active arguments, and lost to a constant.
    private Expr WithKink(int result, Expr tangent, Func<int, Expr?> tangentOf)
    {
        if (tangent.Type == ScalarType.Boolean || Selection.Of(Source, result, _selections) is not { } selection || !_varied[Source.Yielded(result, selection.TieIsTrue)])
            return tangent;
        bool isShared = !selection.IsAbs && _varied[selection.A] && _varied[selection.B];
        return Primal(selection.A).Is(Primal(selection.B)).Choose(
            () => isShared ? 0.5 * (Tangent(selection.A) + Tangent(selection.B)) : tangent.Constant(0),
            () => tangent);

        Expr Tangent(int operand) => tangentOf(operand)?.Convert(tangent.Type) ?? tangent.Constant(0);
    }

    // What moves a node: its base, by a slope; or, where it is its own base, each direction by itself.
    private IEnumerable<(Dictionary<int, Expr> Moved, Func<int, Expr?> TangentOf)> Movements(int index)
    {
        if (_base[index] != index)
            return [(_slopes, operand => SlopeOf(operand, _base[index]))];
        return _tangents.Select(tangents => (tangents, (Func<int, Expr?>)(operand => TangentOf(tangents, operand))));
    }

    private Expr? TangentOf(Dictionary<int, Expr> tangents, int index)
    {
        if (!tangents.TryGetValue(_base[index], out Expr tangent))
            return null;
        return _base[index] == index ? tangent : _slopes.TryGetValue(index, out Expr slope) ? slope * tangent : null;
    }

    private Expr? SlopeOf(int index, int along)
    {
        if (index == along)
            return new Expr(Target, Target.Constant(Source[index].Type, 1.0));
        return _slopes.TryGetValue(index, out Expr slope) ? slope : null;
    }

    // The tangent as a node: 0 where there is none, nothing where there is no value either.
    private int Yield(Dictionary<int, Expr> moved, int index, Expr? tangent) => tangent?.Id
        ?? (Source[index].Op == Op.Undefined ? Target.Undefined(TypeIn(moved, Source[index].Type))
            : moved == _presence ? Target.Boolean(false)
            : Target.Constant(Source[index].Type, 0.0));

    private void Move(Dictionary<int, Expr> moved, int index, Expr tangent)
    {
        if (Target[tangent.Id].IsZero)
            return;
        moved[index] = tangent;
        NameTangent(moved, index, tangent.Id);
    }

    private void NameTangent(Dictionary<int, Expr> moved, int index, int tangent)
    {
        if (_seeds.Count == 1 && Source.Names[index].Text is { } name)
            Target.SetName(tangent, name + (moved == _presence ? "Moves" : "Tangent"));
    }

    private Expr Push(int index, Func<int, Expr?> tangentOf)
    {
        Node node = Source[index];
        Expr? dx = tangentOf(node.A), dy = node.OperandCount > 1 ? tangentOf(node.B) : null;
        Expr r = Primal(index), x = Primal(node.A), y = node.OperandCount > 1 ? Primal(node.B) : x;
        if (_logarithmic.Of(index) is { } slopes)
            return Sum(r, slopes.Select(slope => tangentOf(slope.Operand) is { } d ? slope.By(d) : (Expr?)null));
        switch (node.Op)
        {
            case Op.Add:
                return Sum(dx, dy);
            case Op.Subtract:
                return Sum(dx, -dy);
            case Op.Multiply:
                return Sum(dx * y, x * dy);
            case Op.Divide:
                return IfPresent([node.A, node.B], r, Target[y.Id].Op != Op.Constant, () => Sum(dx, -(r * dy)) / y);
            case Op.Remainder:
                return Sum(dx, -((x - r) / y * dy));
            case Op.Load:
                return dx!.Value.With(Target.Load(node.Type, dx.Value.Id, this[node.B]));
            case Op.Negate:
                return -dx!.Value;
            case Op.Convert:
                return dx!.Value.Convert(node.Type);
            case Op.Call when node.Function == Elementary.Sqrt && dx is { } d && Patterns.Squares(i => Source[i], node.A) is not null:
                return r.Is(0).Choose(() => d.Constant(0), () => HalfTangent(index, d, tangentOf) / r);         // 0 at the origin, as Hypot
            case Op.Call:
                Rule rule = DerivativeRules.Of(node.Function);
                RuleArguments arguments = RuleArguments.Of(node, Primal, index, _varied);
                return Sum(r, Enumerable.Range(0, rule.By.Count)
                    .Select(k => rule.By[k] is { } by && tangentOf(node.Operand(k)) is { } seed
                        ? IfPresent([node.Operand(k)], r, rule.HasPoles, () => by(arguments, seed))
                        : (Expr?)null));
            case Op.Invoke or Op.Result when Source.CalleeOf(index).Function is not null:
                return IfPresent(Source.ArgumentsOf(index), r, canBeInfinite: true, () => PushCall(index, tangentOf) ?? r.Constant(0));
            case Op.Invoke or Op.Result:
                return Sum(r, CallRule.Of(Source, index, _varied, Target, n => this[n])
                    .Select(rule => tangentOf(rule.Argument) is { } tangent ? IfPresent([rule.Argument], r, canBeInfinite: true, () => rule.By(tangent).Convert(node.Type)) : (Expr?)null));
            default:
                throw new InvalidOperationException($"{node.Op} has no tangent");
        }
    }

    // Half the tangent of a sum of squares, term by term where they move by themselves: 2·c·u·u̇ has its half in it.
    private Expr HalfTangent(int root, Expr d, Func<int, Expr?> tangentOf) => _base[root] != root
        ? 0.5 * d
        : Sum(d, Patterns.Squares(i => Source[i], Source[root].A)!.Select(square => tangentOf(square.Node) is { } tangent ? square.Coefficient * (tangent * Primal(square.Node)) : (Expr?)null));

    private static Expr Sum(Expr result, IEnumerable<Expr?> terms) =>
        terms.Aggregate((Expr?)null, (sum, term) => sum + term ?? sum ?? term) ?? result.Constant(0);

    private static Expr Sum(Expr? x, Expr? y) => x + y ?? x ?? y!.Value;

    private Expr Primal(int index) => new(Target, this[index]);
}
