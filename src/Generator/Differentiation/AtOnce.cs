using SymGrad.Generator.IR;

namespace SymGrad.Generator.Differentiation;

/// <summary>An iteration with its sweep right behind it: that goes back from where the tape's top is then, and what the loop has checked need not be checked again.</summary>
internal sealed class AtOnce : GraphRewriter
{
    private readonly IterationShape _shape;

    private AtOnce(Graph joint, IterationShape shape) : base(joint) => _shape = shape;

    public static Graph Apply(Graph joint, IterationShape shape) => new AtOnce(joint, shape).Run();

    protected override int CopyLeaf(Node leaf) =>
        leaf.Op == Op.Input && leaf.Payload == _shape.SweepTop ? this[Source.Results[_shape.TopAfter]] : base.CopyLeaf(leaf);

    protected override void Copy(int index)
    {
        if (Source[index].Op != Op.Guard)
            base.Copy(index);
    }
}
