namespace SymGrad;

public static partial class Functions
{
    /// <summary>The gamma function, which is (n − 1)! at n.</summary>
    /// <remarks>
    /// Stirling's series (DLMF 5.11.1) from 13 on, and by recurrence and reflection below. It is ±∞ at ±0, and NaN at −∞ and the negative whole numbers, where
    /// its limits differ.
    /// </remarks>
    /// <param name="x">Any number.</param>
    /// <returns>+∞ above 171.62, NaN for NaN.</returns>
    public static double Gamma(double x) => GammaFunction.Gamma(x);

    /// <inheritdoc cref="Gamma(double)"/>
    public static float Gamma(float x) => (float)GammaFunction.Gamma(x);

    /// <summary>The logarithm of the magnitude of the gamma function, ln|Γ(x)|.</summary>
    /// <remarks>
    /// Stirling's series from 13 on, by recurrence below, and the Taylor series near its zeros 1 and 2, so that it is accurate there too. For negative x,
    /// where it has two zeros between any two whole numbers from −2 on, it is a difference: accurate to 2⁻⁷⁰ of the larger term, which is 2 ulp unless the result is less
    /// than a hundred-thousandth of that term. It is +∞ at ±∞, 0 and the negative whole numbers.
    /// </remarks>
    /// <param name="x">Any number.</param>
    /// <returns>Any number, or NaN for NaN.</returns>
    public static double LogGamma(double x) => GammaFunction.LogGamma(x);

    /// <inheritdoc cref="LogGamma(double)"/>
    public static float LogGamma(float x) => (float)GammaFunction.LogGamma(x);

    /// <summary>The digamma function, ψ(x), the derivative of ln Γ.</summary>
    /// <remarks>
    /// Its asymptotic series (DLMF 5.11.2) from 13 on, by recurrence below, and the Taylor series near its positive zero, 1.4616. For negative x it is a
    /// difference, as <see cref="LogGamma(double)"/> is, with a zero between any two whole numbers. It is ∓∞ at ±0, and NaN at −∞ and the negative whole numbers, where
    /// its limits differ.
    /// </remarks>
    /// <param name="x">Any number.</param>
    /// <returns>Any number, or NaN for NaN.</returns>
    public static double Digamma(double x) => PolygammaFunction.Digamma(x);

    /// <inheritdoc cref="Digamma(double)"/>
    public static float Digamma(float x) => (float)PolygammaFunction.Digamma(x);

    /// <summary>The polygamma function, ψ⁽ⁿ⁾(x), the n-th derivative of <see cref="Digamma(double)"/>.</summary>
    /// <remarks>
    /// Euler's and Maclaurin's sum of n!·ζ(n + 1, x) (DLMF 25.11.28) in twice the precision, and by reflection for negative x, where it has zeros if n is even and
    /// is a difference. At 0 and the negative whole numbers it is infinite, with the sign of its limit; NaN where its limits differ, and at −∞.
    /// The work is proportional to n.
    /// </remarks>
    /// <param name="n">The order, which is at least 0.</param>
    /// <param name="x">Any number.</param>
    /// <returns>Any number; NaN for NaN, and where <paramref name="n"/> is negative.</returns>
    public static double Polygamma(int n, double x) => PolygammaFunction.Polygamma(n, x);

    /// <inheritdoc cref="Polygamma(int, double)"/>
    public static float Polygamma(int n, float x) => (float)PolygammaFunction.Polygamma(n, x);
}
