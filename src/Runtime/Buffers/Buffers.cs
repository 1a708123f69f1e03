using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SymGrad;

/// <summary>What generated code asks of spans before it writes to them.</summary>
// Checks are not inlined: a member has dozens of them, and the JIT inlines nothing more in a method of 512 variables.
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Buffers
{
    /// <summary>Throws unless a destination is as long as the buffer that it belongs to, and apart from it.</summary>
    /// <exception cref="ArgumentException">The lengths differ, or the two overlap in memory.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void CheckDestination<T>(ReadOnlySpan<T> destination, ReadOnlySpan<T> source, [CallerArgumentExpression(nameof(destination))] string? name = null)
    {
        if (destination.Length != source.Length)
            throw new ArgumentException($"Expected a span of length {source.Length}: one element for each that it is the derivative by.", name);
        CheckApart<T>(destination, source, name);
    }

    /// <summary>Throws if a destination overlaps another argument, which writing to it would change.</summary>
    /// <exception cref="ArgumentException">The two overlap in memory.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void CheckApart<T>(ReadOnlySpan<T> destination, ReadOnlySpan<T> other, [CallerArgumentExpression(nameof(destination))] string? name = null)
    {
        if (destination.Overlaps(other))
            throw Overlap(name);
    }

    /// <summary>The same where the elements are of different types, as where a buffer of structs is one of numbers, seen otherwise.</summary>
    /// <exception cref="ArgumentException">The two overlap in memory.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void CheckApart<T, TOther>(ReadOnlySpan<T> destination, ReadOnlySpan<TOther> other, [CallerArgumentExpression(nameof(destination))] string? name = null)
    {
        if (destination.IsEmpty || other.IsEmpty)
            return;
        nint offset = Unsafe.ByteOffset(ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(destination)), ref Unsafe.As<TOther, byte>(ref MemoryMarshal.GetReference(other)));
        if ((nuint)offset < (nuint)destination.Length * (nuint)Unsafe.SizeOf<T>() || (nuint)(-offset) < (nuint)other.Length * (nuint)Unsafe.SizeOf<TOther>())
            throw Overlap(name);
    }

    /// <summary>Throws unless a span has the length that it must have.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void CheckLength(int length, int expected, string name)
    {
        if (length != expected)
            throw new ArgumentException($"Expected a span of length {expected}.", name);
    }

    /// <summary>Throws unless a span has an element for each entry of a matrix.</summary>
    /// <exception cref="ArgumentException">It has more or fewer.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void CheckMatrix<T>(ReadOnlySpan<T> matrix, int rows, int columns, [CallerArgumentExpression(nameof(matrix))] string? name = null)
    {
        if (matrix.Length != (long)rows * columns)
            throw new ArgumentException($"Expected a span of length {rows} × {columns}.", name);
    }

    /// <summary>Throws if a workspace is too short.</summary>
    /// <exception cref="ArgumentException">It has fewer elements than are needed.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void CheckWorkspace<T>(ReadOnlySpan<T> workspace, int needed, [CallerArgumentExpression(nameof(workspace))] string? name = null)
    {
        if (workspace.Length < needed)
            throw new ArgumentException($"Expected a workspace of at least {needed} elements.", name);
    }

    /// <summary>Throws unless two matrices have as many rows and as many columns.</summary>
    /// <exception cref="ArgumentException">They have not.</exception>
    public static void CheckShape<T>(T[,] matrix, T[,] expected, [CallerArgumentExpression(nameof(matrix))] string? name = null)
    {
        if (matrix.GetLength(0) != expected.GetLength(0) || matrix.GetLength(1) != expected.GetLength(1))
            throw new ArgumentException($"Expected an array of {expected.GetLength(0)}×{expected.GetLength(1)} elements.", name);
    }

    /// <summary>The least of some integers; 0 where there are none.</summary>
    public static int Least(ReadOnlySpan<int> integers)
    {
        int least = integers.IsEmpty ? 0 : integers[0];
        ReadOnlySpan<Vector<int>> vectors = MemoryMarshal.Cast<int, Vector<int>>(integers);
        var leasts = new Vector<int>(least);
        foreach (Vector<int> several in vectors)
            leasts = Vector.Min(leasts, several);
        for (int i = 0; i < Vector<int>.Count; i++)
            least = Math.Min(least, leasts[i]);
        foreach (int integer in integers[(vectors.Length * Vector<int>.Count)..])
            least = Math.Min(least, integer);
        return least;
    }

    /// <summary>The greatest of some integers; −1 where there are none, which is below every length as an index should be.</summary>
    public static int Greatest(ReadOnlySpan<int> integers)
    {
        int greatest = integers.IsEmpty ? -1 : integers[0];
        ReadOnlySpan<Vector<int>> vectors = MemoryMarshal.Cast<int, Vector<int>>(integers);
        var greatests = new Vector<int>(greatest);
        foreach (Vector<int> several in vectors)
            greatests = Vector.Max(greatests, several);
        for (int i = 0; i < Vector<int>.Count; i++)
            greatest = Math.Max(greatest, greatests[i]);
        foreach (int integer in integers[(vectors.Length * Vector<int>.Count)..])
            greatest = Math.Max(greatest, integer);
        return greatest;
    }

    /// <summary>All elements of a matrix, row by row.</summary>
    public static Span<T> AsSpan<T>(T[,] matrix) =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference((Array)matrix)), matrix.Length);

    private static ArgumentException Overlap(string? name) =>
        new("A destination must not overlap another argument: writing to it would change what is still to be read.", name);

    /// <summary>Where an element of a matrix is that is kept row by row.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such column, or the row is negative; a row too far is beyond the last element.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int At(int row, int column, int columns)
    {
        if ((uint)column >= (uint)columns || row < 0)
            throw new IndexOutOfRangeException();
        return (row * columns) + column;
    }

    /// <summary>The elements of a buffer that a loop goes through, from one on; where there are none, it does not matter where they would begin.</summary>
    /// <exception cref="IndexOutOfRangeException">One of them is not in the buffer.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<T> Part<T>(Span<T> buffer, int start, int count)
    {
        start = StartIn(buffer.Length, start, count);
        return MemoryMarshal.CreateSpan(ref Unsafe.Add(ref MemoryMarshal.GetReference(buffer), start), count);
    }

    /// <inheritdoc cref="Part{T}(Span{T}, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<T> Part<T>(ReadOnlySpan<T> buffer, int start, int count)
    {
        start = StartIn(buffer.Length, start, count);
        return MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref MemoryMarshal.GetReference(buffer), start), count);
    }

    // The part is as long as its loop runs, whatever the buffer is, so that the JIT leaves out the loop's own checks.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int StartIn(int length, int start, int count) => (ulong)(uint)start + (uint)count <= (uint)length ? start : Empty(count);

    private static int Empty(int count) => count == 0 ? 0 : throw new IndexOutOfRangeException();
}
