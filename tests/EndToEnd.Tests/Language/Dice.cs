using CsCheck;

namespace SymGrad.EndToEnd.Tests.Language;

/// <summary>Random choices from CsCheck's generator of random numbers.</summary>
internal sealed class Dice(PCG pcg)
{
    public int Next(int count) => (int)pcg.Next((uint)count);

    public bool Chance(int percent) => Next(100) < percent;

    public double Uniform(double low, double high) => low + (high - low) * (pcg.Next() / 4294967296.0);

    public T Pick<T>(params ReadOnlySpan<T> items) => items[Next(items.Length)];

    public T Weighted<T>(params ReadOnlySpan<(int Weight, T Item)> items)
    {
        var total = 0;
        foreach (var (weight, _) in items)
            total += weight;
        var at = Next(total);
        foreach (var (weight, item) in items)
        {
            at -= weight;
            if (at < 0)
                return item;
        }

        throw new InvalidOperationException("no weights");
    }
}
