using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymGrad.Generator.Emission;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Tests.Constructs;

/// <summary>What methods with buffers publish for other compilations, of all snapshots: read there, it is what would have been read of their source.</summary>
public class PublicationTests
{
    private const string Mark = "// ----- generated -----";

    [Fact]
    public void A_function_that_is_read_again_is_the_same()
    {
        DifferentiableMethod[] methods = [.. Sources().SelectMany(source => Read(Compilation("Library", source))).Where(method => method.PublishedAs is not null)];
        foreach (Graph graph in methods.Select(method => method.Graph))
            Assert.Equal(AsWritten(graph), GraphText.Read(GraphText.Write(graph)));
        Assert.True(methods.Length > 80, $"only {methods.Length} methods are published");
    }

    [Fact]
    public void A_call_reads_as_it_would_with_the_source_at_hand()
    {
        int count = 0;
        foreach (string source in Sources())
        {
            CSharpCompilation library = Compilation("Library", source);
            foreach (DifferentiableMethod method in Read(library).Where(method => method.PublishedAs is not null))
            {
                string caller = Caller((IMethodSymbol)DocumentationCommentId.GetFirstSymbolForDeclarationId(method.PublishedAs!, library)!);
                CSharpCompilation publishing = library.AddSyntaxTrees(Parse(PublicationPrinter.Print(method.PublishedAs!, method.Graph)));
                Graph together = Read(Compilation("Both", source, caller)).Single(m => m.Declaration.ContainingTypes[0].EndsWith(" Caller", StringComparison.Ordinal)).Graph;
                Graph apart = Assert.Single(Read(Compilation("Caller", caller).AddReferences(publishing.ToMetadataReference()))).Graph;
                Assert.True(AsComputed(together).Equals(AsComputed(apart)), $"{method.PublishedAs} reads otherwise from another assembly:\n{source}\n{caller}");
                count++;
            }
        }

        Assert.True(count > 80, $"only {count} methods are published");
    }

    [Fact]
    public void What_is_no_function_reads_as_none()
    {
        string text = GraphText.Write(Read(Compilation("Library", Sources().First())).First().Graph), body = text[(text.IndexOf(' ', text.IndexOf(' ') + 1) + 1)..];
        Assert.Equal(text, Sealed(body));
        Assert.All(Enumerable.Range(0, text.Length), length => Assert.Null(GraphText.Read(text[..length])));
        Assert.All(Enumerable.Range(0, body.Length), length => Assert.Null(GraphText.Read(Sealed(body[..length]))));
        Assert.All(Enumerable.Range(0, text.Length), place => Assert.Null(GraphText.Read(text.Remove(place, 1).Insert(place, text[place] == '7' ? "8" : "7"))));
        var random = new Random(1);
        for (int trial = 0; trial < 1000; trial++)
        {
            // Whatever is read, nothing is thrown.
            int place = random.Next(body.Length);
            _ = GraphText.Read(Sealed(body.Remove(place, 1).Insert(place, "-0179 ax."[random.Next(9)].ToString())));
        }

        static string Sealed(string body) => string.Create(CultureInfo.InvariantCulture, $"1 {Fingerprint.Of(body):x8} {body}");
    }

    private static IEnumerable<string> Sources() => Directory.GetFiles(Repository.PathTo("tests/Generator.Tests"), "*.verified.cs", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .Select(File.ReadAllText)
        .Where(text => text.Contains(Mark, StringComparison.Ordinal))
        .Select(text => text[..text.IndexOf(Mark, StringComparison.Ordinal)])
        .Where(text => text.Contains("[]", StringComparison.Ordinal) || text.Contains("Span<", StringComparison.Ordinal) || text.Contains("[,]", StringComparison.Ordinal));

    private static List<DifferentiableMethod> Read(CSharpCompilation compilation)
    {
        List<DifferentiableMethod> read = [];
        DifferentiableGenerator generator = new(method =>
        {
            read.Add(method);
            throw new InvalidOperationException("only read");
        });
        CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: GeneratorOptions.Default.ParseOptions).RunGenerators(compilation);
        return read;
    }

    private static CSharpCompilation Compilation(string name, params string[] sources) =>
        CSharpCompilation.Create(name, sources.Select(Parse), References.Default, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    private static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text, GeneratorOptions.Default.ParseOptions);

    // A method of the same parameters that does nothing but call it.
    private static string Caller(IMethodSymbol method)
    {
        string self = method.IsStatic ? method.ContainingType.ToDisplayString() : "self";
        IEnumerable<string> parameters = method.Parameters.Select(p =>
            (p.GetAttributes().Any(a => a.AttributeClass!.Name == "NoGradientAttribute") ? "[NoGradient] " : "") + (p.RefKind == RefKind.In ? "in " : "") + $"{p.Type.ToDisplayString()} {p.Name}");
        if (!method.IsStatic)
            parameters = parameters.Prepend($"{(method.ContainingType.IsReferenceType ? "[NoGradient] " : "")}{method.ContainingType.ToDisplayString()} self");
        string arguments = string.Join(", ", method.Parameters.Select(p => p.Name));
        return string.Create(CultureInfo.InvariantCulture, $$"""
            using System;
            using SymGrad;

            public static partial class Caller
            {
                [Differentiable]
                public static {{method.ReturnType.ToDisplayString()}} Call({{string.Join(", ", parameters)}}) {{(method.ReturnsVoid ? $"{{ {self}.{method.Name}({arguments}); }}" : $"=> {self}.{method.Name}({arguments});")}}
            }
            """);
    }

    // What is inlined has been simplified before: until nothing is left to simplify, it need not be the same.
    private static Graph AsComputed(Graph graph)
    {
        Graph unnamed = graph with { Names = graph.Nodes.Select(_ => default(NodeName)).ToEquatableArray() }, simplified = Pruning.Apply(unnamed);
        return simplified.Equals(unnamed) ? unnamed : AsComputed(simplified);
    }

    private static Graph AsWritten(Graph graph) => graph with
    {
        Inputs = graph.Inputs.Select(input => new Input(input.Name, "", input.Type, input.IsActive)
        {
            Element = input.Element,
            IsTwoDimensional = input.IsTwoDimensional,
            IsJagged = input.IsJagged,
            IsOutput = input.IsOutput,
        }).ToEquatableArray(),
        Names = graph.Names.Select(name => name with { IsUsers = false }).ToEquatableArray(),
        Options = Options.Default,
    };
}
