using System.Buffers;
using System.Numerics;

namespace SymGrad;

/// <summary>Minimizes objectives.</summary>
public static class Trainer
{
    /// <summary>Scratch of up to this many scalars lives on the stack; more is rented from the shared pool.</summary>
    private const int StackScalars = 128;

    /// <summary>Moves parameters towards a minimum of an objective.</summary>
    /// <remarks>
    /// <para>The objective is evaluated at the start, and once a step: update the parameters, then take value and
    /// gradient at the new point.</para>
    /// <para>When an update leads to a value, a partial or a parameter that is NaN or infinite, the parameters are put
    /// back to the last point where all were finite, bit for bit, and the loop stops and says why; that is not an
    /// exception. When the start itself is such a point, no step is taken.</para>
    /// <para>Nothing is allocated on the managed heap, save that the first use of a size beyond the stack's may make
    /// the shared array pool grow.</para>
    /// </remarks>
    /// <param name="objective">What to minimize.</param>
    /// <param name="parameters">The start, replaced by the end; see
    /// <see cref="Parameters.AsSpan{TStruct, T}(ref TStruct)"/> for a struct.</param>
    /// <param name="optimizer">The rule by which the parameters move.</param>
    /// <param name="options">How long to train.</param>
    /// <returns>The values at the start and at the end, and why the loop ended.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="parameters"/> is empty, or not as long as the objective's parameter count; nothing was changed.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of steps is negative; nothing was changed.</exception>
    /// <exception cref="InvalidOperationException">
    /// The optimizer was not set up, as <see langword="default"/> is not; nothing was changed.
    /// </exception>
    public static TrainingResult<T> Minimize<TObjective, TOptimizer, T>(
        TObjective objective, Span<T> parameters, TOptimizer optimizer, TrainingOptions options)
        where TObjective : struct, IObjective<T>, allows ref struct
        where TOptimizer : struct, IOptimizer<T>, allows ref struct
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var nobody = new NoObserver<T>();
        return Minimize(objective, parameters, optimizer, options, ref nobody);
    }

    /// <summary>Moves parameters towards a minimum of an objective, and shows every step to an observer.</summary>
    /// <remarks>
    /// As the overload without an observer. The observer sees each step after its update and evaluation; it sees
    /// neither the start nor a step that was undone because its outcome was not finite.
    /// </remarks>
    /// <inheritdoc cref="Minimize{TObjective, TOptimizer, T}(TObjective, Span{T}, TOptimizer, TrainingOptions)"/>
    /// <param name="objective">What to minimize.</param>
    /// <param name="parameters">The start, replaced by the end.</param>
    /// <param name="optimizer">The rule by which the parameters move.</param>
    /// <param name="options">How long to train.</param>
    /// <param name="observer">Who watches; by reference, so that what it gathers is the caller's.</param>
    public static TrainingResult<T> Minimize<TObjective, TOptimizer, TObserver, T>(
        TObjective objective,
        Span<T> parameters,
        TOptimizer optimizer,
        TrainingOptions options,
        scoped ref TObserver observer)
        where TObjective : struct, IObjective<T>, allows ref struct
        where TOptimizer : struct, IOptimizer<T>, allows ref struct
        where TObserver : struct, ITrainingObserver<T>, allows ref struct
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int count = parameters.Length;
        if (count == 0)
            throw new ArgumentException("There are no parameters to train.", nameof(parameters));
        if (count != objective.ParameterCount)
            throw new ArgumentException(
                $"The objective has {objective.ParameterCount} parameters, but {count} were given.", nameof(parameters));
        if (options.Steps < 0)
            throw new ArgumentOutOfRangeException(nameof(options), options.Steps, "The number of steps is negative.");

        T[]? rented = count > StackScalars / 2 ? ArrayPool<T>.Shared.Rent(checked(2 * count)) : null;
        try
        {
            Span<T> scratch = rented is null ? stackalloc T[StackScalars] : rented;
            return TrainingLoop<T>.Run(
                objective,
                parameters,
                optimizer,
                options.Steps,
                ref observer,
                gradient: scratch[..count],
                lastFinite: scratch.Slice(count, count));
        }
        finally
        {
            if (rented is not null)
                ArrayPool<T>.Shared.Return(rented);
        }
    }
}
