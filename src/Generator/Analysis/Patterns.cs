using SymGrad.Generator.IR;

namespace SymGrad.Generator.Analysis;

/// <summary>Functions that users write out by hand and whose derivative, taken piece by piece, would lose accuracy or overflow.</summary>
internal static class Patterns
{
    /// <summary>For 1/(1 + exp(u)), the node u; null for anything else.</summary>
    public static int? Logistic(Graph graph, int index)
    {
        Node quotient = graph[index];
        if (quotient.Op != Op.Divide || !graph[quotient.A].IsConstant(1) || graph[quotient.B] is not { Op: Op.Add } sum)
            return null;
        int exp = graph[sum.A].IsConstant(1) ? sum.B : graph[sum.B].IsConstant(1) ? sum.A : Node.None;
        return exp != Node.None && graph[exp] is { Op: Op.Call, Function: Elementary.Exp } call ? call.A : null;
    }

    /// <summary>For 1 − s with s = 1/(1 + exp(u)), the node u.</summary>
    public static int? LogisticComplement(Graph graph, int index) =>
        graph[index] is { Op: Op.Subtract } difference && graph[difference.A].IsConstant(1) ? Logistic(graph, difference.B) : null;

    /// <summary>For r/(1 + 1/exp(u)) with r = 1/(1 + exp(u)), the slope of a logistic but for its sign, the node u.</summary>
    public static int? LogisticSlope(Graph graph, int index)
    {
        Node quotient = graph[index];
        if (quotient.Op != Op.Divide || Logistic(graph, quotient.A) is not { } u)
            return null;
        Node sum = graph[quotient.B];
        return sum.Op == Op.Add && graph[sum.A].IsConstant(1) && graph[sum.B] is { Op: Op.Divide } share && graph[share.A].IsConstant(1)
            && graph[share.B] is { Op: Op.Call, Function: Elementary.Exp } exp && exp.A == u ? u : null;
    }

    /// <summary>For c·exp(u) + d·exp(v) + …, with two exponentials or more, the exponents with their coefficients; a constant has no exponent.</summary>
    public static IReadOnlyList<(int Exponent, double Coefficient)>? Exponentials(Graph graph, int index)
    {
        var terms = new List<(int Exponent, double Coefficient)>();
        var pending = new Stack<int>([index]);
        while (pending.Count > 0)
        {
            Node term = graph[pending.Pop()];
            if (term.Op == Op.Add)
            {
                pending.Push(term.B);
                pending.Push(term.A);
            }
            else if (Exponential(graph, term) is { } exponential)
                terms.Add(exponential);
            else
                return null;
        }

        return terms.Count(t => t.Exponent != Node.None) > 1 ? terms : null;
    }

    /// <summary>The exponent of a power with a positive constant one: 2 for u·u.</summary>
    public static double? Exponent(Graph graph, Node node)
    {
        if (node.Op == Op.Multiply && node.A == node.B)
            return 2;
        return node is { Op: Op.Call, Function: Elementary.Pow } && graph[node.B] is { Op: Op.Constant, Number: > 0 and var exponent } ? exponent : null;
    }

    /// <summary>For c·u·u + d·v·v + …, also as powers, the nodes u, v, … with their positive coefficients; null for anything else.</summary>
    public static IReadOnlyList<(int Node, double Coefficient)>? Squares(Func<int, Node> node, int index)
    {
        var squared = new List<(int Node, double Coefficient)>();
        var pending = new Stack<(int Node, double Coefficient)>([(index, 1)]);
        while (pending.Count > 0)
        {
            (int next, double c) = pending.Pop();
            Node term = node(next);
            if (term.Op == Op.Add)
            {
                pending.Push((term.B, c));
                pending.Push((term.A, c));
            }
            else if (IsSquare(node, term))
                squared.Add((term.A, c));
            else if (term.Op == Op.Multiply && node(term.A) is { Op: Op.Multiply } scaled && scaled.B == term.B && Coefficient(node(scaled.A)) is { } leading)
                squared.Add((term.B, c * leading));                                // (c·u)·u, as C# reads c * u * u
            else if (term.Op == Op.Multiply && Coefficient(node(term.A)) is { } left)
                pending.Push((term.B, c * left));
            else if (term.Op is Op.Multiply or Op.Divide && Coefficient(node(term.B)) is { } right)
                pending.Push((term.A, term.Op == Op.Multiply ? c * right : c / right));
            else
                return null;
        }

        return squared;
    }

    /// <summary>The nodes 1/√u.</summary>
    public static IEnumerable<int> ReciprocalsOfRoots(Graph graph) => Enumerable.Range(0, graph.Nodes.Count)
        .Where(i => graph[i].Op == Op.Divide && graph[graph[i].A].IsConstant(1) && graph[graph[i].B] is { Op: Op.Call, Function: Elementary.Sqrt });

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

    private static (int Exponent, double Coefficient)? Exponential(Graph graph, Node term) => term switch
    {
        { Op: Op.Constant, Number: > 0 } => (Node.None, term.Number),
        { Op: Op.Call, Function: Elementary.Exp } => (term.A, 1),
        { Op: Op.Multiply } when graph[term.A] is { Op: Op.Constant, Number: > 0 and var c } && graph[term.B] is { Op: Op.Call, Function: Elementary.Exp } exp => (exp.A, c),
        { Op: Op.Multiply } when graph[term.B] is { Op: Op.Constant, Number: > 0 and var c } && graph[term.A] is { Op: Op.Call, Function: Elementary.Exp } exp => (exp.A, c),
        _ => null,
    };

    private static double? Coefficient(Node node) =>
        node is { Op: Op.Constant, Number: > 0 and < double.PositiveInfinity } && node.Type.IsReal() ? node.Number : null;

    private static bool IsSquare(Func<int, Node> node, Node term) =>
        (term.Op == Op.Multiply && term.A == term.B)
        || (term is { Op: Op.Call, Function: Elementary.Pow } && node(term.B) is { Op: Op.Constant, Number: 2 });
}
