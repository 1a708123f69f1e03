using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace SymGrad;

/// <summary>The decision for one pair of types, made once.</summary>
internal static class LeafLayout<[DynamicallyAccessedMembers(LeafLayout.Fields)] TStruct, T>
    where TStruct : struct
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Why it cannot be done, or null.</summary>
    public static readonly string? Problem =
        LeafLayout.Inspect(typeof(TStruct), Unsafe.SizeOf<TStruct>(), typeof(T), Unsafe.SizeOf<T>(), out Count);

    /// <summary>How many scalars the struct holds.</summary>
    public static readonly int Count;
}
