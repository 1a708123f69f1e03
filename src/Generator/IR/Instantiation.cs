namespace SymGrad.Generator.IR;

/// <summary>Copies a function into another that calls it: its arguments become those of the call, other inputs stay what they are.</summary>
internal sealed class Instantiation : GraphRewriter
{
    private Instantiation(Graph function, GraphBuilder caller, IReadOnlyList<int> arguments) : base(function, caller)
    {
        for (int i = 0; i < function.Inputs.Count; i++)
        {
            if (function.LeafOf(i) is var leaf and not Node.None)
                this[leaf] = function.Inputs[i].Argument is { } argument ? arguments[argument] : Target.Input(Target.InputIndex(function.Inputs[i]));
        }
    }

    /// <summary>The nodes of the caller that the function's results are.</summary>
    public static int[] Of(Graph function, GraphBuilder caller, IReadOnlyList<int> arguments)
    {
        var copy = new Instantiation(function, caller, arguments);
        copy.CopyRegion(0);
        return [.. function.Results.Select(result => copy[result])];
    }
}
