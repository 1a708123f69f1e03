using GradBench.Objectives;
using static GradBench.Objectives.Ba;

namespace GradBench;

/// <summary>A bundle adjustment of many observations: all errors, and their sparse Jacobian.</summary>
/// <param name="cameras">Observation i is by camera i mod n …</param>
/// <param name="points">… of point i mod m.</param>
/// <param name="weights">One for each observation.</param>
/// <param name="features">One for each observation.</param>
internal sealed class Adjustment(Camera[] cameras, Vector[] points, double[] weights, Pixel[] features)
{
    private const int CameraParameters = 11, PointParameters = 3, RowLength = CameraParameters + PointParameters + 1;

    private readonly Pixel[] _errors = new Pixel[weights.Length];
    private readonly double[] _weightErrors = new double[weights.Length];
    private readonly int[] _rows = new int[3 * weights.Length + 1];
    private readonly int[] _columns = new int[(2 * RowLength + 1) * weights.Length];
    private readonly double[] _values = new double[(2 * RowLength + 1) * weights.Length];

    public static Adjustment Of(BaInput input)
    {
        double[] c = input.Cam, x = input.X;
        var camera = new Camera(new(c[0], c[1], c[2]), new(c[3], c[4], c[5]), c[6], new(c[7], c[8]), c[9], c[10]);
        return new Adjustment(
            Repeat(camera, input.N), Repeat(new Vector(x[0], x[1], x[2]), input.M), Repeat(input.W, input.P), Repeat(new Pixel(input.Feat[0], input.Feat[1]), input.P));

        static T[] Repeat<T>(T element, int count) => [.. Enumerable.Repeat(element, count)];
    }

    public BaErrors Errors()
    {
        for (int i = 0; i < weights.Length; i++)
            _errors[i] = ReprojectionError(in cameras[i % cameras.Length], in points[i % points.Length], weights[i], features[i]);
        for (int i = 0; i < weights.Length; i++)
            _weightErrors[i] = WeightError(weights[i]);
        return new BaErrors(new Elements([_errors[0].U, _errors[0].V], weights.Length), new Element(_weightErrors[0], weights.Length));
    }

    /// <summary>Compressed by rows: two for each observation, then one for each weight.</summary>
    public BaJacobian Jacobian()
    {
        int row = 0, end = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            int camera = i % cameras.Length, point = i % points.Length;
            ReprojectionErrorJacobian(in cameras[camera], in points[point], weights[i], features[i], _values.AsSpan(end, 2 * RowLength));
            for (int k = 0; k < 2; k++)
            {
                Span<int> columns = _columns.AsSpan(end, RowLength);
                for (int j = 0; j < CameraParameters; j++)
                    columns[j] = CameraParameters * camera + j;
                for (int j = 0; j < PointParameters; j++)
                    columns[CameraParameters + j] = CameraParameters * cameras.Length + PointParameters * point + j;
                columns[^1] = WeightColumn(i);
                end += RowLength;
                _rows[++row] = end;
            }
        }

        for (int i = 0; i < weights.Length; i++)
        {
            _values[end] = WeightErrorGradient(weights[i]);
            _columns[end++] = WeightColumn(i);
            _rows[++row] = end;
        }

        return new BaJacobian(Ends(_rows), Ends(_columns), Ends(_values));
    }

    private int WeightColumn(int observation) => CameraParameters * cameras.Length + PointParameters * points.Length + observation;

    // What GradBench compares: the beginning, and the end.
    private static T[] Ends<T>(T[] all) => [.. all.AsSpan(0, 2 * RowLength), all[^1]];
}
