using SymGrad.Generator.IR;

namespace SymGrad.Generator.Simplification;

/// <summary>Moves what only one branch needs into that branch. Guards stay where they are.</summary>
internal sealed class Sinking : GraphRewriter
{
    private const int Unused = int.MaxValue;

    private readonly int[] _home;
    private readonly int[] _parent;
    private readonly int[] _depth;
    private readonly List<int>[] _nodesOf;

    private Sinking(Graph source) : base(source)
    {
        _parent = [.. source.Regions.Select(region => region.Parent)];
        _depth = new int[_parent.Length];
        _home = [.. source.Nodes.Select(_ => Unused)];
        _nodesOf = [.. source.Regions.Select(_ => new List<int>())];
        Settle();
    }

    public static Graph Apply(Graph graph) => new Sinking(graph).Run();

    protected override IReadOnlyList<int> NodesOf(int region) => _nodesOf[region];

    // Users come after what they use, so going backwards every use is settled before its operand.
    private void Settle()
    {
        var pinned = new HashSet<int>();
        for (int i = 0; i < Source.Nodes.Count; i++)
        {
            Node node = Source[i];
            if (node.Op == Op.Guard || (node.Op == Op.If && (pinned.Contains(node.B) || pinned.Contains(node.C))))
            {
                pinned.Add(node.Region);
                _home[i] = node.Region;
            }
        }

        foreach (int result in Source.Results)
            UsedIn(0, result);
        for (int i = Source.Nodes.Count - 1; i >= 0; i--)
        {
            Node node = Source[i];
            if (!Live.Contains(i) || node.Op.IsLeaf())
                continue;
            if (node.Op == Op.If)
                SettleBranch(i);
            for (int k = 0; k < node.OperandCount; k++)
                UsedIn(_home[i], node.Operand(k));
            _nodesOf[_home[i]].Add(i);
        }

        foreach (List<int> nodes in _nodesOf)
            nodes.Reverse();
    }

    private void SettleBranch(int index)
    {
        Node node = Source[index];
        _parent[node.B] = _parent[node.C] = _home[index];
        _depth[node.B] = _depth[node.C] = _depth[_home[index]] + 1;
        foreach (int result in Live.ResultsOf(index))
        {
            UsedIn(node.B, Source.Yielded(result, true));
            UsedIn(node.C, Source.Yielded(result, false));
        }
    }

    private void UsedIn(int region, int operand)
    {
        bool isPinned = Source[operand].Op is Op.If && _home[operand] == Source[operand].Region && _home[operand] != Unused;
        if (!isPinned)
            _home[operand] = _home[operand] == Unused ? region : CommonAncestor(_home[operand], region);
    }

    private int CommonAncestor(int a, int b)
    {
        while (a != b)
        {
            if (_depth[a] >= _depth[b])
                a = _parent[a];
            else
                b = _parent[b];
        }

        return a;
    }
}
