namespace SymGrad.Generator.IR;

/// <summary>
/// Evaluates a graph in double arithmetic, <c>float</c> nodes included: it serves to compare derivatives with each other as
/// functions of real numbers. Integers are exact.
/// </summary>
/// <param name="bufferLength">The number of elements of every buffer that is an argument or a destination.</param>
/// <param name="perturbation">A relative disturbance of every real operation, to see how much rounding alone may change.</param>
internal sealed class Interpreter(Graph graph, double perturbation = 0, int bufferLength = 0)
{
    private const int MostIterations = 10_000;
    private const int LongestTape = 4096;

    private readonly double[] _reals = new double[graph.Nodes.Count];
    private readonly long[] _integers = new long[graph.Nodes.Count];
    private readonly double[]?[] _buffers = new double[]?[graph.Nodes.Count];
    private readonly (long Start, long Length)[] _slices = new (long Start, long Length)[graph.Nodes.Count];
    private readonly Dictionary<int, (Interpreter Function, double[] Results)> _calls = [];
    private double[] _inputs = [];
    private readonly double[]?[] _inputBuffers = new double[]?[graph.Inputs.Count];
    private int _iterationsLeft;
    private uint _noise;

    /// <summary>A fingerprint of every discrete decision (branch, comparison, rounding to an integer) of the last evaluation.</summary>
    public long Decisions { get; private set; }

    /// <summary>Whether the last evaluation met numbers so large or small that products of them overflow or vanish.</summary>
    public bool IsExtreme { get; private set; }

    /// <summary>The number of elements of a matrix that is a destination.</summary>
    public int MatrixLength { get; init; }

    /// <summary>Whether what is held constant keeps its value from the evaluation before, wherever the point has moved.</summary>
    public bool KeepsHeld { get; set; }

    /// <summary>
    /// The results at a point; null when a guard throws, an index is out of range, an integer operation has no answer, or a loop does not
    /// seem to end.
    /// </summary>
    /// <param name="arguments">A number for each input, and for one that is a buffer its elements; results are listed in the same way.</param>
    public double[]? Evaluate(double[] arguments)
    {
        _iterationsLeft = MostIterations;
        _noise = 0x9E3779B9;
        Decisions = 17;
        IsExtreme = false;
        SetInputs(arguments);
        return Run(0) ? [.. graph.Results.SelectMany(r => graph[r].Type == ScalarType.Buffer ? Buffer(r) : [Read(r)])] : null;
    }

    private void SetInputs(double[] arguments)
    {
        _inputs = new double[graph.Inputs.Count];
        int next = 0;
        for (int i = 0; i < _inputs.Length; i++)
        {
            Input input = graph.Inputs[i];
            if (input.IsTape)
                _inputBuffers[i] = new double[LongestTape];
            else if (input.IsMatrix)
                _inputBuffers[i] = new double[MatrixLength];
            else if (input.IsDestination)
                _inputBuffers[i] = new double[bufferLength];
            else if (input.IsBuffer)
            {
                _inputBuffers[i] = new double[bufferLength];
                Array.Copy(arguments, next, _inputBuffers[i]!, 0, bufferLength);
                next += bufferLength;
            }
            else
                _inputs[i] = arguments[next++];
        }
    }

    private double Read(int index)
    {
        Node node = graph[index];
        switch (node.Op)
        {
            case Op.Constant:
                return node.Type.IsReal() ? node.Number : node.Payload;
            case Op.Input:
                return _inputs[(int)node.Payload];
            case Op.Undefined:
                return 0;
            default:
                return node.Type.IsReal() ? _reals[index] : _integers[index];
        }
    }

    private long ReadInteger(int index)
    {
        Node node = graph[index];
        return node.Op switch
        {
            Op.Constant => node.Payload,
            Op.Input => (long)_inputs[(int)node.Payload],
            Op.Undefined => 0,
            _ => _integers[index],
        };
    }

    private void Write(int index, double real, long integer)
    {
        _reals[index] = real;
        _integers[index] = integer;
    }

    // Arms wait on a stack of our own: branches may nest by the thousand.
    private bool Run(int region)
    {
        var waiting = new Stack<(int[] Nodes, int Next)>([(graph.NodesOf(region), 0)]);
        while (waiting.Count > 0)
        {
            (int[] nodes, int next) = waiting.Pop();
            if (next == nodes.Length)
                continue;
            waiting.Push((nodes, next + 1));
            int index = nodes[next];
            if (graph[index].Op == Op.If)
                waiting.Push((graph.NodesOf(Arm(index)), 0));
            else if (!Run(index, graph[index]))
                return false;
        }

        return true;
    }

