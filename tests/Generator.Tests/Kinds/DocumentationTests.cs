using System.Text.RegularExpressions;

namespace SymGrad.Generator.Tests.Kinds;

/// <summary>The examples of docs/derivatives.md: the first one declares, the others call.</summary>
public partial class DocumentationTests
{
    [Fact]
    public void The_examples_compile()
    {
        string[] examples = [.. Example().Matches(Repository.Read("docs/derivatives.md")).Select(m => m.Groups[1].Value)];
        Assert.True(examples.Length > 3);
        string calls = string.Concat(examples.Skip(1));
        string[] declared = [.. Declared().Matches(calls).SelectMany(m => m.Groups[1].Value.Split(", "))];
        GeneratorRun.Of($$"""
            using System;
            using SymGrad;

            {{examples[0]}}
            public static class User
            {
                public static object Use(Line p, double x, double y)
                {
            {{calls}}
                    return ({{string.Join(", ", declared)}}, x, y);
                }
            }
            """).AssertReported().Compile().Dispose();
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex(@"^(?:var \(|double )(\w+(?:, \w+)*)", RegexOptions.Multiline)]
    private static partial Regex Declared();
}
