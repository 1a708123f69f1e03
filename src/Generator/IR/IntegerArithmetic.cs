namespace SymGrad.Generator.IR;

/// <summary>Integer operations as C# does them at run time, each in its own type. One place, for folding and for interpreting.</summary>
internal static class IntegerArithmetic
{
    /// <summary>The payload of the result; null where the operation throws.</summary>
    /// <param name="operand">The type of a.</param>
    public static long? Evaluate(Node node, ScalarType operand, long a, long b)
    {
        if (node.Op is Op.Divide or Op.Remainder && (b == 0 || (b == -1 && a == long.MinValue && node.Type == ScalarType.Int64)))
            return null;
        bool isUnsigned = node.Type == ScalarType.UInt64;
        return node.Op switch
        {
            Op.Add => Wrap(unchecked(a + b), Exact(a, operand) + Exact(b, operand), node),
            Op.Subtract => Wrap(unchecked(a - b), Exact(a, operand) - Exact(b, operand), node),
            Op.Multiply => Wrap(unchecked(a * b), Product(a, b, node, operand), node),
            Op.Divide => isUnsigned ? (long)((ulong)a / (ulong)b) : Wrap(a / b, a / b, node),
            Op.Remainder => isUnsigned ? (long)((ulong)a % (ulong)b) : b == -1 ? 0 : a % b,
            Op.Negate => Wrap(unchecked(-a), -Exact(a, operand), node),
            Op.Convert => Wrap(a, Exact(a, operand), node),
            Op.BitAnd => a & b,
            Op.BitOr => a | b,
            Op.BitXor => a ^ b,
            Op.BitNot => Wrapped(~a, node.Type),
            Op.ShiftLeft => Wrapped(a << ShiftCount(b, node), node.Type),
            Op.ShiftRight => isUnsigned ? (long)((ulong)a >> ShiftCount(b, node)) : a >> ShiftCount(b, node),
            Op.ShiftRightUnsigned => Wrapped((long)(Unsigned(a, node.Type) >> ShiftCount(b, node)), node.Type),
            Op.Not => a == 0 ? 1 : 0,
            _ => throw new InvalidOperationException($"{node.Op} has no value in integer arithmetic"),
        };
    }

    /// <summary>What an integer type keeps of a number.</summary>
    public static long Wrapped(long value, ScalarType type) => type switch
    {
        ScalarType.SByte => (sbyte)value,
        ScalarType.Byte => (byte)value,
        ScalarType.Int16 => (short)value,
        ScalarType.UInt16 => (ushort)value,
        ScalarType.Int32 => (int)value,
        ScalarType.UInt32 => (uint)value,
        _ => value,
    };

    private static long? Wrap(long value, decimal exact, Node node)
    {
        long wrapped = Wrapped(value, node.Type);
        return node.IsChecked && Exact(wrapped, node.Type) != exact ? null : wrapped;
    }

    private static decimal Exact(long payload, ScalarType type) => type == ScalarType.UInt64 ? (ulong)payload : payload;

    // Where nobody checks, the exact product is not needed; where somebody does, one beyond decimal's range has overflowed as well.
    private static decimal Product(long a, long b, Node node, ScalarType operand)
    {
        if (!node.IsChecked)
            return 0;
        (decimal x, decimal y) = (Exact(a, operand), Exact(b, operand));
        return Math.Abs((double)x * (double)y) < 1e28 ? x * y : decimal.MaxValue;
    }

    private static int ShiftCount(long count, Node node) =>
        (int)count & (node.Type is ScalarType.Int64 or ScalarType.UInt64 ? 63 : 31);

    private static ulong Unsigned(long value, ScalarType type) =>
        type is ScalarType.Int64 or ScalarType.UInt64 ? (ulong)value : (uint)value;
}
