using SymGrad.Generator.IR;

namespace SymGrad.Generator.Simplification;

/// <summary>
/// Builds derivative expressions in their shortest exact form. A rule is here only if it never turns a finite number into
/// a NaN or an infinity, nor the reverse, and never adds a rounding, but for the one that a root's reciprocal saves a division by;
/// <see cref="RelaxedAlgebra"/> has those that do. Values that the user wrote are not built through it.
/// </summary>
internal static class Algebra
{
    public const int DeepestLead = 16;
    private const int MostExactInHalf = 2048;

    /// <summary>The operation on two nodes, or on one; null for an operation that has no shorter forms.</summary>
    public static int? Build(GraphBuilder b, Op op, int x, int y) => op switch
    {
        Op.Add => Add(b, x, y),
        Op.Subtract => Subtract(b, x, y),
        Op.Multiply => Multiply(b, x, y),
        Op.Divide => Divide(b, x, y),
        Op.Negate => Negate(b, x),
        _ => null,
    };

    public static int Add(GraphBuilder b, int x, int y)
    {
        if ((Folded(b, Op.Add, x, y) ?? RelaxedAlgebra.Build(b, Op.Add, x, y)) is { } shorter)
            return shorter;
        if (x == y)
            return Multiply(b, b.Constant(b[x].Type, 2.0), x);                     // x + x = 2x
        if (b[y].IsZero)
            return x;                                                              // x + 0 = x, but for the sign of a zero sum
        if (b[x].IsZero)
            return y;
        if (Negated(b, y) is { } minusY)
            return Subtract(b, x, minusY);                                         // x + (−y) = x − y
        if (Negated(b, x) is { } minusX)
            return Subtract(b, y, minusX);
        return Gathered(b, x, y, 1) ?? Commutative(b, Op.Add, x, y);
    }

    public static int Subtract(GraphBuilder b, int x, int y)
    {
        if ((Folded(b, Op.Subtract, x, y) ?? RelaxedAlgebra.Build(b, Op.Subtract, x, y)) is { } shorter)
            return shorter;
        if (b[y].IsZero)
            return x;
        if (b[x].IsZero)
            return Negate(b, y);
        if (Negated(b, y) is { } minusY)
            return Add(b, x, minusY);                                              // x − (−y) = x + y
        return Gathered(b, x, y, -1) ?? b.Add(Op.Subtract, b[x].Type, x, y);
    }

    public static int Multiply(GraphBuilder b, int x, int y)
    {
        if ((Folded(b, Op.Multiply, x, y) ?? RelaxedAlgebra.Build(b, Op.Multiply, x, y)) is { } shorter)
            return shorter;
        if (b[y].Op == Op.Constant)
            (x, y) = (y, x);
        if (b[x].Op == Op.Undefined || b[y].Op == Op.Undefined)
            return b.Constant(b[x].Type, 0.0);                                     // the slope along what has no value is 0
        if (b[x].IsConstant(1))
            return y;
        if (b[x].IsConstant(-1))
            return Negate(b, y);
        if (b[x].Op == Op.Constant)
            return Scale(b, b[x].Number, y);
        if (b[x].Op == Op.Negate)
            return Negate(b, Multiply(b, b[x].A, y));                              // (−x)·y = −(x·y)
        if (b[y].Op == Op.Negate || IsNegative(b, y))
            return Negate(b, Multiply(b, x, Negate(b, y)));                        // x·(−c·y) = −(x·(c·y))

        if (b[y].Op == Op.Multiply && b[b[y].A].Op == Op.Constant)
            (x, y) = (y, x);                                                       // the factor with the coefficient goes first
        (double c, int u) = Term(b, x);
        (double d, int v) = Term(b, y);
        if (u != x && Math.Abs(c * d) == 1)
            return Multiply(b, b.Constant(b[x].Type, c * d), Multiply(b, u, v));   // (2·x)·(0.5·y) = x·y
        if (u != x && IsModerate(c, b[x].Type) && (Known(b, Op.Multiply, u, y) ?? Known(b, Op.Multiply, y, u)) is { } product)
            return Scale(b, c, product);                                           // (c·x)·y = c·(x·y), where x·y is there
        return Commutative(b, Op.Multiply, x, y);
    }

