using SymGrad.Generator.IR;

namespace SymGrad.Generator.Analysis;

/// <summary>
/// Which values grow exponentially as far as their form says, so that they and their slopes may overflow where their logarithm and
/// their reciprocal do not.
/// </summary>
internal sealed class Growth
{
    private readonly Graph _graph;
    private readonly bool[] _isExponential, _grows;

    public Growth(Graph graph, bool[] varied)
    {
        _graph = graph;
        (_isExponential, _grows) = (new bool[varied.Length], new bool[varied.Length]);
        for (int i = 0; i < varied.Length; i++)
        {
            _isExponential[i] = varied[i] && FindExponential(graph[i]);
            _grows[i] = _isExponential[i] || (varied[i] && FindGrowing(graph[i]));
        }
    }

    /// <summary>Whether it is made of exponentials and positive constants alone: such a value is 0 only where it underflows.</summary>
    public bool IsExponential(int index) => _isExponential[index];

    /// <summary>Whether it is a sum, or a product with one, that has such a term.</summary>
    public bool Grows(int index) => _grows[index];

    private bool FindExponential(Node node) => node.Op switch
    {
        Op.Call => (node.Function is Elementary.Exp or Elementary.Exp2 or Elementary.Exp10 && !IsBounded(node.A)) || node.Function == Elementary.Cosh
            || (Patterns.Exponent(_graph, node) is not null && _isExponential[node.A]),
        Op.Add or Op.Multiply or Op.Divide => IsPositive(node.A) && IsPositive(node.B),
        _ => false,
    };

    private bool FindGrowing(Node node) => node.Op switch
    {
        Op.Call => Patterns.Exponent(_graph, node) is not null && _grows[node.A],
        Op.Add or Op.Subtract => _isExponential[node.A] || _isExponential[node.B],
        Op.Multiply => _grows[node.A] || _grows[node.B],
        Op.Negate => _grows[node.A],
        _ => false,
    };

    private bool IsPositive(int index) => _isExponential[index] || (_graph[index] is { Op: Op.Constant, Number: > 0 } constant && constant.Type.IsReal());

    // −|u|, and u − max(u, …): whoever writes that has seen to it that nothing overflows.
    private bool IsBounded(int exponent) => _graph[exponent] switch
    {
        { Op: Op.Negate, A: var u } => _graph[u] is { Op: Op.Call, Function: Elementary.Abs },
        { Op: Op.Subtract, B: var m } => _graph[m] is { Op: Op.Call, Function: Elementary.Max },
        _ => false,
    };
}
