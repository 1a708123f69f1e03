using SymGrad.Generator.Analysis;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Emission;

/// <summary>
/// Writes a node in the field's notation: the user's locals by name, functions and their derivatives by symbol, products as
/// products. What was computed on the way is written out, unless the line would be too long.
/// </summary>
internal sealed class Formula(Graph graph, Func<int, bool> isAtom)
{
    private const int Sum = 0, Negative = 1, Product = 2, Factor = 3;
    private const int Longest = 4000;

    private readonly Dictionary<int, (string Text, int Binding)> _known = [];

    /// <summary>The formula; null when it is too long to help anyone.</summary>
    public string? Write(int node, int limit)
    {
        // Operands precede their users: bottom-up, so that the depth of an expression is no depth of calls.
        foreach (int operand in Needed(node))
        {
            (string text, int binding) = Compose(operand);
            if (text.Length > Longest)
                return null;
            _known[operand] = (text, binding);
        }

        return _known[node].Text.Length <= limit ? _known[node].Text : null;
    }

    private IEnumerable<int> Needed(int root)
    {
        var needed = new SortedSet<int>();
        var pending = new Stack<int>([root]);
        while (pending.Count > 0)
        {
            int node = pending.Pop();
            if (_known.ContainsKey(node) || !needed.Add(node) || (node != root && IsAtom(node)))
                continue;
            foreach (int operand in Operands(node))
                pending.Push(operand);
        }

        return needed;
    }

    private bool IsAtom(int node) => graph[node].Op.IsLeaf() || isAtom(node) || IsRepeated(graph[node]);

    // What a loop computes has no closed form of its own here.
    private bool IsRepeated(Node node) => node.Op is Op.Carried or Op.Store or Op.Allocate || (node.Op == Op.Result && graph[node.A].Op == Op.Loop);

    private IEnumerable<int> Operands(int index)
    {
        Node node = graph[index];
        if (IsRepeated(node))
            return [];
        if (Sigmoid(index) is var (_, argument))
            return [argument];
        if (graph.IsCallResult(index))
            return graph.ArgumentsOf(index);
        if (node.Op == Op.Result)
            return [graph[node.A].A, graph.Yielded(index, true), graph.Yielded(index, false)];
        if (node.Op == Op.Cell)
            return [node.B, node.C];
        if (node.Op == Op.Row || (node.Op == Op.Slice && !graph[node.A].Op.IsPart()))
            return [node.B];
        if (node.Op == Op.Slice)
            return [node.A, node.B];
        return node.Operands;
    }

    private (string Text, int Binding) Compose(int index)
    {
        Node node = graph[index];
        if (node.Op.IsLeaf())
            return Leaf(node);
        if (isAtom(index) && graph.Names[index] is { Text: { } name })
            return (name, name[0] == '∂' ? Sum : Factor);
        if (Sigmoid(index) is var (symbol, argument))
            return ($"{symbol}({At(argument, Sum)})", Factor);
        if (IsRepeated(node))
            return (graph.Names[index].Text ?? "…", Factor);
        if (graph.IsCallResult(index))
            return ($"{graph.CallResultOf(index).Symbol}({string.Join(", ", graph.ArgumentsOf(index).Select(a => At(a, Sum)))})", Factor);
        switch (node.Op)
        {
            case Op.Load:
                return ($"{Memory(node.A)}[{At(node.B, Sum)}]", Factor);
            // Where in the whole buffer.
            case Op.Slice:
                return graph[node.A].Op == Op.Slice ? ($"{At(node.A, Sum)} + {Signed(node.B)}", Sum)
                    : graph[node.A].Op == Op.Row ? ($"{At(node.A, Sum)}, {At(node.B, Sum)}", Sum)
                    : _known[node.B];
            case Op.Row:
                return _known[node.B];
            case Op.Cell:
                return ($"{At(node.B, Sum)}, {At(node.C, Sum)}", Sum);
            case Op.At when graph[node.A].Op == Op.Row:
                return ($"{At(node.A, Sum)}, {At(node.B, Sum)}", Sum);
            case Op.At:
                return ($"{At(node.A, Sum)} + {Signed(node.B)}", Sum);
            case Op.Length:
                return ($"|{Memory(node.A)}{(graph[node.A].Op == Op.Row ? $"[{At(node.A, Sum)}]" : "")}|{(node.Payload == 0 ? "" : node.Payload == 1 ? "₁" : "₂")}", Factor);
            case Op.Add:
                return ($"{At(node.A, Sum)} + {Signed(node.B)}", Sum);
            case Op.Subtract:
                return ($"{At(node.A, Sum)} − {At(node.B, Product)}", Sum);
            case Op.Negate:
                return ("−" + At(node.A, Product), Negative);
            case Op.Multiply:
                return Multiply(node);
            case Op.Divide:
                return ($"{At(node.A, Negative)}/{At(node.B, Factor)}", Led(node.A));
            case Op.Remainder:
                return ($"{At(node.A, Factor)} mod {At(node.B, Factor)}", Sum);
            case Op.Convert:
                return _known[node.A];
            case Op.Call:
                return Call(node);
            case Op.Result when node.Type == ScalarType.Boolean && Logic(index) is { } logic:
                return (logic, Sum);
            case Op.Result:
                return ($"({At(graph[node.A].A, Sum)} ? {At(graph.Yielded(index, true), Sum)} : {At(graph.Yielded(index, false), Sum)})", Factor);
            case Op.Not:
                return ("¬" + At(node.A, Factor), Factor);
            case Op.BitNot:
                return ("~" + At(node.A, Factor), Factor);
            case Op.Equal or Op.NotEqual when node.A == node.B:
                return ($"{At(node.A, Factor)} is {(node.Op == Op.Equal ? "a number" : "NaN")}", Sum);
            default:
                return node.Op.IsComparison()
                    ? ($"{At(node.A, Sum)} {Relation(node.Op)} {At(node.B, Sum)}", Sum)
                    : ($"{At(node.A, Factor)} {node.Op.Symbol()} {At(node.B, Factor)}", Sum);
        }
    }

