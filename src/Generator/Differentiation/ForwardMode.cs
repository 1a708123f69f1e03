using System.Collections;
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
        mode.CopyBody();
        return mode.Target.Build([.. primal.Results.Select(r => mode[r]), .. primal.Results.Select(r => mode.TangentOf(r).Id)]);
    }

    protected override void Copy(int index)
    {
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

    protected override IEnumerable CopyBranch(int index)
    {
        Node node = Source[index];
        IReadOnlyList<int> results = Live.ResultsOf(index);
        int[] varied = [.. results.Where(result => _varied[result])];
        return Branch(
            this[node.A],
            taken => CopyRegion(taken ? node.B : node.C),
            taken => [.. results.Select(r => this[Source.Yielded(r, taken)]), .. varied.Select(r => TangentOf(Source.Yielded(r, taken)).Id)],
            answers =>
            {
                Answer(results, answers);
                for (int i = 0; i < varied.Length; i++)
                    _tangents[varied[i]] = new Expr(Target, answers[results.Count + i]);
            });
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
                var arguments = new RuleArguments(x, y, r, byX && byY);
                return Sum(byX, () => rule.ByFirst(arguments, Dx()), byY, () => rule.BySecond!(arguments, Dy()));
            default:
                throw new InvalidOperationException($"{node.Op} has no tangent");
        }
    }

    private static Expr Sum(bool byX, Func<Expr> x, bool byY, Func<Expr> y) => byX && byY ? x() + y() : byX ? x() : y();

    private Expr Primal(int index) => new(Target, this[index]);
}
