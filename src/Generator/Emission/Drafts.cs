using System.Globalization;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Emission;

/// <summary>
/// Memory that stands for a member's destinations until all is computed: where an index can still turn out to be out of range, nothing may be
/// written before.
/// </summary>
internal sealed class Drafts
{
    private readonly Draft[] _drafts;
    private readonly string _scratch;
    private readonly string _span;
    private readonly string _result;

    private readonly record struct Draft(string Destination, string Name, string Element, string AsSpan, bool IsRead, bool IsClear);

    /// <param name="parameters">Those of the member.</param>
    /// <param name="clearing">Lines that begin some destinations as zero.</param>
    public Drafts(Graph graph, Declaration declaration, IReadOnlyList<string> parameters, IReadOnlyList<string> clearing)
    {
        string buffers = declaration.WellKnown("SymGrad", "Buffers");
        _scratch = declaration.WellKnown("SymGrad", "Scratch");
        _span = declaration.WellKnown("System", "Span");
        _result = declaration.Appended("result");
        var stored = new HashSet<int>(Enumerable.Range(0, graph.Nodes.Count).Where(n => graph[n].Op == Op.Store).Select(graph.MemoryOf));
        _drafts =
        [
            .. Enumerable.Range(0, graph.Inputs.Count).Where(i => graph.Inputs[i].IsWritten && parameters.Contains(graph.Inputs[i].Access)).GroupBy(i => graph.Inputs[i].Access)
                .Select(leaves => (Draft: Of(graph.Inputs[leaves.First()]), IsStored: leaves.Any(i => stored.Contains(graph.LeafOf(i)))))
                .Where(written => written.IsStored || written.Draft.IsClear).Select(written => written.Draft),
        ];

        Draft Of(Input input)
        {
            string asSpan = input.IsTwoDimensional ? $"{buffers}.AsSpan({input.Access})" : input.Access;
            return new Draft(
                input.Access, declaration.Appended(input.Access.TrimStart('@') + "Draft"), input.ElementType ?? declaration.Text(input.Element),
                asSpan, input is { IsOutput: true, IsDestination: false }, clearing.Contains(asSpan + ".Clear();"));
        }
    }

    /// <summary>The names that they need, and their results.</summary>
    public IEnumerable<string> Names(int results) =>
        _drafts.SelectMany(draft => new[] { draft.Name, draft.Name + "Memory" }).Concat(Enumerable.Range(0, results).Select(Result));

    /// <summary>Lines that make them.</summary>
    public IEnumerable<string> Begin()
    {
        if (_drafts.Length > 0)
            yield return "// Written last: whether an index is out of range is known only when it is met.";
        foreach (Draft draft in _drafts)
        {
            yield return $"using var {draft.Name}Memory = new {_scratch}<{draft.Element}>({draft.Destination}.Length{(draft.IsClear ? "" : ", clear: false")});";
            yield return $"{_span}<{draft.Element}> {draft.Name} = {draft.Name}Memory.Span;";
            if (draft.IsRead)
                yield return $"{draft.Destination}.CopyTo({draft.Name});";
        }
    }

    /// <summary>The same code, writing to them.</summary>
    public Graph In(Graph graph) => graph with { Inputs = graph.Inputs.Select(In).ToEquatableArray() };

    /// <summary>The same end, at which they become what the destinations hold: after the last element has been read.</summary>
    public Ending In(Ending ending) => _drafts.Length == 0 && ending.IsReturn ? ending : ending with
    {
        IsOnce = true,
        Places = null,
        Lines = results =>
        [
            .. results.Select((result, i) => (Result: result, Place: i)).Where(r => Reads(r.Result)).Select(r => $"var {Result(r.Place)} = {r.Result};"),
            .. _drafts.Select(draft => $"{draft.Name}.CopyTo({draft.AsSpan});"),
            .. ending.Lines([.. results.Select((result, i) => Reads(result) ? Result(i) : result)]),
        ],
    };

    // Row by row, where it is a matrix.
    private Input In(Input input) => _drafts.FirstOrDefault(draft => input.IsWritten && draft.Destination == input.Access) is { Name: { } name }
        ? input with { Access = name, IsTwoDimensional = false }
        : input;

    private static bool Reads(string result) => result.Contains("[");

    private string Result(int place) => _result + (place + 1).ToString(CultureInfo.InvariantCulture);
}
