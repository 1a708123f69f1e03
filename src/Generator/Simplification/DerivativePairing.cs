using SymGrad.Generator.IR;

namespace SymGrad.Generator.Simplification;

/// <summary>Computes a function and its derivative at the same argument in one call, where both are wanted and share their work.</summary>
internal sealed class DerivativePairing : GraphRewriter
{
    private readonly Dictionary<int, int> _derivativeOf = [];
    private readonly HashSet<int> _paired = [];

    private DerivativePairing(Graph source) : base(source)
    {
        ILookup<(Elementary, int), int> calls = Enumerable.Range(0, source.Nodes.Count)
            .Where(i => source[i].Op == Op.Call && Live.Contains(i))
            .ToLookup(i => (source[i].Function, source[i].A));
        foreach ((Elementary value, Elementary derivative) in ElementaryFunctions.Pairs)
        {
            foreach (int v in calls.Where(c => c.Key.Item1 == value).SelectMany(c => c))
                Pair(v, calls[(derivative, source[v].A)]);
        }
    }

    public static Graph Apply(Graph graph) => new DerivativePairing(graph).Run();

    protected override void Copy(int index)
    {
        if (_paired.Contains(index))
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

    private void Pair(int value, IEnumerable<int> derivatives)
    {
        foreach (int derivative in derivatives.Where(d => value < d && Source.IsInside(d, Source[value].Region) && !_derivativeOf.ContainsKey(d)))
        {
            if (!_paired.Add(derivative))
                continue;
            _derivativeOf.Add(value, derivative);
            return;
        }
    }
}
