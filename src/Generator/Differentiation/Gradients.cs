using SymGrad.Generator.IR;
using SymGrad.Generator.Simplification;

namespace SymGrad.Generator.Differentiation;

/// <summary>The order of the passes from a function to what is printed for it.</summary>
internal static class Gradients
{
    public static Derivative Derive(Graph function)
    {
        // What one branch alone reads belongs to it: its adjoint elsewhere would be 0·f′, which is NaN where f′ is not finite.
        Graph primal = Sinking.Apply(BranchMerging.Apply(function));
        Graph adjoint = Pruning.Apply(ReverseMode.Apply(primal));
        Graph gradient = adjoint with { Regions = WithoutValue(adjoint) };
        return new Derivative(primal, adjoint, Scheduled(adjoint), Scheduled(gradient));
    }

    private static Graph Scheduled(Graph graph) => DerivativePairing.Apply(Sinking.Apply(BranchMerging.Apply(graph)));

    private static EquatableArray<Region> WithoutValue(Graph graph) =>
        graph.Regions.Select((region, i) => i == 0 ? region with { Results = region.Results.Skip(1).ToEquatableArray() } : region).ToEquatableArray();
}
