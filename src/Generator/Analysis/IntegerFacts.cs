using SymGrad.Generator.IR;

namespace SymGrad.Generator.Analysis;

/// <summary>
/// What conditions say about integers: polynomials that are not negative where some code runs. Their atoms are nodes, and, by negative
/// numbers, what inputs tell. Integers are taken not to wrap around.
/// </summary>
internal sealed class IntegerFacts
{
    private const int Kinds = 8;
    private const int MostTerms = 16;

    private readonly Graph _graph;
    private readonly Polynomial?[] _values;
    private readonly Dictionary<(int Memory, Polynomial Row), Polynomial> _rows = [];
    private readonly Dictionary<int, Polynomial[]> _inRegion = [];
    private readonly (int Guard, Polynomial[] Facts)[] _guards;

    public IntegerFacts(Graph graph)
    {
        _graph = graph;
        _values = new Polynomial?[graph.Nodes.Count];
        // In order, so that operands are known: sums may be as deep as they like.
        for (int i = 0; i < _values.Length; i++)
            _values[i] = graph[i].Type.IsInteger() ? Read(i) : null;
        _guards = [.. Enumerable.Range(0, graph.Nodes.Count).Where(n => graph[n].Op == Op.Guard).Select(n => (n, Implied(graph[n].A, false).ToArray()))];
    }

    public static Polynomial Of(Extent extent) => Polynomial.OfAtom(-1 - ((extent.Input * Kinds) + (int)extent.Kind));

    /// <summary>What an atom is of which input; null for a node.</summary>
    public static Extent? ExtentOf(int atom) => atom >= 0 ? null : new Extent((-1 - atom) / Kinds, (ExtentKind)((-1 - atom) % Kinds));

    /// <summary>An integer node, as far as it is made by sums and products.</summary>
    public Polynomial Of(int index) => _values[index]!;

    /// <summary>The number of elements of a buffer or a part of one.</summary>
    public Polynomial LengthOf(int buffer) => _graph[buffer].Op == Op.Slice ? Of(_graph[buffer].C)
        : _graph[buffer].Op == Op.Row ? LengthOfRow(buffer)
        : _graph[_graph.MemoryOf(buffer)] is { Op: Op.Allocate } memory ? Of(memory.A)
        : Of(new Extent(InputOf(buffer), ExtentKind.Length));

    /// <summary>The number of rows of a matrix with so many columns; null where it is not known.</summary>
    public Polynomial? RowsOf(int buffer, int columns)
    {
        if (_graph.IsTwoDimensional(buffer))
            return Of(new Extent(InputOf(buffer), ExtentKind.Rows));
        return _graph[_graph.MemoryOf(buffer)] is { Op: Op.Allocate, A: var length } && _graph[length] is { Op: Op.Multiply } product && product.B == columns ? Of(product.A) : null;
    }

    /// <summary>The input that a buffer from outside is; of the leaves of structs, the first stands for all.</summary>
    public int InputOf(int buffer)
    {
        string access = _graph.Inputs[(int)_graph[_graph.MemoryOf(buffer)].Payload].Access;
        return Enumerable.Range(0, _graph.Inputs.Count).First(i => _graph.Inputs[i].IsBuffer && _graph.Inputs[i].Access == access);
    }

    /// <summary>What is known in a region before a node of it, or of a region inside.</summary>
    public IEnumerable<Polynomial> At(int region, int before)
    {
        foreach ((int guard, Polynomial[] facts) in _guards)
        {
            if (guard < before && _graph.IsVisible(guard, region))
            {
                foreach (Polynomial fact in facts)
                    yield return fact;
            }
        }

        for (; region != 0; region = _graph.Regions[region].Parent)
        {
            foreach (Polynomial fact in In(region))
                yield return fact;
        }
    }

    /// <summary>What follows for integers from a condition that holds, or does not.</summary>
    public IEnumerable<Polynomial> Implied(int condition, bool holds) => Parts(condition, holds).SelectMany(part => Compared(part.Condition, part.Holds));

    /// <summary>What follows at the end of an iteration if another one follows, where a flag says whether one does.</summary>
    public IEnumerable<Polynomial> ImpliedByFlags(int loop) => Parts(_graph.Regions[_graph[loop].B].Results[0], true)
        .Where(part => _graph[part.Condition].Op == Op.Carried && _graph[part.Condition].Region == _graph[loop].C)
        .SelectMany(part => Implied(_graph.Next(part.Condition), part.Holds));

    /// <summary>What is known not to be 0 in a region.</summary>
    public IEnumerable<Polynomial> Differences(int region)
    {
        for (; region != 0; region = _graph.Regions[region].Parent)
        {
            foreach ((int condition, bool holds) in ConditionOf(region) is var (whole, isMet) ? Parts(whole, isMet) : [])
            {
                if (_graph[condition] is { Op: Op.Equal or Op.NotEqual } node && (node.Op == Op.NotEqual) == holds && IsSigned(_graph[node.A].Type))
                    yield return Of(node.A) - Of(node.B);
            }
        }
    }

    /// <summary>Whether a polynomial is not negative by its signs alone.</summary>
    public bool IsPlain(Polynomial polynomial) =>
        polynomial.Constant >= 0 && polynomial.Terms.All(term => term.Value > 0 && IsPlain(term.Key));

    public bool IsPlain(EquatableArray<int> product) => product.All(IsNotNegative);

