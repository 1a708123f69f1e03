namespace SymGrad.Generator.IR;

/// <summary>
/// Evaluates operations on constants, and integer operations that change nothing, as C# does, so that generated code holds no constant condition and no constant overflow.
/// Elementary functions are left to run time: their last bit is the platform's.
/// </summary>
internal static class Folding
{
    /// <summary>The payload of the constant that the operation gives; null when it is not constant, or throws.</summary>
    public static long? Fold(Node node, Node a, Node? b)
    {
        if (b is { } same && node.A == node.B && SameOperand(node.Op, same.Type) is { } known)
            return known ? 1 : 0;
        if (node.Op == Op.Subtract && node.A == node.B && node.Type.IsInteger())
            return 0;
        if (a.Op != Op.Constant || (b is { } second && second.Op != Op.Constant))
            return null;
        if (node.Op is Op.Call or Op.CallWithDerivative or Op.Bits or Op.Argument or Op.Invoke or Op.Result or Op.Cell or Op.Undefined)
            return null;
        if (a.Type == ScalarType.Generic && node.Op != Op.Negate)
            return null; // its precision is not known
        if (node.Op.IsComparison())
            return Compare(node.Op, a, b!.Value) ? 1 : 0;
        if (node.Op == Op.Not)
            return a.Payload == 0 ? 1 : 0;
        return node.Type.IsReal() ? FoldReal(node, a, b) : FoldInteger(node, a, b);
    }

    /// <summary>The operand, or what an operand is made of, that an operation on integers gives back; −1 where it gives something else.</summary>
    public static int Identity(Node node, Func<int, Node> at)
    {
        if (!node.Type.IsInteger() || node.B == Node.None)
            return Node.None;
        (Node a, Node b) = (at(node.A), at(node.B));
        return node.Op switch
        {
            Op.Add when IsInteger(a, 0) => node.B,
            Op.Add or Op.Subtract when IsInteger(b, 0) => node.A,
            Op.Multiply when IsInteger(a, 1) => node.B,
            Op.Multiply when IsInteger(b, 1) => node.A,
            Op.Add when IsWrapping(a, Op.Subtract, node) && a.B == node.B => a.A,       // (x − y) + y
            Op.Add when IsWrapping(b, Op.Subtract, node) && b.B == node.A => b.A,
            Op.Subtract when IsWrapping(a, Op.Add, node) && a.B == node.B => a.A,       // (x + y) − y
            Op.Subtract when IsWrapping(a, Op.Add, node) && a.A == node.B => a.B,
            Op.Subtract when IsWrapping(b, Op.Subtract, node) && b.A == node.A => b.B,  // x − (x − y)
            _ => Node.None,
        };
    }

    private static bool IsInteger(Node node, long value) => node.Op == Op.Constant && node.Payload == value;

    private static bool IsWrapping(Node operand, Op op, Node node) => operand.Op == op && !operand.IsChecked && !node.IsChecked;

    // x < x is false for every x, and x == x is true but for NaN.
    private static bool? SameOperand(Op op, ScalarType type) => op switch
    {
        Op.Less or Op.Greater => false,
        Op.Equal or Op.LessOrEqual or Op.GreaterOrEqual when !type.IsReal() => true,
        Op.NotEqual when !type.IsReal() => false,
        _ => null,
    };

    private static bool Compare(Op op, Node a, Node b)
    {
        if (a.Type.IsReal() && (double.IsNaN(a.Number) || double.IsNaN(b.Number)))
            return op == Op.NotEqual;
        int order = a.Type switch
        {
            ScalarType.Single or ScalarType.Double => a.Number < b.Number ? -1 : a.Number > b.Number ? 1 : 0,
            ScalarType.UInt64 => ((ulong)a.Payload).CompareTo((ulong)b.Payload),
            _ => a.Payload.CompareTo(b.Payload),
        };
        return op switch
        {
            Op.Equal => order == 0,
            Op.NotEqual => order != 0,
            Op.Less => order < 0,
            Op.LessOrEqual => order <= 0,
            Op.Greater => order > 0,
            _ => order >= 0,
        };
    }

    private static long? FoldReal(Node node, Node a, Node? b)
    {
        double x = a.Type.IsReal() ? a.Number : a.Type == ScalarType.UInt64 ? (ulong)a.Payload : a.Payload, y = b?.Number ?? 0;
        double? value = node.Op switch
        {
            Op.Add => x + y,
            Op.Subtract => x - y,
            Op.Multiply => x * y,
            Op.Divide => x / y,
            Op.Negate => -x,
            Op.Convert when a.Type.IsReal() || Math.Abs(a.Payload) < 1L << 53 => x,
            _ => null,
        };
        return value is { } number
            ? BitConverter.DoubleToInt64Bits(node.Type == ScalarType.Single ? (float)number : number)
            : null;
    }

    // What throws is left to run time, where it does what C# says; so is a number that its integer type cannot hold.
    private static long? FoldInteger(Node node, Node a, Node? b)
    {
        if (!a.Type.IsReal())
            return IntegerArithmetic.Evaluate(node, a.Type, a.Payload, b?.Payload ?? 0);
        double truncated = Math.Truncate(a.Number);
        return Math.Abs(truncated) < 1L << 53 && IntegerArithmetic.Wrapped((long)truncated, node.Type) == truncated && (truncated >= 0 || node.Type != ScalarType.UInt64)
            ? (long)truncated
            : null;
    }
}
