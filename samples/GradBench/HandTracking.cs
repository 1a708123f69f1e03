using GradBench.Objectives;

namespace GradBench;

/// <summary>A hand and its measured points: all errors, and their Jacobian.</summary>
internal sealed class HandTracking
{
    private readonly Ht _hand;
    private readonly double[] _theta, _shares, _positions, _errors, _byTheta;
    private readonly double[][] _directions, _byShares;
    private readonly Matrix _jacobian;

    public HandTracking(HtInput input)
    {
        HandModel model = input.Data.Model;
        int[] points = input.Data.Correspondences;
        bool areVertices = input.Us.Rows == 0;
        // A vertex is a point of a triangle, at its first corner.
        int[] corners = [.. points.SelectMany(c => areVertices ? [c, c, c] : model.Triangles[c])];
        _hand = new Ht(
            model.Parents, [.. model.BaseRelatives.SelectMany(ThreeRows)], [.. model.InverseBaseAbsolutes.SelectMany(ThreeRows)],
            model.BasePositions.Values, model.Weights.Values, model.IsMirrored, corners, input.Data.Points.Values);
        _theta = input.Theta;
        _shares = areVertices ? [.. points.SelectMany(_ => new double[] { 1, 0 })] : input.Us.Values;
        _positions = new double[model.BasePositions.Rows * 3];
        _errors = new double[3 * points.Length];
        _byTheta = new double[_errors.Length * HtInput.Angles];
        // No error depends on the shares of another point: along two directions there are all derivatives by them.
        _directions = areVertices ? [] : [[.. _shares.Select((_, i) => 1.0 - i % 2)], [.. _shares.Select((_, i) => (double)(i % 2))]];
        _byShares = [.. _directions.Select(_ => new double[_errors.Length])];
        int columns = _directions.Length + HtInput.Angles;
        _jacobian = new Matrix(new double[_errors.Length * columns], _errors.Length, columns);
    }

    public double[] Errors()
    {
        _hand.Errors(_theta, _shares, _errors);
        return _errors;
    }

    /// <summary>A row for each error: by the shares of its own point, if it has any, and by the pose.</summary>
    public Matrix Jacobian()
    {
        _hand.ErrorsJacobian(_theta, _shares, _errors, _byTheta);
        if (_directions.Length > 0)
            _hand.Move(_theta, _positions);
        for (int k = 0; k < _directions.Length; k++)
            _hand.CompareJvp(_positions, _shares, _errors, _directions[k], _byShares[k]);
        for (int i = 0; i < _errors.Length; i++)
        {
            Span<double> row = _jacobian.Values.AsSpan(i * _jacobian.Columns, _jacobian.Columns);
            for (int k = 0; k < _directions.Length; k++)
                row[k] = _byShares[k][i];
            _byTheta.AsSpan(i * HtInput.Angles, HtInput.Angles).CopyTo(row[_directions.Length..]);
        }

        return _jacobian;
    }

    // The fourth is (0, 0, 0, 1).
    private static IEnumerable<double> ThreeRows(Matrix transform) => transform.Values.Take(12);
}
