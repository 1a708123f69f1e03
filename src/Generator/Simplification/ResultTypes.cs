using SymGrad.Generator.IR;

namespace SymGrad.Generator.Simplification;

/// <summary>Gives all results of a graph one type.</summary>
internal sealed class ResultTypes : GraphRewriter
{
    private ResultTypes(Graph source) : base(source)
    {
    }

    public static Graph Convert(Graph graph, ScalarType type)
    {
        if (graph.Results.All(result => graph[result].Type == type))
            return graph;
        var pass = new ResultTypes(graph);
        pass.CopyRegion(0);
        return pass.Target.Build(graph.Results.Select(result => Algebra.Convert(pass.Target, pass[pass.BeforeNarrowing(result, type)], type)));
    }

    // A number that has the type on its way to a narrower one need not lose what it has.
    private int BeforeNarrowing(int result, ScalarType type) =>
        Source[result].Op == Op.Convert && Source[Source[result].A].Type == type ? Source[result].A : result;
}
