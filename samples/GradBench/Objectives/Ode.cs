using SymGrad;

namespace GradBench.Objectives;

/// <summary>The chain of equations y₀′ = x₀, yᵢ′ = xᵢ·yᵢ₋₁ from y(0) = 0 to t = 2, by Runge and Kutta's method of fourth order.</summary>
internal static partial class Ode
{
    private const double End = 2;

    /// <summary>All functions at the end.</summary>
    [Differentiable(Derivatives.Vjp)]
    public static void Solve(ReadOnlySpan<double> x, int steps, Span<double> y)
    {
        int n = x.Length;
        double h = End / steps;
        var k1 = new double[n];
        var k2 = new double[n];
        var k3 = new double[n];
        var k4 = new double[n];
        var between = new double[n];

        y.Clear();
        for (int step = 0; step < steps; step++)
        {
            Slope(x, y, k1);
            Advance(y, h / 2, k1, between);
            Slope(x, between, k2);
            Advance(y, h / 2, k2, between);
            Slope(x, between, k3);
            Advance(y, h, k3, between);
            Slope(x, between, k4);
            for (int i = 0; i < n; i++)
                y[i] += h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
        }
    }

    private static void Slope(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> slope)
    {
        slope[0] = x[0];
        for (int i = 1; i < x.Length; i++)
            slope[i] = x[i] * y[i - 1];
    }

    private static void Advance(ReadOnlySpan<double> y, double h, ReadOnlySpan<double> slope, Span<double> result)
    {
        for (int i = 0; i < y.Length; i++)
            result[i] = y[i] + h * slope[i];
    }
}
