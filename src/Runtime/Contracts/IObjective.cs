using System.Numerics;

namespace SymGrad;

/// <summary>A scalar function of a flat vector of parameters, with its gradient: what a trainer minimizes.</summary>
/// <remarks>
/// The generator writes one for each differentiable method, as a <c>readonly struct</c> (a <c>readonly ref struct</c>
/// when it holds spans), so that generic code over it is specialised and inlined. The parameters are all the active
/// leaves of the method, flattened in declaration order. An implementation allocates nothing, keeps no state between
/// calls, and throws <see cref="ArgumentException"/> before writing anything when a span has the wrong length.
/// </remarks>
/// <typeparam name="T">The scalar type.</typeparam>
public interface IObjective<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>How many parameters there are: all active leaves, flattened in declaration order.</summary>
    int ParameterCount { get; }

    /// <summary>The name of a parameter as a reader of the method knows it: <c>w0</c>, <c>layer1.Bias</c>,
    /// <c>weights[3]</c>.</summary>
    /// <param name="index">From 0 to <see cref="ParameterCount"/> − 1.</param>
    /// <returns>The name.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such parameter.</exception>
    string ParameterName(int index);

    /// <summary>The function's value.</summary>
    /// <param name="parameters">The point; of length <see cref="ParameterCount"/>.</param>
    /// <returns>The value, bit for bit that of the method it was generated from.</returns>
    /// <exception cref="ArgumentException"><paramref name="parameters"/> has the wrong length.</exception>
    T Value(ReadOnlySpan<T> parameters);

    /// <summary>The function's value and its gradient, sharing what the two have in common.</summary>
    /// <param name="parameters">The point; of length <see cref="ParameterCount"/>.</param>
    /// <param name="gradient">
    /// Receives the partial by each parameter, overwriting what was there; of length <see cref="ParameterCount"/>, and
    /// not overlapping <paramref name="parameters"/>.
    /// </param>
    /// <returns>The same value as <see cref="Value"/>, bit for bit.</returns>
    /// <exception cref="ArgumentException">A span has the wrong length; nothing was written.</exception>
    T ValueAndGradient(ReadOnlySpan<T> parameters, Span<T> gradient);
}
