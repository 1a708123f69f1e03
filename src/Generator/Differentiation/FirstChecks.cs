using SymGrad.Generator.IR;

namespace SymGrad.Generator.Differentiation;

/// <summary>Copies the argument checks that a function begins with: to before a loop that runs the function in each turn.</summary>
internal sealed class FirstChecks : GraphRewriter
{
    private readonly int _last;

    private FirstChecks(Graph function, GraphBuilder target) : base(function, target) => _last = function.LastCheck();

    public static void Copy(Graph function, GraphBuilder target) => new FirstChecks(function, target).CopyRegion(0);

    protected override IReadOnlyList<int> NodesOf(int region) => region == 0 ? [.. base.NodesOf(0).Where(node => node <= _last)] : base.NodesOf(region);
}
