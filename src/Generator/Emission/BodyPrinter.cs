using System.Collections;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Emission;

/// <summary>Prints a graph as the statements of a method body. Every path ends in a return of its own.</summary>
internal sealed partial class BodyPrinter
{
    private readonly Graph _graph;
    private readonly Declaration _declaration;
    private readonly Liveness _live;
    private readonly Layout _layout;
    private readonly Names _names;
    private readonly Lanes _lanes;
    private readonly ExpressionPrinter _expressions;
    private readonly CodeWriter _writer;
    private readonly Ending _ending;
    private readonly bool[] _partial;
    private readonly int[] _loops;
    private readonly int _lastCheck;
    private readonly HashSet<int> _assigned = [];
    private readonly HashSet<int> _placed = [];
    private readonly string _span;

    /// <param name="parameters">The names of the member's parameters.</param>
    public BodyPrinter(Graph graph, Declaration declaration, IEnumerable<string> parameters, CodeWriter writer, Ending ending)
    {
        _graph = graph;
        _declaration = declaration;
        _writer = writer;
        _ending = ending;
        _span = declaration.WellKnown("System", "Span");
        _live = Liveness.Of(graph);
        _partial = Partial(graph);
        _lastCheck = graph.LastCheck();
        _loops = [.. Enumerable.Range(0, graph.Nodes.Count).Where(n => graph[n].Op == Op.Loop && _live.Contains(n))];
        _layout = new Layout(graph, _live, ending.IsReturn);
        _names = new Names(graph, parameters.Select(name => name.TrimStart('@')).Concat(declaration.Home).Concat(declaration.Captured).Append(declaration.Generics.Number).Concat(graph.Callees.Select(c => c.Name)));
        _lanes = new Lanes(graph, _live);
        _expressions = new ExpressionPrinter(graph, _layout, _names, declaration, _lanes);
        PlaceResults();
    }

    public void Print() => Nesting.Run(PrintToEnd(0, 0, isLast: true));

    /// <summary>Whether argument checks come before all that is written.</summary>
    public bool BeginsWithChecks => _lastCheck != Node.None;

    /// <summary>Lines that follow those checks.</summary>
    public IReadOnlyList<string> AfterChecks { get; init; } = [];

    // What a branch gives for a matrix and for nothing else is written there in its arms: a variable for each would outlive what it is computed from.
    private void PlaceResults()
    {
        for (int i = 0; _ending.Places is { } places && i < _graph.Results.Count; i++)
        {
            int result = _graph.Results[i];
            if (_graph[result] is not { Op: Op.Result } node || _graph[node.A] is not { Op: Op.If, Region: 0 } || _layout.IsExpression(node.A) || _partial[result] || _graph.Names[result].IsUsers || IsOfLoop(result))
                continue;
            int entries = _graph.Results.Count(entry => entry == result || (_graph[entry] is { Op: Op.Negate } negative && negative.A == result && _layout.IsInline(entry)));
            if (_layout.Uses(result) == entries && _placed.Add(result))
            {
                _assigned.Add(result);
                _names.Share(result, places(i)[0]);
            }
        }
    }

    // A loop adds to a variable faster than to memory.
    private bool IsOfLoop(int node) => _graph[node].Op == Op.Result && _graph[_graph[node].A].Op switch
    {
        Op.Loop => true,
        Op.If => IsOfLoop(_graph.Yielded(node, true)) || IsOfLoop(_graph.Yielded(node, false)),
        _ => false,
    };

    // The last branch of a path takes the end of the method into its arms, as one would write early returns: as long as what is
    // returned, of this size so far, stays readable.
    private IEnumerable PrintToEnd(int region, int size, bool isLast)
    {
        List<int> statements = Statements(region);
        int last = statements.Count - 1;
        int? more = last >= 0 && _graph[statements[last]].Op == Op.If ? ReturnedThrough(statements[last]) : null;
        bool endsInBranch = !_ending.IsOnce && size + more <= Layout.LongestExpression;
        yield return PrintAll(statements.Take(endsInBranch ? last : statements.Count));
        if (endsInBranch)
        {
            yield return PrintLastBranch(statements[last], size + more!.Value, isLast);
            yield break;
        }

        foreach (string line in _ending.Lines([.. _graph.Results.Where(r => _graph[r].Type != ScalarType.Buffer).Select(_expressions.Print)]))
            _writer.Line(line);
        if (!_ending.IsReturn && !isLast)
            _writer.Line("return;");
    }

