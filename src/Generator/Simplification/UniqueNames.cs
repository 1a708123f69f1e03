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
        return graph with { Names = graph.Names.Select(name => name.IsUsers ? Unique(name, taken) : name).ToEquatableArray() };
    }

    private static NodeName Unique(NodeName name, HashSet<string> taken)
    {
        string unique = name.Text!;
        for (int number = 2; !taken.Add(unique); number++)
            unique = name.Text + number.ToString(CultureInfo.InvariantCulture);
        return name with { Text = unique };
    }
}
