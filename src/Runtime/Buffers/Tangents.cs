using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace SymGrad;

/// <summary>What generated code does with a number's tangents along several directions at once, which are side by side in a vector of the processor's.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Tangents
{
    /// <summary>Gives as many elements of a buffer as a vector has places, from one on, each a tangent along a direction of its own; fewer at the buffer's end.</summary>
    public static void SetEach<T>(Span<Vector<T>> buffer, int first, T tangent)
    {
        Span<Vector<T>> elements = buffer.Slice(first, Math.Min(Vector<T>.Count, buffer.Length - first));
        for (int i = 0; i < elements.Length; i++)
            elements[i] = elements[i].WithElement(i, tangent);
    }

    /// <summary>Reads tangents side by side from a matrix: 0 along the directions that it has no columns for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Load<T>(Span<T> columns) => columns.Length == Vector<T>.Count ? new Vector<T>(columns) : LoadSome(columns);

    /// <summary>Writes tangents side by side into a matrix, along as many directions as it has columns for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(Vector<T> tangents, Span<T> columns)
    {
        if (columns.Length == Vector<T>.Count)
            tangents.CopyTo(columns);
        else
            StoreSome(tangents, columns);
    }

    private static Vector<T> LoadSome<T>(Span<T> columns)
    {
        Vector<T> tangents = Vector<T>.Zero;
        for (int i = 0; i < columns.Length; i++)
            tangents = tangents.WithElement(i, columns[i]);
        return tangents;
    }

    private static void StoreSome<T>(Vector<T> tangents, Span<T> columns)
    {
        for (int i = 0; i < columns.Length; i++)
            columns[i] = tangents[i];
    }
}
