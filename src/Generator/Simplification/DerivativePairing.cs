using SymGrad.Generator.IR;

namespace SymGrad.Generator.Simplification;

/// <summary>Computes a function and its derivative at the same argument in one call, where both are wanted and share their work.</summary>
internal sealed class DerivativePairing : GraphRewriter
{
    private readonly Dictionary<int, int> _derivativeOf = [];
    private readonly HashSet<int> _paired = [];
    private readonly Dictionary<int, int> _partner = [];

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

        PairCalls();
    }

    // A method that is called, and its gradient at the same arguments; whichever comes first makes the call.
    private void PairCalls()
    {
        int[] calls = [.. Enumerable.Range(0, Source.Nodes.Count).Where(n => Source[n].Op == Op.Invoke && Live.Contains(n))];
        foreach (int value in calls)
        {
            foreach (int gradient in calls.Where(n => Source[n].A == Source[value].A))
            {
                (int first, int second) = (Math.Min(value, gradient), Math.Max(value, gradient));
                if (BothOf(value, gradient) is not null && Source.IsInside(second, Source[first].Region) && !_partner.ContainsKey(value) && !_partner.ContainsKey(gradient))
                    (_partner[value], _partner[gradient]) = (gradient, value);
            }
        }
    }

    public static Graph Apply(Graph graph) => new DerivativePairing(graph).Run();

    protected override void Copy(int index)
    {
        if (_paired.Contains(index) || (Source[index].Op == Op.Result && _partner.ContainsKey(Source[index].A)))
            return;
        if (_partner.TryGetValue(index, out int partner))
        {
            CopyCalls(index, partner);
            return;
        }

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

    private int? BothOf(int value, int gradient) =>
        Source.CalleeOf(value).Pairs.Where(pair => pair.Gradient == Source[gradient].Payload).Select(pair => (int?)pair.Both).FirstOrDefault();

    private void CopyCalls(int index, int partner)
    {
        if (partner < index)
            return;
        (int value, int gradient) = BothOf(index, partner) is null ? (partner, index) : (index, partner);
        int both = BothOf(value, gradient)!.Value;
        int list = this[Source[index].A], call = Target.Add(Op.Invoke, Source[value].Type, list, payload: both);
        this[value] = Target.Add(Op.Result, Source[value].Type, call, payload: 0);
        CopyName(value);
        foreach (int partial in Source.IsCallInParts(gradient) ? Live.ResultsOf(gradient) : [gradient])
        {
            this[partial] = Target.Add(Op.Result, Source[partial].Type, call, payload: Source.RowOf(partial) + 1);
            CopyName(partial);
        }
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
