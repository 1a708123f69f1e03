using System.Text.RegularExpressions;

namespace SymGrad.Tests.Harness;

/// <summary>A member of a generated file as a page shows it: without its indentation and the tool's own attribute.</summary>
public static class GeneratedMember
{
    /// <returns>Null where the file has no such member.</returns>
    public static string? Of(string file, string name) => Overloads(file, name).FirstOrDefault();

    /// <summary>All members of that name, in the order of the file.</summary>
    public static IEnumerable<string> Overloads(string file, string name)
    {
        string[] lines = file.Split('\n');
        return
            from at in Enumerable.Range(0, lines.Length)
            where Regex.IsMatch(lines[at], $@"^ *(public|internal|private) [^=]*\b{name}(<[^>]*>)?\(")
            select Member(lines, at);
    }

    private static string Member(string[] lines, int at)
    {
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
