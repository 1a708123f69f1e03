using System.Numerics;

namespace SymGrad;

/// <summary>One partial derivative, as the objective gives it and as differences of its values give it.</summary>
/// <typeparam name="T">The scalar type.</typeparam>
/// <param name="Name">The parameter's name.</param>
/// <param name="Analytic">The partial that the objective gives.</param>
/// <param name="Numeric">
/// The partial from extrapolated central differences; NaN where no finite differences could be formed.
/// </param>
/// <param name="Error">The estimated error of <paramref name="Numeric"/>; +∞ where there is none.</param>
/// <param name="Tolerance">How far apart the two may be and still agree.</param>
public readonly record struct GradientCheckEntry<T>(string Name, T Analytic, T Numeric, T Error, T Tolerance)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>
    /// Whether the two are finite and no further apart than the tolerance; never where one is infinite or NaN.
    /// </summary>
    public bool Agrees => T.IsFinite(Tolerance) && T.Abs(Analytic - Numeric) <= Tolerance;
}
