namespace SecondOrder;

/// <summary>A function of two variables around a point: its value, its gradient, and its Hessian row by row.</summary>
internal readonly record struct Expansion(double Value, (double X, double Y) Gradient, double[] Hessian)
{
    public Expansion Plus(double value, (double X, double Y) gradient, ReadOnlySpan<double> hessian)
    {
        double[] sum = [.. Hessian];
        for (int i = 0; i < sum.Length; i++)
            sum[i] += hessian[i];
        return new Expansion(Value + value, (Gradient.X + gradient.X, Gradient.Y + gradient.Y), sum);
    }

    /// <summary>Newton's step: to the stationary point of the quadratic that the expansion is, by Cramer's rule.</summary>
    public (double X, double Y) NewtonStep()
    {
        double determinant = Hessian[0] * Hessian[3] - Hessian[1] * Hessian[2];
        return (
            (Gradient.Y * Hessian[1] - Gradient.X * Hessian[3]) / determinant,
            (Gradient.X * Hessian[2] - Gradient.Y * Hessian[0]) / determinant);
    }
}
