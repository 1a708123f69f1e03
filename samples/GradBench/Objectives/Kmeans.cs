using SymGrad;

namespace GradBench.Objectives;

/// <summary>k-means clustering: the squared distances of points to their nearest centroids.</summary>
internal static partial class Kmeans
{
    /// <param name="points">Row by row, of d numbers each.</param>
    /// <param name="centroids">As the points.</param>
    /// <param name="d">The dimension.</param>
    [Differentiable]
    public static double Cost([NoGradient] ReadOnlySpan<double> points, ReadOnlySpan<double> centroids, int d)
    {
        int n = points.Length / d, k = centroids.Length / d;
        double cost = 0;
        for (int p = 0; p < n; p++)
        {
            ReadOnlySpan<double> point = points.Slice(p * d, d);
            double nearest = double.PositiveInfinity;
            for (int c = 0; c < k; c++)
                nearest = double.MinNative(nearest, SquaredDistance(point, centroids.Slice(c * d, d)));

            cost += nearest;
        }

        return cost;
    }

    /// <summary>The gradient of the cost. Along a direction, its slope is the Hessian times that.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static void Slope([NoGradient] ReadOnlySpan<double> points, ReadOnlySpan<double> centroids, int d, Span<double> slope) =>
        CostGradient(points, centroids, d, slope);

    /// <summary>Newton's direction, element by element: since the Hessian is diagonal, its product with ones is its diagonal.</summary>
    public static void Direction(ReadOnlySpan<double> points, ReadOnlySpan<double> centroids, int d, Span<double> direction)
    {
        double[] ones = new double[centroids.Length], diagonal = new double[centroids.Length];
        Array.Fill(ones, 1);
        SlopeJvp(points, centroids, d, direction, ones, diagonal);
        for (int i = 0; i < direction.Length; i++)
            direction[i] /= diagonal[i];
    }

    private static double SquaredDistance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            double difference = a[i] - b[i];
            sum += difference * difference;
        }

        return sum;
    }
}
