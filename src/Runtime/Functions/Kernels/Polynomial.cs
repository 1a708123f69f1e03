namespace SymGrad;

/// <summary>Polynomials by Horner's scheme.</summary>
internal static class Polynomial
{
    /// <summary>c₀ + c₁·x + …, from the coefficient at <paramref name="first"/> on.</summary>
    public static double At(double x, double[] coefficients, int first = 0)
    {
        double sum = 0;
        for (int i = coefficients.Length - 1; i >= first; i--)
            sum = sum * x + coefficients[i];
        return sum;
    }
}
