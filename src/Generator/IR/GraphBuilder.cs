namespace SymGrad.Generator.IR;

/// <summary>
/// Builds a <see cref="Graph"/> node by node. Common subexpressions are shared by construction: a pure node that is visible from
/// the current region is returned instead of made again. Nothing else is simplified here but what is exact for every value,
/// so that a value computed through a builder is the user's bit for bit.
/// </summary>
/// <param name="headroom">How many times the allowed operations may be built: a pass makes some that turn out to be dead.</param>
internal sealed class GraphBuilder(EquatableArray<Input> inputs, Options options, int headroom = 16)
{
    private readonly List<Node> _nodes = [];
    private readonly List<NodeName> _names = [];
    private readonly List<int> _uses = [];
    private readonly List<Region> _regions = [new Region(Node.None, default)];
    private readonly List<string> _throws = [];
    private readonly List<Input> _inputs = [.. inputs];
    private readonly Dictionary<Node, int> _known = [];
    private readonly Stack<List<Node>> _scopes = new([[]]);
    private readonly HashSet<int> _regionsWithEffects = [];
    private readonly HashSet<int> _openRegions = [0];
    private int _operations;

    public Options Options => options;

    /// <summary>The methods that are called, not inlined.</summary>
    public CalleeTable Callees { get; set; } = CalleeTable.None;

    public int CurrentRegion { get; private set; }

    /// <summary>Whether the code checks its arguments.</summary>
    public bool HasGuards => _throws.Count > 0;

    public Node this[int index] => _nodes[index];

    public int Count => _nodes.Count;

    public int InputCount => _inputs.Count;

    public int InputIndex(Input input)
    {
        int index = _inputs.IndexOf(input);
        if (index < 0)
        {
            index = _inputs.Count;
            _inputs.Add(input);
        }

        return index;
    }

    public int Input(int index) => Add(Op.Input, _inputs[index].Type, payload: index);

    /// <summary>The input that a node reads; null for any other node.</summary>
    public Input? InputOf(int node) => _nodes[node].Op == Op.Input ? _inputs[(int)_nodes[node].Payload] : null;

    /// <summary>The type of a buffer's elements.</summary>
    public ScalarType ElementOf(int state)
    {
        Node memory = _nodes[MemoryOf(state)];
        return memory.Op == Op.Allocate ? (ScalarType)memory.Payload : _inputs[(int)memory.Payload].Element;
    }

    public int Undefined(ScalarType type) => Add(Op.Undefined, type);

    public int Constant(ScalarType type, double value) => Add(Op.Constant, type, payload: BitConverter.DoubleToInt64Bits(value));

    public int Constant(ScalarType type, long value) =>
        type.IsReal() ? Constant(type, (double)value) : Add(Op.Constant, type, payload: value);

    public int Boolean(bool value) => Constant(ScalarType.Boolean, value ? 1L : 0L);

    /// <summary>How many nodes read a node so far.</summary>
    public int Uses(int node) => _uses[node];

    public bool IsBoolean(int node, bool value) => _nodes[node].IsBoolean(value);

    public int Call(Elementary function, ScalarType type, int a, int b = Node.None, int c = Node.None) =>
        Add(Op.Call, type, a, b, payload: (long)function, c);

    public int Hold(int value) => _nodes[value].Type.IsReal() && _nodes[value].Op != Op.Constant ? Add(Op.Hold, _nodes[value].Type, value) : value;

    /// <summary>Calls a method; gives its results in order.</summary>
    public int[] Invoke(int index, Callee callee, IEnumerable<int> arguments)
    {
        int call = Call(index, callee.Results[0].Type, arguments);
        return callee.HasParts ? [.. callee.Results.Select((result, i) => Result(call, result.Type, i))] : [call];
    }

    /// <summary>Calls a method whose results are read one by one.</summary>
    public int Call(int index, ScalarType type, IEnumerable<int> arguments)
    {
        int list = Node.None;
        foreach (int argument in arguments)
            list = Add(Op.Argument, ScalarType.Double, argument, list);
        return Add(Op.Invoke, type, list, payload: index);
    }

