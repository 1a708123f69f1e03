using SymGrad.Generator.IR;

namespace SymGrad.Generator.Simplification;

/// <summary>
/// Takes inputs that are 0 out of a function that is linear in them. A term of theirs is not multiplied, so that 0·∞ does not happen: it is not
/// there.
/// </summary>
internal sealed class Silencing : GraphRewriter
{
    private readonly bool[] _silent;

    private Silencing(Graph source, bool[] silent) : base(source) => _silent = silent;

    public static Graph Apply(Graph graph, IEnumerable<int> inputs)
    {
        HashSet<int> silenced = [.. inputs];
        return silenced.Count == 0 ? graph : Pruning.Apply(new Silencing(graph, Silent(graph, silenced)).Run());
    }

    /// <summary>Which nodes are 0 where some inputs are, whatever the others are.</summary>
    public static bool[] Silent(Graph graph, ISet<int> inputs)
    {
        var silent = new bool[graph.Nodes.Count];
        HashSet<int> heard = [];
        do
        {
            for (int i = 0; i < silent.Length; i++)
                silent[i] = graph[i].Type.IsReal() && !heard.Contains(i) && IsSilent(i);
        }
        while (Enumerable.Range(0, silent.Length).Where(i => graph[i].Op == Op.Carried && silent[i] && !IsNothing(graph.Next(i))).ToArray() is { Length: > 0 } wrong && wrong.All(heard.Add));
        return silent;

        bool IsNothing(int node) => silent[node] || graph[node].IsZero;

        bool IsSilent(int index) => graph[index] switch
        {
            { Op: Op.Input } leaf => inputs.Contains((int)leaf.Payload),
            { Op: Op.Add or Op.Subtract } node => silent[node.A] && silent[node.B],
            { Op: Op.Multiply } node => silent[node.A] || silent[node.B],
            { Op: Op.Divide or Op.Negate or Op.Convert or Op.Hold } node => silent[node.A],
            { Op: Op.Carried } node => IsNothing(node.A),
            { Op: Op.Result } node when graph[node.A].Op == Op.If => IsNothing(graph.Yielded(index, true)) && IsNothing(graph.Yielded(index, false)),
            { Op: Op.Result } node when graph[node.A].Op == Op.Loop => silent[graph.CarriedBy(node.A)[(int)node.Payload]],
            _ => false,
        };
    }

    protected override int CopyLeaf(Node leaf) => leaf.Op == Op.Input && leaf.Type.IsReal() && _silent[Source.LeafOf((int)leaf.Payload)] ? Target.Constant(leaf.Type, 0.0) : base.CopyLeaf(leaf);

    protected override void Copy(int index)
    {
        Node node = Source[index];
        bool isSum = node.Op is Op.Add or Op.Subtract && node.Type.IsReal();
        if (_silent[index] && node.Op is not (Op.Result or Op.Carried))
            this[index] = Target.Constant(node.Type, 0.0);
        else if (isSum && _silent[node.B])
            this[index] = this[node.A];
        else if (isSum && _silent[node.A])
            this[index] = node.Op == Op.Add ? this[node.B] : Algebra.Negate(Target, this[node.B]);
        else
        {
            base.Copy(index);
            return;
        }

        CopyName(index);
    }
}
