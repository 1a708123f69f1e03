using SymGrad.Generator.IR;

namespace SymGrad.Generator.Simplification;

/// <summary>
/// Moves what only one branch needs into that branch. Nothing is moved into a loop, where it would be done again and again; guards, and
/// what reads or writes a buffer that changes, stay where they are.
/// </summary>
internal sealed class Sinking : GraphRewriter
{
    private const int Unused = int.MaxValue;

    private readonly int[] _home;
    private readonly int[] _parent;
    private readonly int[] _depth;
    private readonly List<int>[] _nodesOf;
    private readonly HashSet<int> _pinned = [];

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
            if (node.Op is Op.Guard || Source.IsOrdered(i) || (node.Op is Op.If or Op.Loop && (pinned.Contains(node.B) || pinned.Contains(node.C))))
            {
                pinned.Add(node.Region);
                _home[i] = node.Region;
                _pinned.Add(i);
            }
            else if (node.Op == Op.Carried)
            {
                _home[i] = node.Region;
                _pinned.Add(i);
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
            else if (node.Op == Op.Loop)
                SettleLoop(i);
            // What a loop starts from is computed before it.
            int region = node.Op == Op.Carried ? _home[Source.OwnerOf(node.Region)] : _home[i];
            for (int k = 0; k < node.OperandCount; k++)
                UsedIn(region, node.Operand(k));
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

    private void SettleLoop(int index)
    {
        Node node = Source[index];
        _parent[node.B] = node.C;
        _parent[node.C] = _home[index];
        _depth[node.C] = _depth[_home[index]] + 1;
        _depth[node.B] = _depth[node.C] + 1;
        UsedIn(node.B, Source.Regions[node.B].Results[0]);
        foreach (int carried in Source.CarriedBy(index).Where(Live.Contains))
            UsedIn(node.C, Source.Next(carried));
    }

    private void UsedIn(int region, int operand)
    {
        if (_pinned.Contains(operand))
            return;
        region = OutsideLoops(region, Source[operand].Region);
        _home[operand] = _home[operand] == Unused ? region : CommonAncestor(_home[operand], region);
    }

    // The region itself, or the place of the outermost loop around it that the operand was not inside of.
    private int OutsideLoops(int region, int original)
    {
        int outside = region;
        for (int r = region; r != original && r > 0; r = _parent[r])
        {
            if (Source.IsRepeated(r))
                outside = _parent[r];
        }

        return outside;
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
