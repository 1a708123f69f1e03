using SymGrad.Generator.IR;

namespace SymGrad.Generator.Simplification;

/// <summary>
/// What <c>Relaxed = true</c> adds to <see cref="Algebra"/>: rules that hold for finite values, or up to rounding. Each gives a shorter
/// form of the operation, or null.
/// </summary>
internal static class RelaxedAlgebra
{
    public static int? Build(GraphBuilder b, Op op, int x, int y) => !b.Options.IsRelaxed ? null : op switch
    {
        Op.Add => WithConstants(b, Op.Add, x, y) ?? Factored(b, Op.Add, x, y),
        Op.Subtract when x == y => Zero(b, x),                                     // x − x = 0
        Op.Subtract => WithConstants(b, Op.Subtract, x, y) ?? Factored(b, Op.Subtract, x, y),
        Op.Multiply => Product(b, x, y),
        Op.Divide => Quotient(b, x, y),
        _ => null,
    };

    private static int? Product(GraphBuilder b, int x, int y)
    {
        if (b[x].IsZero || b[y].IsZero)
            return Zero(b, x);                                                     // 0·x = 0
        if (b[y].Op == Op.Constant)
            (x, y) = (y, x);
        if (b[x].Op == Op.Constant)
            return Scaled(b, b[x].Number, y);
        if (b[x].Op == Op.Divide && b[x].B == y)
            return b[x].A;                                                         // u/y·y = u
        if (b[y].Op == Op.Divide && b[y].B == x)
            return b[y].A;
        (double c, int u) = Coefficient(b, x);
        (double d, int v) = Coefficient(b, y);
        if (c == 1 && d == 1)
            return Powers(b, Op.Add, x, y);
        int? power = Powers(b, Op.Add, u, v);
        return power is not null || (c != 1 && d != 1 && b.Uses(x) + b.Uses(y) == 0)
            ? Algebra.Multiply(b, b.Constant(b[x].Type, c * d), power ?? Algebra.Multiply(b, u, v)) // (c·u)·(d·v) = (c·d)·(u·v)
            : null;
    }

    private static int? Quotient(GraphBuilder b, int x, int y)
    {
        if (b[y] is { Op: Op.Call, Function: Elementary.Abs, A: var r } && b[r] is { Op: Op.Call, Function: Elementary.Sqrt })
            return Algebra.Divide(b, x, r);                                        // |√u| = √u
        if (x == y)
            return b.Constant(b[x].Type, 1.0);                                     // x/x = 1
        if (b[x].IsZero)
            return x;                                                              // 0/x = 0
        if (b[y] is { Op: Op.Constant, Number: var c } && !b[y].IsZero)
            return Algebra.Multiply(b, b.Constant(b[x].Type, 1 / c), x);           // x/c = (1/c)·x
        if (b[x].Op == Op.Multiply && (b[x].A == y || b[x].B == y))
            return b[x].A == y ? b[x].B : b[x].A;                                  // u·y/y = u
        if (b[y].Op == Op.Multiply && (b[y].A == x || b[y].B == x))
            return Algebra.Divide(b, b.Constant(b[x].Type, 1.0), b[y].A == x ? b[y].B : b[y].A); // x/(x·v) = 1/v
        if (b[y].Op == Op.Divide && b.Uses(y) == 0)
            return Algebra.Divide(b, Algebra.Multiply(b, x, b[y].B), b[y].A);      // x/(u/v) = x·v/u
        if (b[y] is { Op: Op.Call, Function: Elementary.Sqrt } && b[y].A == x)
            return y;                                                              // x/√x = √x
        (double scale, int u) = Coefficient(b, x);
        return scale == 1
            ? Powers(b, Op.Subtract, x, y)
            : Quotient(b, u, y) is { } quotient ? Algebra.Multiply(b, b.Constant(b[x].Type, scale), quotient) : null; // (c·u)/y = c·(u/y)
    }

    // c·(d·u) = (c·d)·u, c·(d/u) = (c·d)/u.
    private static int? Scaled(GraphBuilder b, double c, int y)
    {
        Node node = b[y];
        if (node.Op is not (Op.Multiply or Op.Divide) || b[node.A].Op != Op.Constant)
            return null;
        int coefficient = b.Constant(node.Type, c * b[node.A].Number);
        return node.Op == Op.Multiply ? Algebra.Multiply(b, coefficient, node.B) : Algebra.Divide(b, coefficient, node.B);
    }