    private IEnumerable PrintLastBranch(int index, int size, bool isLast)
    {
        Node branch = _graph[index];
        IReadOnlyList<int> results = _live.ResultsOf(index);
        _writer.Open($"if ({_expressions.Print(branch.A)})");
        foreach (int result in results)
            _expressions.Alias(result, _graph.Yielded(result, true));
        yield return PrintToEnd(branch.B, size, isLast: false);
        _writer.Close();
        _writer.Blank();
        foreach (int result in results)
            _expressions.Alias(result, _graph.Yielded(result, false));
        yield return PrintToEnd(branch.C, size, isLast);
        foreach (int result in results)
            _expressions.Alias(result, null);
    }

    // Through how many operations a branch's results go into what is returned; null if they go anywhere else.
    private int? ReturnedThrough(int index)
    {
        int operations = 0;
        var reached = new HashSet<int>(_live.ResultsOf(index));
        if (reached.Any(r => (_graph.Names[r].IsUsers && !_graph.Results.Contains(r)) || IsRepeated(r)))
            return null;
        int region = _graph[index].Region;
        foreach (int node in _graph.NodesOf(region))
        {
            if (!_live.Contains(node) || node <= index || reached.Contains(node))
                continue;
            if (_graph[node].Op == Op.If)
                return null;
            if (_graph[node].Operands.Any(reached.Contains))
            {
                if (!_layout.IsInline(node))
                    return null;
                reached.Add(node);
                operations++;
            }
        }

        return operations;
    }

    // An expression that a branch yields would be computed at each use of the result.
    private bool IsRepeated(int result) => _layout.Uses(result) > 1
        && (IsExpression(_graph.Yielded(result, true)) || IsExpression(_graph.Yielded(result, false)));

    private bool IsExpression(int node) => _layout.IsInline(node) && !_graph[node].Op.IsLeaf();

    private List<int> Statements(int region) => [.. _graph.NodesOf(region).Where(n => _live.Contains(n) && !_headers.Contains(n) && IsStatement(n))];

    private bool IsStatement(int index) => _graph[index].Op switch
    {
        Op.Guard or Op.CallWithDerivative => true,
        Op.Argument or Op.At or Op.Cell => false,
        Op.If => !_layout.IsExpression(index),
        Op.Carried => false,
        Op.Result when _graph[_graph[index].A].Op == Op.Loop || _graph[index].Type == ScalarType.Buffer => false,
        Op.Result when _graph[_graph[index].A].Op != Op.Invoke => _graph[_graph[index].A].Op == Op.If && _layout.IsExpression(_graph[index].A) && !_layout.IsInline(index),
        _ => !_layout.IsInline(index),
    };

    private IEnumerable PrintAll(IEnumerable<int> statements)
    {
        foreach (int statement in statements)
        {
            if (_graph[statement].Op == Op.If)
                yield return PrintBranch(statement);
            else
                PrintStatement(statement);
            if (statement == _lastCheck)
                PrintAfterChecks();
        }
    }

    private void PrintAfterChecks()
    {
        foreach (string line in AfterChecks)
            _writer.Line(line);
        if (AfterChecks.Count > 0)
            _writer.Blank();
    }

    private void PrintStatement(int index)
    {
        Node node = _graph[index];
        switch (node.Op)
        {
            case Op.Guard:
                PrintGuard(node);
                break;
            case Op.CallWithDerivative:
                PrintPair(index);
                break;
            case Op.Loop:
                PrintLoop(index);
                break;
            case Op.Allocate:
                PrintAllocation(index, node);
                break;
            case Op.Slice or Op.Row:
                _writer.Line($"{_expressions.SpanOf(index)} {_names[index]} = {_expressions.Define(index).Text};");
                break;
            case Op.Store when _lanes.AreSeededBy(index):
                _writer.Line($"{_expressions.Tangents}.SetEach({_names[_graph.MemoryOf(index)]}, {_expressions.Print(node.B)}, {_expressions.Print(node.C)});");
                break;
            case Op.Store when _lanes.ColumnsOf(index) is not null:
                _writer.Line($"{_expressions.Tangents}.Store({_expressions.PrintFor(index, node.C)}, {_expressions.Columns(index)});");
                break;
            case Op.Store:
                _writer.Line(_expressions.Replacement(index, node) ?? Assignment(_expressions.Element(node), _graph.MemoryOf(index), node.C));
                break;
            case Op.Invoke when _graph.IsCallInParts(index):
                PrintParts(index);
                break;
            default:
                Assign(index, _expressions.Define(index).Text);
                break;
        }
    }