    /// <summary>A scalar that a call gives.</summary>
    public int Result(int call, ScalarType type, int index) => Add(Op.Result, type, call, payload: index);

    /// <summary>A buffer as a derivative that is called sees it.</summary>
    /// <param name="first">A part of the buffer, or the number of its rows.</param>
    /// <param name="second">The number of its columns.</param>
    public int View(int buffer, int first = Node.None, int second = Node.None) => Add(Op.View, ScalarType.Buffer, buffer, first, c: second);

    /// <summary>A buffer after a call has written to it.</summary>
    public int Written(int buffer, int call, int index) => Add(Op.Written, ScalarType.Buffer, buffer, call, index);

    public int Not(int condition) => _nodes[condition] switch
    {
        { Op: Op.Not } inner => inner.A,
        { Op: Op.Constant } constant => Boolean(constant.Payload == 0),
        _ => Add(Op.Not, ScalarType.Boolean, condition),
    };

    /// <summary>The node, made now or known already.</summary>
    public int Add(Op op, ScalarType type, int a = Node.None, int b = Node.None, long payload = 0, int c = Node.None)
    {
        var key = new Node(op, type, a, b, c, payload, 0);
        if (_known.TryGetValue(key, out int known) || (op is Op.Add or Op.Multiply && _known.TryGetValue(key with { A = b, B = a }, out known)))
            return known;
        if (a != Node.None && Folding.Fold(key, _nodes[a], b == Node.None ? null : _nodes[b]) is { } folded)
            return Add(Op.Constant, type, payload: folded);
        if (a != Node.None && Folding.Identity(key, operand => _nodes[operand]) is var same and not Node.None)
            return same;
        int index = Append(key with { Region = op.IsLeaf() ? 0 : CurrentRegion });
        _known.Add(key, index);
        if (!op.IsLeaf())
            _scopes.Peek().Add(key);
        return index;
    }

    /// <summary>Takes a node for what an operation gives, from here to the end of the region.</summary>
    public void Know(Op op, ScalarType type, int a, int b, long payload, int node)
    {
        var key = new Node(op, type, a, b, Node.None, payload, 0);
        if (_known.ContainsKey(key))
            return;
        _known.Add(key, node);
        _scopes.Peek().Add(key);
    }

    /// <summary>The node if it is known and visible already; −1 otherwise.</summary>
    public int Find(Op op, ScalarType type, int a, int b, long payload = 0) =>
        _known.TryGetValue(new Node(op, type, a, b, Node.None, payload, 0), out int known) ? known : Node.None;

    public void Guard(int condition, string thrown, int first = Node.None, int second = Node.None)
    {
        if (IsBoolean(condition, false) && thrown.StartsWith("throw ", StringComparison.Ordinal))
            return; // decided; a method that throws looks for itself
        int index = _throws.IndexOf(thrown);
        if (index < 0)
        {
            index = _throws.Count;
            _throws.Add(thrown);
        }

        Append(new Node(Op.Guard, ScalarType.Boolean, condition, first, second, index, CurrentRegion));
        for (int region = CurrentRegion; region >= 0 && _regionsWithEffects.Add(region);)
            region = _regions[region].Parent;
    }

    /// <summary>Names a node, unless it has a name already; a user's name wins over a suggested one.</summary>
    public void SetName(int node, string name, bool isUsers = false)
    {
        if (!_nodes[node].Op.IsLeaf() && (_names[node].Text is null || (isUsers && !_names[node].IsUsers)))
            _names[node] = new NodeName(name, isUsers);
    }

    public NodeName Name(int node) => _names[node];

    /// <summary>What a closed branch yields for one of its results.</summary>
    public int Yielded(int result, bool taken)
    {
        Node branch = _nodes[_nodes[result].A];
        return _regions[taken ? branch.B : branch.C].Results[(int)_nodes[result].Payload];
    }

