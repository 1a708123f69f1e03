using System.Numerics;

namespace SymGrad;

/// <summary>The last three rows of Romberg's table, with the rounding that each entry has gathered.</summary>
internal sealed class RombergTable<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Columns = 4;

    private static readonly T Four = T.CreateChecked(4);

    private readonly (T Value, T Rounding)[][] _rows =
        [new (T, T)[Columns], new (T, T)[Columns], new (T, T)[Columns]];

    private int _count;

    /// <summary>Starts again, where the steps so far left the function's domain.</summary>
    public void Clear() => _count = 0;

    /// <summary>Adds the row for half the last step; returns its best entry, (NaN, +∞) where it has none yet.</summary>
    public (T Value, T Error) Add(T slope, T rounding)
    {
        (T Value, T Rounding)[] row = _rows[_count % 3], last = _rows[(_count + 2) % 3], first = _rows[(_count + 1) % 3];
        row[0] = (slope, rounding);
        (T, T Error) best = (T.NaN, T.PositiveInfinity);
        T weight = T.One;
        for (int k = 0; k < Columns && k <= _count; k++)
        {
            if (k > 0)
            {
                weight *= Four;
                row[k] = (
                    row[k - 1].Value + (row[k - 1].Value - last[k - 1].Value) / (weight - T.One),
                    (weight * row[k - 1].Rounding + last[k - 1].Rounding) / (weight - T.One));
            }

            if (_count < k + 2)
                continue;

            T value = row[k].Value;
            T spread = T.Max(T.Max(value, last[k].Value), first[k].Value)
                - T.Min(T.Min(value, last[k].Value), first[k].Value);
            if (spread + row[k].Rounding < best.Error)
                best = (value, spread + row[k].Rounding);
        }

        _count++;
        return best;
    }
}
