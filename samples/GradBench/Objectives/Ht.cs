using SymGrad;

namespace GradBench.Objectives;

/// <summary>Hand tracking: how far a hand in a pose is from where its points were measured. Transforms have three rows of four numbers.</summary>
internal static partial class Ht
{
    private const int Rows = 3, Columns = 4, Transform = Rows * Columns;

    // Below that, in radians, nothing is rotated.
    private const double LeastAngle = 1e-4;

    /// <summary>The error of one coordinate of a point, which is between the corners of a triangle.</summary>
    /// <param name="theta">The pose: rotation and translation of the hand, then four angles for each finger.</param>
    /// <param name="u">How much of the point is at the first corner …</param>
    /// <param name="v">… and at the second one.</param>
    /// <param name="parents">Of each bone, the one that it hangs on, which comes before it; −1 for none.</param>
    /// <param name="baseRelatives">The bones, relative to their parents.</param>
    /// <param name="inverseBaseAbsolutes">The inverse of where they are at rest.</param>
    /// <param name="basePositions">The vertices at rest, four coordinates each.</param>
    /// <param name="weights">How much each vertex goes with each bone, a row for each vertex.</param>
    /// <param name="isMirrored">Whether it is the other hand.</param>
    /// <param name="measured">The coordinate where the point was measured.</param>
    [Differentiable]
    public static double Error(
        ReadOnlySpan<double> theta, double u, double v, int corner1, int corner2, int corner3, int coordinate,
        int[] parents, [NoGradient] double[] baseRelatives, [NoGradient] double[] inverseBaseAbsolutes, [NoGradient] double[] basePositions,
        [NoGradient] double[] weights, bool isMirrored, [NoGradient] double measured)
    {
        var transforms = new double[parents.Length * Transform];
        var rotation = new double[9];
        Pose(theta, parents, baseRelatives, inverseBaseAbsolutes, transforms);
        Rotate(theta, rotation);
        return measured - (u * Position(corner1, coordinate, theta, transforms, rotation, basePositions, weights, isMirrored)
            + v * Position(corner2, coordinate, theta, transforms, rotation, basePositions, weights, isMirrored)
            + (1 - u - v) * Position(corner3, coordinate, theta, transforms, rotation, basePositions, weights, isMirrored));
    }

    /// <summary>All errors, coordinate by coordinate.</summary>
    /// <param name="shares">Two for each point: of the first and the second corner.</param>
    /// <param name="corners">Three for each point.</param>
    /// <param name="measured">Three coordinates for each point.</param>
    public static void Errors(
        ReadOnlySpan<double> theta, ReadOnlySpan<double> shares, ReadOnlySpan<int> corners, int[] parents, double[] baseRelatives, double[] inverseBaseAbsolutes,
        double[] basePositions, double[] weights, bool isMirrored, ReadOnlySpan<double> measured, Span<double> errors)
    {
        var transforms = new double[parents.Length * Transform];
        var rotation = new double[9];
        Pose(theta, parents, baseRelatives, inverseBaseAbsolutes, transforms);
        Rotate(theta, rotation);
        for (int i = 0; i < errors.Length; i++)
        {
            int point = i / 3, coordinate = i % 3;
            double u = shares[2 * point], v = shares[2 * point + 1];
            errors[i] = measured[i] - (u * Position(corners[3 * point], coordinate, theta, transforms, rotation, basePositions, weights, isMirrored)
                + v * Position(corners[3 * point + 1], coordinate, theta, transforms, rotation, basePositions, weights, isMirrored)
                + (1 - u - v) * Position(corners[3 * point + 2], coordinate, theta, transforms, rotation, basePositions, weights, isMirrored));
        }
    }

    // From where each bone is at rest to where it is.
    private static void Pose(ReadOnlySpan<double> theta, int[] parents, double[] baseRelatives, double[] inverseBaseAbsolutes, Span<double> transforms)
    {
        var turn = new double[Transform];
        var relative = new double[Transform];
        var absolutes = new double[parents.Length * Transform];
        for (int bone = 0; bone < parents.Length; bone++)
        {
            Turn(theta, bone, turn);
            Multiply(baseRelatives, bone * Transform, turn, 0, relative, 0);
            if (parents[bone] < 0)
            {
                for (int i = 0; i < Transform; i++)
                    absolutes[bone * Transform + i] = relative[i];
            }
            else
            {
                Multiply(absolutes, parents[bone] * Transform, relative, 0, absolutes, bone * Transform);
            }

            Multiply(absolutes, bone * Transform, inverseBaseAbsolutes, bone * Transform, transforms, bone * Transform);
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
        turn[0] = cz;
        turn[1] = -sz * cx;
        turn[2] = sz * sx;
        turn[3] = 0;
        turn[4] = sz;
        turn[5] = cz * cx;
        turn[6] = -cz * sx;
        turn[7] = 0;
        turn[8] = 0;
        turn[9] = sx;
        turn[10] = cx;
        turn[11] = 0;
    }

    // The fourth row of each is (0, 0, 0, 1).
    private static void Multiply(ReadOnlySpan<double> a, int aStart, ReadOnlySpan<double> b, int bStart, Span<double> product, int start)
    {
        for (int row = 0; row < Rows; row++)
        {
            for (int column = 0; column < Columns; column++)
            {
                double sum = column == Columns - 1 ? a[aStart + row * Columns + column] : 0;
                for (int k = 0; k < Rows; k++)
                    sum += a[aStart + row * Columns + k] * b[bStart + k * Columns + column];
                product[start + row * Columns + column] = sum;
            }
        }
    }

    // The whole hand's rotation, by an angle that is as large as its axis is long.
    private static void Rotate(ReadOnlySpan<double> theta, Span<double> rotation)
    {
        double angle = Math.Sqrt(theta[0] * theta[0] + theta[1] * theta[1] + theta[2] * theta[2]);
        double x = 0, y = 0, z = 0, sin = 0, cos = 1;
        if (angle >= LeastAngle)
        {
            (x, y, z) = (theta[0] / angle, theta[1] / angle, theta[2] / angle);
            (sin, cos) = Math.SinCos(angle);
        }

        rotation[0] = x * x + (1 - x * x) * cos;
        rotation[1] = x * y * (1 - cos) - z * sin;
        rotation[2] = x * z * (1 - cos) + y * sin;
        rotation[3] = x * y * (1 - cos) + z * sin;
        rotation[4] = y * y + (1 - y * y) * cos;
        rotation[5] = y * z * (1 - cos) - x * sin;
        rotation[6] = x * z * (1 - cos) - y * sin;
        rotation[7] = y * z * (1 - cos) + x * sin;
        rotation[8] = z * z + (1 - z * z) * cos;
    }

    // A coordinate of a vertex.
    private static double Position(
        int vertex, int coordinate, ReadOnlySpan<double> theta, ReadOnlySpan<double> transforms, ReadOnlySpan<double> rotation,
        ReadOnlySpan<double> basePositions, ReadOnlySpan<double> weights, bool isMirrored)
    {
        int bones = transforms.Length / Transform;
        double position = theta[3 + coordinate];
        for (int row = 0; row < Rows; row++)
        {
            double skinned = 0;
            for (int bone = 0; bone < bones; bone++)
            {
                double moved = 0;
                for (int k = 0; k < Columns; k++)
                    moved += transforms[bone * Transform + row * Columns + k] * basePositions[vertex * Columns + k];
                skinned += weights[vertex * bones + bone] * moved;
            }

            position += rotation[coordinate * Rows + row] * (isMirrored && row == 0 ? -skinned : skinned);
        }

        return position;
    }
}
