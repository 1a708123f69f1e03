using SymGrad.Generator.IR;

namespace SymGrad.Generator.Simplification;

/// <summary>Where −c·x/y stands beside c·x/y, it is that with the other sign: a division less, and the same number bit for bit.</summary>
internal sealed class OppositeQuotients : GraphRewriter
{
    private readonly ILookup<int, int> _byDivisor;

    private OppositeQuotients(Graph source) : base(source) =>
        _byDivisor = Enumerable.Range(0, source.Nodes.Count).Where(n => source[n].Op == Op.Divide && source[n].Type.IsReal() && Live.Contains(n)).ToLookup(n => source[n].B);

    public static Graph Apply(Graph graph) => Pruning.Apply(new OppositeQuotients(graph).Run());

    protected override void Copy(int index)
    {
        Node quotient = Source[index];
        if (quotient.Op != Op.Divide || !IsNegative(quotient.A) || !_byDivisor[quotient.B].Any(other => IsOpposite(other, index)))
        {
            base.Copy(index);
            return;
        }

        int opposite = Target.Add(Op.Divide, quotient.Type, Negated(quotient.A), this[quotient.B]);
        this[index] = Target.Add(Op.Negate, quotient.Type, opposite);
        CopyName(index);
    }

    private bool IsOpposite(int positive, int negative)
    {
        (Node a, Node b) = (Source[Source[positive].A], Source[Source[negative].A]);
        bool isSeen = Source.IsVisible(positive, Source[negative].Region) || Source.IsVisible(negative, Source[positive].Region);
        return isSeen && a.Op == b.Op && (a.Op == Op.Constant ? a.Number == -b.Number : a.Op == Op.Multiply && a.B == b.B && Source[a.A] is { Op: Op.Constant } c && c.Number == -Source[b.A].Number);
    }

    private bool IsNegative(int numerator) => Source[numerator] switch
    {
        { Op: Op.Constant, Number: < 0 } => true,
        { Op: Op.Multiply, A: var factor } => Source[factor] is { Op: Op.Constant, Number: < 0 },
        _ => false,
    };

    private int Negated(int numerator)
    {
        Node node = Source[numerator];
        return node.Op == Op.Constant
            ? Target.Constant(node.Type, -node.Number)
            : Target.Add(Op.Multiply, node.Type, Target.Constant(node.Type, -Source[node.A].Number), this[node.B]);
    }
}
