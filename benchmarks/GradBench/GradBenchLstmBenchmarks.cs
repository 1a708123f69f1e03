using BenchmarkDotNet.Attributes;
using GradBench.Objectives;

namespace SymGrad.Benchmarks;

/// <summary>GradBench's recurrent network: the loss over a text, and its gradient, generated against written by hand.</summary>
[MemoryDiagnoser]
public class GradBenchLstmBenchmarks
{
    private const int Bits = 14;

    private double[] _parameters = [];
    private double[] _extra = [];
    private double[] _state = [];
    private double[] _sequence = [];
    private double[] _parametersGradient = [];
    private double[] _extraGradient = [];

    [Params(2, 4)]
    public int Layers { get; set; }

    /// <summary>The length of the text.</summary>
    [Params(1024, 4096)]
    public int Characters { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        var random = new Random(1);
        double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())];
        _parameters = Numbers(8 * Bits * Layers);
        _extra = Numbers(3 * Bits);
        _state = Numbers(2 * Bits * Layers);
        _sequence = [.. Numbers(Characters * Bits).Select(bit => Math.Round(bit))];
        _parametersGradient = new double[_parameters.Length];
        _extraGradient = new double[_extra.Length];
    }

    [Benchmark]
    public double Objective() => Lstm.Loss(Bits, _parameters, _extra, _state, _sequence);

    [Benchmark]
    public void Generated() => Lstm.LossGradient(Bits, _parameters, _extra, _state, _sequence, _parametersGradient, _extraGradient);

    [Benchmark]
    public void GeneratedRelaxed() => Relaxed.LstmGradient(Bits, _parameters, _extra, _state, _sequence, _parametersGradient, _extraGradient);

    [Benchmark(Baseline = true)]
    public void HandWritten() => HandWrittenLstm.Gradient(Bits, _parameters, _extra, _state, _sequence, _parametersGradient, _extraGradient);
}
