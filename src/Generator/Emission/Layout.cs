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
    private const int LongestIndex = 2;
    private const int ManyResults = 4;

    private readonly Graph _graph;
    private readonly Liveness _live;
    private readonly int[] _uses;
    private readonly int[] _size;
    private readonly bool[] _inline;
    private readonly int[] _usedIn;
    private readonly bool[] _isUsedInside;
    private readonly bool[] _isResult;
    private readonly List<int>?[] _users;
    private readonly List<int>?[] _handedTo;
    private readonly List<int>?[] _testedBy;
    private readonly bool[] _isIndexAlone;
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
        _isUsedInside = new bool[graph.Nodes.Count];
        _isResult = new bool[graph.Nodes.Count];
        _users = new List<int>?[graph.Nodes.Count];
        _handedTo = new List<int>?[graph.Nodes.Count];
        _testedBy = new List<int>?[graph.Nodes.Count];
        _isIndexAlone = [.. graph.Nodes.Select(node => node.Type.IsInteger())];
        CountUses();
        for (int i = 0; i < graph.Nodes.Count; i++)
            Decide(i);
    }

    public bool IsInline(int node) => _inline[node];

    public int Uses(int node) => _uses[node];

    /// <summary>The live nodes that a node is an operand of; a branch or a loop that hands it on is not among them.</summary>
    public IReadOnlyList<int> UsersOf(int node) => _users[node] ?? (IReadOnlyList<int>)[];

    /// <summary>The loops that go on while a condition holds.</summary>
    public IReadOnlyList<int> LoopsWhile(int condition) => _testedBy[condition] ?? (IReadOnlyList<int>)[];

    /// <summary>The branches' results, and what loops carry, that a node becomes.</summary>
    public IReadOnlyList<int> HandedTo(int node) => _handedTo[node] ?? (IReadOnlyList<int>)[];

    /// <summary>Whether a branch is printed as an expression (<c>?:</c>, <c>&amp;&amp;</c>, <c>||</c>).</summary>
    public bool IsExpression(int branch) => _size[branch] > 0;

    private void CountUses()
    {
        foreach (int result in _graph.Results)
        {
            Use(result, 0);
            _isResult[result] = true;
        }

        // Backwards, so that the uses of a list of arguments, and of an index into a part of a buffer, are known: it is printed, with all in it, wherever it is used.
        for (int i = _graph.Nodes.Count - 1; i >= 0; i--)
        {
            Node node = _graph[i];
            if (!_live.Contains(i))
                continue;
            if (node.Op == Op.If)
            {
                foreach (int result in _live.ResultsOf(i))
                {
                    Hand(_graph.Yielded(result, true), node.B, result);
                    Hand(_graph.Yielded(result, false), node.C, result);
                }
            }

            if (node.Op == Op.Loop)
            {
                Use(_graph.Regions[node.B].Results[0], node.B);
                (_testedBy[_graph.Regions[node.B].Results[0]] ??= []).Add(i);
                foreach (int carried in _graph.CarriedBy(i).Where(_live.Contains))
                    Hand(_graph.Next(carried), node.C, carried);
            }

            bool isInside = node.Op == Op.Argument || node.Op.IsPlace();
            int region = isInside ? _usedIn[i] : node.Op == Op.Carried ? _graph[_graph.OwnerOf(node.Region)].Region : node.Region;
            for (int k = 0; k < node.OperandCount; k++)
            {
                // The length of what goes on to the end is not mentioned, nor the width of an array of two dimensions.
                if ((k == 2 && node.Op == Op.Slice && _graph.IsRest(i)) || (k == 0 && node.Op == Op.Cell && UsersOf(i).All(user => _graph[user].Op is Op.Load or Op.Store && _graph.IsTwoDimensional(_graph[user].A))))
                    continue;
                Use(node.Operand(k), region, isInside ? _uses[i] : 1, isIndex: (k == 1 && node.Op is Op.Load or Op.Store or Op.At) || node.Op == Op.Cell);
                (_users[node.Operand(k)] ??= []).Add(i);
            }
        }
    }

    private void Hand(int node, int region, int to)
    {
        Use(node, region);
        (_handedTo[node] ??= []).Add(to);
    }

    private void Use(int node, int region, int times = 1, bool isIndex = false)
    {
        _uses[node] += times;
        _isIndexAlone[node] &= isIndex;
        _usedIn[node] = region;
        _isUsedInside[node] |= region != _graph[node].Region;
    }

    private void Decide(int index)
    {
        Node node = _graph[index];
        if (node.Op.IsLeaf())
        {
            _inline[index] = true;
            return;
        }

        if (!_live.Contains(index) || node.Op is Op.Guard or Op.CallWithDerivative or Op.Loop or Op.Carried or Op.Store or Op.Allocate || _graph.IsCallInParts(index))
            return;
        if (node.Op == Op.If)
        {
            _size[index] = ExpressionSize(index);
            return;
        }

        if (node.Op == Op.Argument || node.Op.IsPlace())
        {
            _inline[index] = true;
            _size[index] = node.Operands.Sum(SizeInside);
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
        // An element of a row reads best as the user writes it, w[i][j].
        if (node.Op == Op.Row && !_graph.Names[index].IsUsers && !_isUsedInside[index])
        {
            _inline[index] = true;
            _size[index] = SizeInside(node.B);
            return;
        }

        int size = isChoice ? _size[node.A] : 1;
        for (int k = 0; k < node.OperandCount && !isChoice; k++)
            size += SizeInside(node.Operand(k));
        _size[index] = size;
        int limit = _isResult[index] ? _longestResult : LongestExpression;
        bool isShort = size <= limit && !(isChoice && _isResult[index] && node.Type.IsReal() && _graph.Results.Count > 1);
        bool isUsedHere = _uses[index] == 1 && _usedIn[index] == node.Region && !IsOverwrittenBeforeUse(index);
        bool isPlainIndex = _isIndexAlone[index] && size <= LongestIndex;
        _inline[index] = (isUsedHere || isPlainIndex || _uses[index] == 0) && !_graph.Names[index].IsUsers && (isShort || IsAddedInPlace(index));
    }

    // a[i] = a[i] + x is a[i] += x, however long x is.
    private bool IsAddedInPlace(int index) =>
        UsersOf(index).Count == 1 && _graph[UsersOf(index)[0]] is { Op: Op.Store } store && store.C == index
        && _graph[index].OperandCount == 2 && _graph[_graph[index].A] is { Op: Op.Load } load && (load.A, load.B) == (store.A, store.B);

    // What an element is when it is read may not be what it is where the expression that reads it stands.
    private bool IsOverwrittenBeforeUse(int index)
    {
        if (_graph[index].Op != Op.Load || !_graph.IsOrdered(index))
            return false;
        int user = UsersOf(index).Count == 1 ? UsersOf(index)[0] : Node.None;
        while (user != Node.None && _graph[user].Op != Op.Store)
            user = UsersOf(user).Count == 1 ? UsersOf(user)[0] : Node.None;
        return user == Node.None || _graph.NodesOf(_graph[index].Region).Any(n => n > index && n < user && _graph[n].Op is Op.Store or Op.If or Op.Loop);
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