    public static int Divide(GraphBuilder b, int x, int y)
    {
        if ((Folded(b, Op.Divide, x, y) ?? RelaxedAlgebra.Build(b, Op.Divide, x, y)) is { } shorter)
            return shorter;
        if (b[y].IsConstant(1))
            return x;
        if (b[y].IsConstant(-1))
            return Negate(b, x);
        if (Negated(b, y) is { } minusY)
            return Negate(b, Divide(b, x, minusY));                                // x/(−y) = −(x/y)
        if (b[x].Op == Op.Negate)
            return Negate(b, Divide(b, b[x].A, y));
        if (b[x].Op != Op.Constant && ReciprocalOfRoot(b, y) is { } reciprocal)
            return Multiply(b, x, reciprocal);                                     // x/√u = x·(1/√u), where 1/√u is there
        return b.Add(Op.Divide, b[x].Type, x, y);
    }

    public static int Negate(GraphBuilder b, int x) => WithSignChanged(b, x, IsLedByMinus(b, x) ? DeepestLead : 1) ?? b.Add(Op.Negate, b[x].Type, x);

    public static int Convert(GraphBuilder b, int x, ScalarType type)
    {
        if (b[x].Type == type)
            return x;
        if (b[x].Op == Op.Constant)
            return Constant(b, type, b[x].Type.IsReal() ? b[x].Number : b[x].Payload);
        return b.Add(Op.Convert, type, x);
    }

    // c·y, with a coefficient that y brings along joined to c: one rounding for another.
    private static int Scale(GraphBuilder b, double c, int y)
    {
        Node node = b[y];
        if (node.Op == Op.Negate)
            return Multiply(b, b.Constant(node.Type, -c), node.A);
        if (TakesFactor(b, y, c))
            return Again(b, node, b.Constant(node.Type, c * b[node.A].Number));    // c·(d·x) = (cd)·x, c·(d/x) = (cd)/x
        if (node.Op is Op.Multiply or Op.Divide && !b.Name(y).IsUsers && TakesFactor(b, node.A, c) && IsModerate(c * b[b[node.A].A].Number, node.Type))
            return Again(b, node, Scale(b, c, node.A));                            // c·((d·x)·y) = ((cd)·x)·y
        return b.Add(Op.Multiply, node.Type, b.Constant(node.Type, c), y);
    }

    // What may be at hand as it is stays: a variable of the user's, and a quotient but where the factor is one like the 2 of a square.
    private static bool TakesFactor(GraphBuilder b, int x, double c)
    {
        Node node = b[x];
        return node.Op is Op.Multiply or Op.Divide && !b.Name(x).IsUsers && b[node.A].Op == Op.Constant && IsOrdinary(c * b[node.A].Number, node.Type)
            && (node.Op == Op.Multiply || (Math.Abs(c) >= 1 && (IsPowerOfTwo(c) || IsPowerOfTwo(b[node.A].Number))));
    }

    private static int Again(GraphBuilder b, Node node, int left) =>
        node.Op == Op.Multiply ? Multiply(b, left, node.B) : Divide(b, left, node.B);

    // u + 2u = 3u, where the sum of the coefficients is exact; u − u stays, for it is NaN where u is infinite.
    private static int? Gathered(GraphBuilder b, int x, int y, int sign)
    {
        (double c, int u) = Term(b, x);
        (double d, int v) = Term(b, y);
        double sum = c + (sign * d);
        bool isExact = sum - c == sign * d && sum - (sign * d) == c && IsRepresentable(sum, b[x].Type);
        return u == v && isExact && sum != 0 ? Multiply(b, b.Constant(b[x].Type, sum), u) : null;
    }

    private static (double Coefficient, int Node) Term(GraphBuilder b, int x) =>
        b[x].Op == Op.Multiply && b[b[x].A].Op == Op.Constant ? (b[b[x].A].Number, b[x].B) : (1, x);

