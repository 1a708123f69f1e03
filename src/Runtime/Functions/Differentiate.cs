using System.Runtime.CompilerServices;

namespace SymGrad;

/// <summary>What a differentiated method can say to the generator in its own code.</summary>
public static class Differentiate
{
    /// <summary>The argument itself, held constant here: no derivative flows through it (stop-gradient).</summary>
    /// <remarks>
    /// Inside a differentiated method, the derivative of <c>x * Differentiate.Constant(x)</c> is <c>x</c>, and its second
    /// derivative is 0. Of a struct or a tuple, every leaf is held constant. Anywhere else this does nothing.
    /// </remarks>
    /// <typeparam name="T">A real type, or anything that may stand in a differentiated method.</typeparam>
    /// <param name="value">What to hold constant.</param>
    /// <returns><paramref name="value"/>, bit for bit.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Constant<T>(T value) => value;
}
