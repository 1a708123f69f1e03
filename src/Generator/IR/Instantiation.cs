namespace SymGrad.Generator.IR;

/// <summary>Copies a function into another that calls it: its arguments become those of the call, other inputs stay what they are.</summary>
internal static class Instantiation
{
    /// <summary>The nodes of the caller that the function's results are.</summary>
    public static int[] Of(Graph function, GraphBuilder caller, IReadOnlyList<int> arguments) => Inlining.Apply(
        function, caller, i => function.Inputs[i].Argument is { } argument ? arguments[argument] : caller.Input(caller.InputIndex(function.Inputs[i])));
}