    // −((c·x)/y) as ((−c)·x)/y, and −(−x − y) as x + y; null where nothing leads that can take the sign.
    private static int? WithSignChanged(GraphBuilder b, int x, int depth)
    {
        Node node = b[x];
        if (node.Op == Op.Constant)
            return b.Constant(node.Type, -node.Number);
        if (node.Op == Op.Negate)
            return node.A;                                                         // −(−x) = x
        bool leads = node.Op is Op.Multiply or Op.Divide || (node.Op == Op.Subtract && IsLedByMinus(b, node.A));
        if (depth == 0 || !leads || WithSignChanged(b, node.A, depth - 1) is not { } left)
            return null;
        return node.Op switch
        {
            Op.Multiply => Multiply(b, left, node.B),
            Op.Divide => Divide(b, left, node.B),
            _ => Add(b, left, node.B),
        };
    }

    private static bool IsNegative(GraphBuilder b, int x) =>
        b[x].Op is Op.Multiply or Op.Divide && b[b[x].A] is { Op: Op.Constant, Number: < 0 } && !b.Name(x).IsUsers;

    private static bool IsLedByMinus(GraphBuilder b, int x)
    {
        for (int depth = 0; depth < DeepestLead && b[x].Op is Op.Multiply or Op.Divide or Op.Subtract; depth++)
            x = b[x].A;
        return b[x] is { Op: Op.Constant, Number: < 0 } or { Op: Op.Negate };
    }

    private static bool Doubles(double c) => Math.Abs(c) >= 1 && IsPowerOfTwo(c);

    public static bool IsPowerOfTwo(double value) => (BitConverter.DoubleToInt64Bits(value) & 0xF_FFFF_FFFF_FFFF) == 0;

    // Far from overflow and underflow, in float too; a type parameter may stand for Half.
    private static bool IsOrdinary(double value, ScalarType type) =>
        type == ScalarType.Generic ? Math.Abs(value) is > 1e-3 and < 1e4 : Math.Abs(value) is > 1e-30 and < 1e30;

    // Takes no number out of the range but those at its edges.
    public static bool IsModerate(double value, ScalarType type) =>
        type == ScalarType.Generic ? Math.Abs(value) is > 1e-3 and < 1e3 : Math.Abs(value) is > 1e-4 and < 1e4;

    // In float, whatever the type; in Half, where a type parameter may stand for that.
    private static bool IsRepresentable(double value, ScalarType type) =>
        type == ScalarType.Generic ? Math.Abs(value) <= MostExactInHalf && value == Math.Floor(value) : (float)value == value;

    // What x is the negative of, where that shows: −u, or what a minus or a negative coefficient leads. A variable of the user's is at hand as it is.
    private static int? Negated(GraphBuilder b, int x) =>
        b[x].Op != Op.Constant && !b.Name(x).IsUsers && IsLedByMinus(b, x) ? Negate(b, x) : null;

    // x∘y is y∘x: reuse whichever is there.
    private static int Commutative(GraphBuilder b, Op op, int x, int y) => Known(b, op, y, x) ?? b.Add(op, b[x].Type, x, y);

    // A root is far from both ends of its type's range, so that its reciprocal neither overflows nor loses digits.
    // What stands for a quotient, since that has left a branch, is one by a root.
    private static int? ReciprocalOfRoot(GraphBuilder b, int root) =>
        Known(b, Op.Divide, b.Constant(b[root].Type, 1.0), root) is { } reciprocal && (b[root] is { Op: Op.Call, Function: Elementary.Sqrt } || b[reciprocal].Op != Op.Divide) ? reciprocal : null;

    private static int? Known(GraphBuilder b, Op op, int x, int y) => b.Find(op, b[x].Type, x, y) is >= 0 and var known ? known : null;

    // Arithmetic on two constants.
    private static int? Folded(GraphBuilder b, Op op, int x, int y)
    {
        if (b[x].Op != Op.Constant || b[y].Op != Op.Constant)
            return null;
        double u = b[x].Number, v = b[y].Number;
        double value = op switch
        {
            Op.Add => u + v,
            Op.Subtract => u - v,
            Op.Multiply => u * v,
            _ => u / v,
        };
        return Constant(b, b[x].Type, value);
    }

    // A constant of a derivative keeps double precision until it is printed: rounding it to float here would be an error that the
    // proof, which computes in double, can tell from none. Beyond float's range it is what float makes of it.
    private static int Constant(GraphBuilder b, ScalarType type, double value)
    {
        float rounded = (float)value;
        bool isOutOfRange = float.IsInfinity(rounded) || rounded == 0;
        return b.Constant(type, type == ScalarType.Single && isOutOfRange ? rounded : value);
    }
}
