using SymGrad.Generator.IR;

namespace SymGrad.Generator.Differentiation;

/// <summary>
/// What an iteration adds to a carried integer, where that is at hand again on the way back: then the integer is, too, and need not be kept. Integers wrap around, so it is exact.
/// </summary>
/// <param name="Slot">The carried integer.</param>
/// <param name="Terms">A function of what the iteration takes.</param>
/// <param name="IsAdded">Whether a term is added or subtracted.</param>
internal sealed record Undoing(int Slot, Graph Terms, IReadOnlyList<bool> IsAdded)
{
    /// <param name="isCounter">Whether a carried value is known again by the number of the iteration.</param>
    public static Undoing? Of(Graph joint, IterationShape shape, int slot, Func<int, bool> isCounter)
    {
        var terms = new List<(int Node, bool IsAdded)>();
        for (int node = joint.Results[slot]; !IsSlot(node);)
        {
            if (joint[node] is not { Op: Op.Add or Op.Subtract, IsChecked: false, Type: ScalarType.Int32 } sum)
                return null;
            bool isTurned = sum.Op == Op.Add && IsSlot(sum.B);
            (int before, int term) = isTurned ? (sum.B, sum.A) : (sum.A, sum.B);
            if (!IsAtHand(term))
                return null;
            terms.Add((term, sum.Op == Op.Add));
            node = before;
        }

        return terms.Count == 0 ? null : new Undoing(slot, Pruning.Apply(joint.WithResults(terms.Select(term => term.Node))), [.. terms.Select(term => term.IsAdded)]);

        bool IsSlot(int node) => joint[node] is { Op: Op.Input, Type: ScalarType.Int32 } input && input.Payload == slot;

        bool IsAtHand(int index)
        {
            Node node = joint[index];
            return node.Op switch
            {
                Op.Constant => true,
                Op.Input => node.Type.IsInteger() && node.Payload < shape.Primal && (node.Payload >= shape.Carried || isCounter((int)node.Payload)),
                Op.Length => joint[node.A].Op == Op.Input,
                Op.Add or Op.Subtract or Op.Multiply or Op.Negate => node is { Type: ScalarType.Int32, IsChecked: false } && node.Operands.All(IsAtHand),
                Op.Call => node.Type == ScalarType.Int32 && node.Operands.All(IsAtHand),
                _ => false,
            };
        }
    }
}
