using BenchmarkDotNet.Attributes;

namespace SymGrad.Benchmarks;

/// <summary>A whole training step of the chain: the trainer with the generated objective against a loop written by hand.</summary>
[MemoryDiagnoser]
[GroupBenchmarksBy(BenchmarkDotNet.Configs.BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class TrainingStepBenchmarks
{
    private const int Steps = 1000;

    private readonly float[] _single = new float[6];
    private readonly double[] _double = new double[6];

    [BenchmarkCategory("float"), Benchmark(Baseline = true, OperationsPerInvoke = Steps)]
    public float HandWrittenSingle()
    {
        Span<float> p = _single;
        p.Fill(0.5f);
        float value = 0;
        for (int i = 0; i < Steps; i++)
        {
            (value, var g) = HandWrittenChain.ValueAndGradient(p[0], p[1], p[2], p[3], p[4], p[5]);
            p[0] -= 0.1f * g.w0;
            p[1] -= 0.1f * g.b0;
            p[2] -= 0.1f * g.w1;
            p[3] -= 0.1f * g.b1;
            p[4] -= 0.1f * g.w2;
            p[5] -= 0.1f * g.b2;
        }

        return value;
    }

    [BenchmarkCategory("float"), Benchmark(OperationsPerInvoke = Steps)]
    public float TrainerSingle()
    {
        Span<float> p = _single;
        p.Fill(0.5f);
        return Trainer.Minimize(new Chain.SingleObjective(), p, new GradientDescent<float>(0.1f), new TrainingOptions { Steps = Steps }).Value;
    }

    [BenchmarkCategory("double"), Benchmark(Baseline = true, OperationsPerInvoke = Steps)]
    public double HandWrittenDouble()
    {
        Span<double> p = _double;
        p.Fill(0.5);
        double value = 0;
        for (int i = 0; i < Steps; i++)
        {
            (value, var g) = HandWrittenChain.ValueAndGradient(p[0], p[1], p[2], p[3], p[4], p[5]);
            p[0] -= 0.1 * g.w0;
            p[1] -= 0.1 * g.b0;
            p[2] -= 0.1 * g.w1;
            p[3] -= 0.1 * g.b1;
            p[4] -= 0.1 * g.w2;
            p[5] -= 0.1 * g.b2;
        }

        return value;
    }

    [BenchmarkCategory("double"), Benchmark(OperationsPerInvoke = Steps)]
    public double TrainerDouble()
    {
        Span<double> p = _double;
        p.Fill(0.5);
        return Trainer.Minimize(new Chain.DoubleObjective(), p, new GradientDescent<double>(0.1), new TrainingOptions { Steps = Steps }).Value;
    }
}
