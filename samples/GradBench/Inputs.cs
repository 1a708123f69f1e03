using System.Text.Json.Serialization;

namespace GradBench;

/// <summary>An input that contradicts itself.</summary>
internal sealed class InputException(string message) : Exception(message);

/// <summary>An input that says how often its function is timed: as often, and as long, as this at least.</summary>
internal record Repeated
{
    public static readonly Repeated Once = new();

    public int MinRuns { get; init; } = 1;

    public double MinSeconds { get; init; }

    /// <exception cref="InputException">Its parts do not fit together.</exception>
    public virtual void Check()
    {
    }

    protected static void Require(bool holds, string message)
    {
        if (!holds)
            throw new InputException(message);
    }

    protected static void RequireShape(Matrix matrix, int rows, int columns, string name) =>
        Require(matrix.Rows == rows && (rows == 0 || matrix.Columns == columns), $"{name} is not {rows}×{columns}.");
}

internal sealed record LlsqInput(double[] X, int N) : Repeated
{
    public override void Check() => Require(N >= 2, "n is less than 2.");
}

internal sealed record LseInput(double[] X) : Repeated
{
    public override void Check() => Require(X.Length > 0, "x is empty.");
}

internal sealed record OdeInput(double[] X, int S) : Repeated
{
    public override void Check() => Require(X.Length > 0 && S > 0, "x is empty, or there are no steps.");
}

internal sealed record KmeansInput(Matrix Points, Matrix Centroids) : Repeated
{
    public override void Check() => Require(
        Points.Columns == Centroids.Columns && Points.Columns > 0 && Centroids.Rows > 0, "Points and centroids have not the same dimension.");
}

internal sealed record GmmInput(int D, int K, int N, Matrix X, int M, double Gamma, double[] Alpha, Matrix Mu, Matrix Q, Matrix L) : Repeated
{
    public override void Check()
    {
        Require(D > 0 && K > 0 && N >= 0 && M >= 0, "A dimension is not positive.");
        RequireShape(X, N, D, "x");
        Require(Alpha.Length == K, "alpha has not k elements.");
        RequireShape(Mu, K, D, "mu");
        RequireShape(Q, K, D, "q");
        RequireShape(L, K, D * (D - 1) / 2, "l");
    }
}

internal sealed record GmmGradient(double[] Alpha, Matrix Mu, Matrix Q, Matrix L);

internal sealed record LstmInput(Matrix MainParams, Matrix ExtraParams, Matrix State, Matrix Sequence) : Repeated
{
    public int Width => Sequence.Columns;

    public override void Check()
    {
        Require(Sequence.Rows >= 2 && Width > 0, "The sequence has less than two characters.");
        RequireShape(MainParams, State.Rows, 4 * Width, "main_params");
        RequireShape(ExtraParams, 3, Width, "extra_params");
        Require(State.Rows % 2 == 0 && State.Rows > 0, "state has not two rows a layer.");
        RequireShape(State, State.Rows, Width, "state");
    }
}

/// <summary>One observation, which stands for p of them, by n cameras of m points.</summary>
internal sealed record BaInput(int N, int M, int P, double[] Cam, double[] X, double W, double[] Feat) : Repeated
{
    public override void Check()
    {
        Require(N > 0 && M > 0 && P > 0, "n, m or p is not positive.");
        Require(Cam.Length == 11 && X.Length == 3 && Feat.Length == 2, "cam, x and feat have not 11, 3 and 2 elements.");
    }
}

internal sealed record BaErrors(Elements ReprojError, Element WErr);

internal sealed record Elements([property: JsonPropertyName("elements")] double[] First, int Repeated);

internal sealed record Element([property: JsonPropertyName("element")] double First, int Repeated);

internal sealed record BaJacobian(int[] Rows, int[] Cols, double[] Vals);

/// <param name="Us">Where in its triangle each point is; empty where the points are vertices.</param>
internal sealed record HtInput(double[] Theta, HtData Data, Matrix Us) : Repeated
{
    public const int Angles = 26;

    public override void Check()
    {
        HandModel model = Data.Model;
        int bones = model.Parents.Length, vertices = model.BasePositions.Rows, points = Data.Correspondences.Length;
        Require(Theta.Length == Angles, "theta has not 26 elements.");
        Require(model.Parents.Select((parent, bone) => parent >= -1 && parent < bone).All(isBefore => isBefore), "A bone comes before its parent.");
        RequireShape(model.BasePositions, vertices, 4, "base_positions");
        RequireShape(model.Weights, vertices, bones, "weights");
        RequireTransforms(model.BaseRelatives, bones, "base_relatives");
        RequireTransforms(model.InverseBaseAbsolutes, bones, "inverse_base_absolutes");
        RequireShape(Data.Points, points, 3, "points");
        Require(model.Triangles.All(triangle => triangle.Length == 3 && triangle.All(corner => corner >= 0 && corner < vertices)), "A triangle has not three vertices.");
        Require(Data.Correspondences.All(c => c >= 0 && c < (Us.Rows == 0 ? vertices : model.Triangles.Length)), "A point corresponds to nothing.");
        if (Us.Rows > 0)
            RequireShape(Us, points, 2, "us");
    }

    private static void RequireTransforms(Matrix[] transforms, int count, string name) => Require(
        transforms.Length == count && transforms.All(t => t is { Rows: 4, Columns: 4 } && t.Values.AsSpan(12).SequenceEqual([0, 0, 0, 1])), $"{name} are not {count} transforms.");
}

internal sealed record HtData(HandModel Model, int[] Correspondences, Matrix Points);

internal sealed record HandModel(
    int[] Parents, Matrix[] BaseRelatives, Matrix[] InverseBaseAbsolutes, Matrix BasePositions, Matrix Weights, int[][] Triangles, bool IsMirrored);

internal sealed record DetInput([property: JsonPropertyName("A")] double[] A, int Ell) : Repeated
{
    public override void Check() => Require(Ell is > 0 and < 24 && A.Length == Ell * Ell, "A is not ell×ell, or ell is too large.");
}

internal sealed record ParticleInput(double W) : Repeated;

internal sealed record SaddleInput(double[] Start) : Repeated
{
    public override void Check() => Require(Start.Length == 2, "start has not two elements.");
}
