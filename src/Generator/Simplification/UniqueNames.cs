using System.Globalization;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Simplification;

/// <summary>
/// Tells the versions of a reassigned local apart: a, a2, a3, in the order they are computed. Done before differentiation, so that code and
/// closed forms say the same.
/// </summary>
internal static class UniqueNames
{
    public static Graph Apply(Graph graph)
    {
        var taken = new HashSet<string>(graph.Inputs.Select(input => input.Name.Split('.')[0]));
        var next = new Dictionary<string, int>();
        return graph with { Names = graph.Names.Select(name => name.IsUsers ? Unique(name, taken, next) : name).ToEquatableArray() };
    }

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
