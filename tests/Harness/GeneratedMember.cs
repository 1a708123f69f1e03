using System.Text.RegularExpressions;

namespace SymGrad.Tests.Harness;

/// <summary>A member of a generated file as a page shows it: without its indentation and the tool's own attribute.</summary>
public static class GeneratedMember
{
    /// <returns>Null where the file has no such member.</returns>
    public static string? Of(string file, string name)
    {
        string[] lines = file.Split('\n');
        int at = Array.FindIndex(lines, line => Regex.IsMatch(line, $@"^ *(public|internal|private) [^=]*\b{name}\("));
        if (at < 0)
            return null;

        string indentation = lines[at][..^lines[at].TrimStart().Length];
        int first = at;
        while (lines[first - 1].StartsWith(indentation + "///", StringComparison.Ordinal) || IsAttribute(lines[first - 1]))
            first--;
        int last = Array.IndexOf(lines, indentation + "}", at);
        return string.Concat(lines[first..(last + 1)].Where(line => !IsAttribute(line)).Select(line =>
            (line.Length == 0 ? line : line[indentation.Length..]) + "\n"));

        static bool IsAttribute(string line) => line.Contains("CodeDom.Compiler.GeneratedCode(", StringComparison.Ordinal);
    }
}
