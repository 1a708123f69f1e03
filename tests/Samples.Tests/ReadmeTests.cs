using System.Text.RegularExpressions;

namespace SymGrad.Samples.Tests;

/// <summary>Holds each sample's README to what the sample is and prints today.</summary>
public sealed class ReadmeTests
{
    /// <summary>A line that stands for lines left out, as a regular expression.</summary>
    private static readonly string Elided = Regex.Escape("…\n");

    [Theory]
    [InlineData("CurveFitting")]
    [InlineData("DeepChain")]
    [InlineData("Derivatives")]
    [InlineData("GradBench")]
    [InlineData("Quadratic")]
    [InlineData("VanishingGradient")]
    public void What_it_says_is_generated_is(string sample)
    {
        var blocks = Blocks(sample).Where(block => block.Generated is not null).ToList();
        string folder = Repository.PathTo($"samples/{sample}/obj/{BuildFolder}/generated");
        string[] files = [.. Directory.EnumerateFiles(folder, "*.g.cs", SearchOption.AllDirectories).Select(File.ReadAllText)];

        Assert.NotEmpty(blocks);
        Assert.All(blocks, block =>
        {
            var members = files.SelectMany(file => GeneratedMember.Overloads(file, block.Generated!));
            Assert.Contains(null, members.Select(member => Text.FirstDifference(member, block.Text)));
        });
    }

    [Theory]
    [InlineData("CurveFitting")]
    [InlineData("DeepChain")]
    [InlineData("Derivatives")]
    [InlineData("GradBench")]
    [InlineData("Quadratic")]
    [InlineData("VanishingGradient")]
    public void What_it_says_is_written_by_hand_is(string sample)
    {
        var files = Directory.EnumerateFiles(Repository.PathTo($"samples/{sample}"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal));
        string sources = string.Concat(files.Select(File.ReadAllText));

        Assert.All(
            Blocks(sample).Where(block => block is { Language: "csharp", Generated: null }),
            block => Assert.Contains(Indented(block.Text), sources, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("CurveFitting")]
    [InlineData("DeepChain")]
    [InlineData("Derivatives")]
    [InlineData("Quadratic")]
    [InlineData("VanishingGradient")]
    public void What_it_says_a_command_prints_it_prints(string sample)
    {
        string command = $"dotnet run -c Release --project samples/{sample}";
        var blocks = Blocks(sample);
        var outputs = blocks.Zip(blocks.Skip(1)).Where(pair => pair.Second.Language == "text").ToList();

        Assert.NotEmpty(outputs);
        Assert.All(outputs, pair =>
        {
            Assert.StartsWith(command, pair.First.Text, StringComparison.Ordinal);
            string[] arguments = pair.First.Text[command.Length..].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            string output = Sample.Run(sample, [.. arguments.Skip(1)]).Succeeded().Output;
            string pattern = Regex.Escape(pair.Second.Text).Replace(Elided, @"(.*\n)+", StringComparison.Ordinal);
            Assert.Matches($@"\A{pattern}\z", output);
        });
    }

    /// <summary>bin/<c>Release/net10.0</c>, which is the samples' too.</summary>
    private static string BuildFolder =>
        Path.GetRelativePath(Repository.PathTo("tests/Samples.Tests/bin"), AppContext.BaseDirectory);

    private static IReadOnlyList<CodeBlock> Blocks(string sample) => CodeBlock.Of(Repository.Read($"samples/{sample}/README.md"));

    /// <summary>As it stands inside a type.</summary>
    private static string Indented(string text) =>
        string.Concat(text.TrimEnd('\n').Split('\n').Select(line => line.Length == 0 ? "\n" : $"    {line}\n"));
}
