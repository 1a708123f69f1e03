using System.Numerics;

namespace SymGrad;

/// <summary>Compares an objective's gradient with differences of its values.</summary>
public static class GradientCheck
{
    /// <summary>How many of its estimated errors the numeric partial may be off.</summary>
    private const int ErrorsAllowed = 4;

    /// <summary>How many roundings the analytic partial may have gathered.</summary>
    private const int RoundingsAllowed = 16;

    /// <summary>Compares the gradient with extrapolated central differences at a point.</summary>
    /// <remarks>
    /// <para>The differences are taken in <typeparamref name="T"/>, over steps that halve from a quarter of the
    /// parameter's size (at least 1) to where rounding rules, and extrapolated to a step of 0 (Richardson,
    /// 1911; Ridders, 1982). The estimate that is taken is the one whose own estimated error is least, and the tolerance
    /// follows from that error and from the rounding of <typeparamref name="T"/>. Nothing is to be tuned.</para>
    /// <para>A difference knows nothing of a kink: choose points away from them. Where values are huge beside their
    /// change, a difference is worth little, and the reported error and tolerance are large: look at them before relying
    /// on an agreement, above all in <see cref="float"/>.</para>
    /// <para>Takes some hundred evaluations a parameter, more where one is close to 0 but not 0, and allocates.</para>
    /// </remarks>
    /// <param name="objective">What to check.</param>
    /// <param name="parameters">The point; it is not changed.</param>
    /// <returns>The comparison by parameter; <see cref="GradientCheckReport{T}.Passed"/> sums it up.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="parameters"/> is empty, or not as long as the objective's parameter count.
    /// </exception>
    public static GradientCheckReport<T> Compare<TObjective, T>(TObjective objective, ReadOnlySpan<T> parameters)
        where TObjective : struct, IObjective<T>, allows ref struct
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int count = parameters.Length;
        if (count == 0)
            throw new ArgumentException("There are no parameters to check.", nameof(parameters));
        if (count != objective.ParameterCount)
            throw new ArgumentException(
                $"The objective has {objective.ParameterCount} parameters, but {count} were given.", nameof(parameters));

        // A partial that the objective does not write stays NaN, and does not agree.
        T[] point = parameters.ToArray();
        T[] gradient = new T[count];
        Array.Fill(gradient, T.NaN);
        objective.ValueAndGradient(point, gradient);

        var entries = new GradientCheckEntry<T>[count];
        for (int i = 0; i < count; i++)
        {
            (T numeric, T error) = CentralDifferences<T>.Differentiate(objective, point, i);
            T tolerance = T.CreateChecked(ErrorsAllowed) * error
                + T.CreateChecked(RoundingsAllowed) * CentralDifferences<T>.Epsilon * T.Abs(gradient[i]);
            entries[i] = new(objective.ParameterName(i), gradient[i], numeric, error, tolerance);
        }

        return new GradientCheckReport<T>(entries);
    }
}