    private int Arm(int branch)
    {
        bool taken = ReadInteger(graph[branch].A) != 0;
        Decide(taken ? 1 : 2);
        _integers[branch] = taken ? 1 : 0;
        return taken ? graph[branch].B : graph[branch].C;
    }

    private bool Run(int index, Node node)
    {
        switch (node.Op)
        {
            case Op.Guard:
                return ReadInteger(node.A) == 0;
            case Op.Loop:
                return Repeat(index);
            case Op.Carried:
                return true;
            case Op.Result when graph[node.A].Op == Op.Loop:
                Move(graph.CarriedBy(node.A)[(int)node.Payload], index);
                return true;
            case Op.Result when graph[node.A].Op == Op.If:
                Move(graph.Yielded(index, _integers[node.A] != 0), index);
                return true;
            case Op.Allocate:
                if (ReadInteger(node.A) is < 0 or > MostIterations)
                    return false;
                _buffers[index] = new double[ReadInteger(node.A)];
                return true;
            case Op.Load:
                if (Element(node) is not { } element)
                    return false;
                Write(index, element, (long)element);
                return true;
            case Op.Store:
                if (Element(node) is null)
                    return false;
                (_buffers[index] = Buffer(node.A))[ReadInteger(node.B)] = Read(node.C);
                return true;
            case Op.Length:
                // A matrix has two rows, or one where they would not be of one length.
                long length = LengthOf(node.A), rows = length % 2 == 0 ? 2 : 1;
                _integers[index] = node.Payload switch { 0 => length, 1 => rows, _ => length / rows };
                return true;
            case Op.Row:
                return SetRow(index, ReadInteger(node.B), Buffer(node.A).Length);
            case Op.Cell:
                (long columns, long row, long column) = (ReadInteger(node.A), ReadInteger(node.B), ReadInteger(node.C));
                _integers[index] = (row * columns) + column;
                return row >= 0 && column >= 0 && column < columns;
            case Op.Slice:
                (long Start, long Length)? part = Part(node);
                _slices[index] = part ?? default;
                return part is not null;
            case Op.At:
                long place = ReadInteger(node.B);
                _integers[index] = _slices[node.A].Start + place;
                return place >= 0 && place < _slices[node.A].Length;
            case Op.Invoke when graph.IsCallOfFunction(index):
                return Invoke(index);
            case Op.Result when graph[node.A].Op == Op.Invoke && _calls.TryGetValue(node.A, out var call):
                Write(index, call.Results[node.Payload], (long)call.Results[node.Payload]);
                return true;
            case Op.CallWithDerivative:
            case Op.Hold when KeepsHeld:
                return true;
            case Op.Result when graph[node.A].Op == Op.CallWithDerivative:
                _reals[index] = Disturb(OfPair(graph[node.A], isDerivative: node.Payload == 1));
                return true;
            case var _ when node.Type.IsReal():
                _reals[index] = Watch(node, IsExact(node) ? Real(index) : Disturb(Real(index)));
                return true;
            default:
                long? integer = Integer(index);
                _integers[index] = integer ?? 0;
                return integer is not null;
        }
    }

    // What a call does is run by an interpreter of its own, which stays with it.
    private bool Invoke(int index)
    {
        Interpreter function = _calls.TryGetValue(index, out var known)
            ? known.Function
            : new Interpreter(graph.Callees.FunctionOf((int)graph[index].Payload), perturbation, bufferLength);
        function.KeepsHeld = KeepsHeld;
        if (function.Evaluate([.. graph.ArgumentsOf(index).Select(argument => graph[argument].Type.IsReal() ? Read(argument) : ReadInteger(argument))]) is not { } results)
            return false;
        _calls[index] = (function, results);
        Write(index, results[0], (long)results[0]);
        Decide(function.Decisions);
        IsExtreme |= function.IsExtreme;
        return true;
    }

    private bool Repeat(int index)
    {
        Node loop = graph[index];
        int[] carried = graph.CarriedBy(index);
        foreach (int value in carried)
            Move(graph[value].A, value);
        while (true)
        {
            if (!Run(loop.B))
                return false;
            bool goesOn = ReadInteger(graph.Regions[loop.B].Results[0]) != 0;
            Decide(goesOn ? 1 : 2);
            if (!goesOn)
                return true;
            if (_iterationsLeft-- == 0 || !Run(loop.C))
                return false;
            // All next values are read before the first is written: (a, b) may become (b, a).
            (double Real, long Integer, double[]? Buffer)[] next = [.. carried.Select(graph.Next).Select(Everything)];
            for (int i = 0; i < carried.Length; i++)
                (_reals[carried[i]], _integers[carried[i]], _buffers[carried[i]]) = next[i];
        }
    }