    private void Assign(int index, string value)
    {
        if (_assigned.Contains(index))
            _writer.Line(Assignment(_names[index], index, index, value));
        else
            _writer.Line($"{_expressions.TypeOf(index)} {_names[index]} = {value};");
    }

    // s = s + x is s += x.
    private string Assignment(string variable, int target, int index, string? value = null)
    {
        Node node = _graph[index];
        bool isOperation = value is not null || _layout.IsInline(index);
        if (isOperation && node.Op is Op.Add or Op.Subtract or Op.Multiply or Op.Divide && _expressions.Print(node.A) == variable)
            return _graph[node.B] is { Op: Op.Constant, Payload: 1 } && node.Type.IsInteger() && node.Op is Op.Add or Op.Subtract ? $"{variable}{node.Op.Symbol()}{node.Op.Symbol()};" : $"{variable} {node.Op.Symbol()}= {_expressions.Print(node.B)};";
        return $"{variable} = {value ?? _expressions.PrintFor(target, index)};";
    }

    private void PrintGuard(Node guard)
    {
        string text = _expressions.Shorten(_graph.Throws[(int)guard.Payload]);
        if (guard.B != Node.None)
            text = text.Replace("{0}", _expressions.Print(guard.B));
        if (guard.C != Node.None)
            text = text.Replace("{1}", _expressions.Print(guard.C));
        if (!text.StartsWith("throw ", StringComparison.Ordinal))
        {
            _writer.Line(text);
            return;
        }

        _writer.Open($"if ({_expressions.Print(guard.A)})");
        _writer.Line(text);
        _writer.Close();
        _writer.Blank();
    }

    private void PrintPair(int index)
    {
        Node call = _graph[index];
        string type = _declaration.Text(call.Type);
        string value = "_", derivative = "_";
        foreach (int result in _live.ResultsOf(index))
        {
            if (_graph[result].Payload == 0)
                value = _names[result];
            else
                derivative = _names[result];
        }

        string text = _expressions.Call(call);
        if (call.Function.Info().Element != "")
        {
            _writer.Line($"({type} {value}, {type} {derivative}) = {text};");
            return;
        }

        _writer.Line($"{type} {value} = {text.Substring(0, text.Length - 1)}, out {type} {derivative});");
    }

    private void PrintParts(int index)
    {
        Callee callee = _graph.CalleeOf(index);
        if (callee.FillsBuffer)
        {
            string element = _declaration.Text(callee.Results[0].Type), buffer = _names.Variable(index, 0);
            _writer.Line($"{_span}<{element}> {buffer} = stackalloc {element}[{callee.Results.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)}];");
            _writer.Line(_expressions.Invocation(index).Replace(Callee.Buffer, buffer) + ";");
            return;
        }

        var read = new HashSet<int>(_live.ResultsOf(index).Select(result => _graph.CallResultOf(result).Variable));
        string[] variables = [.. callee.Variables.Select((_, i) => read.Contains(i) ? _names.Variable(index, i) : "_")];
        _writer.Line($"var {(variables.Length == 1 ? variables[0] : $"({string.Join(", ", variables)})")} = {_expressions.Invocation(index)};");
    }

