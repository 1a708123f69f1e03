using SymGrad.Generator.Analysis;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Differentiation;

/// <summary>Sets destinations to zero before they are added to, where they are somebody's buffers that may hold anything.</summary>
internal static class Cleared
{
    public static Graph Apply(Graph function)
    {
        int[] destinations = [.. Enumerable.Range(0, function.Inputs.Count).Where(i => function.Inputs[i].IsDestination && function.LeafOf(i) != Node.None && !Coverage.IsOverwritten(function, i))];
        if (destinations.Length == 0)
            return function;
        var builder = new GraphBuilder(function.Inputs, function.Options) { Callees = function.Callees };
        int[] cleared = [.. Enumerable.Range(0, function.Inputs.Count).Select(i => destinations.Contains(i) ? Clear(builder, builder.Input(i)) : Node.None)];
        return builder.Build(Inlining.Apply(function, builder, i => cleared[i] == Node.None ? builder.Input(i) : cleared[i]));
    }

    private static int Clear(GraphBuilder builder, int buffer) => builder.ForEach(
        builder.Length(buffer), [buffer], (i, current) => [builder.Store(current[0], i, builder.Constant(builder.ElementOf(buffer), 0.0))])[0];
}
