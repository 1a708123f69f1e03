using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Emission;

/// <summary>Gives each variable of a generated method its name: the user's own where there is one, else what it holds.</summary>
internal sealed class Names
{
    private readonly Graph _graph;
    private readonly HashSet<string> _taken;
    private readonly Dictionary<int, string> _names = [];
    private readonly Dictionary<int, string> _reserved = [];
    private readonly Dictionary<(int Call, int Part), string> _variables = [];
    private readonly Dictionary<string, int> _next = [];
    private readonly HashSet<string> _counters = [];
    private readonly HashSet<string> _open = [];

    public Names(Graph graph, IEnumerable<string> taken)
    {
        _graph = graph;
        _taken = [.. taken];
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            bool isVersion = graph.CarriedAs(i) is { } carried && graph.Names[carried] == graph.Names[i];
            bool isCounter = graph[i].Op == Op.Carried && graph[i].Type.IsInteger();
            if (!isVersion && !isCounter && graph.Names[i] is { IsUsers: true, Text: { } name })
                _reserved[i] = Unique(name);
        }
    }

    public string this[int node]
    {
        get
        {
            if (!_names.TryGetValue(node, out string? name))
                _names.Add(node, name = _reserved.TryGetValue(node, out string? users) ? users : Unique(Suggest(node)));
            return name;
        }
    }

    /// <summary>The variable that holds a part of what a method returns: named after the one result that is all of it, if the user did.</summary>
    public string Variable(int call, int part)
    {
        if (!_variables.TryGetValue((call, part), out string? name))
        {
            IReadOnlyList<CallResult> results = _graph.CalleeOf(call).Results;
            int whole = Enumerable.Range(call + 1, _graph.Nodes.Count - call - 1).FirstOrDefault(n =>
                _reserved.ContainsKey(n) && _graph[n] is { Op: Op.Result } node && node.A == call && results[(int)node.Payload] is { Path: "" } result && result.Variable == part);
            _variables.Add((call, part), name = whole > 0 ? _reserved[whole] : Unique(_graph.CalleeOf(call).Variables[part]));
        }

        return name;
    }

    /// <summary>Makes a node share the variable of another.</summary>
    public void Share(int node, string variable) => _names[node] = variable;

    /// <summary>Names the counter of a for loop, which ends with it: loops that stand side by side may use one name.</summary>
    public void Enter(int counter)
    {
        string name = Suggest(counter);
        if (_taken.Contains(name) || _open.Contains(name))
            name = Unique(name);
        _open.Add(name);
        _counters.Add(name);
        _names[counter] = Escape(name);
    }

    public void Leave(int counter) => _open.Remove(_names[counter].TrimStart('@'));

    /// <summary>A name that nothing else has.</summary>
    public string Fresh(string name) => Unique(name);

    private string Suggest(int index)
    {
        if (_graph.Names[index].Text is { } suggested)
            return suggested;
        Node node = _graph[index];
        if (node.Op == Op.Result && _graph[node.A].Op == Op.CallWithDerivative)
            return node.Payload == 0 ? CallName(_graph[node.A]) : SlopeName(_graph[node.A]);
        return node.Op switch
        {
            Op.Add => "sum",
            Op.Subtract => "difference",
            Op.Multiply => "product",
            Op.Divide => "quotient",
            Op.Remainder => "remainder",
            Op.Negate => "negative",
            Op.Convert => Camel(Describe(node.A) is { Length: > 0 } source ? source : "converted") + "As" + (node.Type == ScalarType.Generic ? "T" : node.Type.ToString()),
            Op.Call => CallName(node),
            Op.Load => Element(node),
            Op.Allocate => "buffer",
            Op.Slice => (OwnName(node.A) ?? BufferName(index)) + "Part",
            Op.Row => BufferName(index) + "Row",
            Op.Length => (_graph[node.A].Op == Op.Row ? Suggest(node.A) : BufferName(node.A)) + (node.Payload == 0 ? "Length" : node.Payload == 1 ? "Rows" : "Columns"),
            Op.Invoke => Camel(_graph.CalleeOf(index).Name),
            _ => node.Type == ScalarType.Boolean ? "condition" : "choice",
        };
    }

    // exp(−z0) is expMinusZ0.
    private string CallName(Node call)
    {
        ElementaryFunction info = call.Function.Info();
        return Camel(info.Element == "" ? info.Name : info.Element.Substring(1)) + Describe(call.A);
    }

    private string SlopeName(Node pair)
    {
        Elementary derivative = ElementaryFunctions.DerivativeOf(pair.Function);
        return derivative.Info().Element == "" ? CallName(pair) + "Slope" : CallName(pair with { Payload = (long)derivative });
    }

    // weights[i] is weight; b[2] is b2, where b does not change.
    private string Element(Node load)
    {
        Node at = _graph[load.B];
        string buffer = at.Op == Op.At && OwnName(at.A) is { } part ? part : BufferName(load.A);
        if (InputOf(load.A) is { Path: not "" and var path })
            return buffer + string.Concat(path.Split('.').Where(field => field != "").Select(field => field.TrimStart('@')).Select(field => char.ToUpperInvariant(field[0]) + field.Substring(1)));
        bool isPlural = buffer.Length > 3 && buffer.EndsWith("s", StringComparison.Ordinal) && !buffer.EndsWith("ss", StringComparison.Ordinal);
        string name = isPlural ? buffer.Substring(0, buffer.Length - 1) : buffer;
        bool isInRow = at.Op == Op.At && _graph[at.A] is { Op: Op.Row };
        if (!isInRow && _graph.MemoryOf(load.A) == load.A && _graph[at.Op == Op.At ? at.B : load.B] is { Op: Op.Constant, Payload: >= 0 and var place })
            return name + place.ToString(CultureInfo.InvariantCulture);
        return isPlural ? name : name + "Element";
    }

    // That of a part of a buffer, where it has one, or of what it is a part of.
    private string? OwnName(int part)
    {
        while (_graph[part].Op == Op.Slice && _graph.Names[part].Text is null)
            part = _graph[part].A;
        return _graph[part].Op.IsPart() ? _graph.Names[part].Text : null;
    }

    private string BufferName(int state)
    {
        if (InputOf(state) is not { } input)
            return this[_graph.MemoryOf(state)].TrimStart('@');
        string path = input.Path == "" ? input.Name : input.Name.Substring(0, input.Name.Length - input.Path.Replace("@", "").Length);
        // this._weights are weights.
        string name = path.Substring(path.LastIndexOf('.') + 1).TrimStart('@', '_');
        return name == "" ? "buffer" : Camel(name);
    }

    private Input? InputOf(int state) => _graph[_graph.MemoryOf(state)] is { Op: Op.Input } memory ? _graph.Inputs[(int)memory.Payload] : null;

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);

    private string Describe(int index)
    {
        Node node = _graph[index];
        if (node.Op == Op.Negate && _graph[node.A].Op != Op.Negate && Describe(node.A) is { Length: > 0 } negated)
            return "Minus" + negated;
        string name = node.Op == Op.Input ? _graph.Inputs[(int)node.Payload].Name : _graph.Names[index].Text ?? "";
        name = name.Substring(name.LastIndexOf('.') + 1).TrimStart('@');
        return name == "" ? "" : char.ToUpperInvariant(name[0]) + name.Substring(1);
    }

    private string Unique(string name)
    {
        string unique = name;
        int number = _next.TryGetValue(name, out int next) ? next : 2;
        for (; _counters.Contains(unique) || !_taken.Add(unique); number++)
            unique = name + number.ToString(CultureInfo.InvariantCulture);
        _next[name] = number;
        return Escape(unique);
    }

    private static string Escape(string name)
    {
        bool isKeyword = SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None;
        return isKeyword ? "@" + name : name;
    }
}
