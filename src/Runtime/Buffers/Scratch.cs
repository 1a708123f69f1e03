using System.Buffers;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SymGrad;

/// <summary>
/// Memory for the time of a method, all zero at first, from the shared pool: once the pool has grown, it costs no allocation. Generated
/// code uses it; dispose of it once, and do not use <see cref="Span"/> afterwards.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct Scratch<T>
{
    private readonly T[] _rented;

    /// <summary>Takes memory from the pool.</summary>
    /// <exception cref="OverflowException">The length is negative, as for a new array.</exception>
    public Scratch(int length)
    {
        if (length < 0)
            throw new OverflowException();
        _rented = ArrayPool<T>.Shared.Rent(length);
        Span = _rented.AsSpan(0, length);
        Span.Clear();
    }

    /// <summary>The memory.</summary>
    public Span<T> Span { get; }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        if (_rented is not null)
            ArrayPool<T>.Shared.Return(_rented, clearArray: RuntimeHelpers.IsReferenceOrContainsReferences<T>());
    }
}
