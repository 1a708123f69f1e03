namespace SymGrad.Generator.IR;

/// <summary>Copies a function into another one that is being built, at the place where it is, with values for its inputs.</summary>
internal sealed class Inlining : GraphRewriter
{
    private readonly Func<int, int> _argument;

    private Inlining(Graph function, GraphBuilder target, Func<int, int> argument) : base(function, target) => _argument = argument;

    /// <summary>The function's results.</summary>
    /// <param name="argument">The node of the target that an input becomes; asked for those that the function reads.</param>
    public static int[] Apply(Graph function, GraphBuilder target, Func<int, int> argument)
    {
        var inlining = new Inlining(function, target, argument);
        inlining.CopyRegion(0);
        return [.. function.Results.Select(result => inlining[result])];
    }

    protected override int CopyLeaf(Node leaf) => leaf.Op == Op.Input ? _argument((int)leaf.Payload) : base.CopyLeaf(leaf);
}
