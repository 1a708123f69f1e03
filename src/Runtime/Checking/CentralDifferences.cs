using System.Numerics;

namespace SymGrad;

/// <summary>Extrapolated central differences, with an estimate of their error that does not flatter them.</summary>
/// <remarks>
/// A difference over ±h is off by a series in h² (truncation) and by about δ/h (rounding), where δ is how far off a value
/// of F is. Halving h and extrapolating (Romberg's table: column k removes the term in h²ᵏ) fights the first, but not the
/// second, so every entry of the table is judged by how far it lies from the two above it in its column, plus the rounding
/// it has gathered, plus what a rounding of the parameter itself does to the derivative (ε·|x|·|F″|); the best one is the
/// answer. δ is at least ε·|F|; where F cancels it is more, which shows in how the last few differences, over steps too
/// small for truncation, scatter.
/// </remarks>
internal static class CentralDifferences<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The distance from 1 to the next number.</summary>
    public static readonly T Epsilon = T.BitIncrement(T.One) - T.One;

    /// <summary>How many of the smallest steps show the rounding and not the truncation.</summary>
    private const int NoiseLevels = 5;

    /// <summary>Estimates one partial and its error; (NaN, +∞) where there are not enough finite differences.</summary>
    public static (T Derivative, T Error) Differentiate<TObjective>(TObjective objective, T[] point, int index)
        where TObjective : struct, IObjective<T>, allows ref struct
    {
        T x = point[index];
        T middle = objective.Value(point);
        if (!T.IsFinite(x) || !T.IsFinite(middle))
            return (T.NaN, T.PositiveInfinity);

        List<Difference> differences = Take(objective, point, index, x, middle);
        T noise = Noise(differences);
        var table = new RombergTable<T>();
        (T Derivative, T Error) best = (T.NaN, T.PositiveInfinity);
        foreach (Difference difference in differences)
        {
            if (!difference.IsFinite)
            {
                table.Clear();
                continue;
            }

            T rounding = T.Max(noise, Epsilon * difference.Size) / difference.Step;
            (T Derivative, T Error) candidate = table.Add(difference.Slope, rounding);
            candidate.Error += difference.Bend * (Epsilon * T.Max(T.Abs(x), difference.Step) / difference.Step);
            if (candidate.Error < best.Error)
                best = candidate;
        }

        return best;
    }

    private static List<Difference> Take<TObjective>(TObjective objective, T[] point, int index, T x, T middle)
        where TObjective : struct, IObjective<T>, allows ref struct
    {
        var differences = new List<Difference>();
        (int first, int last) = StepExponents(x);
        for (int exponent = first; exponent >= last; exponent--)
        {
            T h = T.ScaleB(T.One, exponent);
            T above = ValueAt(objective, point, index, x + h), below = ValueAt(objective, point, index, x - h);
            differences.Add(new(
                Step: h,
                Slope: (above - below) / (x + h - (x - h)),
                Bend: T.Abs((above - middle) - (middle - below)) / h,
                Size: T.Max(T.Abs(above), T.Abs(below))));
        }

        return differences;
    }

    /// <summary>How far off a value is, judged by the last few differences.</summary>
    private static T Noise(List<Difference> differences)
    {
        T noise = T.Zero;
        for (int i = int.Max(1, differences.Count - NoiseLevels); i < differences.Count; i++)
        {
            if (differences[i].IsFinite && differences[i - 1].IsFinite)
                noise = T.Max(noise, T.Abs(differences[i].Slope - differences[i - 1].Slope) * differences[i].Step);
        }

        return noise;
    }

    /// <summary>From a quarter of the parameter's size, at least of 1, to two thirds of its digits below it.</summary>
    private static (int First, int Last) StepExponents(T x)
    {
        int digits = -T.ILogB(Epsilon);
        int size = T.IsZero(x) ? -digits / 2 : T.ILogB(x);
        return (int.Max(size, 0) - 2, size - digits * 2 / 3);
    }

    private static T ValueAt<TObjective>(TObjective objective, T[] point, int index, T coordinate)
        where TObjective : struct, IObjective<T>, allows ref struct
    {
        T original = point[index];
        point[index] = coordinate;
        T value = objective.Value(point);
        point[index] = original;
        return value;
    }

    /// <summary>One central difference: half width, quotient, |F(x+h) − 2F(x) + F(x−h)|/h, and the larger |F|.</summary>
    private readonly record struct Difference(T Step, T Slope, T Bend, T Size)
    {
        public bool IsFinite => T.IsFinite(Slope) && T.IsFinite(Bend);
    }
}
