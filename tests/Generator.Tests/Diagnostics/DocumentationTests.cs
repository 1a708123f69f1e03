using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using SymGrad.Generator.Diagnostics;

namespace SymGrad.Generator.Tests.Diagnostics;

/// <summary>Every diagnostic has a test and a page, and what the page says is so.</summary>
public partial class DocumentationTests
{
    private static readonly DiagnosticDescriptor[] s_rules =
    [
        .. typeof(Rules).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => f.GetValue(null)).OfType<DiagnosticDescriptor>(),
    ];

    public static TheoryData<string> Ids => [.. s_rules.Select(r => r.Id)];

    /// <summary>All but those that no source triggers.</summary>
    public static TheoryData<string> WithExamples => [.. s_rules.Select(r => r.Id).Where(id => !IsInternal(id))];

    [Fact]
    public void Every_id_is_used_once() => Assert.Equal(s_rules.Length, s_rules.Select(r => r.Id).Distinct().Count());

    [Fact]
    public void Every_diagnostic_has_a_test()
    {
        var tested = DeclarationDiagnosticsTests.Cases.Concat(ConstructDiagnosticsTests.Cases).Concat(DifferentiabilityTests.Cases).Select(row => (string)row[0]).ToHashSet();
        Assert.Empty(s_rules.Select(r => r.Id).Where(id => !IsInternal(id)).Except(tested));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_diagnostic_has_a_page_of_the_same_shape(string id)
    {
        DiagnosticDescriptor rule = s_rules.Single(r => r.Id == id);
        string page = Page(id);
        Assert.StartsWith($"# {id}: {rule.Title}\n\n", page, StringComparison.Ordinal);
        Assert.Equal(["## Example", "## Instead"], page.Split('\n').Where(line => line.StartsWith("##", StringComparison.Ordinal)));
        Assert.Contains($"\nSeverity: {Severity(rule)}.\n", page, StringComparison.Ordinal);
        Assert.EndsWith($"/docs/diagnostics/{id}.md", rule.HelpLinkUri, StringComparison.Ordinal);
        Assert.Contains($"| [{id}]({id}.md) | {rule.Title} | {Severity(rule)} |\n", Page("README"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(WithExamples))]
    public void The_example_triggers_it(string id) => GeneratorRun.Of(Asking(id), Examples(id)[0]).AssertReported(id);

    [Theory]
    [MemberData(nameof(WithExamples))]
    public void What_to_write_instead_compiles(string id) => GeneratorRun.Of(Asking(id), Examples(id)[1]).AssertReported().Compile();

    [Fact]
    public void There_is_no_page_without_a_diagnostic() => Assert.Equal(
        s_rules.Select(r => r.Id).Order(StringComparer.Ordinal),
        Directory.GetFiles(Folder(), "SYMG*.md").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal));

    private static GeneratorOptions Asking(string id) =>
        s_rules.Single(r => r.Id == id).IsEnabledByDefault ? GeneratorOptions.Default : DifferentiabilityTests.Enabled(GeneratorOptions.Default);

    private static bool IsInternal(string id) => id.StartsWith("SYMG9", StringComparison.Ordinal);

    private static string Severity(DiagnosticDescriptor rule) => rule switch
    {
        { IsEnabledByDefault: false } => "suggestion, off by default",
        { DefaultSeverity: DiagnosticSeverity.Error } => "error",
        { DefaultSeverity: DiagnosticSeverity.Warning } => "warning",
        _ => "information",
    };

    private static string[] Examples(string id)
    {
        string[] examples = [.. Fence().Matches(Page(id)).Select(m => m.Groups[1].Value)];
        Assert.Equal(2, examples.Length);
        return examples;
    }

    private static string Page(string name) => File.ReadAllText(Path.Combine(Folder(), name + ".md"));

    private static string Folder([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../../docs/diagnostics"));

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fence();
}
