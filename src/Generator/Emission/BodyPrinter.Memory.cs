using SymGrad.Generator.IR;

namespace SymGrad.Generator.Emission;

/// <summary>Where buffers are: a few elements on the stack, more of them in memory from the pool.</summary>
internal sealed partial class BodyPrinter
{
    private const long MostOnStack = 64;

    // The memory of what iterations allocate, which is there before their loop.
    private readonly Dictionary<int, string> _taken = [];

    private void PrintAllocation(int index, Node node)
    {
        if (_taken.TryGetValue(index, out string? taken))
        {
            _writer.Line(taken == _names[index] ? $"{taken}.Clear();" : $"{SpanOf(index)} {_names[index]} = {taken}.Cleared({_expressions.Print(node.A)});");
            return;
        }

        if (IsSmall(node) && node.Region == 0)
        {
            PrintOnStack(index);
            _writer.Line($"{_names[index]}.Clear();");
            return;
        }

        string memory = _names.Fresh(_names[index] + "Memory");
        _writer.Line($"using var {memory} = {Scratch(index)}({_expressions.Print(node.A)});");
        _writer.Line($"{SpanOf(index)} {_names[index]} = {memory}.Span;");
    }

    // To ask the pool in each iteration would cost more than short loops do, and on the stack buffers would pile up.
    private void TakeBefore(int loop)
    {
        foreach (int index in Enumerable.Range(0, loop).Where(n => _graph[n].Op == Op.Allocate && _live.Contains(n) && !_taken.ContainsKey(n) && IsKnownBefore(loop, n)))
        {
            Node node = _graph[index];
            if (IsSmall(node) && _graph[loop].Region == 0)
            {
                PrintOnStack(index);
                _taken.Add(index, _names[index]);
                continue;
            }

            // Where no iteration runs, nobody has asked for a negative length.
            bool isLength = _graph[node.A].Op == Op.Length || _graph[node.A] is { Op: Op.Constant, Payload: >= 0 };
            string length = isLength ? _expressions.Print(node.A) : $"{_declaration.WellKnown("System", "Math")}.Max({_expressions.Print(node.A)}, 0)";
            string memory = _names.Fresh(_names[index] + "Memory");
            _writer.Line($"using var {memory} = {Scratch(index)}({length}, clear: false);");
            _taken.Add(index, memory);
        }
    }

    // Whether each iteration allocates a buffer of a length that is known before the first one.
    private bool IsKnownBefore(int loop, int allocation)
    {
        int length = _graph[allocation].A, owner = _graph.OwnerOf(_graph[allocation].Region);
        while (owner != Node.None && owner != loop && _graph[owner].Op == Op.Loop)
            owner = _graph.OwnerOf(_graph[owner].Region);
        bool isThere = _graph[length].Op is Op.Length || _graph[length].Op.IsLeaf() || !_layout.IsInline(length);
        return owner == loop && isThere && (_graph[length].Op.IsLeaf() || !_graph.IsInside(length, _graph[loop].C));
    }

    private bool IsSmall(Node allocation) =>
        _graph[allocation.A] is { Op: Op.Constant, Payload: >= 0 and <= MostOnStack } && _declaration.CanBeOnStack((ScalarType)allocation.Payload);

    private void PrintOnStack(int index) =>
        _writer.Line($"{SpanOf(index)} {_names[index]} = stackalloc {_expressions.TypeOf(index)}[{_expressions.Print(_graph[index].A)}];");

    private string SpanOf(int allocation) => $"{_span}<{_expressions.TypeOf(allocation)}>";

    private string Scratch(int allocation) => $"new {_declaration.WellKnown("SymGrad", "Scratch")}<{_expressions.TypeOf(allocation)}>";
}
