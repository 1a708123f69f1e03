using System.Numerics;
using System.Runtime.InteropServices;

namespace SymGrad;

/// <summary>What inner loops add to buffers, element by element, in the processor's vectors: each element is rounded as on its own.</summary>
public static partial class Buffers
{
    /// <summary>Adds a multiple of a buffer to another one that is as long.</summary>
    /// <exception cref="IndexOutOfRangeException">It is shorter; nothing has been written then.</exception>
    public static void AddScaled<T>(Span<T> destination, T factor, ReadOnlySpan<T> source)
        where T : struct, INumberBase<T>
    {
        source = Part(source, 0, destination.Length);
        Span<Vector<T>> sums = MemoryMarshal.Cast<T, Vector<T>>(destination);
        ReadOnlySpan<Vector<T>> several = MemoryMarshal.Cast<T, Vector<T>>(source);
        var factors = new Vector<T>(factor);
        for (int i = 0; i < sums.Length; i++)
            sums[i] += factors * several[i];
        for (int i = sums.Length * Vector<T>.Count; i < destination.Length; i++)
            destination[i] += factor * source[i];
    }

    /// <summary>Subtracts a multiple of a buffer from another one that is as long.</summary>
    /// <exception cref="IndexOutOfRangeException">It is shorter; nothing has been written then.</exception>
    public static void SubtractScaled<T>(Span<T> destination, T factor, ReadOnlySpan<T> source)
        where T : struct, INumberBase<T> => AddScaled(destination, -factor, source);
}
