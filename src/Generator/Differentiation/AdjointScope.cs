using SymGrad.Generator.IR;
using SymGrad.Generator.Simplification;

namespace SymGrad.Generator.Differentiation;

/// <summary>An adjoint, and the condition under which it is there at all; without one it always is.</summary>
/// <param name="IsLive">False on paths where the result does not depend on the value: there the value is 0 and must not be multiplied.</param>
internal readonly record struct Adjoint(Expr Value, Expr? IsLive);

/// <summary>The adjoints known inside a region: its own, over those it inherits from outside.</summary>
internal sealed class AdjointScope(Graph source, AdjointScope? outer)
{
    private readonly Dictionary<int, Adjoint> _own = [];
    private readonly AdjointScope? _outer = outer;

    /// <summary>The nodes whose adjoint was changed in this scope.</summary>
    public IEnumerable<int> Keys => _own.Keys;

    /// <summary>The arm that this is the scope of, if it is one's: what is computed there has no adjoint outside.</summary>
    public int? Arm { get; set; }

    /// <summary>A scope inside this one.</summary>
    public AdjointScope Inside() => new(source, this);

    /// <summary>The adjoint of a node; null while it is zero.</summary>
    public Adjoint? this[int node]
    {
        get
        {
            for (AdjointScope? scope = this; scope is not null; scope = scope._outer)
            {
                if (scope._own.TryGetValue(node, out Adjoint adjoint))
                    return adjoint;
                if (scope.Arm == source[node].Region)
                    break;
            }

            return null;
        }
    }

    public void Add(int node, Adjoint contribution)
    {
        if (this[node] is { } sum)
            contribution = new Adjoint(sum.Value + contribution.Value, Either(sum.IsLive, contribution.IsLive));
        Set(node, contribution);
    }

    public void Set(int node, Adjoint adjoint) => _own[node] = adjoint;

    private static Expr? Either(Expr? a, Expr? b)
    {
        if (a is not { } first || b is not { } second)
            return null;
        GraphBuilder builder = first.Builder;
        if (builder.Not(first.Id) == second.Id)
            return null;
        int either = builder.If(first.Id, () => [builder.Boolean(true)], () => [second.Id])[0];
        return builder.IsBoolean(either, true) ? null : new Expr(builder, either);
    }
}