    private void Move(int from, int to) => (_reals[to], _integers[to], _buffers[to]) = Everything(from);

    private (double Real, long Integer, double[]? Buffer) Everything(int index) => graph[index].Type switch
    {
        ScalarType.Buffer => (0, 0, Buffer(index)),
        var type when type.IsReal() => (Read(index), 0, null),
        _ => (0, ReadInteger(index), null),
    };

    private double[] Buffer(int index) => graph[index].Op == Op.Input ? _inputBuffers[(int)graph[index].Payload]! : _buffers[index]!;

    private double? Element(Node access)
    {
        double[] buffer = Buffer(access.A);
        long index = ReadInteger(access.B);
        return index >= 0 && index < buffer.Length ? buffer[index] : null;
    }

    private (long Start, long Length)? Part(Node slice)
    {
        (long start, long length) = graph[slice.A].Op.IsPart() ? _slices[slice.A] : (0, Buffer(slice.A).Length);
        (long from, long count) = (ReadInteger(slice.B), ReadInteger(slice.C));
        if (slice.Payload == 1 && count == 0)
            return (start, 0);
        return from >= 0 && count >= 0 && from + count <= length ? (start + from, count) : null;
    }

    // A jagged array has two rows, the first as long as the second or longer by one; or a row for its one element.
    private static long RowsOf(long elements) => Math.Min(elements, 2);

    private bool SetRow(int index, long row, long elements)
    {
        long first = (elements + 1) / 2;
        _slices[index] = row == 0 ? (0, first) : (first, elements - first);
        return row >= 0 && row < RowsOf(elements);
    }

    private long LengthOf(int buffer) => graph[buffer] switch
    {
        { Op: Op.Row } => _slices[buffer].Length,
        { Op: Op.Input, Payload: var input } when graph.Inputs[(int)input].IsJagged => RowsOf(Buffer(buffer).Length),
        _ => Buffer(buffer).Length,
    };

    // An integer is the same as a real number, and so are the bits of either.
    private bool IsExact(Node node) => node.Op == Op.Bits || (node.Op == Op.Convert && graph[node.A].Type.IsInteger());

    private double Watch(Node node, double value)
    {
        bool hasVanished = value == 0 && node.Op is Op.Multiply or Op.Divide && Read(node.A) != 0 && Read(node.B) != 0;
        IsExtreme |= hasVanished || Math.Abs(value) is > 1e100 or (> 0 and < 1e-100);
        return value;
    }

    private double OfPair(Node call, bool isDerivative)
    {
        Elementary function = isDerivative ? ElementaryFunctions.DerivativeOf(call.Function) : call.Function;
        return function.Info().Evaluate(Read(call.A), 0, 0);
    }

    private double Real(int index)
    {
        Node node = graph[index];
        double a = Read(node.A), b = node.OperandCount > 1 ? Read(node.B) : 0;
        return node.Op switch
        {
            Op.Add => a + b,
            Op.Subtract => a - b,
            Op.Multiply => a * b,
            Op.Divide => a / b,
            Op.Remainder => Remainder(a, b),
            Op.Negate => -a,
            Op.Bits when node.Type == ScalarType.Double => BitConverter.Int64BitsToDouble(ReadInteger(node.A)),
            Op.Convert or Op.Bits or Op.Hold => a,
            Op.Argument => StandIn(a, b),
            Op.Invoke or Op.Result => graph.IsCallInParts(index) ? a : StandIn(a, Phase(graph.CallResultOf(index).Symbol)),
            Op.Call => Call(node),
            _ => throw new InvalidOperationException($"{node.Op} has no value in real arithmetic"),
        };
    }

    // A method that cannot be run here has some positive value, the same for the same arguments: enough to compare derivatives by.
    private static double StandIn(double argument, double phase) => 0.6 + (0.3 * Math.Sin(argument + (7 * phase)));

    private static double Phase(string symbol) => symbol.Aggregate(17u, (hash, c) => unchecked((hash ^ c) * 16777619)) / 4294967296.0;

