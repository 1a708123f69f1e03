using SymGrad.Generator.IR;
using SymGrad.Generator.Simplification;

namespace SymGrad.Generator.Differentiation;

/// <summary>
/// Along an element that is chosen at run time, most tangents are 0 because they are not there. Such a tangent must not meet an infinite slope,
/// while one that is there and happens to be 0 must: so whether a tangent is there moves through the function beside it, as a condition.
/// </summary>
internal sealed partial class ForwardMode
{
    private ScalarType TypeIn(Dictionary<int, Expr> moved, ScalarType type) => moved == _presence ? ScalarType.Boolean : type;

    private Expr Presence(int index, IReadOnlyList<int> operands)
    {
        if (Source[index].Op != Op.Load)
            return AnyPresent(operands)!.Value;
        Expr buffer = StateOf(_presence!, Source[index].A)!.Value;
        Expr element = buffer.With(Target.Load(Target.ElementOf(buffer.Id), buffer.Id, this[Source[index].B]));
        return element.Type == ScalarType.Boolean ? element : element.With(Target.Not(element.Is(0).Id));
    }

    // An adjoint that is 0 here, but moves, is there.
    private int IsAbsent(int test) => _tangents.Take(_seeds.Count).Select(tangents => TangentOf(tangents, Source[test].A)).OfType<Expr>()
        .Aggregate(Primal(test), (absent, tangent) => absent.Choose(tangent.IsAbsent, () => absent.With(Target.Boolean(false)))).Id;

    // What an operand gives to the tangent of r; 0 where the operand's own is not there.
    private Expr IfPresent(IReadOnlyList<int> operands, Expr r, bool canBeInfinite, Func<Expr> pushed) =>
        canBeInfinite && _presence is not null && AnyPresent(operands) is { } isPresent ? isPresent.Choose(pushed, () => r.Constant(0)) : pushed();

    private Expr? AnyPresent(IEnumerable<int> operands) => operands.Select(operand => TangentOf(_presence!, operand)).OfType<Expr>().Distinct()
        .Aggregate((Expr?)null, (any, next) => any is { } or ? or.Choose(() => or.With(Target.Boolean(true)), () => next) : next);
}
