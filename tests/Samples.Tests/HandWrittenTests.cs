using System.Text.Json;
using System.Text.Json.Nodes;
using GradBench;
using GradBench.Objectives;
using SymGrad.Benchmarks;

namespace SymGrad.Samples.Tests;

/// <summary>The derivatives by hand that benchmarks compare with are the generated ones, on GradBench's reference inputs.</summary>
public sealed class HandWrittenTests
{
    // Of the largest number of a gradient: the two add in other orders.
    private const double Tolerance = 1e-12;

    [Theory]
    [InlineData(null)]
    [InlineData(0.0)]
    public void Ba(double? rotation)
    {
        BaInput input = Inputs<BaInput>("ba").First();
        double[] c = input.Cam, x = input.X;
        var camera = new Ba.Camera(
            new(rotation ?? c[0], rotation ?? c[1], rotation ?? c[2]), new(c[3], c[4], c[5]), c[6], new(c[7], c[8]), c[9], c[10]);
        var (point, feature) = (new Ba.Vector(x[0], x[1], x[2]), new Ba.Pixel(input.Feat[0], input.Feat[1]));
        double[] generated = new double[30], byHand = new double[30];

        GradBench.Objectives.Ba.ReprojectionErrorJacobian(camera, point, input.W, feature, generated);
        HandWrittenBa.Jacobian(camera, point, input.W, feature, byHand);

        Assert.All(generated.Zip(byHand), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= Tolerance * Math.Abs(pair.First), $"{pair.First:R}, by hand {pair.Second:R}"));
    }

    [Theory]
    [InlineData("gmm")]
    [InlineData("gmm_m2")]
    public void Gmm(string file)
    {
        foreach (GmmInput i in Inputs<GmmInput>(file))
        {
            double[][] Zeros() => [new double[i.K], new double[i.Mu.Values.Length], new double[i.Q.Values.Length], new double[i.L.Values.Length]];
            double[][] generated = Zeros(), byHand = Zeros();

            GradBench.Objectives.Gmm.LogPosteriorGradient(
                i.D, i.X.Values, i.M, i.Gamma, i.Alpha, i.Mu.Values, i.Q.Values, i.L.Values, generated[0], generated[1], generated[2], generated[3]);
            HandWrittenGmm.Gradient(
                i.D, i.X.Values, i.M, i.Gamma, i.Alpha, i.Mu.Values, i.Q.Values, i.L.Values, byHand[0], byHand[1], byHand[2], byHand[3]);

            for (int part = 0; part < generated.Length; part++)
                AssertClose(generated[part], byHand[part]);
        }
    }

    [Theory]
    [InlineData("lstm")]
    [InlineData("lstm_big")]
    public void Lstm(string file)
    {
        foreach (LstmInput i in Inputs<LstmInput>(file))
        {
            double[][] Zeros() => [new double[i.MainParams.Values.Length], new double[i.ExtraParams.Values.Length]];
            double[][] generated = Zeros(), byHand = Zeros();

            GradBench.Objectives.Lstm.LossGradient(
                i.Width, i.MainParams.Values, i.ExtraParams.Values, i.State.Values, i.Sequence.Values, generated[0], generated[1]);
            HandWrittenLstm.Gradient(
                i.Width, i.MainParams.Values, i.ExtraParams.Values, i.State.Values, i.Sequence.Values, byHand[0], byHand[1]);

            for (int part = 0; part < generated.Length; part++)
                AssertClose(generated[part], byHand[part]);
        }
    }

    private static IEnumerable<T> Inputs<T>(string file) =>
        File.ReadLines(Repository.PathTo($"tests/references/gradbench/{file}.jsonl")).Select(line => JsonNode.Parse(line)!["input"].Deserialize(Wire.Of<T>())!);

    private static void AssertClose(double[] generated, double[] byHand)
    {
        double scale = generated.Select(Math.Abs).DefaultIfEmpty().Max();
        Assert.All(generated.Zip(byHand), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= Tolerance * scale, $"{pair.First:R}, by hand {pair.Second:R}"));
    }
}
