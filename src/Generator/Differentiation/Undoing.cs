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
    /// <summary>Those of an iteration.</summary>
    /// <param name="isCounter">Whether a carried value is known again by the number of the iteration.</param>
    public static IReadOnlyList<Undoing> AllOf(Graph joint, IterationShape shape, Func<int, bool> isCounter)
    {
        bool[] isAtHand = AtHand(joint, shape, isCounter);
        return [.. Enumerable.Range(0, shape.Carried).Where(slot => !isCounter(slot)).Select(slot => Of(joint, slot, isAtHand)).OfType<Undoing>()];
    }

    private static Undoing? Of(Graph joint, int slot, bool[] isAtHand)
    {
        var terms = new List<(int Node, bool IsAdded)>();
        for (int node = joint.Results[slot]; !IsSlot(node);)
        {
            if (joint[node] is not { Op: Op.Add or Op.Subtract, IsChecked: false, Type: ScalarType.Int32 } sum)
                return null;
            (int before, int term) = sum.Op == Op.Add && IsSlot(sum.B) ? (sum.B, sum.A) : (sum.A, sum.B);
            if (!isAtHand[term])
                return null;
            terms.Add((term, sum.Op == Op.Add));
            node = before;
        }

        return terms.Count == 0 ? null : new Undoing(slot, Pruning.Apply(joint.WithResults(terms.Select(term => term.Node))), [.. terms.Select(term => term.IsAdded)]);

        bool IsSlot(int node) => joint[node] is { Op: Op.Input, Type: ScalarType.Int32 } input && input.Payload == slot;
    }

    // The integers that are made of counters, of what is outside the loop, and of lengths.
    private static bool[] AtHand(Graph joint, IterationShape shape, Func<int, bool> isCounter)
    {
        var isAtHand = new bool[joint.Nodes.Count];
        for (int i = 0; i < isAtHand.Length; i++)
        {
            Node node = joint[i];
            isAtHand[i] = node.Type.IsInteger() && node.Op switch
            {
                Op.Constant => true,
                Op.Input => node.Payload < shape.Primal && (node.Payload >= shape.Carried || isCounter((int)node.Payload)),
                Op.Length => joint[node.A].Op == Op.Input,
                Op.Add or Op.Subtract or Op.Multiply or Op.Negate => !node.IsChecked && node.Operands.All(operand => isAtHand[operand]),
                Op.Call => node.Operands.All(operand => isAtHand[operand]),
                _ => false,
            };
        }

        return isAtHand;
    }
}
