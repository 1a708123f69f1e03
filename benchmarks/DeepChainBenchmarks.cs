using BenchmarkDotNet.Attributes;

namespace SymGrad.Benchmarks;

/// <summary>One value-and-gradient of a chain of 100 layers, 200 parameters: generated against written by hand as a loop, and the value alone.</summary>
/// <remarks>Each result feeds the next call, as in training: what counts is latency.</remarks>
[MemoryDiagnoser]
[GroupBenchmarksBy(BenchmarkDotNet.Configs.BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class DeepChainBenchmarks
{
    private const int Layers = 100;
    private const int Calls = 100;

    private readonly Buffers<float> _single = new(0.5f);
    private readonly Buffers<double> _double = new(0.5);

    [BenchmarkCategory("float"), Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public float HandWrittenSingle()
    {
        float value = 0;
        for (int i = 0; i < Calls; i++)
            _single.W[0] = value = HandWrittenDeepChain.ValueAndGradient(_single.W, _single.B, _single.WGradient, _single.BGradient);
        return value;
    }

    [BenchmarkCategory("float"), Benchmark(OperationsPerInvoke = Calls)]
    public float GeneratedSingle()
    {
        float value = 0;
        for (int i = 0; i < Calls; i++)
            _single.W[0] = value = DeepChain.SingleValueAndGradient(_single.W, _single.B, _single.WGradient, _single.BGradient);
        return value;
    }

    [BenchmarkCategory("float"), Benchmark(OperationsPerInvoke = Calls)]
    public float ValueSingle()
    {
        float value = 0;
        for (int i = 0; i < Calls; i++)
            _single.W[0] = value = DeepChain.Output(_single.W, _single.B);
        return value;
    }

    [BenchmarkCategory("double"), Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public double HandWrittenDouble()
    {
        double value = 0;
        for (int i = 0; i < Calls; i++)
            _double.W[0] = value = HandWrittenDeepChain.ValueAndGradient(_double.W, _double.B, _double.WGradient, _double.BGradient);
        return value;
    }

    [BenchmarkCategory("double"), Benchmark(OperationsPerInvoke = Calls)]
    public double GeneratedDouble()
    {
        double value = 0;
        for (int i = 0; i < Calls; i++)
            _double.W[0] = value = DeepChain.DoubleValueAndGradient(_double.W, _double.B, _double.WGradient, _double.BGradient);
        return value;
    }

    [BenchmarkCategory("double"), Benchmark(OperationsPerInvoke = Calls)]
    public double ValueDouble()
    {
        double value = 0;
        for (int i = 0; i < Calls; i++)
            _double.W[0] = value = DeepChain.Output(_double.W, _double.B);
        return value;
    }

    private sealed class Buffers<T>(T start)
    {
        public T[] W { get; } = [.. Enumerable.Repeat(start, Layers)];

        public T[] B { get; } = [.. Enumerable.Repeat(start, Layers)];

        public T[] WGradient { get; } = new T[Layers];

        public T[] BGradient { get; } = new T[Layers];
    }
}
