using SymGrad;

namespace GradBench.Objectives;

/// <summary>Where a charged particle, driven by two others, meets the ground: one of them moves with the parameter w.</summary>
internal static partial class Particle
{
    private const double TimeStep = 0.1;

    /// <summary>The potential of both charges.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static double Potential(double x, double y, [NoGradient] double w) => Charge(x - 10, y - (10 - w)) + Charge(x - 10, y);

    /// <summary>The square of the place where it meets the ground.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static double Landing(double w, Mode inner)
    {
        double x = 0, y = 8, vx = 0.75, vy = 0;
        while (true)
        {
            (double fx, double fy) = Force(x, y, w, inner);
            x += TimeStep * vx;
            y += TimeStep * vy;
            if (y <= 0)
            {
                double landing = x - y / vy * vx;
                return landing * landing;
            }

            vx += TimeStep * fx;
            vy += TimeStep * fy;
        }
    }

    /// <summary>The w for which the particle lands next to the origin.</summary>
    public static double Aim(double start, Mode outer, Mode inner) => Descent.Minimize(
        (w, slope) =>
        {
            (double landing, slope[0]) = outer == Mode.Forward ? LandingJvp(w[0], inner, 1) : LandingValueAndGradient(w[0], inner);
            return landing;
        },
        [start])[0];

    private static (double X, double Y) Force(double x, double y, double w, Mode mode)
    {
        if (mode == Mode.Forward)
            return (-PotentialJvp(x, y, w, 1, 0).Tangent, -PotentialJvp(x, y, w, 0, 1).Tangent);

        (double dx, double dy) = PotentialGradient(x, y, w);
        return (-dx, -dy);
    }

    private static double Charge(double dx, double dy) => 1 / Math.Sqrt(dx * dx + dy * dy);
}
