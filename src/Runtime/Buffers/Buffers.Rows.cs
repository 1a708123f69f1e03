using System.Runtime.CompilerServices;

namespace SymGrad;

/// <summary>The same of arrays of arrays. Rows are told apart by reference: two arrays share all of their elements or none.</summary>
public static partial class Buffers
{
    /// <summary>Throws unless an array has as many rows as another one, each as long as the other's.</summary>
    /// <exception cref="ArgumentException">It has not, or a row is null.</exception>
    public static void CheckShape<T>(T[][] rows, T[][] expected, [CallerArgumentExpression(nameof(rows))] string? name = null)
    {
        if (rows.Length != expected.Length)
            throw new ArgumentException($"Expected an array of {expected.Length} rows.", name);
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i] is not { } row || expected[i] is not { } like)
                throw new ArgumentException($"Row {i} is null.", name);
            if (row.Length != like.Length)
                throw new ArgumentException($"Expected row {i} to be of length {like.Length}.", name);
        }
    }

    /// <summary>The length of the shortest row; 0 where there is none.</summary>
    public static int ShortestRow<T>(T[][] rows)
    {
        int shortest = rows.Length == 0 ? 0 : int.MaxValue;
        foreach (T[]? row in rows)
            shortest = Math.Min(shortest, row?.Length ?? 0);
        return shortest;
    }

    /// <summary>The length of the longest row; 0 where there is none.</summary>
    public static int LongestRow<T>(T[][] rows)
    {
        int longest = 0;
        foreach (T[]? row in rows)
            longest = Math.Max(longest, row?.Length ?? 0);
        return longest;
    }

    /// <summary>Throws unless the rows of a destination are arrays of their own, none of them a row of the array that it belongs to.</summary>
    /// <exception cref="ArgumentException">An array is there twice.</exception>
    public static void CheckDestination<T>(T[][] destination, T[][] source, [CallerArgumentExpression(nameof(destination))] string? name = null)
    {
        using var rows = new RowSet<T>(destination);
        if (rows.HasTwins)
            throw new ArgumentException("Two rows of a destination must not be the same array.", name);
        CheckApart(rows, source, name);
    }

    /// <summary>Throws if a row of a destination is a row of another argument, which writing to it would change.</summary>
    /// <exception cref="ArgumentException">An array is a row of both.</exception>
    public static void CheckApart<T>(T[][] destination, T[][] other, [CallerArgumentExpression(nameof(destination))] string? name = null)
    {
        using var rows = new RowSet<T>(destination);
        CheckApart(rows, other, name);
    }

    /// <summary>Throws if a row of a destination overlaps another argument, which writing to it would change.</summary>
    /// <exception cref="ArgumentException">Two overlap in memory.</exception>
    public static void CheckApart<T>(T[][] destination, ReadOnlySpan<T> other, [CallerArgumentExpression(nameof(destination))] string? name = null)
    {
        foreach (T[] row in destination)
            CheckApart<T>(row, other, name);
    }

    /// <summary>Throws if a destination overlaps a row of another argument, which writing to it would change.</summary>
    /// <exception cref="ArgumentException">Two overlap in memory.</exception>
    public static void CheckApart<T>(ReadOnlySpan<T> destination, T[][] other, [CallerArgumentExpression(nameof(destination))] string? name = null)
    {
        foreach (T[] row in other)
            CheckApart<T>(destination, row, name);
    }

    /// <summary>The same where the elements are of different types.</summary>
    /// <exception cref="ArgumentException">Two overlap in memory.</exception>
    public static void CheckApart<T, TOther>(T[][] destination, ReadOnlySpan<TOther> other, [CallerArgumentExpression(nameof(destination))] string? name = null)
    {
        foreach (T[] row in destination)
            CheckApart<T, TOther>(row, other, name);
    }

    /// <summary>The same where the elements are of different types.</summary>
    /// <exception cref="ArgumentException">Two overlap in memory.</exception>
    public static void CheckApart<T, TOther>(ReadOnlySpan<T> destination, TOther[][] other, [CallerArgumentExpression(nameof(destination))] string? name = null)
    {
        foreach (TOther[] row in other)
            CheckApart<T, TOther>(destination, row, name);
    }

    /// <summary>Makes all elements of all rows 0.</summary>
    public static void Clear<T>(T[][] rows)
    {
        foreach (T[] row in rows)
            row.AsSpan().Clear();
    }

    private static void CheckApart<T>(RowSet<T> rows, T[][] other, string? name)
    {
        foreach (T[] row in other)
        {
            if (rows.Contains(row))
                throw Overlap(name);
        }
    }

    /// <summary>The rows of an array by reference, in the order of their hash codes: without an allocation, and in less than quadratic time.</summary>
    private readonly ref struct RowSet<T>
    {
        private readonly Scratch<int> _hashes;
        private readonly Scratch<T[]> _rows;

        public RowSet(T[][] rows)
        {
            _hashes = new Scratch<int>(rows.Length, clear: false);
            _rows = new Scratch<T[]>(rows.Length, clear: false);
            rows.CopyTo(_rows.Span);
            for (int i = 0; i < rows.Length; i++)
                _hashes.Span[i] = RuntimeHelpers.GetHashCode(rows[i]);
            _hashes.Span.Sort(_rows.Span);
        }

        /// <summary>Whether an array that has elements is there more than once.</summary>
        public bool HasTwins
        {
            get
            {
                for (int i = 1; i < _rows.Span.Length; i++)
                {
                    for (int j = i - 1; j >= 0 && _hashes.Span[j] == _hashes.Span[i]; j--)
                    {
                        if (_rows.Span[i].Length > 0 && ReferenceEquals(_rows.Span[i], _rows.Span[j]))
                            return true;
                    }
                }

                return false;
            }
        }

        /// <summary>Whether an array that has elements is one of the rows.</summary>
        public bool Contains(T[]? row)
        {
            if (row is not { Length: > 0 })
                return false;
            int hash = RuntimeHelpers.GetHashCode(row), i = _hashes.Span.BinarySearch(hash);
            while (i > 0 && _hashes.Span[i - 1] == hash)
                i--;
            for (; i >= 0 && i < _rows.Span.Length && _hashes.Span[i] == hash; i++)
            {
                if (ReferenceEquals(_rows.Span[i], row))
                    return true;
            }

            return false;
        }

        public void Dispose()
        {
            _hashes.Dispose();
            _rows.Dispose();
        }
    }
}
