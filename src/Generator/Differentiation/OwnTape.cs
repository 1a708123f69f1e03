using SymGrad.Generator.IR;
using SymGrad.Generator.Simplification;

namespace SymGrad.Generator.Differentiation;

/// <summary>Gives a function that keeps values on a tape of the caller's a tape of its own.</summary>
internal static class OwnTape
{
    /// <param name="function">The last of its results is how much it keeps.</param>
    public static Graph Apply(Graph function, Input tape)
    {
        int[] results = [.. function.Results.Take(function.Results.Count - 1)];
        var builder = new GraphBuilder(function.Inputs, function.Options) { Callees = function.Callees };
        Graph length = CountedSums.Apply(Pruning.Apply(function.WithResults(function.Results.Skip(results.Length))));
        int own = builder.Allocate(tape.Element, Inlining.Apply(length, builder, builder.Input)[0]);
        builder.SetName(own, tape.Name);
        return Pruning.Apply(builder.Build(Inlining.Apply(Pruning.Apply(function.WithResults(results)), builder, i => function.Inputs[i].IsTape ? own : builder.Input(i))));
    }
}
