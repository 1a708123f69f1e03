using System.Numerics;

namespace SymGrad.Runtime.Tests;

/// <summary>An objective from two delegates, for checks where speed does not matter.</summary>
internal readonly struct Formula<T>(int count, Func<T[], T> value, Func<T[], T[]> gradient) : IObjective<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public int ParameterCount => count;

    public string ParameterName(int index) => $"p{index}";

    public T Value(ReadOnlySpan<T> parameters) => value(parameters.ToArray());

    public T ValueAndGradient(ReadOnlySpan<T> parameters, Span<T> destination)
    {
        gradient(parameters.ToArray()).CopyTo(destination);
        return Value(parameters);
    }

    /// <summary>The same with one partial changed.</summary>
    public Formula<T> Breaking(int index, Func<T, T> change)
    {
        Func<T[], T[]> right = gradient;
        return new(count, value, point =>
        {
            T[] partials = right(point);
            partials[index] = change(partials[index]);
            return partials;
        });
    }
}