    private bool IsNotNegative(int atom) => ExtentOf(atom) switch
    {
        { Kind: ExtentKind.Length or ExtentKind.Rows or ExtentKind.Columns or ExtentKind.ShortestRow or ExtentKind.LongestRow } => true,
        { Kind: ExtentKind.Value, Input: var input } => IsUnsigned(_graph.Inputs[input].Type),
        null => IsUnsigned(_graph[atom].Type) || _graph[atom].Op == Op.Row,
        _ => false,
    };

    private Polynomial[] In(int region)
    {
        if (!_inRegion.TryGetValue(region, out Polynomial[] facts))
            _inRegion.Add(region, facts = ConditionOf(region) is var (condition, holds) ? [.. Implied(condition, holds)] : []);
        return facts;
    }

    // The condition on which a region runs; null for a test, and for the arm of a branch that nothing came of, which is not there.
    private (int Condition, bool Holds)? ConditionOf(int region)
    {
        if (_graph.OwnerOf(region) == Node.None)
            return null;
        Node owner = _graph[_graph.OwnerOf(region)];
        return owner.Op == Op.If ? (owner.A, region == owner.B)
            : region == owner.C ? (_graph.Regions[owner.B].Results[0], true)
            : null;
    }

    // The parts of a && b that holds, and of a || b that does not.
    private IEnumerable<(int Condition, bool Holds)> Parts(int whole, bool isMet)
    {
        var pending = new Stack<(int, bool)>([(whole, isMet)]);
        while (pending.Count > 0)
        {
            (int condition, bool holds) = pending.Pop();
            Node node = _graph[condition];
            if (node.Op == Op.Not)
                pending.Push((node.A, !holds));
            else if (node.Op != Op.Result || _graph[node.A].Op != Op.If)
                yield return (condition, holds);
            else if (_graph[_graph.Yielded(condition, false)].IsBoolean(!holds))
            {
                pending.Push((_graph.Yielded(condition, true), holds));
                pending.Push((_graph[node.A].A, true));
            }
            else if (_graph[_graph.Yielded(condition, true)].IsBoolean(!holds))
            {
                pending.Push((_graph.Yielded(condition, false), holds));
                pending.Push((_graph[node.A].A, false));
            }
        }
    }

    private IEnumerable<Polynomial> Compared(int condition, bool holds)
    {
        Node node = _graph[condition];
        if (!node.Op.IsComparison() || !IsSigned(_graph[node.A].Type) || !IsSigned(_graph[node.B].Type))
            return [];
        Polynomial difference = Of(node.B) - Of(node.A);
        return (holds ? node.Op : Negated(node.Op)) switch
        {
            Op.Less => [difference - 1],
            Op.LessOrEqual => [difference],
            Op.Greater => [-difference - 1],
            Op.GreaterOrEqual => [-difference],
            Op.Equal => [difference, -difference],
            _ => [],
        };
    }

    private Polynomial Read(int index)
    {
        Node node = _graph[index];
        Polynomial read = node.Op switch
        {
            Op.Constant => Polynomial.Of(node.Payload),
            Op.Input when IsSigned(node.Type) => Of(new Extent((int)node.Payload, ExtentKind.Value)),
            Op.Length when _graph[node.A].Op == Op.Row => LengthOfRow(node.A),
            Op.Length => Of(new Extent(InputOf(node.A), node.Payload switch { 0 => ExtentKind.Length, 1 => ExtentKind.Rows, _ => ExtentKind.Columns })),
            Op.Convert when IsSigned(_graph[node.A].Type) && _graph[node.A].Type <= node.Type => Of(node.A),
            _ when node.Type is ScalarType.Int32 or ScalarType.Int64 => Sum(index, node),
            _ => Polynomial.OfAtom(index),
        };
        return read.Length <= MostTerms ? read : Polynomial.OfAtom(index);
    }

    // The same for the same row, wherever it is mentioned.
    private Polynomial LengthOfRow(int row)
    {
        (int, Polynomial) key = (_graph.MemoryOf(row), Of(_graph[row].B));
        if (!_rows.TryGetValue(key, out Polynomial length))
            _rows.Add(key, length = Polynomial.OfAtom(row));
        return length;
    }

    private Polynomial Sum(int index, Node node)
    {
        try
        {
            return node.Op switch
            {
                Op.Add => Of(node.A) + Of(node.B),
                Op.Subtract => Of(node.A) - Of(node.B),
                Op.Multiply => Of(node.A) * Of(node.B),
                Op.Negate => -Of(node.A),
                _ => Polynomial.OfAtom(index),
            };
        }
        catch (OverflowException)
        {
            return Polynomial.OfAtom(index);
        }
    }

    // Of a type whose values are all numbers of 64 bits with a sign.
    private static bool IsSigned(ScalarType type) => type is >= ScalarType.SByte and <= ScalarType.Int64;

    private static bool IsUnsigned(ScalarType type) => type is ScalarType.Byte or ScalarType.UInt16 or ScalarType.UInt32;

    private static Op Negated(Op comparison) => comparison switch
    {
        Op.Less => Op.GreaterOrEqual,
        Op.LessOrEqual => Op.Greater,
        Op.Greater => Op.LessOrEqual,
        Op.GreaterOrEqual => Op.Less,
        Op.Equal => Op.NotEqual,
        _ => Op.Equal,
    };
}