    public int OpenRegion()
    {
        _regions.Add(new Region(CurrentRegion, default));
        _scopes.Push([]);
        CurrentRegion = _regions.Count - 1;
        _openRegions.Add(CurrentRegion);
        return CurrentRegion;
    }

    public void CloseRegion()
    {
        _openRegions.Remove(CurrentRegion);
        CurrentRegion = _regions[CurrentRegion].Parent;
        foreach (Node key in _scopes.Pop())
            _known.Remove(key);
    }

    /// <summary>Forgets what was added since there were <paramref name="count"/> nodes, in this region or inside it.</summary>
    public void Rollback(int count)
    {
        for (int i = _nodes.Count - 1; i >= count; i--)
        {
            Node key = _nodes[i] with { Region = 0 };
            if (_known.TryGetValue(key, out int known) && known == i)
            {
                _known.Remove(key);
                _scopes.Peek().Remove(key);
            }

            Tally(_nodes[i], -1);
        }

        _nodes.RemoveRange(count, _nodes.Count - count);
        _names.RemoveRange(count, _names.Count - count);
        _uses.RemoveRange(count, _uses.Count - count);
    }

    /// <summary>Whether a node can be read from the current region.</summary>
    public bool IsVisible(int node) => _openRegions.Contains(_nodes[node].Region);

    /// <summary>Evaluates one of two branches; the i-th answer is the i-th of the branch that was taken.</summary>
    public int[] If(int condition, Func<int[]> then, Func<int[]> otherwise)
    {
        if (_nodes[condition].Op == Op.Constant)
            return IsBoolean(condition, true) ? then() : otherwise();
        if (_nodes[condition].Op == Op.Not)
            return If(_nodes[condition].A, otherwise, then);
        int thenRegion = OpenRegion();
        int[] whenTrue = then();
        CloseRegion();
        int elseRegion = OpenRegion();
        int[] whenFalse = otherwise();
        CloseRegion();
        return If(condition, thenRegion, elseRegion, whenTrue, whenFalse);
    }

    /// <summary>Joins two closed regions under a condition; the i-th answer is <c>condition ? whenTrue[i] : whenFalse[i]</c>.</summary>
    public int[] If(int condition, int thenRegion, int elseRegion, IReadOnlyList<int> whenTrue, IReadOnlyList<int> whenFalse)
    {
        var answers = new int[whenTrue.Count];
        List<int> thenResults = [], elseResults = [];
        int owner = Node.None;
        List<(int Answer, int Result)> pending = [];
        var slots = new Dictionary<(int, int), int>();
        for (int i = 0; i < answers.Length; i++)
        {
            answers[i] = Join(condition, whenTrue[i], whenFalse[i]);
            if (answers[i] != Node.None)
                continue;
            if (!slots.TryGetValue((whenTrue[i], whenFalse[i]), out int slot))
            {
                slots.Add((whenTrue[i], whenFalse[i]), slot = thenResults.Count);
                thenResults.Add(whenTrue[i]);
                elseResults.Add(whenFalse[i]);
            }

            pending.Add((i, slot));
        }

        if (pending.Count > 0 || _regionsWithEffects.Contains(thenRegion) || _regionsWithEffects.Contains(elseRegion))
        {
            _regions[thenRegion] = _regions[thenRegion] with { Results = thenResults.ToEquatableArray() };
            _regions[elseRegion] = _regions[elseRegion] with { Results = elseResults.ToEquatableArray() };
            owner = Append(new Node(Op.If, ScalarType.Boolean, condition, thenRegion, elseRegion, 0, CurrentRegion));
        }

        foreach ((int answer, int result) in pending)
            answers[answer] = Add(Op.Result, _nodes[thenResults[result]].Type, owner, payload: result);
        return answers;
    }

