using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymGrad.Generator;
using SymGrad.Generator.IR;
using SymGrad.Generator.Verification;

namespace SymGrad.Benchmarks;

/// <summary>What the generator costs a build, a method: 1,000 methods of 10 to 40 operations, read for the first time and after an edit elsewhere.</summary>
[MemoryDiagnoser]
public class GeneratorCostBenchmarks
{
    private const int Methods = 1000;

    private CSharpCompilation _compilation = null!;
    private CSharpCompilation _edited = null!;
    private GeneratorDriver _warm = null!;
    private readonly List<DifferentiableMethod> _methods = [];
    private readonly List<Derivative> _derivatives = [];

    [GlobalSetup]
    public void Prepare()
    {
        MetadataReference[] references =
        [
            .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
        ];
        _compilation = CSharpCompilation.Create(
            "Cost", [CSharpSyntaxTree.ParseText(Source())], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        _compilation.GetDiagnostics();
        _edited = _compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class Elsewhere { }"));
        _warm = CSharpGeneratorDriver.Create(new DifferentiableGenerator(Record)).RunGenerators(_compilation);
        GeneratorDriverRunResult result = _warm.GetRunResult();
        if (result.GeneratedTrees.Length != Methods)
            throw new InvalidOperationException($"{result.GeneratedTrees.Length} methods were differentiated: {string.Join(Environment.NewLine, result.Diagnostics.Take(3))}");
    }

    /// <summary>A build: everything is read, differentiated, proved and printed.</summary>
    [Benchmark(OperationsPerInvoke = Methods)]
    public GeneratorDriver Cold() => CSharpGeneratorDriver.Create(new DifferentiableGenerator()).RunGenerators(_compilation);

    /// <summary>An edit in another file: every method is read again, nothing is derived.</summary>
    [Benchmark(OperationsPerInvoke = Methods)]
    public GeneratorDriver UnrelatedEdit() => _warm.RunGenerators(_edited);

    /// <summary>The part of <see cref="UnrelatedEdit"/> that is the compiler's: binding the bodies that are read again.</summary>
    [Benchmark(OperationsPerInvoke = Methods)]
    public int Binding()
    {
        SyntaxTree tree = _edited.SyntaxTrees[0];
        SemanticModel model = _edited.GetSemanticModel(tree);
        return tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Count(method => model.GetOperation(method) is not null);
    }

    /// <summary>The part of <see cref="Cold"/> that differentiates.</summary>
    [Benchmark(OperationsPerInvoke = Methods)]
    public int Derive() => _methods.Sum(method => Generator.Differentiation.Derivatives.Derive(method).Members[0].Graph.Nodes.Count);

    /// <summary>The part of <see cref="Cold"/> that proves.</summary>
    [Benchmark(OperationsPerInvoke = Methods)]
    public int Prove() => _derivatives.Count(derivative => Proof.Refute(derivative, CancellationToken.None) is null);

    private Derivative Record(DifferentiableMethod method)
    {
        Derivative derivative = Generator.Differentiation.Derivatives.Derive(method);
        _methods.Add(method);
        _derivatives.Add(derivative);
        return derivative;
    }

    private static string Source()
    {
        var random = new Random(1);
        var source = new StringBuilder("using System;\nusing SymGrad;\npublic static partial class Methods\n{\n");
        for (int method = 0; method < Methods; method++)
        {
            source.Append(CultureInfo.InvariantCulture, $"[Differentiable] public static double F{method}(double x, double y, double z)\n{{\ndouble t0 = x * y + z;\n");
            int statements = random.Next(3, 13);
            for (int i = 1; i <= statements; i++)
                source.Append(CultureInfo.InvariantCulture, $"double t{i} = {Term(random, i)};\n");
            source.Append(CultureInfo.InvariantCulture, $"return t{statements} * t{random.Next(statements)};\n}}\n");
        }

        return source.Append('}').ToString();
    }

    private static string Term(Random random, int known)
    {
        string Local() => string.Create(CultureInfo.InvariantCulture, $"t{random.Next(known)}");
        return random.Next(8) switch
        {
            0 => $"{Local()} * {Local()} + x",
            1 => $"Math.Sin({Local()}) - y * {Local()}",
            2 => $"Math.Exp(-{Local()} * {Local()}) * z",
            3 => $"{Local()} / (1 + {Local()} * {Local()})",
            4 => $"x > {Local()} ? {Local()} : {Local()} * 2",
            5 => $"Functions.Sigmoid({Local()}) + 0.5 * {Local()}",
            6 => $"Math.Sqrt(1 + {Local()} * {Local()}) - z",
            _ => $"Math.Tanh({Local()}) * (x - {Local()})",
        };
    }
}
