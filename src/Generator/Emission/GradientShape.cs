using System.Globalization;
using System.Text.RegularExpressions;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Emission;

/// <summary>A gradient has the shape of what it is taken with respect to: the active parameter's type, or a tuple of several.</summary>
internal sealed class GradientShape
{
    private static readonly HashSet<string> NoElementNames = ["Rest", "ToString", "Equals", "GetHashCode", "CompareTo", "Deconstruct"];

    private readonly Parameter[] _active;

    public GradientShape(Declaration declaration)
    {
        _active = [.. declaration.Parameters.Where(p => p.IsActive)];
        Type = IsTuple ? $"({string.Join(", ", _active.Select((p, i) => p.Shape!.Type + ElementName(p, i)))})" : IsEmpty ? "void" : _active[0].Shape!.Type;
    }

    /// <summary>Whether all active parameters are buffers, whose partials go to destinations.</summary>
    public bool IsEmpty => _active.Length == 0;

    public string Type { get; }

    private bool IsTuple => _active.Length > 1;

    /// <summary>The gradient, built from its leaves.</summary>
    public string Gradient(IReadOnlyList<string> leaves)
    {
        IEnumerable<string> parts = _active.Select(p => Fill(p.Shape!.Gradient, leaves, held: ""));
        return IsTuple ? $"({string.Join(", ", parts)})" : parts.First();
    }

    /// <summary>A parameter's value, built from its leaves and from a value that has its constant parts.</summary>
    public static string Fill(string shape, IReadOnlyList<string> leaves, string held) => Regex.Replace(
        shape, @"\{(\d+|\.[^}]+)\}",
        match => match.Groups[1].Value is var key && key[0] == '.' ? held + key : leaves[int.Parse(key, CultureInfo.InvariantCulture)]);

    /// <summary>How a leaf is read off a gradient.</summary>
    public string Leaf(string gradient, Input input)
    {
        int dot = input.Access.IndexOf('.');
        string path = dot < 0 ? "" : input.Access.Substring(dot);
        if (!IsTuple)
            return gradient + path;
        string root = dot < 0 ? input.Access : input.Access.Substring(0, dot);
        int index = Array.FindIndex(_active, p => root == (p.IsReceiver ? "this" : p.Name));
        string element = ElementName(_active[index], index) is { Length: > 0 } name ? name.Substring(1) : "Item" + (index + 1).ToString(CultureInfo.InvariantCulture);
        return $"{gradient}.{element}{path}";
    }

    // Some names cannot be an element's, or only at their own place.
    private static string ElementName(Parameter parameter, int index)
    {
        string name = parameter.Name.TrimStart('@');
        bool isItem = Regex.IsMatch(name, "^Item[1-9][0-9]*$") && name != "Item" + (index + 1).ToString(CultureInfo.InvariantCulture);
        return isItem || NoElementNames.Contains(name) ? "" : " " + parameter.Name;
    }
}
