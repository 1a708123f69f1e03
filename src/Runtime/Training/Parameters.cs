using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SymGrad;

/// <summary>Views of parameters as the flat vector that an objective takes.</summary>
public static class Parameters
{
    /// <summary>Sees a struct of scalars as a span over the same memory, in declaration order.</summary>
    /// <remarks>
    /// The struct's leaves are all <typeparamref name="T"/>, in nested structs or inline arrays too, and nothing lies
    /// between them. Checked once for each type; a call allocates nothing. A <see cref="NoGradientAttribute"/> on a
    /// property is not seen here, but makes the objective's parameter count differ, which a trainer refuses.
    /// <para>Where a trimmer has removed the fields of a nested struct (NativeAOT does), the struct is refused, never
    /// misread; <see cref="DynamicDependencyAttribute"/> keeps them.</para>
    /// </remarks>
    /// <typeparam name="TStruct">The struct.</typeparam>
    /// <typeparam name="T">The type of all its leaves.</typeparam>
    /// <param name="parameters">The struct; the span is valid as long as it is.</param>
    /// <returns>The span: writing to it changes the struct.</returns>
    /// <exception cref="ArgumentException">
    /// The struct is empty, has a leaf of another type, a field marked <see cref="NoGradientAttribute"/>, padding, or a
    /// layout that is not sequential; the message names the field.
    /// </exception>
    public static Span<T> AsSpan<[DynamicallyAccessedMembers(LeafLayout.Fields)] TStruct, T>(ref TStruct parameters)
        where TStruct : struct
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (LeafLayout<TStruct, T>.Problem is { } problem)
            throw new ArgumentException(problem, nameof(parameters));

        return MemoryMarshal.CreateSpan(ref Unsafe.As<TStruct, T>(ref parameters), LeafLayout<TStruct, T>.Count);
    }
}
