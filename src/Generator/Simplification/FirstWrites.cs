using SymGrad.Generator.Analysis;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Simplification;

/// <summary>Where each element of a destination is added to exactly once, starting from zero, it is written instead.</summary>
internal sealed class FirstWrites : GraphRewriter
{
    private readonly HashSet<int> _stores;

    private FirstWrites(Graph source, HashSet<int> stores) : base(source) => _stores = stores;

    public static Graph Apply(Graph graph)
    {
        HashSet<int> stores = [.. Enumerable.Range(0, graph.Inputs.Count).Where(i => graph.Inputs[i].IsDestination).Select(i => Coverage.StoreCovering(graph, i)).OfType<int>()];
        return stores.Count == 0 ? graph : Pruning.Apply(new FirstWrites(graph, stores).Run());
    }

    protected override void Copy(int index)
    {
        Node store = Source[index];
        if (!_stores.Contains(index) || Source[store.C] is not { Op: Op.Add or Op.Subtract } sum || Source[sum.A] is not { Op: Op.Load } load || (load.A, load.B) != (store.A, store.B))
        {
            base.Copy(index);
            return;
        }

        int value = sum.Op == Op.Add ? this[sum.B] : Algebra.Negate(Target, this[sum.B]);
        this[index] = Target.Store(this[store.A], this[store.B], value);
    }
}
