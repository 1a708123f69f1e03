using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SymGrad;

/// <summary>What inner loops add to buffers, element by element, in the processor's vectors: each element is rounded as on its own. Sums are of several partial sums, the same on every processor.</summary>
public static partial class Buffers
{
    /// <summary>Adds a buffer to another one that is as long.</summary>
    /// <exception cref="IndexOutOfRangeException">It is shorter; nothing has been written then.</exception>
    public static void Add<T>(Span<T> destination, ReadOnlySpan<T> source)
        where T : struct, INumberBase<T> => AddScaled(destination, T.One, source);

    /// <summary>Subtracts a buffer from another one that is as long.</summary>
    /// <exception cref="IndexOutOfRangeException">It is shorter; nothing has been written then.</exception>
    public static void Subtract<T>(Span<T> destination, ReadOnlySpan<T> source)
        where T : struct, INumberBase<T> => AddScaled(destination, -T.One, source);

    /// <summary>Adds a multiple of a buffer to another one that is as long.</summary>
    /// <exception cref="IndexOutOfRangeException">It is shorter; nothing has been written then.</exception>
    public static void AddScaled<T>(Span<T> destination, T factor, ReadOnlySpan<T> source)
        where T : struct, INumberBase<T>
    {
        if (source.Length < destination.Length)
            throw new IndexOutOfRangeException();
        // Spans of vectors would cost short buffers more than the loop does.
        ref T sums = ref MemoryMarshal.GetReference(destination), elements = ref MemoryMarshal.GetReference(source);
        nint i = 0;
        for (; i <= destination.Length - Vector<T>.Count; i += Vector<T>.Count)
            (Vector.LoadUnsafe(ref sums, (nuint)i) + (Vector.LoadUnsafe(ref elements, (nuint)i) * factor)).StoreUnsafe(ref sums, (nuint)i);
        for (; i < destination.Length; i++)
            Unsafe.Add(ref sums, i) += factor * Unsafe.Add(ref elements, i);
    }

    /// <summary>Subtracts a multiple of a buffer from another one that is as long.</summary>
    /// <exception cref="IndexOutOfRangeException">It is shorter; nothing has been written then.</exception>
    public static void SubtractScaled<T>(Span<T> destination, T factor, ReadOnlySpan<T> source)
        where T : struct, INumberBase<T> => AddScaled(destination, -factor, source);

    /// <summary>Adds the products of two buffers' elements to another one that is as long.</summary>
    /// <exception cref="IndexOutOfRangeException">One of them is shorter; nothing has been written then.</exception>
    public static void AddProduct<T>(Span<T> destination, ReadOnlySpan<T> left, ReadOnlySpan<T> right)
        where T : struct, INumberBase<T> => AddProduct(destination, T.One, left, right);

    /// <summary>Subtracts the products of two buffers' elements from another one that is as long.</summary>
    /// <exception cref="IndexOutOfRangeException">One of them is shorter; nothing has been written then.</exception>
    public static void SubtractProduct<T>(Span<T> destination, ReadOnlySpan<T> left, ReadOnlySpan<T> right)
        where T : struct, INumberBase<T> => AddProduct(destination, -T.One, left, right);

    // With a sign, which no product rounds.
    private static void AddProduct<T>(Span<T> destination, T sign, ReadOnlySpan<T> left, ReadOnlySpan<T> right)
        where T : struct, INumberBase<T>
    {
        if (left.Length < destination.Length || right.Length < destination.Length)
            throw new IndexOutOfRangeException();
        ref T sums = ref MemoryMarshal.GetReference(destination), first = ref MemoryMarshal.GetReference(left), second = ref MemoryMarshal.GetReference(right);
        nint i = 0;
        for (; i <= destination.Length - Vector<T>.Count; i += Vector<T>.Count)
            (Vector.LoadUnsafe(ref sums, (nuint)i) + (Vector.LoadUnsafe(ref first, (nuint)i) * sign * Vector.LoadUnsafe(ref second, (nuint)i))).StoreUnsafe(ref sums, (nuint)i);
        for (; i < destination.Length; i++)
            Unsafe.Add(ref sums, i) += Unsafe.Add(ref first, i) * sign * Unsafe.Add(ref second, i);
    }

