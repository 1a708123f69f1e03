using System.Globalization;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Simplification;

/// <summary>
/// Tells the versions of a reassigned local apart: a, a2, a3, in the order they are computed; what a loop carries is one version from its
/// start to its end. Done before differentiation, so that code and closed forms say the same.
/// </summary>
internal static class UniqueNames
{
    public static Graph Apply(Graph graph)
    {
        var taken = new HashSet<string>(graph.Inputs.Select(input => input.Name.Split('.')[0]));
        NodeName[] names = [.. graph.Names];
        int[] first = [.. Enumerable.Range(0, names.Length).Select(i => FirstOf(graph, i))];
        var next = new Dictionary<string, int>();
        for (int i = 0; i < names.Length; i++)
        {
            // A counter's name ends with its loop.
            bool isCounter = graph[first[i]] is { Op: Op.Carried } carried && carried.Type.IsInteger();
            if (names[i].IsUsers && !isCounter)
                names[i] = first[i] == i ? Unique(names[i], taken, next) : names[first[i]];
        }

        return graph with { Names = names.ToEquatableArray() };
    }

    // The node whose version this one belongs to: a variable that a loop carries, where it bears the same name.
    private static int FirstOf(Graph graph, int index)
    {
        int first = index;
        while (Origin(graph, first) is { } earlier && graph.Names[earlier] == graph.Names[index])
            first = earlier;
        return first;
    }

    private static int? Origin(Graph graph, int index) =>
        graph.CarriedAs(index) ?? (graph[index].Op == Op.Carried && !graph[graph[index].A].Op.IsLeaf() ? graph[index].A : null);

    private static NodeName Unique(NodeName name, HashSet<string> taken, Dictionary<string, int> next)
    {
        string stem = name.Text!, unique = stem;
        int number = next.TryGetValue(stem, out int untried) ? untried : 2;
        for (; !taken.Add(unique); number++)
            unique = stem + number.ToString(CultureInfo.InvariantCulture);
        next[stem] = number;
        return name with { Text = unique };
    }
}