    /// <summary>Repeats a body while a test holds; the i-th answer is the last of the values that the i-th initial one becomes.</summary>
    /// <param name="test">From the current values to a condition.</param>
    /// <param name="body">From the current values to the next ones.</param>
    public int[] Loop(IReadOnlyList<int> initial, Func<int[], int> test, Func<int[], int[]> body, LoopRole role = LoopRole.None)
    {
        int bodyRegion = OpenRegion();
        int[] current = [.. initial.Select((value, slot) => Append(new Node(Op.Carried, _nodes[value].Type, value, Node.None, Node.None, slot, bodyRegion)))];
        int testRegion = OpenRegion();
        int condition = test(current);
        CloseRegion();
        _regions[testRegion] = _regions[testRegion] with { Results = new[] { condition }.ToEquatableArray() };
        int[] next = body(current);
        CloseRegion();
        _regions[bodyRegion] = _regions[bodyRegion] with { Results = next.ToEquatableArray() };
        int owner = Append(new Node(Op.Loop, ScalarType.Boolean, Node.None, testRegion, bodyRegion, (long)role, CurrentRegion));
        return [.. initial.Select((value, slot) => Add(Op.Result, _nodes[value].Type, owner, payload: slot))];
    }

    /// <summary>Repeats a body for each number below a length; the i-th answer is the last of the values that the i-th initial one becomes.</summary>
    /// <param name="body">From the number and the current values to the next ones.</param>
    public int[] ForEach(int length, IReadOnlyList<int> initial, Func<int, int[], int[]> body, string counter = "i", LoopRole role = LoopRole.None) =>
    [
        .. Loop(
            [Constant(ScalarType.Int32, 0L), .. initial],
            current =>
            {
                SetName(current[0], counter);
                return Add(Op.Less, ScalarType.Boolean, current[0], length);
            },
            current =>
            {
                int[] next = body(current[0], [.. current.Skip(1)]);
                return [Add(Op.Add, ScalarType.Int32, current[0], Constant(ScalarType.Int32, 1L)), .. next];
            },
            role).Skip(1),
    ];

    // Each is a buffer of its own.
    public int Allocate(ScalarType element, int length) => Append(new Node(Op.Allocate, ScalarType.Buffer, length, Node.None, Node.None, (long)element, CurrentRegion));

    // What has just been stored is known.
    public int Load(ScalarType type, int buffer, int index)
    {
        int place = Place(buffer, index);
        return _nodes[buffer] is { Op: Op.Store } store && store.B == place && _nodes[store.C].Type == type ? store.C : Add(Op.Load, type, buffer, place);
    }

    // A store is where it is: it is never taken for an earlier one. One that is overwritten before anything has read it need not be, nor
    // one of what is there already.
    public int Store(int buffer, int index, int value, long payload = 0)
    {
        int place = Place(buffer, index);
        if (_nodes[buffer] is { Op: Op.Store } before && before.B == place && before.Region == CurrentRegion && _uses[buffer] == 0)
            buffer = before.A;
        return _nodes[value] is { Op: Op.Load } load && (load.A, load.B) == (buffer, place)
            ? buffer
            : Append(new Node(Op.Store, ScalarType.Buffer, buffer, place, value, payload, CurrentRegion));
    }

    /// <summary>A part of a buffer, in whatever state, or of a part of one.</summary>
    public int Slice(int buffer, int start, int length, long payload = 0) => Add(Op.Slice, ScalarType.Slice, _nodes[buffer].Op.IsPart() ? buffer : First(MemoryOf(buffer)), start, payload, length);

    /// <summary>The part of a buffer that a loop goes through: where that does not run, it may begin anywhere.</summary>
    public int LoopPart(int buffer, int start, int length) => Slice(buffer, start, length, payload: 1);

    /// <summary>A row of a jagged array.</summary>
    public int Row(int buffer, int row) => Add(Op.Row, ScalarType.Slice, First(MemoryOf(buffer)), row);

