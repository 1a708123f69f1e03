using SymGrad.Generator.IR;
using SymGrad.Generator.Simplification;

namespace SymGrad.Generator.Differentiation;

/// <summary>A function that is called is pushed forward by a call, too: one for all of its results, made where the first is.</summary>
internal sealed partial class ForwardMode
{
    // The tangent of a result; null where it is 0.
    private Expr? PushCall(int index, Func<int, Expr?> tangentOf)
    {
        int call = Source[index].Op == Op.Result ? Source[index].A : index;
        int[] rows = [.. (Source.IsCallInParts(call) ? Live.ResultsOf(call) : [call]).Where(r => _varied[r]).Select(Source.RowOf)];
        IReadOnlyList<int> arguments = Source.ArgumentsOf(call);
        int[] varied = [.. Enumerable.Range(0, arguments.Count).Where(k => _varied[arguments[k]])];
        int[] moved = [.. varied.Where(k => tangentOf(arguments[k]) is not null)];
        int pushed = CallDerivatives.Tangent(Target.Callees, (int)Source[call].Payload, rows, varied, moved);
        Callee callee = Target.Callees[pushed];
        int place = callee.Shares.ToList().FindIndex(share => share.Of == Source.RowOf(index));
        if (place < 0)
            return null;
        IEnumerable<int> tangents = moved.Select(k => tangentOf(arguments[k])!.Value.Convert(Source[arguments[k]].Type).Id);
        return new Expr(Target, Target.Invoke(pushed, callee, [.. arguments.Select(a => this[a]), .. tangents])[place]);
    }
}
