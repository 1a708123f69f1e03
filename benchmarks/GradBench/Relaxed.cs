using GradBench.Objectives;
using static GradBench.Objectives.Ba;

namespace SymGrad.Benchmarks;

/// <summary>The objectives once more, with derivatives that take the liberties which one takes by hand: s·(1 − s), 1 − t², and products with a reciprocal.</summary>
internal static partial class Relaxed
{
    [Differentiable(Derivatives.Jacobian, Relaxed = true)]
    public static Pixel Ba(in Camera camera, in Vector point, double weight, [NoGradient] Pixel feature) => ReprojectionError(camera, point, weight, feature);

    [Differentiable(Relaxed = true)]
    public static double Gmm(
        int d, [NoGradient] ReadOnlySpan<double> x, int m, [NoGradient] double gamma,
        ReadOnlySpan<double> alpha, ReadOnlySpan<double> mu, ReadOnlySpan<double> q, ReadOnlySpan<double> l) =>
        global::GradBench.Objectives.Gmm.LogPosterior(d, x, m, gamma, alpha, mu, q, l);

    [Differentiable(Relaxed = true)]
    public static double Lstm(
        int b, ReadOnlySpan<double> parameters, ReadOnlySpan<double> extra, [NoGradient] ReadOnlySpan<double> state, [NoGradient] ReadOnlySpan<double> sequence) =>
        global::GradBench.Objectives.Lstm.Loss(b, parameters, extra, state, sequence);
}
