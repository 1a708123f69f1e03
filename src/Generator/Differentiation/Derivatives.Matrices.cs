using SymGrad.Generator.Analysis;
using SymGrad.Generator.IR;
using SymGrad.Generator.Simplification;

namespace SymGrad.Generator.Differentiation;

/// <summary>Jacobians and Hessians whose size is known: each entry is a result.</summary>
internal sealed partial class Derivatives
{
    // Beyond that many entries, a Jacobian is not derived in both modes to see which is cheaper.
    private const int MostEntriesCompared = 400;

    // Beyond that many nodes, what could be cheaper is not worth the compiler's time.
    private const int MostNodesCompared = 20_000;

    // Reverse mode takes a sweep a row, forward mode one a column.
    private DerivedMember Jacobian()
    {
        int m = Values, n = Active.Length;
        DerivedMember Rows() => Matrix(
            DerivativeKind.Jacobian, Reverse([.. Seed.Units(m)]),
            from row in Enumerable.Range(0, m) from column in Enumerable.Range(0, n) select m + (row * n) + column);
        DerivedMember Columns() => Matrix(
            DerivativeKind.Jacobian, Forward([.. Seed.Units(n)]),
            from row in Enumerable.Range(0, m) from column in Enumerable.Range(0, n) select m + (column * m) + row);

        if (m * n > MostEntriesCompared)
            return m <= n ? Rows() : Columns();
        return Cheaper(Rows(), Columns());
    }

    // Forward mode along every axis, over the gradient by either mode. By symmetry half of the entries are enough, and whichever half is cheapest.
    private DerivedMember Hessian()
    {
        int n = Active.Length;
        Graph[] gradients = (long)_primal.Nodes.Count * n * n > MostNodesCompared ? [_valueAndGradient.Value] : [_valueAndGradient.Value, Forward([.. Seed.Units(n)])];
        IEnumerable<DerivedMember> halves =
            from gradient in gradients
            let columns = ForwardMode.Apply(Prepared(gradient), [.. Seed.Units(n)])
            from isLower in new[] { true, false }
            select Matrix(
                DerivativeKind.Hessian, columns,
                from row in Enumerable.Range(0, n) from column in Enumerable.Range(0, row + 1)
                select isLower ? EntryOfHessian(n, row, column) : EntryOfHessian(n, column, row));
        return halves.Aggregate(Cheaper);
    }

    /// <summary>Where a second partial is among the results of forward mode over value and gradient, along every axis.</summary>
    public static int EntryOfHessian(int n, int partial, int direction) => ((1 + direction) * (1 + n)) + 1 + partial;

    private static DerivedMember Cheaper(DerivedMember first, DerivedMember second) =>
        OperationCount.Of(second.Graph).Total < OperationCount.Of(first.Graph).Total ? second : first;

    // A matrix is of one type, whatever those of the leaves are. Entries mostly share a coefficient, as all second partials of a square do.
    private DerivedMember Matrix(DerivativeKind kind, Graph graph, IEnumerable<int> entries)
    {
        Graph converted = ResultTypes.Convert(graph, _declaration.Scalar);
        DerivedMember Of(Graph all) => Member(kind, all, all.WithResults(entries.Select(entry => all.Results[entry])));
        return converted.Nodes.Count > MostNodesCompared ? Of(converted) : Cheaper(Of(converted), Of(CommonFactors.Apply(converted, Values)));
    }
}
