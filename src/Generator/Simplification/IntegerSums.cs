using SymGrad.Generator.IR;

namespace SymGrad.Generator.Simplification;

/// <summary>Sums, differences, products and maxima of 32-bit integers, as short as can be. They wrap around, as the integers do.</summary>
internal sealed class IntegerSums(GraphBuilder builder)
{
    private readonly Dictionary<int, List<int>> _lengths = [];

    /// <summary>Says that an integer is the length of a buffer or a part of one, and so not negative once that is there.</summary>
    public void IsLengthOf(int length, int buffer)
    {
        if (!_lengths.TryGetValue(length, out List<int>? buffers))
            _lengths.Add(length, buffers = []);
        buffers.Add(buffer);
    }

    public int Difference(int a, int b) => Sum(a, Product(Integer(-1), b));

    public int Max(int a, int b) =>
        IsZero(a) && IsNeverNegative(b) ? b : IsZero(b) && IsNeverNegative(a) ? a : builder.Call(Elementary.Max, ScalarType.Int32, a, b);

    /// <summary>How many integers there are from one up to another one, without that; none where it is less. Nothing that counts overflows where the first is not above 0.</summary>
    public int Count(int first, int end) =>
        builder[first] is { Op: Op.Constant, Payload: <= 0 } || IsNeverNegative(end) ? Max(Difference(end, first), Integer(0)) : Difference(Max(end, first), first);

    public int Integer(long value) => builder.Constant(ScalarType.Int32, IntegerArithmetic.Wrapped(value, ScalarType.Int32));

    // 2·x + 3·x is 5·x; constants come last.
    public int Sum(int a, int b)
    {
        ((long m, int x), (long n, int y)) = (Multiple(a), Multiple(b));
        if (x == y)
            return Times(m + n, x);
        if (x == Node.None)
            return Sum(b, a);
        if (Split(b) is var (more, last))
            return Sum(Sum(a, more), last);
        if (Split(a) is var (head, end) && Multiple(end).Of is var of)
        {
            if (of == y)
                return Sum(head, Sum(end, b));
            if (of == Node.None || Contains(head, y))
                return Sum(Sum(head, b), end);
        }
        else if (m < 0 && n > 0 && y != Node.None)
        {
            return builder.Add(Op.Subtract, ScalarType.Int32, b, Times(-m, x));
        }

        return n < 0 ? builder.Add(Op.Subtract, ScalarType.Int32, a, Times(-n, y)) : builder.Add(Op.Add, ScalarType.Int32, a, b);
    }

    // The constant first.
    public int Product(int a, int b)
    {
        ((long m, int x), (long n, int y)) = (Multiple(a), Multiple(b));
        return Times(m * n, x == Node.None ? y : y == Node.None ? x : builder.Add(Op.Multiply, ScalarType.Int32, x, y));
    }

    private bool IsZero(int node) => builder[node] is { Op: Op.Constant, Payload: 0 };

    private bool IsNeverNegative(int index) => (_lengths.TryGetValue(index, out List<int>? buffers) && buffers.Any(builder.IsVisible)) || IsNeverNegative(builder[index]);

    private bool IsNeverNegative(Node node) => node.Op switch
    {
        Op.Constant => node.Payload >= 0,
        Op.Length => true,
        Op.Add or Op.Multiply => IsNeverNegative(node.A) && IsNeverNegative(node.B),
        Op.Call => node.Function == Elementary.Max && (IsNeverNegative(node.A) || IsNeverNegative(node.B)),
        _ => false,
    };

    // Whether a sum has a term that is a multiple of something.
    private bool Contains(int sum, int of) => Split(sum) is var (head, last) ? Multiple(last).Of == of || Contains(head, of) : Multiple(sum).Of == of;

    private (int Head, int Last)? Split(int index) => builder[index] is { Op: Op.Add or Op.Subtract, IsChecked: false } sum
        ? (sum.A, sum.Op == Op.Add ? sum.B : Product(Integer(-1), sum.B))
        : null;

    private int Times(long factor, int of) =>
        of == Node.None || factor == 0 ? Integer(factor) : builder.Add(Op.Multiply, ScalarType.Int32, Integer(factor), of);

    private (long Factor, int Of) Multiple(int index) => builder[index] switch
    {
        { Op: Op.Constant } constant => (constant.Payload, Node.None),
        { Op: Op.Multiply, IsChecked: false } product when builder[product.A].Op == Op.Constant => (builder[product.A].Payload, product.B),
        _ => (1, index),
    };
}
