using SymGrad.Generator.IR;

namespace SymGrad.Generator.Simplification;

/// <summary>Computes a function and its derivative at the same argument in one call, where both are wanted and share their work.</summary>
internal sealed class DerivativePairing : GraphRewriter
{
    private readonly Dictionary<int, int> _derivativeOf = [];

    private DerivativePairing(Graph source) : base(source)
    {
        foreach ((Elementary value, Elementary derivative) in ElementaryFunctions.Pairs)
        {
            foreach (int v in Calls(value))
            {
                foreach (int d in Calls(derivative))
                {
                    if (v < d && source[v].A == source[d].A && source.IsInside(d, source[v].Region) && !_derivativeOf.ContainsValue(d) && !_derivativeOf.ContainsKey(d))
                        _derivativeOf[v] = d;
                }
            }
        }
    }

    public static Graph Apply(Graph graph) => new DerivativePairing(graph).Run();

    protected override void Copy(int index)
    {
        if (_derivativeOf.ContainsValue(index))
            return;
        if (!_derivativeOf.TryGetValue(index, out int derivative))
        {
            base.Copy(index);
            return;
        }

        Node node = Source[index];
        int both = Target.Add(Op.CallWithDerivative, node.Type, this[node.A], payload: node.Payload);
        this[index] = Target.Add(Op.Result, node.Type, both, payload: 0);
        this[derivative] = Target.Add(Op.Result, node.Type, both, payload: 1);
        CopyName(index);
        CopyName(derivative);
    }

    private IEnumerable<int> Calls(Elementary function)
    {
        for (int i = 0; i < Source.Nodes.Count; i++)
        {
            if (Source[i].Op == Op.Call && Source[i].Function == function && Live.Contains(i))
                yield return i;
        }
    }
}
