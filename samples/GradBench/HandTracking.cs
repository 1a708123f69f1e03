using GradBench.Objectives;

namespace GradBench;

/// <summary>A hand and its measured points: all errors, and their Jacobian.</summary>
internal sealed class HandTracking
{
    private readonly double[] _theta, _shares, _measured, _baseRelatives, _inverseBaseAbsolutes, _basePositions, _weights, _errors;
    private readonly int[] _corners, _parents;
    private readonly bool _isMirrored;
    private readonly Matrix _jacobian;
    private readonly int _sharesInJacobian;

    public HandTracking(HtInput input)
    {
        HandModel model = input.Data.Model;
        bool areVertices = input.Us.Rows == 0;
        _theta = input.Theta;
        _measured = input.Data.Points.Values;
        _parents = model.Parents;
        _baseRelatives = [.. model.BaseRelatives.SelectMany(ThreeRows)];
        _inverseBaseAbsolutes = [.. model.InverseBaseAbsolutes.SelectMany(ThreeRows)];
        _basePositions = model.BasePositions.Values;
        _weights = model.Weights.Values;
        _isMirrored = model.IsMirrored;
        // A vertex is a point of a triangle, at its first corner.
        _corners = [.. input.Data.Correspondences.SelectMany(c => areVertices ? [c, c, c] : model.Triangles[c])];
        _shares = areVertices ? [.. input.Data.Correspondences.SelectMany(_ => new double[] { 1, 0 })] : input.Us.Values;
        _errors = new double[_measured.Length];
        _sharesInJacobian = areVertices ? 0 : 2;
        int columns = _sharesInJacobian + HtInput.Angles;
        _jacobian = new Matrix(new double[_errors.Length * columns], _errors.Length, columns);
    }

    public double[] Errors()
    {
        Ht.Errors(_theta, _shares, _corners, _parents, _baseRelatives, _inverseBaseAbsolutes, _basePositions, _weights, _isMirrored, _measured, _errors);
        return _errors;
    }

    /// <summary>A row for each error: by the shares of its own point's corners, where points are inside of triangles, and by the pose.</summary>
    public Matrix Jacobian()
    {
        for (int i = 0; i < _errors.Length; i++)
        {
            int point = i / 3;
            Span<double> row = _jacobian.Values.AsSpan(i * _jacobian.Columns, _jacobian.Columns);
            (double byU, double byV) = Ht.ErrorGradient(
                _theta, _shares[2 * point], _shares[2 * point + 1], _corners[3 * point], _corners[3 * point + 1], _corners[3 * point + 2], i % 3,
                _parents, _baseRelatives, _inverseBaseAbsolutes, _basePositions, _weights, _isMirrored, _measured[i], row[_sharesInJacobian..]);
            if (_sharesInJacobian > 0)
                (row[0], row[1]) = (byU, byV);
        }

        return _jacobian;
    }

    // The fourth is (0, 0, 0, 1).
    private static IEnumerable<double> ThreeRows(Matrix transform) => transform.Values.Take(12);
}
