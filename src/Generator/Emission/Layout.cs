using SymGrad.Generator.IR;

namespace SymGrad.Generator.Emission;

/// <summary>
/// Which nodes are printed inside the expression that uses them and which get a variable: what the user named, what is used more
/// than once, and what would make a line too long to read gets one.
/// </summary>
internal sealed class Layout
{
    /// <summary>How many operations an expression may have.</summary>
    public const int LongestExpression = 8;

    private const int LongestResult = 3;
    private const int ManyResults = 4;

    private readonly Graph _graph;
    private readonly Liveness _live;
    private readonly int[] _uses;
    private readonly int[] _size;
    private readonly bool[] _inline;
    private readonly int[] _usedIn;
    private readonly bool[] _isResult;
    private readonly int _longestResult;

    /// <param name="shareStatement">Whether all results stand in one statement, a return, or each in its own.</param>
    public Layout(Graph graph, Liveness live, bool shareStatement)
    {
        _longestResult = !shareStatement || graph.Results.Count == 1 ? LongestExpression : graph.Results.Count > ManyResults ? 1 : LongestResult;
        _graph = graph;
        _live = live;
        _uses = new int[graph.Nodes.Count];
        _size = new int[graph.Nodes.Count];
        _inline = new bool[graph.Nodes.Count];
        _usedIn = new int[graph.Nodes.Count];
        _isResult = new bool[graph.Nodes.Count];
        CountUses();
        for (int i = 0; i < graph.Nodes.Count; i++)
            Decide(i);
    }

    public bool IsInline(int node) => _inline[node];

    public int Uses(int node) => _uses[node];

    /// <summary>Whether a branch is printed as an expression (<c>?:</c>, <c>&amp;&amp;</c>, <c>||</c>).</summary>
    public bool IsExpression(int branch) => _size[branch] > 0;

    private void CountUses()
    {
        foreach (int result in _graph.Results)
        {
            Use(result, 0);
            _isResult[result] = true;
        }

        // Backwards, so that the uses of a list of arguments are known: it is printed, with all in it, wherever it is used.
        for (int i = _graph.Nodes.Count - 1; i >= 0; i--)
        {
            Node node = _graph[i];
            if (!_live.Contains(i))
                continue;
            if (node.Op == Op.If)
            {
                foreach (int result in _live.ResultsOf(i))
                {
                    Use(_graph.Yielded(result, true), node.B);
                    Use(_graph.Yielded(result, false), node.C);
                }
            }

            bool isList = node.Op == Op.Argument;
            for (int k = 0; k < node.OperandCount; k++)
                Use(node.Operand(k), isList ? _usedIn[i] : node.Region, isList ? _uses[i] : 1);
        }
    }

    private void Use(int node, int region, int times = 1)
    {
        _uses[node] += times;
        _usedIn[node] = region;
    }

    private void Decide(int index)
    {
        Node node = _graph[index];
        if (node.Op.IsLeaf())
        {
            _inline[index] = true;
            return;
        }

        if (!_live.Contains(index) || node.Op is Op.Guard or Op.CallWithDerivative || _graph.IsCallInParts(index))
            return;
        if (node.Op == Op.If)
        {
            _size[index] = ExpressionSize(index);
            return;
        }

        if (node.Op == Op.Argument)
        {
            _inline[index] = true;
            _size[index] = SizeInside(node.A) + (node.B == Node.None ? 0 : SizeInside(node.B));
            return;
        }

        if (node.Op == Op.Result && _graph.IsCallResult(index))
        {
            _inline[index] = !_graph.Names[index].IsUsers || _graph.CallResultOf(index).Path == "";
            _size[index] = 1;
            return;
        }

        bool isChoice = node.Op == Op.Result;
        if (isChoice && (_graph[node.A].Op != Op.If || !IsExpression(node.A)))
            return;
        int size = isChoice ? _size[node.A] : 1;
        for (int k = 0; k < node.OperandCount && !isChoice; k++)
            size += SizeInside(node.Operand(k));
        _size[index] = size;
        int limit = _isResult[index] ? _longestResult : LongestExpression;
        bool isShort = size <= limit && !(isChoice && _isResult[index] && node.Type.IsReal() && _graph.Results.Count > 1);
        _inline[index] = _uses[index] == 1 && _usedIn[index] == node.Region && !_graph.Names[index].IsUsers && isShort;
    }

    private int SizeInside(int node) => _inline[node] ? _size[node] : 0;

    // The size of a branch as an expression; 0 when it needs statements.
    private int ExpressionSize(int index)
    {
        Node node = _graph[index];
        if (_live.ResultsOf(index).Count != 1)
            return 0;
        foreach (int inner in _graph.NodesOf(node.B).Concat(_graph.NodesOf(node.C)))
        {
            if (_live.Contains(inner) && !_inline[inner] && !(_graph[inner].Op == Op.If && IsExpression(inner)))
                return 0;
        }

        int result = _live.ResultsOf(index)[0];
        int size = 1 + SizeInside(node.A) + SizeInside(_graph.Yielded(result, true)) + SizeInside(_graph.Yielded(result, false));
        return size <= LongestExpression ? size : 0;
    }
}
