using System.Numerics;

namespace SymGrad;

/// <summary>Extrapolated central differences, with an estimate of their error that does not flatter them.</summary>
/// <remarks>
/// A difference over ±h is off by a series in h² (truncation) and by about ε·|F|/h (rounding). Halving h and extrapolating
/// (Romberg's table: column k removes the term in h²ᵏ) fights the first, but not the second, so every entry of the table
/// is judged by how far it lies from the two above it in its column, plus the rounding it has gathered, plus what a
/// rounding of the parameter itself does to the derivative (ε·|x|·|F″|); the best one is the answer.
/// </remarks>
internal static class CentralDifferences<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The distance from 1 to the next number.</summary>
    public static readonly T Epsilon = T.BitIncrement(T.One) - T.One;

    /// <summary>Estimates one partial and its error; (NaN, +∞) where there are not enough finite differences.</summary>
    public static (T Derivative, T Error) Differentiate<TObjective>(TObjective objective, T[] point, int index)
        where TObjective : struct, IObjective<T>, allows ref struct
    {
        T x = point[index];
        T middle = objective.Value(point);
        if (!T.IsFinite(x) || !T.IsFinite(middle))
            return (T.NaN, T.PositiveInfinity);

        (T Derivative, T Error) best = (T.NaN, T.PositiveInfinity);
        var table = new RombergTable<T>();
        (int first, int last) = StepExponents(x);
        for (int exponent = first; exponent >= last; exponent--)
        {
            T h = T.ScaleB(T.One, exponent);
            T above = ValueAt(objective, point, index, x + h), below = ValueAt(objective, point, index, x - h);
            T slope = (above - below) / (x + h - (x - h));
            T bend = T.Abs((above - middle) - (middle - below)) / h;
            T rounding = Epsilon * T.MaxMagnitude(above, below) / h;
            if (!T.IsFinite(slope) || !T.IsFinite(bend))
            {
                table.Clear();
                continue;
            }

            (T Derivative, T Error) candidate = table.Add(slope, T.Abs(rounding));
            candidate.Error += bend * (Epsilon * T.Max(T.Abs(x), h) / h);
            if (candidate.Error < best.Error)
                best = candidate;
        }

        return best;
    }

    /// <summary>From a quarter of the parameter's size, at least of 1, to where half of its digits are lost.</summary>
    private static (int First, int Last) StepExponents(T x)
    {
        int digits = -T.ILogB(Epsilon);
        int size = T.IsZero(x) ? -digits / 2 : T.ILogB(x);
        return (int.Max(size, 0) - 2, size - digits / 2);
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
}
