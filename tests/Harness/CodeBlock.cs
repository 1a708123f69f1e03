using System.Text.RegularExpressions;

namespace SymGrad.Tests.Harness;

/// <summary>A fenced block of a Markdown page; <c>&lt;!-- generated: Name --&gt;</c> above it names a generated member.</summary>
public sealed partial record CodeBlock(string Language, string Text, string? Generated)
{
    public static IReadOnlyList<CodeBlock> Of(string markdown) =>
    [
        .. Fences().Matches(markdown).Select(m => m.Groups).Select(groups => new CodeBlock(
            groups["language"].Value, groups["text"].Value, groups["name"].Success ? groups["name"].Value : null)),
    ];

    [GeneratedRegex(
        @"(^<!-- generated: (?<name>\w+) -->\n)?^```(?<language>\w+)\n(?<text>.*?)^```$",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Fences();
}
