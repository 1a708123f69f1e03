using SymGrad.Generator.IR;
using SymGrad.Generator.Simplification;

namespace SymGrad.Generator.Differentiation;

/// <summary>What a loop carries may not matter to a result: then its adjoint is 0 in every iteration, and is not there.</summary>
internal sealed partial class ReverseMode
{
    // The slots whose adjoints begin as 0 and stay 0.
    private static HashSet<int> Silent(LoopReversal reversal, Adjoint?[] seeds)
    {
        HashSet<int> silent = [.. reversal.Active.Where(slot => slot < reversal.Carried.Length && !IsBuffer(reversal, slot) && seeds[slot] is null)];
        while (silent.Count > 0)
        {
            bool[] isSilent = Silencing.Silent(reversal.Whole, Cotangents(reversal, silent));
            int[] heard = [.. silent.Where(slot => reversal.Whole.Results[reversal.Shape.AdjointOf(slot)!.Value] is var adjoint && !isSilent[adjoint] && !reversal.Whole[adjoint].IsZero)];
            if (heard.Length == 0)
                break;
            silent.ExceptWith(heard);
        }

        return silent;
    }

    private static HashSet<int> Cotangents(LoopReversal reversal, IEnumerable<int> slots) => [.. slots.Select(reversal.Shape.CotangentOf)];
}
