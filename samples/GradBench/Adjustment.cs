using GradBench.Objectives;
using static GradBench.Objectives.Ba;

namespace GradBench;

/// <summary>A bundle adjustment of many observations: all errors, and their sparse Jacobian.</summary>
internal sealed class Adjustment
{
    private const int CameraParameters = 11, PointParameters = 3, RowLength = CameraParameters + PointParameters + 1;

    private readonly Camera[] _cameras;
    private readonly Vector[] _points;
    private readonly double[] _weights;
    private readonly Pixel[] _features;
    private readonly Pixel[] _errors;
    private readonly double[] _weightErrors, _values;
    private readonly int[] _rows, _columns;

    /// <param name="cameras">Observation i is by camera i mod n …</param>
    /// <param name="points">… of point i mod m.</param>
    /// <param name="weights">One for each observation.</param>
    /// <param name="features">One for each observation.</param>
    private Adjustment(Camera[] cameras, Vector[] points, double[] weights, Pixel[] features)
    {
        (_cameras, _points, _weights, _features) = (cameras, points, weights, features);
        _errors = new Pixel[weights.Length];
        _weightErrors = new double[weights.Length];
        _values = new double[(2 * RowLength + 1) * weights.Length];
        (_rows, _columns) = Pattern();
    }

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
        for (int i = 0; i < _weights.Length; i++)
            _errors[i] = ReprojectionError(in _cameras[i % _cameras.Length], in _points[i % _points.Length], _weights[i], _features[i]);
        for (int i = 0; i < _weights.Length; i++)
            _weightErrors[i] = WeightError(_weights[i]);
        return new BaErrors(new Elements([_errors[0].U, _errors[0].V], _weights.Length), new Element(_weightErrors[0], _weights.Length));
    }

    /// <summary>Compressed by rows: two for each observation, then one for each weight. Where its elements are does not depend on what they are.</summary>
    public BaJacobian Jacobian()
    {
        for (int i = 0; i < _weights.Length; i++)
        {
            ReprojectionErrorJacobian(
                in _cameras[i % _cameras.Length], in _points[i % _points.Length], _weights[i], _features[i], _values.AsSpan(2 * RowLength * i, 2 * RowLength));
        }

        Span<double> byWeight = _values.AsSpan(2 * RowLength * _weights.Length);
        for (int i = 0; i < byWeight.Length; i++)
            byWeight[i] = WeightErrorGradient(_weights[i]);
        return new BaJacobian(Ends(_rows), Ends(_columns), Ends(_values));
    }

    // Where the rows begin, and the column of each element.
    private (int[] Rows, int[] Columns) Pattern()
    {
        int[] rows = new int[3 * _weights.Length + 1], columns = new int[_values.Length];
        int row = 0, end = 0;
        for (int i = 0; i < _weights.Length; i++)
        {
            for (int k = 0; k < 2; k++)
            {
                Span<int> own = columns.AsSpan(end, RowLength);
                for (int j = 0; j < CameraParameters; j++)
                    own[j] = CameraParameters * (i % _cameras.Length) + j;
                for (int j = 0; j < PointParameters; j++)
                    own[CameraParameters + j] = CameraParameters * _cameras.Length + PointParameters * (i % _points.Length) + j;
                own[^1] = WeightColumn(i);
                end += RowLength;
                rows[++row] = end;
            }
        }

        for (int i = 0; i < _weights.Length; i++)
        {
            columns[end++] = WeightColumn(i);
            rows[++row] = end;
        }

        return (rows, columns);
    }

    private int WeightColumn(int observation) => CameraParameters * _cameras.Length + PointParameters * _points.Length + observation;

    // What GradBench compares: the beginning, and the end.
    private static T[] Ends<T>(T[] all) => [.. all.AsSpan(0, 2 * RowLength), all[^1]];
}