    // (u + c) + d = u + (c + d), and so for differences.
    private static int? WithConstants(GraphBuilder b, Op op, int x, int y)
    {
        if (b[x].Op == Op.Constant && op == Op.Add)
            (x, y) = (y, x);
        if (b[y].Op != Op.Constant || b[x].Op is not (Op.Add or Op.Subtract))
            return null;
        double d = op == Op.Add ? b[y].Number : -b[y].Number;
        ScalarType type = b[x].Type;
        if (b[b[x].B].Op == Op.Constant)
            return Algebra.Add(b, b[x].A, b.Constant(type, d + (b[x].Op == Op.Add ? b[b[x].B].Number : -b[b[x].B].Number)));
        if (b[b[x].A].Op != Op.Constant)
            return null;
        int sum = b.Constant(type, d + b[b[x].A].Number);
        return b[x].Op == Op.Add ? Algebra.Add(b, sum, b[x].B) : Algebra.Subtract(b, sum, b[x].B);
    }

    // c·u + d·u = (c + d)·u; and u·v + u·w = u·(v + w), unless a product is used already: then it is there anyway.
    private static int? Factored(GraphBuilder b, Op op, int x, int y)
    {
        (double c, int common) = Coefficient(b, x);
        (double d, int same) = Coefficient(b, y);
        if (common == same)
            return Algebra.Multiply(b, b.Constant(b[x].Type, op == Op.Add ? c + d : c - d), common);
        if (b.Uses(x) > 0 || b.Uses(y) > 0)
            return null;
        foreach ((int u, int v) in Factors(b, x))
        {
            foreach ((int other, int w) in Factors(b, y))
            {
                if (u == other && b[u].Op != Op.Constant)
                    return Algebra.Multiply(b, u, op == Op.Add ? Algebra.Add(b, v, w) : Algebra.Subtract(b, v, w));
            }
        }

        return null;
    }

    private static IEnumerable<(int, int)> Factors(GraphBuilder b, int x) => b[x].Op == Op.Multiply ? [(b[x].A, b[x].B), (b[x].B, b[x].A)] : [];

    // exp(u)·exp(v) = exp(u + v), xᵘ·xᵛ = xᵘ⁺ᵛ and quotients of them, where that is there already: then a call is saved, not added.
    private static int? Powers(GraphBuilder b, Op op, int x, int y)
    {
        if (b[x] is { Op: Op.Call, Function: Elementary.Exp } e && b[y] is { Op: Op.Call, Function: Elementary.Exp } f)
            return Known(b, Elementary.Exp, Known(b, op, e.A, f.A) ?? (op == Op.Add ? Known(b, op, f.A, e.A) : null), null);
        (int u, double m) = Power(b, x);
        (int v, double n) = Power(b, y);
        if (u != v || (m == 1 && n == 1))
            return null;
        double exponent = op == Op.Add ? m + n : m - n;
        return exponent == 1 ? u : Known(b, Elementary.Pow, u, b.Constant(b[u].Type, exponent));
    }

    private static (int Base, double Exponent) Power(GraphBuilder b, int x) =>
        b[x] is { Op: Op.Call, Function: Elementary.Pow } power && b[power.B].Op == Op.Constant ? (power.A, b[power.B].Number) : (x, 1);

    private static (double Coefficient, int Node) Coefficient(GraphBuilder b, int x) =>
        b[x].Op == Op.Multiply && b[b[x].A].Op == Op.Constant ? (b[b[x].A].Number, b[x].B) : (1, x);

    private static int? Known(GraphBuilder b, Op op, int x, int y) => b.Find(op, b[x].Type, x, y) is var known and not Node.None ? known : null;

    private static int? Known(GraphBuilder b, Elementary function, int? x, int? y) =>
        x is { } argument && b.Find(Op.Call, b[argument].Type, argument, y ?? Node.None, (long)function) is var known and not Node.None ? known : null;

    private static int Zero(GraphBuilder b, int x) => b.Constant(b[x].Type, 0.0);
}
