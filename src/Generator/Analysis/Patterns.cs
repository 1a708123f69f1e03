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
}
