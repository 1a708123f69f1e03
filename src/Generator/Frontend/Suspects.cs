using Microsoft.CodeAnalysis;
using SymGrad.Generator.Analysis;
using SymGrad.Generator.Diagnostics;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

/// <summary>
/// Operations at which a derivative is lost or infinite, with the places where the user wrote them. Which of them matter shows when
/// the whole method has been read.
/// </summary>
internal sealed class Suspects
{
    private readonly List<Suspect> _all = [];

    private sealed record Suspect(DiagnosticDescriptor Rule, int Node, int[] Operands, SyntaxNode Place, string? InfiniteAt)
    {
        /// <summary>What the message says, where that is not the place.</summary>
        public string[]? Said { get; init; }
    }

    /// <summary>A function that is constant between jumps, or whose derivative is infinite somewhere.</summary>
    public void AddCall(GraphBuilder builder, Elementary function, int node, int[] operands, SyntaxNode place)
    {
        ElementaryFunction info = function.Info();
        bool isRoot = function == Elementary.Pow && builder[operands[1]] is { Op: Op.Constant, Number: > 0 and < 1 };
        if (info.IsStep && builder[node].Type != ScalarType.Boolean)
            Add(Rules.Jump, node, operands, place);
        else if (isRoot || info.InfiniteSlopeAt is not null)
            _all.Add(new Suspect(Rules.InfiniteSlope, node, [operands[0]], place, info.InfiniteSlopeAt ?? "0"));
    }

    public void Add(DiagnosticDescriptor rule, int node, int[] operands, SyntaxNode place) => _all.Add(new Suspect(rule, node, operands, place, null));

    /// <summary>An argument by which a method that is called has no derivative.</summary>
    public void AddHeld(string method, string parameter, int call, int argument, SyntaxNode place) =>
        _all.Add(new Suspect(Rules.HeldArgument, call, [argument], place, null) { Said = [method, parameter] });

    /// <summary>Forgets those from a node on, which is made again.</summary>
    public void Forget(int first) => _all.RemoveAll(s => s.Node >= first);

    /// <summary>What to say of those that an active value reaches, and that the results depend on.</summary>
    public IEnumerable<Problem> Problems(Graph graph)
    {
        if (_all.Count == 0)
            return [];
        bool[] varied = Activity.Varied(graph), positive = Positivity.Of(graph);
        Liveness live = Liveness.OfResults(graph);
        return _all
            .Where(s => live.Contains(s.Node) && s.Operands.Any(o => varied[o]) && !(s.InfiniteAt == "0" && positive[s.Operands[0]]))
            .Select(s => new Problem(s.Rule, s.Place.GetLocation(), s.Said is { } said ? said : s.InfiniteAt is null ? [Fence.Shortened(s.Place)] : [Fence.Shortened(s.Place), s.InfiniteAt]))
            .Distinct();
    }
}
