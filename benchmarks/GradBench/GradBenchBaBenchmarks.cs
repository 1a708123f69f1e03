using BenchmarkDotNet.Attributes;
using static GradBench.Objectives.Ba;

namespace SymGrad.Benchmarks;

/// <summary>GradBench's bundle adjustment: the errors of all observations, and their blocks of the Jacobian, generated against written by hand.</summary>
[MemoryDiagnoser]
public class GradBenchBaBenchmarks
{
    private const int BlockLength = 30;

    private Camera[] _cameras = [];
    private Vector[] _points = [];
    private double[] _weights = [];
    private Pixel[] _features = [];
    private Pixel[] _errors = [];
    private double[] _blocks = [];

    /// <summary>The number of observations: that of the suite's first input.</summary>
    [Params(31843)]
    public int Observations { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        var random = new Random(1);
        double Near(double x) => x * (0.9 + 0.2 * random.NextDouble());
        // About the suite's camera and point.
        _cameras = [.. Enumerable.Range(0, 49).Select(_ => new Camera(
            new(Near(-0.758453), Near(-1.109613), Near(-0.845551)), new(Near(34.556073), Near(39.676747), Near(53.881673)),
            Near(419.194514), new(Near(5.864426), Near(-8.51887)), Near(0.087812), Near(0.002739)))];
        _points = [.. Enumerable.Range(0, 7776).Select(_ => new Vector(Near(7.203245), Near(0.001144), Near(3.023326)))];
        _weights = [.. Enumerable.Range(0, Observations).Select(_ => random.NextDouble())];
        _features = [.. Enumerable.Range(0, Observations).Select(_ => new Pixel(Near(271.760969), Near(834.209256)))];
        _errors = new Pixel[Observations];
        _blocks = new double[BlockLength * Observations];
    }

    [Benchmark]
    public void Objective()
    {
        for (int i = 0; i < _errors.Length; i++)
            _errors[i] = ReprojectionError(in _cameras[i % _cameras.Length], in _points[i % _points.Length], _weights[i], _features[i]);
    }

    [Benchmark]
    public void Generated()
    {
        for (int i = 0; i < _errors.Length; i++)
            ReprojectionErrorJacobian(in _cameras[i % _cameras.Length], in _points[i % _points.Length], _weights[i], _features[i], _blocks.AsSpan(BlockLength * i, BlockLength));
    }

    [Benchmark]
    public void GeneratedRelaxed()
    {
        for (int i = 0; i < _errors.Length; i++)
            Relaxed.BaJacobian(in _cameras[i % _cameras.Length], in _points[i % _points.Length], _weights[i], _features[i], _blocks.AsSpan(BlockLength * i, BlockLength));
    }

    [Benchmark(Baseline = true)]
    public void HandWritten()
    {
        for (int i = 0; i < _errors.Length; i++)
            HandWrittenBa.Jacobian(in _cameras[i % _cameras.Length], in _points[i % _points.Length], _weights[i], _features[i], _blocks.AsSpan(BlockLength * i, BlockLength));
    }
}
