using SymGrad.Generator.IR;

namespace SymGrad.Generator.Simplification;

/// <summary>
/// Takes a power of two that both terms of a sum are led by out of it: 2·u·v + 2·w = 2·(u·v + w). Shorter where the terms are not needed
/// by themselves.
/// </summary>
internal sealed class CommonFactors : GraphRewriter
{
    private readonly Liveness _primal;

    private CommonFactors(Graph source, Liveness primal) : base(source) => _primal = primal;

    /// <param name="values">How many of the first results are values, which stay as they are.</param>
    public static Graph Apply(Graph graph, int values) =>
        Pruning.Apply(new CommonFactors(graph, Liveness.Of(graph.WithResults(graph.Results.Take(values)))).Run());

    protected override void Copy(int index)
    {
        if (!_primal.Contains(index) && Source[index].Type.IsReal() && Shortened(Source[index]) is { } shortened)
        {
            this[index] = shortened;
            CopyName(index);
        }
        else
            base.Copy(index);
    }

    private int? Shortened(Node node)
    {
        if (node.Op is not (>= Op.Add and <= Op.Negate))
            return null;
        int x = this[node.A], y = node.OperandCount > 1 ? this[node.B] : Node.None;
        return node.Op is Op.Add or Op.Subtract && Lead(x) is { } lead && Lead(y) == lead && Algebra.IsPowerOfTwo(lead) && Algebra.IsModerate(lead, node.Type)
            ? Algebra.Multiply(Target, Target.Constant(node.Type, lead), Algebra.Build(Target, node.Op, Rest(x), Rest(y))!.Value)
            : Algebra.Build(Target, node.Op, x, y);
    }

    // The constant that products begin with.
    private double? Lead(int product)
    {
        int first = product;
        for (int depth = 0; depth < Algebra.DeepestLead && Target[first].Op == Op.Multiply; depth++)
            first = Target[first].A;
        return first != product && Target[first].Op == Op.Constant ? Target[first].Number : null;
    }

    private int Rest(int product)
    {
        Node node = Target[product];
        return Target[node.A].Op == Op.Constant ? node.B : Algebra.Multiply(Target, Rest(node.A), node.B);
    }
}