    private string Memory(int state) => graph.MemoryOf(state) is var memory && graph[memory].Op == Op.Input
        ? graph.Inputs[(int)graph[memory].Payload].Name
        : graph.Names[memory].Text ?? "…";

    private static string Relation(Op op) => op switch
    {
        Op.LessOrEqual => "≤",
        Op.GreaterOrEqual => "≥",
        Op.NotEqual => "≠",
        Op.Equal => "=",
        _ => op.Symbol(),
    };

    private string? Logic(int index)
    {
        int condition = graph[graph[index].A].A, whenTrue = graph.Yielded(index, true), whenFalse = graph.Yielded(index, false);
        if (_known[whenTrue].Text == "true")
            return $"{At(condition, Sum)} ∨ {At(whenFalse, Sum)}";
        if (_known[whenTrue].Text == "false")
            return $"¬({At(condition, Sum)}) ∧ {At(whenFalse, Sum)}";
        return _known[whenFalse].Text == "false" ? $"{At(condition, Sum)} ∧ {At(whenTrue, Sum)}" : null;
    }

    // A logistic written out by hand is σ too: 1/(1 + exp(−x)) is σ(x), and s·(1 − s) its derivative.
    private (string Symbol, int Argument)? Sigmoid(int index)
    {
        if (Patterns.Logistic(graph, index) is { } u && graph[u].Op == Op.Negate)
            return ("σ", graph[u].A);
        if (Patterns.LogisticSlope(graph, index) is { } v && graph[v].Op == Op.Negate)
            return ("σ′", graph[v].A);
        return null;
    }

    private (string, int) Leaf(Node node)
    {
        if (node.Op == Op.Input)
            return (graph.Inputs[(int)node.Payload].Name, Factor);
        string text = node.Op == Op.Constant ? Literal.InFormula(node) : "0";
        return (text, text.StartsWith("−", StringComparison.Ordinal) ? Negative : Factor);
    }

    // The coefficient first, then the factors from the outside in.
    private (string, int) Multiply(Node node)
    {
        string left = At(node.A, Negative), right = At(node.B, Product);
        bool isRightCoefficient = char.IsDigit(right[0]) && !char.IsDigit(left[0]) && left[0] != '−';
        return isRightCoefficient ? ($"{right}·{left}", Product) : ($"{left}·{right}", Led(node.A));
    }

    // A product that a sign leads binds like one.
    private int Led(int left) => _known[left].Text[0] == '−' ? Negative : Product;

    private (string, int) Call(Node node)
    {
        ElementaryFunction info = node.Function.Info();
        return info.Notation switch
        {
            Notation.Prefix => (info.Symbol + At(node.A, Factor), Factor),
            Notation.Infix => ($"{At(node.A, Factor)}^{At(node.B, Factor)}", Factor),
            Notation.Bars => ($"|{At(node.A, Sum)}|", Factor),
            Notation.Suffix => ($"{At(node.A, Factor)} {info.Symbol}", Sum),
            _ => ($"{info.Symbol}({string.Join(", ", node.Operands.Select(operand => At(operand, Sum)))})", Factor),
        };
    }

    private string Signed(int node) => _known[node].Text.StartsWith("−", StringComparison.Ordinal) ? $"({_known[node].Text})" : At(node, Sum);

    private string At(int node, int binding) => _known[node].Binding >= binding ? _known[node].Text : $"({_known[node].Text})";
}
