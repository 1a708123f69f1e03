using BenchmarkDotNet.Attributes;

namespace SymGrad.Benchmarks;

/// <summary>One value-and-gradient of the chain: generated against written by hand.</summary>
/// <remarks>Each result feeds the next call, as in training: what counts is latency.</remarks>
[MemoryDiagnoser]
[GroupBenchmarksBy(BenchmarkDotNet.Configs.BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class ChainGradientBenchmarks
{
    private const int Calls = 1000;

    [BenchmarkCategory("float"), Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public float HandWrittenSingle()
    {
        float w = 0.5f;
        for (int i = 0; i < Calls; i++)
            w = 0.5f + HandWrittenChain.ValueAndGradient(w, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f).Gradient.w0;
        return w;
    }

    [BenchmarkCategory("float"), Benchmark(OperationsPerInvoke = Calls)]
    public float GeneratedSingle()
    {
        float w = 0.5f;
        for (int i = 0; i < Calls; i++)
            w = 0.5f + Chain.SingleValueAndGradient(w, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f).Gradient.w0;
        return w;
    }

    [BenchmarkCategory("double"), Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public double HandWrittenDouble()
    {
        double w = 0.5;
        for (int i = 0; i < Calls; i++)
            w = 0.5 + HandWrittenChain.ValueAndGradient(w, 0.5, 0.5, 0.5, 0.5, 0.5).Gradient.w0;
        return w;
    }

    [BenchmarkCategory("double"), Benchmark(OperationsPerInvoke = Calls)]
    public double GeneratedDouble()
    {
        double w = 0.5;
        for (int i = 0; i < Calls; i++)
            w = 0.5 + Chain.DoubleValueAndGradient(w, 0.5, 0.5, 0.5, 0.5, 0.5).Gradient.w0;
        return w;
    }
}
