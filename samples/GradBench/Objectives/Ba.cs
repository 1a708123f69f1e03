using SymGrad;

namespace GradBench.Objectives;

/// <summary>Bundle adjustment: how far a point of space, seen by a camera, is from where it was found in the picture.</summary>
internal static partial class Ba
{
    public readonly record struct Vector(double X, double Y, double Z)
    {
        public static Vector operator +(Vector a, Vector b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

        public static Vector operator -(Vector a, Vector b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

        public static Vector operator *(double s, Vector a) => new(s * a.X, s * a.Y, s * a.Z);

        public static double Dot(Vector a, Vector b) => a.X * b.X + a.Y * b.Y + a.Z * b.Z;

        public static Vector Cross(Vector a, Vector b) => new(a.Y * b.Z - a.Z * b.Y, a.Z * b.X - a.X * b.Z, a.X * b.Y - a.Y * b.X);
    }

    /// <summary>A place in a picture.</summary>
    public readonly record struct Pixel(double U, double V);

    /// <param name="Rotation">The axis, times the angle.</param>
    /// <param name="Centre">Where the camera is.</param>
    /// <param name="FocalLength">In pixels.</param>
    /// <param name="Principal">Where the camera looks to.</param>
    /// <param name="K1">The lens's radial distortion, of second order.</param>
    /// <param name="K2">The same, of fourth order.</param>
    public readonly record struct Camera(Vector Rotation, Vector Centre, double FocalLength, Pixel Principal, double K1, double K2);

    /// <summary>The distance from the feature that was found, weighted.</summary>
    [Differentiable]
    public static Pixel ReprojectionError(in Camera camera, in Vector point, double weight, [NoGradient] Pixel feature)
    {
        Pixel seen = Project(camera, point);
        return new Pixel(weight * (seen.U - feature.U), weight * (seen.V - feature.V));
    }

    /// <summary>What keeps a weight away from 0.</summary>
    [Differentiable]
    public static double WeightError(double weight) => 1 - weight * weight;

    private static Pixel Project(in Camera camera, in Vector point)
    {
        Vector seen = Rotate(camera.Rotation, point - camera.Centre);
        double x = seen.X / seen.Z, y = seen.Y / seen.Z;
        double r2 = x * x + y * y;
        double scale = camera.FocalLength * (1 + r2 * (camera.K1 + r2 * camera.K2));
        return new Pixel(x * scale + camera.Principal.U, y * scale + camera.Principal.V);
    }

    /// <summary>Rodrigues' formula.</summary>
    private static Vector Rotate(Vector rotation, Vector v)
    {
        double squared = Vector.Dot(rotation, rotation);
        // No rotation at all is that of first order, whose derivative is right there, too.
        if (!(squared > 0))
            return v + Vector.Cross(rotation, v);

        double angle = Math.Sqrt(squared);
        Vector axis = 1 / angle * rotation;
        (double sin, double cos) = Math.SinCos(angle);
        return cos * v + sin * Vector.Cross(axis, v) + (1 - cos) * Vector.Dot(axis, v) * axis;
    }
}
