using GradBench.Objectives;

namespace GradBench;

/// <summary>The functions of each eval, under GradBench's names.</summary>
internal static class Evals
{
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, Function>> All { get; } = new Dictionary<string, IReadOnlyDictionary<string, Function>>
    {
        ["hello"] = new Dictionary<string, Function>
        {
            ["square"] = Function.Of((double x) => Hello.Square(x)),
            ["double"] = Function.Of((double x) => Hello.SquareGradient(x)),
        },
        ["llsq"] = new Dictionary<string, Function>
        {
            ["primal"] = Function.Of((LlsqInput i) => Llsq.Loss(i.X, i.N)),
            ["gradient"] = Function.Into((LlsqInput i) => new double[i.X.Length], (i, gradient) => Llsq.LossGradient(i.X, i.N, gradient)),
        },
        ["lse"] = new Dictionary<string, Function>
        {
            ["primal"] = Function.Of((LseInput i) => Lse.LogSumExp(i.X)),
            ["gradient"] = Function.Into((LseInput i) => new double[i.X.Length], (i, gradient) => Lse.LogSumExpGradient(i.X, gradient)),
        },
        ["ode"] = new Dictionary<string, Function>
        {
            ["primal"] = Function.Into((OdeInput i) => new double[i.X.Length], (i, y) => Ode.Solve(i.X, i.S, y)),
            // Of the last function alone.
            ["gradient"] = Function.Of(
                (OdeInput i) => (Input: i, Y: new double[i.X.Length], Last: (double[])[.. new double[i.X.Length - 1], 1], Gradient: new double[i.X.Length]),
                p =>
                {
                    Ode.SolveVjp(p.Input.X, p.Input.S, p.Y, p.Last, p.Gradient);
                    return p.Gradient;
                }),
        },
        ["kmeans"] = new Dictionary<string, Function>
        {
            ["cost"] = Function.Of((KmeansInput i) => Kmeans.Cost(i.Points.Values, i.Centroids.Values, i.Points.Columns)),
            ["dir"] = Function.Into((KmeansInput i) => i.Centroids.Empty(), (i, direction) => Kmeans.Direction(i.Points.Values, i.Centroids.Values, i.Points.Columns, direction.Values)),
        },
        ["gmm"] = new Dictionary<string, Function>
        {
            ["objective"] = Function.Of((GmmInput i) => Gmm.LogPosterior(i.D, i.X.Values, i.M, i.Gamma, i.Alpha, i.Mu.Values, i.Q.Values, i.L.Values)),
            ["jacobian"] = Function.Into(
                (GmmInput i) => new GmmGradient(new double[i.K], i.Mu.Empty(), i.Q.Empty(), i.L.Empty()),
                (i, gradient) => Gmm.LogPosteriorGradient(
                    i.D, i.X.Values, i.M, i.Gamma, i.Alpha, i.Mu.Values, i.Q.Values, i.L.Values,
                    gradient.Alpha, gradient.Mu.Values, gradient.Q.Values, gradient.L.Values)),
        },
        ["lstm"] = new Dictionary<string, Function>
        {
            ["objective"] = Function.Of((LstmInput i) => Lstm.Loss(i.Width, i.MainParams.Values, i.ExtraParams.Values, i.State.Values, i.Sequence.Values)),
            ["jacobian"] = Function.Into(
                (LstmInput i) => new double[i.MainParams.Values.Length + i.ExtraParams.Values.Length],
                (i, gradient) => Lstm.LossGradient(
                    i.Width, i.MainParams.Values, i.ExtraParams.Values, i.State.Values, i.Sequence.Values,
                    gradient.AsSpan(0, i.MainParams.Values.Length), gradient.AsSpan(i.MainParams.Values.Length))),
        },
        ["ba"] = new Dictionary<string, Function>
        {
            ["objective"] = Function.Of((BaInput i) => Adjustment.Of(i), adjustment => adjustment.Errors()),
            ["jacobian"] = Function.Of((BaInput i) => Adjustment.Of(i), adjustment => adjustment.Jacobian()),
        },
        ["ht"] = new Dictionary<string, Function>
        {
            ["objective"] = Function.Of((HtInput i) => new HandTracking(i), hand => hand.Errors()),
            ["jacobian"] = Function.Of((HtInput i) => new HandTracking(i), hand => hand.Jacobian()),
        },
        ["det"] = new Dictionary<string, Function>
        {
            ["primal"] = Function.Of((DetInput i) => Det.Determinant(i.A, i.Ell)),
            ["gradient"] = Function.Into((DetInput i) => new double[i.A.Length], (i, gradient) => Det.DeterminantGradient(i.A, i.Ell, gradient)),
        },
        ["particle"] = Modes((ParticleInput i, Mode outer, Mode inner) => Particle.Aim(i.W, outer, inner)),
        ["saddle"] = Modes((SaddleInput i, Mode outer, Mode inner) => Saddle.Find(i.Start, outer, inner)),
    };

    // Under the modes of the outer and the inner derivative.
    private static Dictionary<string, Function> Modes<TInput, TOutput>(Func<TInput, Mode, Mode, TOutput> find)
        where TInput : notnull => new()
        {
            ["ff"] = Function.Of((TInput i) => find(i, Mode.Forward, Mode.Forward)),
            ["fr"] = Function.Of((TInput i) => find(i, Mode.Forward, Mode.Reverse)),
            ["rf"] = Function.Of((TInput i) => find(i, Mode.Reverse, Mode.Forward)),
            ["rr"] = Function.Of((TInput i) => find(i, Mode.Reverse, Mode.Reverse)),
        };
}
