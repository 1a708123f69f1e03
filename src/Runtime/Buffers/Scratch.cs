using System.Buffers;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SymGrad;

/// <summary>
/// Memory for the time of a method from the shared pool: once the pool has grown, it costs no allocation. Generated
/// code uses it; dispose of it once, and do not use <see cref="Span"/> afterwards.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct Scratch<T>
{
    private readonly T[] _rented;

    /// <summary>Takes memory from the pool.</summary>
    /// <param name="length">How many elements it has.</param>
    /// <param name="clear">Whether all are 0 at first; where each is written before it is read, that would be a needless pass.</param>
    /// <exception cref="OverflowException">The length is negative, as for a new array.</exception>
    public Scratch(int length, bool clear = true)
    {
        if (length < 0)
            throw new OverflowException();
        _rented = ArrayPool<T>.Shared.Rent(length);
        Span = _rented.AsSpan(0, length);
        if (clear)
            Span.Clear();
    }

    /// <summary>The memory.</summary>
    public Span<T> Span { get; }

    /// <summary>The first elements of the memory, all zero: what an iteration allocates.</summary>
    /// <exception cref="OverflowException">The length is negative, as for a new array.</exception>
    public Span<T> Cleared(int length)
    {
        if (length < 0)
            throw new OverflowException();
        Span<T> cleared = Span[..length];
        cleared.Clear();
        return cleared;
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        if (_rented is not null)
            ArrayPool<T>.Shared.Return(_rented, clearArray: RuntimeHelpers.IsReferenceOrContainsReferences<T>());
    }
}
