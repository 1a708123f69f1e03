using SymGrad.Generator.IR;

namespace SymGrad.Generator.Simplification;

/// <summary>Replaces x + ε by x, for inputs that are 0.</summary>
internal sealed class WithoutEpsilon : GraphRewriter
{
    private readonly HashSet<int> _inputs;

    private WithoutEpsilon(Graph source, IEnumerable<int> inputs) : base(source) => _inputs = [.. inputs];

    public static Graph Apply(Graph graph, IEnumerable<int> inputs) => new WithoutEpsilon(graph, inputs).Run();

    protected override void Copy(int index)
    {
        Node node = Source[index];
        bool isPerturbed = node.Op == Op.Add && Source[node.B] is { Op: Op.Input } epsilon && _inputs.Contains((int)epsilon.Payload);
        if (!isPerturbed)
        {
            base.Copy(index);
            return;
        }

        this[index] = this[node.A];
        CopyName(index);
    }
}
