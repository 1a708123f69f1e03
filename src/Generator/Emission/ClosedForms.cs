using SymGrad.Generator.IR;

namespace SymGrad.Generator.Emission;

/// <summary>The closed forms of derivatives, one line each, for the documentation comment.</summary>
internal static class ClosedForms
{
    private const int LongestWritten = 110;
    private const int LongestCut = 200;
    private const int MostLines = 64;
    private const string TooLong = "… (too long to write here; see the code)";

    /// <summary>A line for each labelled result; what is 0 is said in one line.</summary>
    public static IEnumerable<string> Of(Graph graph, IEnumerable<(string Label, int Result)> labels)
    {
        var formula = new Formula(graph, n => graph.Names[n].IsUsers);
        (string Label, int Result)[] all = [.. labels.Where(line => graph[graph.Results[line.Result]].Type != ScalarType.Buffer)], other = [.. all.Where(line => !graph[graph.Results[line.Result]].IsZero)];
        foreach ((string label, int result) in other.Take(MostLines))
            yield return $"{label} = {formula.Write(graph.Results[result], LongestCut) ?? TooLong}";
        if (other.Length > MostLines)
            yield return "…";
        else if (other.Length < all.Length)
            yield return other.Length == 0 ? "All are 0." : "All others are 0.";
    }

    /// <summary>Lines such as <c>∂z/∂w0 = 2·σ′(z2)·w2·σ′(z1)·w1·σ′(z0)</c>; adjoints of locals follow where a line uses them.</summary>
    /// <param name="graph">The value, then a partial by each active input.</param>
    public static IEnumerable<string> OfGradient(Graph graph, string function)
    {
        string top = graph.Names[graph.Results[0]] is { IsUsers: true, Text: { } named } ? named : function;
        var whole = new Formula(graph, n => graph.Names[n].IsUsers);
        Dictionary<int, string> adjoints = Adjoints(graph, top);
        Graph labelled = graph with { Names = graph.Names.Select((n, i) => adjoints.TryGetValue(i, out string? label) ? new NodeName(label, true) : n).ToEquatableArray() };
        var cut = new Formula(labelled, n => labelled.Names[n].IsUsers);
        var mentioned = new SortedSet<int>(Comparer<int>.Create((a, b) => b.CompareTo(a)));

        string[] inputs = [.. graph.Inputs.Where(i => i.IsActive).Select(i => i.Name)];
        for (int i = 0; i < inputs.Length && i < MostLines; i++)
        {
            int partial = graph.Results[i + 1];
            if (graph[partial].Type == ScalarType.Buffer)
                continue;
            string? text = whole.Write(partial, LongestWritten);
            if (text is null)
            {
                text = cut.Write(partial, LongestCut);
                Mention(partial, text);
            }

            yield return $"∂{top}/∂{inputs[i]} = {text ?? TooLong}";
        }

        for (int lines = inputs.Length; mentioned.Count > 0 && lines < MostLines; lines++)
        {
            int adjoint = mentioned.Min;
            mentioned.Remove(adjoint);
            string label = adjoints[adjoint];
            adjoints.Remove(adjoint);
            string? text = new Formula(labelled with { Names = graph.Names.Select((n, i) => adjoints.TryGetValue(i, out string? l) ? new NodeName(l, true) : n).ToEquatableArray() }, n => adjoints.ContainsKey(n) || graph.Names[n].IsUsers).Write(adjoint, LongestCut);
            Mention(adjoint, text);
            yield return $"{label} = {text ?? "… (see the code)"}";
        }

        void Mention(int node, string? text)
        {
            foreach (KeyValuePair<int, string> adjoint in adjoints)
            {
                if (adjoint.Key != node && text?.Contains(adjoint.Value) == true)
                    mentioned.Add(adjoint.Key);
            }
        }
    }

    // Nodes that hold the adjoint of one of the user's locals.
    private static Dictionary<int, string> Adjoints(Graph graph, string top)
    {
        var locals = new HashSet<string>(graph.Names.Where(n => n is { IsUsers: true }).Select(n => n.Text!));
        var adjoints = new Dictionary<int, string>();
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            if (graph.Names[i] is { IsUsers: false, Text: { } name } && name[0] == 'd' && locals.Contains(name.Substring(1)) && !adjoints.ContainsValue($"∂{top}/∂{name.Substring(1)}"))
                adjoints.Add(i, $"∂{top}/∂{name.Substring(1)}");
        }

        return adjoints;
    }
}