    /// <summary>The same part of another buffer.</summary>
    public int PartOf(int buffer, int part) => _nodes[part] switch
    {
        { Op: Op.Slice } slice => Slice(PartOf(buffer, slice.A), slice.B, slice.C, slice.Payload),
        { Op: Op.Row } row => Row(buffer, row.B),
        _ => buffer,
    };

    /// <summary>An index into a part of a buffer.</summary>
    public int At(int slice, int index) => Add(Op.At, ScalarType.Int32, slice, index);

    /// <summary>An index into a matrix, which is in memory row by row.</summary>
    public int Cell(int columns, int row, int column) => Add(Op.Cell, ScalarType.Int32, columns, row, c: column);

    /// <summary>The number of elements of a buffer, which no store changes.</summary>
    /// <param name="dimension">1 or 2 for the rows or the columns of a matrix that comes from outside.</param>
    public int Length(int buffer, int dimension = 0)
    {
        if (_nodes[buffer].Op == Op.Slice)
            return _nodes[buffer].C;
        if (_nodes[buffer].Op == Op.Row)
            return Add(Op.Length, ScalarType.Int32, buffer);
        int memory = MemoryOf(buffer);
        return _nodes[memory].Op == Op.Allocate && dimension == 0 ? _nodes[memory].A : Add(Op.Length, ScalarType.Int32, First(memory), payload: dimension);
    }

    public Graph Build(IEnumerable<int> results)
    {
        _regions[0] = _regions[0] with { Results = results.ToEquatableArray() };
        return new Graph(
            _inputs.ToEquatableArray(), _nodes.ToEquatableArray(), _regions.ToEquatableArray(), _names.ToEquatableArray(), _throws.ToEquatableArray())
        {
            Options = options,
            Callees = Callees,
        };
    }

    // The value that both branches agree on, or that the condition itself is; −1 when it takes a result.
    private int Join(int condition, int whenTrue, int whenFalse)
    {
        if (whenTrue == whenFalse)
            return whenTrue;
        if (_nodes[whenTrue].Op == Op.Undefined && IsVisible(whenFalse))
            return whenFalse;
        if (_nodes[whenFalse].Op == Op.Undefined && IsVisible(whenTrue))
            return whenTrue;
        if (IsBoolean(whenTrue, true) && IsBoolean(whenFalse, false))
            return condition;
        if (IsBoolean(whenTrue, false) && IsBoolean(whenFalse, true))
            return Not(condition);
        return Node.None;
    }

    // Of the leaves of a buffer of structs, which have length and parts in common, the first stands for all.
    private int First(int memory) => InputOf(memory) is { ElementType: not null } leaf ? Input(_inputs.FindIndex(input => input.IsBuffer && input.Access == leaf.Access)) : memory;

    private int MemoryOf(int state)
    {
        while (_nodes[state].Op is not (Op.Input or Op.Allocate))
            state = _nodes[state].Op == Op.Result && _nodes[_nodes[state].A].Op == Op.If
                ? _regions[_nodes[_nodes[state].A].B].Results[(int)_nodes[state].Payload]
                : _nodes[state].Op == Op.Result ? _regions[_nodes[_nodes[state].A].C].Results[(int)_nodes[state].Payload] : _nodes[state].A;
        return state;
    }

    // The same part of this memory, where the index is into a part of another one, as that of its adjoints.
    private int Place(int buffer, int index) => _nodes[index] is { Op: Op.At } at ? At(PartOf(buffer, at.A), at.B) : index;

    private int Append(Node node)
    {
        Tally(node, 1);
        if (_operations / headroom > options.MaxOperations)
            throw new TooManyOperations(_operations, options.MaxOperations);
        _nodes.Add(node);
        _names.Add(default);
        _uses.Add(0);
        return _nodes.Count - 1;
    }

    private void Tally(Node node, int times)
    {
        _operations += node.Op.IsOperation() ? times : 0;
        for (int k = 0; k < node.OperandCount; k++)
            _uses[node.Operand(k)] += times;
    }
}
