namespace SymGrad.Tests.Harness;

public static class Text
{
    /// <summary>One item a line, or "(none)".</summary>
    public static string List(IEnumerable<string> items)
    {
        var lines = items.ToList();
        return lines.Count == 0 ? "(none)" : "\n  " + string.Join("\n  ", lines);
    }

    /// <summary>Null when equal; else the first line that differs, with what would not be seen made visible.</summary>
    public static string? FirstDifference(string expected, string actual)
    {
        if (expected == actual)
            return null;
        var (e, a) = (expected.Split('\n'), actual.Split('\n'));
        var i = 0;
        while (i < e.Length && i < a.Length && e[i] == a[i])
            i++;
        var context = i > 0 ? $"\n    before  : {Visible(e[i - 1])}" : "";
        return $"line {i + 1}:{context}\n    expected: {At(e, i)}\n    actual  : {At(a, i)}";
    }

    private static string At(string[] lines, int i) => i < lines.Length ? Visible(lines[i]) : "(end of text)";

    private static string Visible(string line) =>
        line.Replace("\t", "→", StringComparison.Ordinal).Replace("\r", "␍", StringComparison.Ordinal)
            .Replace("\u00a0", "⍽", StringComparison.Ordinal).Replace("\ufeff", "<BOM>", StringComparison.Ordinal)
        + (line.EndsWith(' ') ? "⏎" : "");
}