    // It jumps where its whole quotient changes.
    private double Remainder(double a, double b)
    {
        double r = a % b;
        Decide(BitConverter.DoubleToInt64Bits(Math.Round((a - r) / b)));
        return r;
    }

    private double Call(Node node)
    {
        ElementaryFunction info = node.Function.Info();
        double value = info.Evaluate(Read(node.A), Operand(node.B), Operand(node.C));
        if (info.IsStep)
            Decide(BitConverter.DoubleToInt64Bits(value));
        return value;
    }

    private double Operand(int index) => index == Node.None ? 0 : Read(index);

    // A method of integers that cannot be run here gives a small number, the same for the same arguments.
    private static long StandIn(IEnumerable<long> arguments, ScalarType type) =>
        arguments.Aggregate(17L, (hash, argument) => unchecked((hash * 31) + argument)) & (type == ScalarType.Boolean ? 1 : 3);

    private long? Integer(int index)
    {
        Node node = graph[index];
        if (node.Op.IsComparison())
            return Decide(Compare(node) ? 1 : 0);
        if (node.Op == Op.Bits)
            return graph[node.A].Type == ScalarType.Double ? BitConverter.DoubleToInt64Bits(Read(node.A)) : (long)Read(node.A);
        if (node.Op == Op.Convert && graph[node.A].Type.IsReal())
            return Decide(FromReal(Read(node.A), node));
        long a = ReadInteger(node.A), b = node.OperandCount > 1 ? ReadInteger(node.B) : 0;
        return node.Op switch
        {
            Op.Invoke => StandIn(graph.ArgumentsOf(index).Select(ReadInteger), node.Type),
            Op.Call when graph[node.A].Type.IsReal() => (long)Call(node),
            Op.Call when node.Function == Elementary.Abs => Math.Abs(a),
            Op.Call when node.Function == Elementary.Min => node.Type == ScalarType.UInt64 ? (long)Math.Min((ulong)a, (ulong)b) : Math.Min(a, b),
            Op.Call when node.Function == Elementary.Max => node.Type == ScalarType.UInt64 ? (long)Math.Max((ulong)a, (ulong)b) : Math.Max(a, b),
            Op.Call when node.Function == Elementary.Clamp => Clamp(a, b, ReadInteger(node.C), node.Type == ScalarType.UInt64),
            _ => IntegerArithmetic.Evaluate(node, graph[node.A].Type, a, b),
        };
    }

    private static long? Clamp(long x, long min, long max, bool isUnsigned)
    {
        if (isUnsigned)
            return (ulong)min > (ulong)max ? null : (long)Math.Min(Math.Max((ulong)x, (ulong)min), (ulong)max);
        return min > max ? null : Math.Min(Math.Max(x, min), max);
    }

    private bool Compare(Node node)
    {
        if (graph[node.A].Type == ScalarType.UInt64)
            return Holds(node.Op, ((ulong)ReadInteger(node.A)).CompareTo((ulong)ReadInteger(node.B)));
        if (!graph[node.A].Type.IsReal())
            return Holds(node.Op, ReadInteger(node.A).CompareTo(ReadInteger(node.B)));
        double a = Read(node.A), b = Read(node.B);
        return double.IsNaN(a) || double.IsNaN(b) ? node.Op == Op.NotEqual : Holds(node.Op, a < b ? -1 : a > b ? 1 : 0);
    }

    private static bool Holds(Op op, int order) => op switch
    {
        Op.Equal => order == 0,
        Op.NotEqual => order != 0,
        Op.Less => order < 0,
        Op.LessOrEqual => order <= 0,
        Op.Greater => order > 0,
        _ => order >= 0,
    };

    private static long? FromReal(double value, Node node)
    {
        double truncated = Math.Truncate(value);
        if (double.IsNaN(truncated) || Math.Abs(truncated) >= 9e18)
            return null;
        long wrapped = IntegerArithmetic.Wrapped((long)truncated, node.Type);
        return node.IsChecked && wrapped != (long)truncated ? null : wrapped;
    }

    private long? Decide(long? decision)
    {
        Decisions = unchecked((Decisions * 1_000_003) ^ (decision ?? -1));
        return decision;
    }

    private double Disturb(double value)
    {
        if (perturbation == 0)
            return value;
        _noise ^= _noise << 13;
        _noise ^= _noise >> 17;
        _noise ^= _noise << 5;
        return value * (1 + (perturbation * ((_noise / (double)uint.MaxValue) - 0.5)));
    }
}
