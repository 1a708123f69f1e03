using SymGrad.Generator.IR;

namespace SymGrad.Generator.Analysis;

/// <summary>Functions that users write out by hand and whose derivative, taken piece by piece, would lose accuracy or overflow.</summary>
internal static class Patterns
{
    /// <summary>For 1/(1 + exp(u)), the node u; null for anything else.</summary>
    public static int? Logistic(Graph graph, int index)
    {
        Node quotient = graph[index];
        if (quotient.Op != Op.Divide || !graph[quotient.A].IsConstant(1))
            return null;
        return OnePlusExp(graph, quotient.B) is { } exp ? graph[exp].A : null;
    }

    /// <summary>For 1 + exp(u), in either order, the node exp(u); null for anything else.</summary>
    public static int? OnePlusExp(Graph graph, int index)
    {
        Node sum = graph[index];
        if (sum.Op != Op.Add)
            return null;
        int exp = graph[sum.A].IsConstant(1) ? sum.B : graph[sum.B].IsConstant(1) ? sum.A : Node.None;
        return exp != Node.None && graph[exp] is { Op: Op.Call, Function: Elementary.Exp } ? exp : null;
    }

    /// <summary>For 1 + 1/exp(u), the node exp(u); null for anything else.</summary>
    public static int? OnePlusReciprocalExp(Graph graph, int index)
    {
        Node sum = graph[index];
        if (sum.Op != Op.Add || !graph[sum.A].IsConstant(1))
            return null;
        Node reciprocal = graph[sum.B];
        return reciprocal.Op == Op.Divide && graph[reciprocal.A].IsConstant(1) && graph[reciprocal.B] is { Op: Op.Call, Function: Elementary.Exp } ? reciprocal.B : null;
    }

    /// <summary>For s·(1 − s) with s = 1/(1 + exp(u)), the node u.</summary>
    public static int? LogisticSlope(Graph graph, int index)
    {
        Node product = graph[index];
        if (product.Op != Op.Multiply)
            return null;
        Node rest = graph[product.B];
        return rest.Op == Op.Subtract && rest.B == product.A && graph[rest.A].IsConstant(1) ? Logistic(graph, product.A) : null;
    }

    /// <summary>For u·u + v·v + …, also as powers, the nodes u, v, …; null for anything else.</summary>
    public static IReadOnlyList<int>? Squares(Func<int, Node> node, int index)
    {
        var squared = new List<int>();
        var pending = new Stack<int>([index]);
        while (pending.Count > 0)
        {
            Node term = node(pending.Pop());
            if (term.Op == Op.Add)
            {
                pending.Push(term.B);
                pending.Push(term.A);
            }
            else if (IsSquare(node, term))
                squared.Add(term.A);
            else
                return null;
        }

        return squared;
    }

    /// <summary>Whether a value may be −0 as far as its form says: a sum is −0 only where all its terms are.</summary>
    public static bool CanBeNegativeZero(Func<int, Node> node, int index)
    {
        var pending = new Stack<int>([index]);
        while (pending.Count > 0)
        {
            Node term = node(pending.Pop());
            bool cannot = term.Op switch
            {
                Op.Constant => BitConverter.DoubleToInt64Bits(term.Number) != BitConverter.DoubleToInt64Bits(-0.0),
                Op.Call => term.Function is Elementary.Exp or Elementary.Exp2 or Elementary.Exp10 or Elementary.Cosh or Elementary.Abs or Elementary.Hypot
                    or Elementary.Sigmoid or Elementary.Softplus || IsSquare(node, term),
                Op.Convert => node(term.A).Type.IsInteger(),
                _ => IsSquare(node, term),
            };
            if (cannot)
                return false;
            if (term.Op is Op.Add or Op.Subtract)
                pending.Push(term.A);
            if (term.Op == Op.Add)
                pending.Push(term.B);
        }

        return true;
    }

    private static bool IsSquare(Func<int, Node> node, Node term) =>
        (term.Op == Op.Multiply && term.A == term.B)
        || (term is { Op: Op.Call, Function: Elementary.Pow } && node(term.B) is { Op: Op.Constant, Number: 2 });
}
