using SymGrad.Generator.IR;

namespace SymGrad.Generator.Emission;

/// <summary>How a leaf of a buffer's element is set, in C#.</summary>
internal static class Elements
{
    /// <summary>Where it cannot be set by itself, another element takes the place of the whole.</summary>
    public static string Assignment(string element, Input leaf, string value) => leaf.IsReplaced
        ? $"{element} = {With(element, leaf.Path.Split('.'), 1, value)};"
        : $"{element}{leaf.Path} = {value};";

    private static string With(string whole, string[] path, int part, string value) => part == path.Length
        ? value
        : $"{whole} with {{ {path[part]} = {With($"{whole}.{path[part]}", path, part + 1, value)} }}";
}
