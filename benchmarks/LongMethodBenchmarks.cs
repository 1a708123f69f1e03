using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymGrad.Generator;
using SymGrad.Tests.Harness;

namespace SymGrad.Benchmarks;

/// <summary>What the generator takes for one method as only a machine writes it: long, deep, or both. Goal: two seconds each.</summary>
[SimpleJob(RunStrategy.Monitoring, warmupCount: 2, iterationCount: 5)]
public class LongMethodBenchmarks
{
    private CSharpCompilation _compilation = null!;

    [ParamsSource(nameof(Methods))]
    public string Method { get; set; } = "";

    public static IEnumerable<string> Methods => LongMethods.Names;

    [GlobalSetup]
    public void Prepare()
    {
        IEnumerable<MetadataReference> references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
        _compilation = CSharpCompilation.Create(
            "Long", [CSharpSyntaxTree.ParseText(LongMethods.Source(Method))], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        GeneratorDriverRunResult result = Generate().GetRunResult();
        if (result.GeneratedTrees.Length != 1)
            throw new InvalidOperationException($"{Method}: {result.Diagnostics.FirstOrDefault()}");
    }

    /// <summary>Read, differentiated, proved and printed; the compiler's binding of the method is part of it.</summary>
    [Benchmark]
    public GeneratorDriver Generate() => CSharpGeneratorDriver.Create(new DifferentiableGenerator()).RunGenerators(_compilation);
}
