using SymGrad.Generator.Analysis;
using SymGrad.Generator.IR;
using SymGrad.Generator.Simplification;

namespace SymGrad.Generator.Differentiation;

/// <summary>
/// Divisors that may overflow where the quotient's derivative does not: r = x/y(u) has the derivative r·s by u with
/// a bounded s = −y′/y, while the quotient rule would be 0·∞.
/// </summary>
internal static class GrowingDivisors
{
    /// <summary>The node u, and the derivative by it as a linear map of a seed; null for any other divisor.</summary>
    public static (int Argument, Func<Expr, Expr> By)? Of(Graph graph, int quotient, Func<int, Expr> primal)
    {
        Expr r = primal(quotient);
        Node divisor = graph[graph[quotient].B];
        if (divisor is { Op: Op.Call, Function: Elementary.Cosh })
            return (divisor.A, d => -(d * (r * primal(divisor.A).Call(Elementary.Tanh))));
        if (Patterns.Logistic(graph, quotient) is { } u)
            return (u, d => -(d * (r * (1 - r))));
        if (Patterns.OnePlusReciprocalExp(graph, graph[quotient].B) is { } exp)
            return (graph[exp].A, d => d * (r / (1 + primal(exp))));
        return null;
    }
}
