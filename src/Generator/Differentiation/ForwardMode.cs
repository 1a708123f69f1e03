using SymGrad.Generator.Analysis;
using SymGrad.Generator.IR;
using SymGrad.Generator.Simplification;

namespace SymGrad.Generator.Differentiation;

/// <summary>
/// Tangents: from a function to its results followed by their tangents. The inputs gain one tangent for each active input,
/// appended in order.
/// </summary>
internal sealed class ForwardMode : GraphRewriter
{
    private readonly bool[] _varied;
    private readonly Dictionary<int, Expr> _tangents = [];

    private ForwardMode(Graph primal) : base(primal, WithTangents(primal.Inputs)) => _varied = Activity.Varied(primal);

    public static Graph Apply(Graph primal)
    {
        var mode = new ForwardMode(primal);
        mode.SeedInputs();
        mode.CopyRegion(0);
        return mode.Target.Build([.. primal.Results.Select(r => mode[r]), .. primal.Results.Select(r => mode.TangentOf(r).Id)]);
    }

    protected override void Copy(int index)
    {
        if (Source[index].Op == Op.If)
        {
            CopyIf(index);
            return;
        }

        base.Copy(index);
        if (_varied[index] && Source[index].Op != Op.Result)
            _tangents[index] = Push(index);
    }

    private static EquatableArray<Input> WithTangents(EquatableArray<Input> inputs) =>
        inputs.Concat(inputs.Where(i => i.IsActive).Select(i => i with { Name = i.Name + "Tangent", Access = i.Access + "Tangent", IsActive = false })).ToEquatableArray();

    private void SeedInputs()
    {
        int tangent = Source.Inputs.Count;
        for (int i = 0; i < Source.Inputs.Count; i++)
        {
            if (!Source.Inputs[i].IsActive)
                continue;
            if (Source.LeafOf(i) is var leaf and not Node.None)
                _tangents[leaf] = new Expr(Target, Target.Input(tangent));
            tangent++;
        }
    }

    private void CopyIf(int index)
    {
        Node node = Source[index];
        IReadOnlyList<int> results = Live.ResultsOf(index);
        int[] varied = [.. results.Where(result => _varied[result])];
        int[] Branch(bool taken)
        {
            CopyRegion(taken ? node.B : node.C);
            return
            [
                .. results.Select(r => this[Source.Yielded(r, taken)]),
                .. varied.Select(r => TangentOf(Source.Yielded(r, taken)).Id),
            ];
        }

        int[] answers = Target.If(this[node.A], () => Branch(true), () => Branch(false));
        for (int i = 0; i < results.Count; i++)
            this[results[i]] = answers[i];
        for (int i = 0; i < varied.Length; i++)
            _tangents[varied[i]] = WithKink(varied[i], new Expr(Target, answers[results.Count + i]));
    }

    // As the function that a condition stands for: a tie is shared by two active arguments, and lost to a constant.
    private Expr WithKink(int result, Expr tangent)
    {
        if (Selection.Of(Source, result) is not { } selection || !_varied[Source.Yielded(result, selection.TieIsTrue)])
            return tangent;
        bool isShared = !selection.IsAbs && _varied[selection.A] && _varied[selection.B];
        return Primal(selection.A).Is(Primal(selection.B)).Choose(
            () => isShared ? 0.5 * (Tangent(selection.A) + Tangent(selection.B)) : tangent.Constant(0),
            () => tangent);

        Expr Tangent(int operand) => TangentOf(operand).Convert(tangent.Type);
    }

    private Expr TangentOf(int index) =>
        _tangents.TryGetValue(index, out Expr tangent) ? tangent : new Expr(Target, Target.Constant(Source[index].Type, 0.0));

    private Expr Push(int index)
    {
        Node node = Source[index];
        bool byX = _varied[node.A], byY = node.OperandCount > 1 && _varied[node.B];
        Expr r = Primal(index), x = Primal(node.A), y = node.OperandCount > 1 ? Primal(node.B) : x;
        Expr Dx() => TangentOf(node.A);
        Expr Dy() => TangentOf(node.B);
        switch (node.Op)
        {
            case Op.Add:
                return Sum(byX, Dx, byY, Dy);
            case Op.Subtract:
                return Sum(byX, Dx, byY, () => -Dy());
            case Op.Multiply:
                return Sum(byX, () => Dx() * y, byY, () => x * Dy());
            case Op.Divide:
                return Sum(byX, Dx, byY, () => -(r * Dy())) / y;
            case Op.Remainder:
                return Sum(byX, Dx, byY, () => -((x - r) / y * Dy()));
            case Op.Negate:
                return -Dx();
            case Op.Convert:
                return Dx().Convert(node.Type);
            case Op.Call:
                Rule rule = DerivativeRules.Of(node.Function);
                RuleArguments arguments = RuleArguments.Of(node, Primal, index, _varied);
                return Enumerable.Range(0, rule.By.Count)
                    .Where(k => rule.By[k] is not null && _varied[node.Operand(k)])
                    .Select(k => rule.By[k]!(arguments, TangentOf(node.Operand(k))))
                    .Aggregate(new Expr(Target, Target.Constant(node.Type, 0.0)), (sum, term) => sum + term);
            default:
                throw new InvalidOperationException($"{node.Op} has no tangent");
        }
    }

    private static Expr Sum(bool byX, Func<Expr> x, bool byY, Func<Expr> y) => byX && byY ? x() + y() : byX ? x() : y();

    private Expr Primal(int index) => new(Target, this[index]);
}