    /// <summary>The sum of the products of two buffers' elements, of as many as the first has.</summary>
    /// <exception cref="IndexOutOfRangeException">The second is shorter.</exception>
    public static T Dot<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right)
        where T : struct, INumberBase<T>
    {
        if (right.Length < left.Length)
            throw new IndexOutOfRangeException();
        ref T first = ref MemoryMarshal.GetReference(left), second = ref MemoryMarshal.GetReference(right);
        Vector128<T> even = Vector128<T>.Zero, odd = even;
        nint i = 0;
        int count = Vector128<T>.Count;
        for (; i <= left.Length - (2 * count); i += 2 * count)
        {
            even += Vector128.LoadUnsafe(ref first, (nuint)i) * Vector128.LoadUnsafe(ref second, (nuint)i);
            odd += Vector128.LoadUnsafe(ref first, (nuint)(i + count)) * Vector128.LoadUnsafe(ref second, (nuint)(i + count));
        }

        T sum = Vector128.Sum(even + odd);
        for (; i < left.Length; i++)
            sum += Unsafe.Add(ref first, i) * Unsafe.Add(ref second, i);
        return sum;
    }

    /// <summary>Adds a multiple of a buffer to another one that is as long, and sums the products of its elements and a third one's, in one pass.</summary>
    /// <exception cref="IndexOutOfRangeException">One of the two is shorter; nothing has been written then.</exception>
    public static T AddScaledAndDot<T>(Span<T> destination, T factor, ReadOnlySpan<T> source, ReadOnlySpan<T> other)
        where T : struct, INumberBase<T>
    {
        if (source.Length < destination.Length || other.Length < destination.Length)
            throw new IndexOutOfRangeException();
        ref T sums = ref MemoryMarshal.GetReference(destination), elements = ref MemoryMarshal.GetReference(source), factors = ref MemoryMarshal.GetReference(other);
        Vector128<T> even = Vector128<T>.Zero, odd = even, multiple = Vector128.Create(factor);
        nint i = 0;
        int count = Vector128<T>.Count;
        for (nint end = destination.Length < 16 ? -1 : destination.Length - (2 * count); i <= end; i += 2 * count)
        {
            Vector128<T> lower = Vector128.LoadUnsafe(ref elements, (nuint)i), upper = Vector128.LoadUnsafe(ref elements, (nuint)(i + count));
            even += lower * Vector128.LoadUnsafe(ref factors, (nuint)i);
            odd += upper * Vector128.LoadUnsafe(ref factors, (nuint)(i + count));
            (Vector128.LoadUnsafe(ref sums, (nuint)i) + (lower * multiple)).StoreUnsafe(ref sums, (nuint)i);
            (Vector128.LoadUnsafe(ref sums, (nuint)(i + count)) + (upper * multiple)).StoreUnsafe(ref sums, (nuint)(i + count));
        }

        T sum = Vector128.Sum(even + odd);
        for (; i < destination.Length; i++)
        {
            T element = Unsafe.Add(ref elements, i);
            sum += element * Unsafe.Add(ref factors, i);
            Unsafe.Add(ref sums, i) += element * factor;
        }

        return sum;
    }

    /// <summary>The same where the multiple is subtracted.</summary>
    /// <exception cref="IndexOutOfRangeException">One of the two is shorter; nothing has been written then.</exception>
    public static T SubtractScaledAndDot<T>(Span<T> destination, T factor, ReadOnlySpan<T> source, ReadOnlySpan<T> other)
        where T : struct, INumberBase<T> => AddScaledAndDot(destination, -factor, source, other);
}
