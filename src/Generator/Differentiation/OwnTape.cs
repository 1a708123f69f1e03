using SymGrad.Generator.IR;
using SymGrad.Generator.Simplification;

namespace SymGrad.Generator.Differentiation;

/// <summary>Sweeps of functions inside functions: what their loops keep is on a tape of their own.</summary>
internal static class OwnTape
{
    public static Graph Sweep(Graph function, params IReadOnlyList<Seed> seeds)
    {
        if (!function.Nodes.Any(node => node.Op == Op.Loop))
            return ReverseMode.Apply(function, seeds);
        ScalarType scalar = function.Results.Max(result => function[result].Type == ScalarType.Buffer ? function.ElementOf(result) : function[result].Type);
        var tape = new Input(Tape.OwnName, "", ScalarType.Buffer, IsActive: false) { Element = TapeFormat.TypeFor(function, scalar), IsTape = true };
        Graph swept = Apply(ReverseMode.Apply(function, tape, seeds), tape);
        return swept with { Inputs = swept.Inputs.Take(swept.Inputs.Count - 1).ToEquatableArray() };
    }

    // The last result of the function is how much it keeps.
    private static Graph Apply(Graph function, Input tape)
    {
        int[] results = [.. function.Results.Take(function.Results.Count - 1)];
        var builder = new GraphBuilder(function.Inputs, function.Options) { Callees = function.Callees };
        Graph length = CountedSums.Apply(Pruning.Apply(function.WithResults(function.Results.Skip(results.Length))));
        int own = builder.Allocate(tape.Element, Inlining.Apply(length, builder, builder.Input)[0]);
        builder.SetName(own, tape.Name);
        return Pruning.Apply(builder.Build(Inlining.Apply(Pruning.Apply(function.WithResults(results)), builder, i => function.Inputs[i].IsTape ? own : builder.Input(i))));
    }
}
