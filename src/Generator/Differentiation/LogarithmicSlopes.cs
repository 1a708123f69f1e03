using SymGrad.Generator.Analysis;
using SymGrad.Generator.IR;
using SymGrad.Generator.Simplification;
using static SymGrad.Generator.IR.Constants;

namespace SymGrad.Generator.Differentiation;

/// <summary>
/// Logarithms, reciprocals and quotients of what grows exponentially, differentiated past the exponentials: taken piece by piece, their
/// chain rule is ∞·0 where an exponential overflows. Their slopes are those of the logarithm of a value D: the exponents, each weighted by
/// its term's share in D, which is between 0 and 1. Powers go the same way: 1/z² has the slope −2·r/z.
/// </summary>
internal sealed class LogarithmicSlopes
{
    private readonly Graph _graph;
    private readonly Func<int, Expr> _primal;
    private readonly bool[] _varied;
    private readonly Growth _growth;

    public LogarithmicSlopes(Graph graph, Func<int, Expr> primal, bool[] varied)
    {
        (_graph, _primal, _varied) = (graph, primal, varied);
        _growth = new Growth(graph, varied);
    }

    /// <summary>
    /// The nodes that the derivative goes on with, and the linear map of a seed for each, as in a <see cref="Rule"/>; null for a node
    /// that has nothing to do with logarithms.
    /// </summary>
    public IReadOnlyList<(int Operand, Func<Expr, Expr> By)>? Of(int index)
    {
        Node node = _graph[index];
        switch (node.Op)
        {
            case Op.Divide when IsSingled(node.B):
                IEnumerable<(int, Func<Expr, Expr>)> byDivisor = Scaled(Follow(node.B, _primal(index))).Select(s => (s.Operand, (Func<Expr, Expr>)(d => -s.By(d))));
                return _varied[node.A] ? [(node.A, d => d / _primal(node.B)), .. byDivisor] : [.. byDivisor];
            case Op.Call when node.Function == Elementary.Log && _growth.Grows(node.A) && Patterns.Exponentials(_graph, node.A) is { } terms:
                return Scaled(Weights(terms, _primal(index).Constant(1)));
            case Op.Call when node.Function == Elementary.Log && Patterns.LogisticComplement(_graph, node.A) is { } u:
                return Scaled([(u, _primal(_graph[node.A].B))]);                       // ln(1 − s) = u + ln s
            case Op.Call when node.Function == Elementary.Log && IsSingled(node.A):
                return Scaled(Follow(node.A, _primal(index).Constant(1)));
            case Op.Call when node.Function is Elementary.LogP1 or Elementary.AccurateLogP1 && _growth.IsExponential(node.A):
                return Scaled(Follow(node.A, 1 / (1 + 1 / _primal(node.A))));
            case Op.Call when node.Function == Elementary.Atan && _growth.IsExponential(node.A):
                return Scaled(Follow(node.A, 1 / (_primal(node.A) + 1 / _primal(node.A))));
            case Op.Call when node.Function == Elementary.Pow && _graph[node.B] is { Op: Op.Constant, Number: < 0 and var n } && _growth.Grows(node.A):
                return Scaled(Follow(node.A, n * _primal(index)));
            default:
                return null;
        }
    }

    private bool IsSingled(int index) => _varied[index] && (_growth.Grows(index) || Patterns.Exponent(_graph, _graph[index]) is not null);

    private static IReadOnlyList<(int Operand, Func<Expr, Expr> By)> Scaled(IEnumerable<(int Operand, Expr Slope)> slopes) =>
        [.. slopes.Select(s => (s.Operand, (Func<Expr, Expr>)(d => d * s.Slope)))];

    // The slopes of factor·ln D.
    private List<(int Operand, Expr Slope)> Follow(int index, Expr factor)
    {
        var slopes = new List<(int, Expr)>();
        var pending = new Stack<(int Index, Expr Factor)>([(index, factor)]);
        while (pending.Count > 0)
        {
            (int i, Expr s) = pending.Pop();
            if (!_varied[i])
                continue;
            Node node = _graph[i];
            if (Patterns.Exponent(_graph, node) is { } n)
                pending.Push((node.A, n * s));
            else if (!_growth.Grows(i))
                slopes.Add((i, s / _primal(i)));
            else if (node.Op == Op.Call)
                slopes.Add((node.A, OfExponential(node, s)));
            else if (node.Op == Op.Negate)
                pending.Push((node.A, s));
            else if (node.Op is Op.Multiply or Op.Divide)
            {
                pending.Push((node.B, node.Op == Op.Divide ? -s : s));
                pending.Push((node.A, s));
            }
            else
            {
                Expr a = _primal(node.A), b = node.Op == Op.Subtract ? -_primal(node.B) : _primal(node.B);
                Share(node.B, s, b, a, node.Op == Op.Subtract ? -s : s);
                Share(node.A, s, a, b, s);
            }

            // An exponential's share t/(t + rest), in a form that neither overflows nor loses its tail.
            void Share(int term, Expr s, Expr t, Expr rest, Expr signed)
            {
                if (_growth.IsExponential(term))
                    pending.Push((term, s / (1 + rest / t)));
                else if (_varied[term])
                    slopes.Add((term, signed / _primal(i)));
            }
        }

        return slopes;
    }

    private Expr OfExponential(Node call, Expr s) => call.Function switch
    {
        Elementary.Exp2 => Ln2 * s,
        Elementary.Exp10 => Ln10 * s,
        Elementary.Cosh => s * _primal(call.A).Call(Elementary.Tanh),
        _ => s,
    };

    // ln(c·eᵘ + …): the weights of a softmax, shifted by the largest exponent.
    private IEnumerable<(int Operand, Expr Slope)> Weights(IReadOnlyList<(int Exponent, double Coefficient)> terms, Expr one)
    {
        Expr[] exponents = [.. terms.Select(t => t.Exponent == Node.None ? one.Constant(0) : _primal(t.Exponent))];
        if (terms.Count == 2 && terms.All(t => t is { Exponent: not Node.None, Coefficient: 1 }))
            return [.. terms.Select((t, k) => (t.Exponent, exponents[k].Call(Elementary.LogAddExpDerivative, exponents[1 - k])))];
        Expr largest = exponents.Aggregate((x, y) => x.Call(Elementary.Max, y));
        Expr[] shifted = [.. terms.Select((t, k) => t.Coefficient * (exponents[k] - largest).Call(Elementary.Exp))];
        Expr sum = shifted.Aggregate((x, y) => x + y);
        return terms.Select((t, k) => (t.Exponent, shifted[k] / sum)).Where(t => t.Exponent != Node.None);
    }
}
