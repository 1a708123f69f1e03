using SymGrad.Generator.Simplification;

namespace SymGrad.Generator.Differentiation;

/// <summary>The adjoints known inside a region: its own, over those it inherits from outside.</summary>
internal sealed class AdjointScope(AdjointScope? outer)
{
    private readonly Dictionary<int, Expr> _own = [];

    /// <summary>The nodes whose adjoint was changed in this scope.</summary>
    public IEnumerable<int> Keys => _own.Keys;

    /// <summary>The adjoint of a node; null while it is zero.</summary>
    public Expr? this[int node] => _own.TryGetValue(node, out Expr own) ? own : outer?[node];

    public void Add(int node, Expr contribution) =>
        Set(node, this[node] is { } sum ? sum + contribution : contribution);

    public void Set(int node, Expr adjoint) => _own[node] = adjoint;
}
