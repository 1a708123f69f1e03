using static GradBench.Objectives.Ba;

namespace SymGrad.Benchmarks;

/// <summary>One observation's block of the Jacobian, written by hand: the primal once, then reverse mode for each of its two rows.</summary>
internal static class HandWrittenBa
{
    private const int RowLength = 15;

    public static void Jacobian(in Camera camera, in Vector point, double weight, Pixel feature, Span<double> jacobian)
    {
        Vector rotation = camera.Rotation, v = point - camera.Centre;
        double squared = Vector.Dot(rotation, rotation);
        bool turns = squared > 0;
        double inverse = 0, sin = 0, cos = 1, along = 0;
        Vector axis = default, cross, seen;
        if (turns)
        {
            double angle = Math.Sqrt(squared);
            inverse = 1 / angle;
            axis = inverse * rotation;
            (sin, cos) = Math.SinCos(angle);
            cross = Vector.Cross(axis, v);
            along = Vector.Dot(axis, v);
            seen = cos * v + sin * cross + (1 - cos) * along * axis;
        }
        else
        {
            cross = Vector.Cross(rotation, v);
            seen = v + cross;
        }

        double inverseZ = 1 / seen.Z, x = seen.X * inverseZ, y = seen.Y * inverseZ;
        double r2 = x * x + y * y, inner = camera.K1 + r2 * camera.K2, distortion = 1 + r2 * inner, scale = camera.FocalLength * distortion;
        double slope = 2 * weight * camera.FocalLength * (inner + r2 * camera.K2);
        double byOwn = weight * scale, mixed = slope * x * y * inverseZ;
        double uByX = (byOwn + slope * x * x) * inverseZ, vByY = (byOwn + slope * y * y) * inverseZ;
        Vector du = new(uByX, mixed, -(uByX * x + mixed * y)), dv = new(mixed, vByY, -(mixed * x + vByY * y));

        Span<double> u = jacobian[..RowLength], w = jacobian.Slice(RowLength, RowLength);
        if (turns)
        {
            PullBack(du, v, axis, cross, along, inverse, sin, cos, u);
            PullBack(dv, v, axis, cross, along, inverse, sin, cos, w);
        }
        else
        {
            WriteVectors(u, Vector.Cross(v, du), du + Vector.Cross(du, rotation));
            WriteVectors(w, Vector.Cross(v, dv), dv + Vector.Cross(dv, rotation));
        }

        double focalR2 = weight * camera.FocalLength * r2;
        u[6] = weight * x * distortion;
        u[7] = weight;
        u[8] = 0;
        u[9] = focalR2 * x;
        u[10] = focalR2 * r2 * x;
        u[14] = x * scale + camera.Principal.U - feature.U;
        w[6] = weight * y * distortion;
        w[7] = 0;
        w[8] = weight;
        w[9] = focalR2 * y;
        w[10] = focalR2 * r2 * y;
        w[14] = y * scale + camera.Principal.V - feature.V;
    }

    // Of cos·v + sin·(axis × v) + (1 − cos)·(axis · v)·axis, with the cotangent g.
    private static void PullBack(Vector g, Vector v, Vector axis, Vector cross, double along, double inverse, double sin, double cos, Span<double> row)
    {
        double rest = 1 - cos, gAlong = Vector.Dot(axis, g);
        Vector dv = cos * g + sin * Vector.Cross(g, axis) + rest * gAlong * axis;
        Vector daxis = sin * Vector.Cross(v, g) + rest * gAlong * v + rest * along * g;
        double dangle = sin * (along * gAlong - Vector.Dot(g, v)) + cos * Vector.Dot(g, cross);
        WriteVectors(row, inverse * daxis + (dangle - inverse * Vector.Dot(axis, daxis)) * axis, dv);
    }

    private static void WriteVectors(Span<double> row, Vector rotation, Vector point)
    {
        row[0] = rotation.X;
        row[1] = rotation.Y;
        row[2] = rotation.Z;
        row[3] = -point.X;
        row[4] = -point.Y;
        row[5] = -point.Z;
        row[11] = point.X;
        row[12] = point.Y;
        row[13] = point.Z;
    }
}
