using SymGrad;

namespace GradBench.Objectives;

/// <summary>Hand tracking: how far the points of a hand in a pose are from where they were measured. A transform has three rows of four numbers.</summary>
/// <param name="parents">Of each bone, the one that it hangs on, which comes before it; −1 for none.</param>
/// <param name="baseRelatives">The bones' transforms at rest, relative to their parents.</param>
/// <param name="inverseBaseAbsolutes">The inverse of what they are altogether.</param>
/// <param name="basePositions">The vertices at rest, four coordinates each.</param>
/// <param name="weights">How much each vertex goes with each bone, a row for each vertex.</param>
/// <param name="isMirrored">Whether it is the other hand.</param>
/// <param name="corners">The triangle that each point lies in: three vertices.</param>
/// <param name="measured">Where each point was measured: three coordinates.</param>
internal sealed partial class Ht(
    int[] parents, double[] baseRelatives, double[] inverseBaseAbsolutes, double[] basePositions, double[] weights, bool isMirrored, int[] corners, double[] measured)
{
    private const int Rows = 3, Columns = 4, Transform = Rows * Columns;

    // Below that, in radians, nothing is rotated.
    private const double LeastAngle = 1e-4;

    private readonly int[] _parents = parents, _corners = corners;
    private readonly double[] _baseRelatives = baseRelatives, _inverseBaseAbsolutes = inverseBaseAbsolutes;
    private readonly double[] _basePositions = basePositions, _weights = weights, _measured = measured;
    private readonly bool _isMirrored = isMirrored;

    /// <summary>The errors of all coordinates.</summary>
    /// <param name="theta">The pose: rotation and translation of the hand, then four angles for each finger.</param>
    /// <param name="shares">Where each point is in its triangle: how much of it is at the first corner, and at the second.</param>
    [Differentiable(Derivatives.Jacobian)]
    public void Errors(ReadOnlySpan<double> theta, [NoGradient] ReadOnlySpan<double> shares, Span<double> errors)
    {
        var positions = new double[_basePositions.Length / Columns * Rows];
        Move(theta, positions);
        Compare(positions, shares, errors);
    }

    /// <summary>Where the vertices are in a pose, three coordinates each.</summary>
    public void Move(ReadOnlySpan<double> theta, Span<double> positions)
    {
        var transforms = new double[_parents.Length * Transform];
        Pose(theta, transforms);
        Skin(transforms, positions);
        Place(theta, positions);
    }

    /// <summary>The errors as a function of the shares, where the vertices are known.</summary>
    [Differentiable(Derivatives.Jvp)]
    public void Compare([NoGradient] ReadOnlySpan<double> positions, ReadOnlySpan<double> shares, Span<double> errors)
    {
        for (int point = 0; point < errors.Length / Rows; point++)
        {
            double u = shares[2 * point], v = shares[2 * point + 1];
            int first = _corners[3 * point] * Rows, second = _corners[3 * point + 1] * Rows, third = _corners[3 * point + 2] * Rows;
            for (int i = 0; i < Rows; i++)
                errors[point * Rows + i] = _measured[point * Rows + i] - (u * positions[first + i] + v * positions[second + i] + (1 - u - v) * positions[third + i]);
        }
    }

    // From where each bone is at rest to where it is.
    private void Pose(ReadOnlySpan<double> theta, Span<double> transforms)
    {
        var turn = new double[Transform];
        var relative = new double[Transform];
        var absolutes = new double[transforms.Length];
        for (int bone = 0; bone < _parents.Length; bone++)
        {
            int start = bone * Transform;
            Turn(theta, bone, turn);
            Multiply(_baseRelatives.AsSpan(start, Transform), turn, relative);
            if (_parents[bone] < 0)
                relative.CopyTo(absolutes, start);
            else
                Multiply(absolutes.AsSpan(_parents[bone] * Transform, Transform), relative, absolutes.AsSpan(start, Transform));

            Multiply(absolutes.AsSpan(start, Transform), _inverseBaseAbsolutes.AsSpan(start, Transform), transforms.Slice(start, Transform));
        }
    }

    // After the wrist's two there are four bones a finger: the first is bent and spread, two are bent.
    private static void Turn(ReadOnlySpan<double> theta, int bone, Span<double> turn)
    {
        int finger = (bone - 2) / 4, joint = (bone - 2) % 4;
        double bend = 0, spread = 0;
        if (bone >= 2 && joint < 3)
            bend = theta[6 + 4 * finger + (joint == 0 ? 0 : joint + 1)];
        if (bone >= 2 && joint == 0)
            spread = theta[7 + 4 * finger];

        (double sx, double cx) = Math.SinCos(bend);
        (double sz, double cz) = Math.SinCos(spread);
        turn.Clear();
        turn[0] = cz;
        turn[1] = -sz * cx;
        turn[2] = sz * sx;
        turn[4] = sz;
        turn[5] = cz * cx;
        turn[6] = -cz * sx;
        turn[9] = sx;
        turn[10] = cx;
    }

    // The fourth row of each is (0, 0, 0, 1).
    private static void Multiply(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> product)
    {
        for (int row = 0; row < Transform; row += Columns)
        {
            for (int column = 0; column < Columns; column++)
                product[row + column] = a[row] * b[column] + a[row + 1] * b[Columns + column] + a[row + 2] * b[2 * Columns + column];
            product[row + 3] += a[row + 3];
        }
    }

    // Each vertex is where its bones take it, on the average.
    private void Skin(ReadOnlySpan<double> transforms, Span<double> positions)
    {
        int bones = _parents.Length, vertices = positions.Length / Rows;
        for (int vertex = 0; vertex < vertices; vertex++)
        {
            double x = 0, y = 0, z = 0;
            ReadOnlySpan<double> rest = _basePositions.AsSpan(vertex * Columns, Columns);
            for (int bone = 0; bone < bones; bone++)
            {
                double weight = _weights[vertex * bones + bone];
                if (weight == 0)
                    continue;

                ReadOnlySpan<double> t = transforms.Slice(bone * Transform, Transform);
                x += weight * (t[0] * rest[0] + t[1] * rest[1] + t[2] * rest[2] + t[3] * rest[3]);
                y += weight * (t[4] * rest[0] + t[5] * rest[1] + t[6] * rest[2] + t[7] * rest[3]);
                z += weight * (t[8] * rest[0] + t[9] * rest[1] + t[10] * rest[2] + t[11] * rest[3]);
            }

            positions[vertex * Rows] = _isMirrored ? -x : x;
            positions[vertex * Rows + 1] = y;
            positions[vertex * Rows + 2] = z;
        }
    }

    // The whole hand, turned by an angle that is as large as its axis is long, and moved.
    private static void Place(ReadOnlySpan<double> theta, Span<double> positions)
    {
        double angle = Math.Sqrt(theta[0] * theta[0] + theta[1] * theta[1] + theta[2] * theta[2]);
        double x = 0, y = 0, z = 0, sin = 0, cos = 1;
        if (angle >= LeastAngle)
        {
            (x, y, z) = (theta[0] / angle, theta[1] / angle, theta[2] / angle);
            (sin, cos) = Math.SinCos(angle);
        }

        double xx = x * x + (1 - x * x) * cos, xy = x * y * (1 - cos) - z * sin, xz = x * z * (1 - cos) + y * sin;
        double yx = x * y * (1 - cos) + z * sin, yy = y * y + (1 - y * y) * cos, yz = y * z * (1 - cos) - x * sin;
        double zx = x * z * (1 - cos) - y * sin, zy = y * z * (1 - cos) + x * sin, zz = z * z + (1 - z * z) * cos;
        for (int vertex = 0; vertex < positions.Length; vertex += Rows)
        {
            double px = positions[vertex], py = positions[vertex + 1], pz = positions[vertex + 2];
            positions[vertex] = xx * px + xy * py + xz * pz + theta[3];
            positions[vertex + 1] = yx * px + yy * py + yz * pz + theta[4];
            positions[vertex + 2] = zx * px + zy * py + zz * pz + theta[5];
        }
    }
}
