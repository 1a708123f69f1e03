using SymGrad.Generator.Analysis;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Simplification;

/// <summary>
/// Integers that a counted loop adds the same amount to in every iteration, or raises to the same amount, without the loop: the number of
/// iterations times the amount. Not for code whose operations are the user's.
/// </summary>
internal sealed class CountedSums : GraphRewriter
{
    private CountedSums(Graph source) : base(source)
    {
    }

    public static Graph Apply(Graph graph)
    {
        // What an inner loop adds is an amount of the outer one.
        while (true)
        {
            Graph simpler = Pruning.Apply(new CountedSums(graph).Run());
            if (Loops(simpler) == Loops(graph))
                return simpler;
            graph = simpler;
        }
    }

    protected override void Copy(int index)
    {
        if (Source[index].Op != Op.Loop || CountedLoop.Of(Source, index) is not { } counted || !IsKnown(index, counted))
        {
            base.Copy(index);
            return;
        }

        IReadOnlyList<int> results = Live.ResultsOf(index);
        int[] closed = [.. results.Select(result => Closed(index, counted, Source.CarriedBy(index)[(int)Source[result].Payload]))];
        if (closed.Contains(Node.None))
            base.Copy(index);
        else
            Answer(results, closed);
    }

    private static int Loops(Graph graph) => graph.Nodes.Count(node => node.Op == Op.Loop);

    // Whether the number of iterations is known outside, and they do nothing else.
    private bool IsKnown(int loop, CountedLoop counted) =>
        counted is { By: 1, Step: Op.Add, Comparison: Op.Less or Op.LessOrEqual } or { By: 1, Step: Op.Subtract, Comparison: Op.Greater or Op.GreaterOrEqual }
        && Source[counted.Counter].Type == ScalarType.Int32 && IsOutside(counted.Bound, loop)
        && !Enumerable.Range(0, loop).Any(n => Source[n].Op == Op.Guard && Source.IsInside(n, Source[loop].C));

    // What a carried value is after the loop.
    private int Closed(int loop, CountedLoop counted, int carried)
    {
        Node next = Source[Source.Next(carried)];
        if (next is { Op: Op.Call, Function: Elementary.Max } && next.A == carried && IsOutside(next.B, loop))
        {
            int highest = Outside(next.B, loop), initial = this[Source[carried].A];
            return Target.If(IsRun(loop, counted), () => [Max(initial, highest)], () => [initial])[0];
        }

        var terms = new List<(int Node, bool IsAdded)>();
        if (Source[carried].Type != ScalarType.Int32 || !Terms(Source.Next(carried), carried, loop, terms))
            return Node.None;
        int amount = terms.Aggregate(Integer(0), (sum, term) => Sum(sum, Product(Integer(term.IsAdded ? 1 : -1), Outside(term.Node, loop))));
        return Sum(this[Source[carried].A], Product(Trips(loop, counted), amount));
    }

    // Whether the next value is the one before and what is added to it.
    private bool Terms(int sum, int carried, int loop, List<(int, bool)> terms)
    {
        for (int node = sum; node != carried; node = Source[node].A)
        {
            if (Source[node] is not { Op: Op.Add or Op.Subtract, IsChecked: false } step)
                return false;
            if (step.Op == Op.Add && step.B == carried && IsOutside(step.A, loop))
            {
                terms.Add((step.A, true));
                return true;
            }

            if (!IsOutside(step.B, loop))
                return false;
            terms.Add((step.B, step.Op == Op.Add));
        }

        return true;
    }

    // Whether a value is the same in all iterations and throws nothing where there are none.
    private bool IsOutside(int node, int loop)
    {
        if (Source[node].Op.IsLeaf() || !Source.IsInside(node, Source[loop].C))
            return true;
        Node inside = Source[node];
        if (inside.Op == Op.Length)
            return IsOutside(OfLength(inside), loop);
        return inside is { Type: ScalarType.Int32, Op: Op.Add or Op.Subtract or Op.Multiply or Op.Negate, IsChecked: false } or { Type: ScalarType.Int32, Op: Op.Call, Function: Elementary.Max or Elementary.Min }
            && inside.Operands.All(operand => IsOutside(operand, loop));
    }

    private int OfLength(Node length) => Source[length.A].Op == Op.Row ? length.A : Source.MemoryOf(length.A);

