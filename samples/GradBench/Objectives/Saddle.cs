using SymGrad;

namespace GradBench.Objectives;

/// <summary>The saddle of |p|² − |q|²: the smallest, over p, of what is largest over q.</summary>
internal static partial class Saddle
{
    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static double Height(double px, double py, double qx, double qy) => px * px + py * py - (qx * qx + qy * qy);

    /// <summary>The largest height over q, found from a start by ascending.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static double Largest(double px, double py, [NoGradient] double startX, [NoGradient] double startY, Mode inner)
    {
        double x = startX, y = startY;
        double height = Height(px, py, x, y);
        (double dx, double dy) = Slope(px, py, x, y, inner);
        double rate = Descent.FirstRate;
        int accepted = 0;
        while (Math.Sqrt(dx * dx + dy * dy) > Descent.Tolerance)
        {
            if (accepted == Descent.Patience)
            {
                rate *= 2;
                accepted = 0;
                continue;
            }

            double nextX = x + rate * dx, nextY = y + rate * dy;
            if (Math.Sqrt((x - nextX) * (x - nextX) + (y - nextY) * (y - nextY)) <= Descent.Tolerance)
                break;

            double next = Height(px, py, nextX, nextY);
            if (next > height)
            {
                (x, y, height) = (nextX, nextY, next);
                (dx, dy) = Slope(px, py, x, y, inner);
                accepted++;
            }
            else
            {
                rate /= 2;
                accepted = 0;
            }
        }

        return Height(px, py, x, y);
    }

    /// <summary>p, then q.</summary>
    public static double[] Find(double[] start, Mode outer, Mode inner)
    {
        double[] p = Descent.Minimize(
            (p, slope) =>
            {
                double largest;
                if (outer == Mode.Forward)
                {
                    (largest, slope[0]) = LargestJvp(p[0], p[1], start[0], start[1], inner, 1, 0);
                    slope[1] = LargestJvp(p[0], p[1], start[0], start[1], inner, 0, 1).Tangent;
                }
                else
                    (largest, (slope[0], slope[1])) = LargestValueAndGradient(p[0], p[1], start[0], start[1], inner);
                return largest;
            },
            start);
        double[] q = Descent.Minimize(
            (q, slope) =>
            {
                (double dx, double dy) = Slope(p[0], p[1], q[0], q[1], inner);
                (slope[0], slope[1]) = (-dx, -dy);
                return -Height(p[0], p[1], q[0], q[1]);
            },
            start);
        return [.. p, .. q];
    }

    /// <summary>The height's derivative by q.</summary>
    private static (double X, double Y) Slope(double px, double py, double qx, double qy, Mode mode)
    {
        if (mode == Mode.Forward)
            return (HeightJvp(px, py, qx, qy, 0, 0, 1, 0).Tangent, HeightJvp(px, py, qx, qy, 0, 0, 0, 1).Tangent);

        var (_, _, dx, dy) = HeightGradient(px, py, qx, qy);
        return (dx, dy);
    }
}
