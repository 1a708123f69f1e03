using SymGrad.Generator.Analysis;
using SymGrad.Generator.IR;
using SymGrad.Generator.Simplification;

namespace SymGrad.Generator.Differentiation;

/// <summary>Jacobians and Hessians whose size is known: each entry is a result.</summary>
internal sealed partial class Derivatives
{
    // Beyond that many entries, a Jacobian is not derived in both modes to see which is cheaper.
    private const int MostEntriesCompared = 400;

    // Reverse mode takes a sweep a row, forward mode one a column.
    private DerivedMember Jacobian()
    {
        int m = Values, n = Active.Length;
        DerivedMember Rows() => Matrix(
            DerivativeKind.Jacobian, Reverse([.. Seed.Units(m)]),
            from row in Enumerable.Range(0, m) from column in Enumerable.Range(0, n) select m + (row * n) + column);
        DerivedMember Columns() => Matrix(
            DerivativeKind.Jacobian, ForwardMode.Apply(_primal, [.. Seed.Units(n)]),
            from row in Enumerable.Range(0, m) from column in Enumerable.Range(0, n) select m + (column * m) + row);

        if (m * n > MostEntriesCompared)
            return m <= n ? Rows() : Columns();
        return Cheaper(Rows(), Columns());
    }

    // Forward mode over the gradient, along every axis. By symmetry half of the entries are enough, and whichever half is cheaper.
    private DerivedMember Hessian()
    {
        int n = Active.Length;
        Graph columns = ForwardMode.Apply(Prepared(_valueAndGradient.Value), [.. Seed.Units(n)]);
        DerivedMember Half(Func<int, int, (int Partial, int Direction)> entry) => Matrix(
            DerivativeKind.Hessian, columns,
            from row in Enumerable.Range(0, n) from column in Enumerable.Range(0, row + 1) let at = entry(row, column) select EntryOfHessian(n, at.Partial, at.Direction));
        return Cheaper(Half((row, column) => (row, column)), Half((row, column) => (column, row)));
    }

    /// <summary>Where a second partial is among the results of forward mode over value and gradient, along every axis.</summary>
    public static int EntryOfHessian(int n, int partial, int direction) => ((1 + direction) * (1 + n)) + 1 + partial;

    private static DerivedMember Cheaper(DerivedMember first, DerivedMember second) =>
        OperationCount.Of(second.Graph).Total < OperationCount.Of(first.Graph).Total ? second : first;

    // A matrix is of one type, whatever those of the leaves are.
    private DerivedMember Matrix(DerivativeKind kind, Graph graph, IEnumerable<int> entries)
    {
        Graph converted = ResultTypes.Convert(graph, _declaration.Scalar);
        return Member(kind, converted, converted.WithResults(entries.Select(entry => converted.Results[entry])));
    }
}
