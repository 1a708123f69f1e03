using System.Numerics;
using System.Runtime.CompilerServices;
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
        if (source.Length < destination.Length)
            throw new IndexOutOfRangeException();
        // Spans of vectors would cost short buffers more than the loop does.
        ref T sums = ref MemoryMarshal.GetReference(destination), elements = ref MemoryMarshal.GetReference(source);
        int i = 0;
        for (; i <= destination.Length - Vector<T>.Count; i += Vector<T>.Count)
            (Vector.LoadUnsafe(ref sums, (nuint)i) + (Vector.LoadUnsafe(ref elements, (nuint)i) * factor)).StoreUnsafe(ref sums, (nuint)i);
        for (; i < destination.Length; i++)
            Unsafe.Add(ref sums, i) += factor * Unsafe.Add(ref elements, i);
    }

    /// <summary>Subtracts a multiple of a buffer from another one that is as long.</summary>
    /// <exception cref="IndexOutOfRangeException">It is shorter; nothing has been written then.</exception>
    public static void SubtractScaled<T>(Span<T> destination, T factor, ReadOnlySpan<T> source)
        where T : struct, INumberBase<T> => AddScaled(destination, -factor, source);
}