    private int Outside(int node, int loop)
    {
        Node inside = Source[node];
        if (inside.Op.IsLeaf() || !Source.IsInside(node, Source[loop].C))
            return this[node];
        if (inside.Op == Op.Length)
            return Target.Length(this[OfLength(inside)], (int)inside.Payload);
        int a = Outside(inside.A, loop), b = inside.B == Node.None ? Node.None : Outside(inside.B, loop);
        return inside.Op == Op.Add ? Sum(a, b) : inside.Op == Op.Multiply ? Product(a, b) : Target.Add(inside.Op, inside.Type, a, b, inside.Payload);
    }

    private int IsRun(int loop, CountedLoop counted) => Target.Add(counted.Comparison, ScalarType.Boolean, this[Source[counted.Counter].A], Outside(counted.Bound, loop));

    // From the first value to the last one; none where the bound lies before the first. Nothing that counts overflows where the lower end is not above 0.
    private int Trips(int loop, CountedLoop counted)
    {
        int first = this[Source[counted.Counter].A], bound = Outside(counted.Bound, loop), end = Integer(counted.Comparison is Op.LessOrEqual or Op.GreaterOrEqual ? -1 : 0);
        (int low, int high) = counted.Step == Op.Add ? (Sum(first, end), bound) : (Sum(bound, end), first);
        return Target[low] is { Op: Op.Constant, Payload: <= 0 } ? Max(Difference(high, low), Integer(0)) : Difference(Max(high, low), low);
    }

    private int Difference(int a, int b) => Sum(a, Product(Integer(-1), b));

    private int Max(int a, int b) =>
        IsZero(a) && IsNeverNegative(b) ? b : IsZero(b) && IsNeverNegative(a) ? a : Target.Call(Elementary.Max, ScalarType.Int32, a, b);

    private bool IsZero(int node) => Target[node] is { Op: Op.Constant, Payload: 0 };

    private bool IsNeverNegative(int index) => Target[index] is var node && node.Op switch
    {
        Op.Constant => node.Payload >= 0,
        Op.Length => true,
        Op.Add or Op.Multiply => IsNeverNegative(node.A) && IsNeverNegative(node.B),
        Op.Call => node.Function == Elementary.Max && (IsNeverNegative(node.A) || IsNeverNegative(node.B)),
        _ => false,
    };

    private int Integer(long value) => Target.Constant(ScalarType.Int32, IntegerArithmetic.Wrapped(value, ScalarType.Int32));

    // 2·x + 3·x is 5·x; constants come last.
    private int Sum(int a, int b)
    {
        ((long m, int x), (long n, int y)) = (Multiple(a), Multiple(b));
        if (x == y)
            return Times(m + n, x);
        if (x == Node.None)
            return Sum(b, a);
        if (Split(b) is var (more, last))
            return Sum(Sum(a, more), last);
        if (Split(a) is var (head, end) && Multiple(end).Of is var of && (of == y || of == Node.None))
            return of == y ? Sum(head, Sum(end, b)) : Sum(Sum(head, b), end);
        return n < 0 ? Target.Add(Op.Subtract, ScalarType.Int32, a, Times(-n, y)) : Target.Add(Op.Add, ScalarType.Int32, a, b);
    }

    private (int Head, int Last)? Split(int index) => Target[index] is { Op: Op.Add or Op.Subtract, IsChecked: false } sum
        ? (sum.A, sum.Op == Op.Add ? sum.B : Product(Integer(-1), sum.B))
        : null;

    // The constant first.
    private int Product(int a, int b)
    {
        ((long m, int x), (long n, int y)) = (Multiple(a), Multiple(b));
        return Times(m * n, x == Node.None ? y : y == Node.None ? x : Target.Add(Op.Multiply, ScalarType.Int32, x, y));
    }

    private int Times(long factor, int of) =>
        of == Node.None || factor == 0 ? Integer(factor) : Target.Add(Op.Multiply, ScalarType.Int32, Integer(factor), of);

    private (long Factor, int Of) Multiple(int index) => Target[index] switch
    {
        { Op: Op.Constant } constant => (constant.Payload, Node.None),
        { Op: Op.Multiply, IsChecked: false } product when Target[product.A].Op == Op.Constant => (Target[product.A].Payload, product.B),
        _ => (1, index),
    };
}