    private IEnumerable PrintBranch(int index)
    {
        Node branch = _graph[index];
        IReadOnlyList<int> results = _live.ResultsOf(index);
        if (_lanes.AreSelectedBy(branch.A))
        {
            yield return PrintAll(Statements(branch.B).Concat(Statements(branch.C)));
            foreach (int result in results)
                Assign(result, _expressions.Define(result).Text);
            yield break;
        }

        foreach (int result in results)
        {
            if (_assigned.Contains(result) || _graph[result].Type == ScalarType.Buffer)
                continue;
            _writer.Line($"{_expressions.TypeOf(result)} {_names[result]}{(_partial[result] ? " = " + _expressions.Undefined(_graph[result].Type) : "")};");
        }

        if (IsEmpty(branch.B, results, true))
        {
            _writer.Open($"if ({_expressions.PrintNot(branch.A)})");
            yield return PrintArm(branch.C, results, false);
            _writer.Close();
            _writer.Blank();
            yield break;
        }

        _writer.Open($"if ({_expressions.Print(branch.A)})");
        yield return PrintArm(branch.B, results, true);
        _writer.Close();
        yield return PrintElse(branch.C, results);
    }

    private bool IsEmpty(int region, IReadOnlyList<int> results, bool taken) =>
        Statements(region).Count == 0 && results.All(r => _graph[_graph.Yielded(r, taken)].Op == Op.Undefined || IsKept(r, taken));

    // Whether the arm leaves the variable, or the buffer, as it is.
    private bool IsKept(int result, bool taken) =>
        _graph[result].Type == ScalarType.Buffer || (_assigned.Contains(result) && _expressions.Print(_graph.Yielded(result, taken)) == _names[result]);

    // Whether some path leaves a node without a value; nothing reads it then, but the compiler does not know.
    private static bool[] Partial(Graph graph)
    {
        var partial = new bool[graph.Nodes.Count];
        for (int i = 0; i < partial.Length; i++)
        {
            partial[i] = graph[i].Op == Op.Undefined
                || (graph[i].Op == Op.Result && graph[graph[i].A].Op == Op.If && (partial[graph.Yielded(i, true)] || partial[graph.Yielded(i, false)]));
        }

        return partial;
    }

    private IEnumerable PrintElse(int region, IReadOnlyList<int> results)
    {
        while (IsElseIf(region, results, out int nested))
        {
            foreach (int result in results)
                Forward(_graph.Yielded(result, false), result);
            _writer.Open($"else if ({_expressions.Print(_graph[nested].A)})");
            (region, results) = (_graph[nested].C, _live.ResultsOf(nested));
            yield return PrintArm(_graph[nested].B, results, true);
            _writer.Close();
        }

        if (!IsEmpty(region, results, false))
        {
            _writer.Open("else");
            yield return PrintArm(region, results, false);
            _writer.Close();
        }

        _writer.Blank();
    }

    // An else that holds one branch, whose results are all handed on.
    private bool IsElseIf(int region, IReadOnlyList<int> results, out int nested)
    {
        List<int> statements = Statements(region);
        nested = statements.Count == 1 ? statements[0] : Node.None;
        if (nested == Node.None || _graph[nested].Op != Op.If || _lanes.AreSelectedBy(_graph[nested].A))
            return false;
        int branch = nested;
        int[] yielded = [.. results.Select(r => _graph.Yielded(r, false))];
        return yielded.All(y => _graph[y].Op == Op.Result && _graph[y].A == branch && _layout.Uses(y) == 1)
            && _live.ResultsOf(branch).All(yielded.Contains);
    }

    private IEnumerable PrintArm(int region, IReadOnlyList<int> results, bool taken)
    {
        List<int> pending = [];
        foreach (int result in results)
        {
            int yielded = _graph.Yielded(result, taken);
            if (_graph[yielded].Op == Op.Undefined || _graph[yielded].Type == ScalarType.Buffer)
                continue;
            if (CanForward(yielded, region) && !_assigned.Contains(yielded) && !(_placed.Contains(result) && _layout.UsersOf(yielded).Count > 0))
                Forward(yielded, result);
            else
                pending.Add(result);
        }

        yield return PrintAll(Statements(region));
        UpdateAll(pending.Select(result => (result, _graph.Yielded(result, taken))));
    }

    // A variable of the arm that ends up in a variable outside is that variable.
    private bool CanForward(int yielded, int region) =>
        !_graph[yielded].Op.IsLeaf() && _graph[yielded].Region == region && !_layout.IsInline(yielded)
        && !(_graph[yielded].Op == Op.Result && _graph[_graph[yielded].A].Op == Op.CallWithDerivative);

    private void Forward(int yielded, int result)
    {
        _names.Share(yielded, _names[result]);
        _assigned.Add(yielded);
    }
}
