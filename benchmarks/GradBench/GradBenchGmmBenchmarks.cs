using BenchmarkDotNet.Attributes;
using GradBench.Objectives;

namespace SymGrad.Benchmarks;

/// <summary>GradBench's mixture of Gaussians: the posterior of its parameters, and its gradient, generated against written by hand.</summary>
[MemoryDiagnoser]
public class GradBenchGmmBenchmarks
{
    private const int Points = 1000;

    private double[] _x = [];
    private double[] _alpha = [];
    private double[] _mu = [];
    private double[] _q = [];
    private double[] _l = [];
    private double[] _alphaGradient = [];
    private double[] _muGradient = [];
    private double[] _qGradient = [];
    private double[] _lGradient = [];

    /// <summary>The dimension.</summary>
    [Params(10, 32)]
    public int D { get; set; }

    /// <summary>The number of components.</summary>
    [Params(25)]
    public int K { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        var random = new Random(1);
        double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())];
        _x = Numbers(Points * D);
        _alpha = Numbers(K);
        _mu = Numbers(K * D);
        _q = Numbers(K * D);
        _l = Numbers(K * D * (D - 1) / 2);
        _alphaGradient = new double[_alpha.Length];
        _muGradient = new double[_mu.Length];
        _qGradient = new double[_q.Length];
        _lGradient = new double[_l.Length];
    }

    [Benchmark]
    public double Objective() => Gmm.LogPosterior(D, _x, 0, 1, _alpha, _mu, _q, _l);

    [Benchmark]
    public void Generated() => Gmm.LogPosteriorGradient(D, _x, 0, 1, _alpha, _mu, _q, _l, _alphaGradient, _muGradient, _qGradient, _lGradient);

    [Benchmark]
    public void GeneratedRelaxed() => Relaxed.GmmGradient(D, _x, 0, 1, _alpha, _mu, _q, _l, _alphaGradient, _muGradient, _qGradient, _lGradient);

    [Benchmark(Baseline = true)]
    public void HandWritten() => HandWrittenGmm.Gradient(D, _x, 0, 1, _alpha, _mu, _q, _l, _alphaGradient, _muGradient, _qGradient, _lGradient);
}
