using System.Collections;
using SymGrad.Generator.IR;
using SymGrad.Generator.Simplification;

namespace SymGrad.Generator.Differentiation;

/// <summary>A function that is called is pulled back by a call, too: one for all results that count under the same condition.</summary>
internal sealed partial class ReverseMode
{
    private void PullBackCall(int index, AdjointScope adjoints)
    {
        IEnumerable<int> results = Source.IsCallInParts(index) ? Live.ResultsOf(index) : [index];
        foreach (IGrouping<int, int> seeded in results.Where(r => _varied[r] && adjoints[r] is not null).GroupBy(r => adjoints[r]!.Value.IsLive?.Id ?? Node.None))
        {
            foreach (int result in seeded)
                NameAdjoint(result, adjoints[result]!.Value.Value);
            if (seeded.Key == Node.None)
                PullBackCall(index, [.. seeded], adjoints);
            else
                Nesting.Run(Fork(seeded.Key, Source[index].Region, adjoints, PullBackAlone, _ => Array.Empty<object>()));

            IEnumerable PullBackAlone(AdjointScope scope)
            {
                PullBackCall(index, [.. seeded], scope);
                return Array.Empty<object>();
            }
        }
    }

    private void PullBackCall(int index, int[] seeded, AdjointScope adjoints)
    {
        IReadOnlyList<int> arguments = Source.ArgumentsOf(index);
        int[] varied = [.. Enumerable.Range(0, arguments.Count).Where(k => _varied[arguments[k]])];
        int pullback = CallDerivatives.Pullback(Target.Callees, (int)Source[index].Payload, [.. seeded.Select(Source.RowOf)], varied);
        Callee callee = Target.Callees[pullback];
        if (callee.Results.Count == 0)
            return;
        Expr[] cotangents = [.. seeded.Select(result => adjoints[result]!.Value.Value)];
        bool isGradient = cotangents.Length == 1;
        int[] answers = Target.Invoke(pullback, callee, [.. arguments.Select(ValueOf), .. isGradient ? [] : cotangents.Select(c => c.Id)]);
        for (int i = 0; i < callee.Shares.Count; i++)
        {
            int argument = arguments[callee.Shares[i].Of];
            Expr share = new(Target, answers[i]);
            Expr value = isGradient ? CallRule.Times(cotangents[0], share).Convert(Source[argument].Type) : share;
            adjoints.Add(argument, new Adjoint(value, callee.Shares[i].Condition is { } condition ? new Expr(Target, answers[condition]) : null));
        }
    }
}
