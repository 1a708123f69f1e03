using SymGrad.Generator.IR;
using SymGrad.Generator.Simplification;

namespace SymGrad.Generator.Differentiation;

/// <summary>The order of the passes from a function to what is printed for it.</summary>
internal static class Gradients
{
    public static Derivative Derive(Graph function)
    {
        // What only one branch needs moves there first: then its adjoint does not exist on the other paths.
        Graph primal = UniqueNames.Apply(Sinking.Apply(BranchMerging.Apply(function, isPrimal: _ => true)));
        Graph adjoint = Pruning.Apply(ReverseMode.Apply(primal)).Limited();
        Graph gradient = adjoint with { Regions = WithoutValue(adjoint) };
        Liveness value = Liveness.Of(adjoint with { Regions = ValueAlone(adjoint) });
        Graph Schedule(Graph graph) => DerivativePairing.Apply(Sinking.Apply(BranchMerging.Apply(graph, value.Contains)));
        return new Derivative(primal, BranchMerging.Apply(adjoint, value.Contains), Schedule(adjoint), Schedule(gradient));
    }

    private static EquatableArray<Region> ValueAlone(Graph graph) => WithResults(graph, graph.Results.Take(1));

    private static EquatableArray<Region> WithoutValue(Graph graph) => WithResults(graph, graph.Results.Skip(1));

    private static EquatableArray<Region> WithResults(Graph graph, IEnumerable<int> results) =>
        graph.Regions.Select((region, i) => i == 0 ? region with { Results = results.ToEquatableArray() } : region).ToEquatableArray();
}
