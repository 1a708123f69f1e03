using SymGrad.Generator.IR;

namespace SymGrad.Generator.Simplification;

/// <summary>Lets go of what was held constant, once every derivative has been taken: what is left is its value.</summary>
internal sealed class Releasing : GraphRewriter
{
    private Releasing(Graph source) : base(source)
    {
    }

    public static Graph Apply(Graph graph) => new Releasing(graph).Run();

    protected override void Copy(int index)
    {
        if (Source[index].Op != Op.Hold)
        {
            base.Copy(index);
            return;
        }

        this[index] = this[Source[index].A];
        CopyName(index);
    }
}
