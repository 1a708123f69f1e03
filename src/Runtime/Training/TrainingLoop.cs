using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SymGrad;

/// <summary>The loop itself, on checked input and borrowed scratch.</summary>
internal static class TrainingLoop<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Trains in place; see <see cref="Trainer"/> for what it promises.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TrainingResult<T> Run<TObjective, TOptimizer, TObserver>(
        scoped TObjective objective,
        Span<T> parameters,
        scoped TOptimizer optimizer,
        int steps,
        scoped ref TObserver observer,
        scoped Span<T> gradient,
        scoped Span<T> lastFinite)
        where TObjective : struct, IObjective<T>, allows ref struct
        where TOptimizer : struct, IOptimizer<T>, allows ref struct
        where TObserver : struct, ITrainingObserver<T>, allows ref struct
    {
        T initial = objective.ValueAndGradient(parameters, gradient);
        if (!AreFinite(initial, parameters, gradient))
            return Result(initial, initial, 0, Blame(initial, gradient));

        // The compiler would let an observer that is a ref struct keep the gradient's span, and so refuses to lend it one
        // from the stack. The observer's contract is that it does not keep it.
        ReadOnlySpan<T> lent = MemoryMarshal.CreateReadOnlySpan(in MemoryMarshal.GetReference(gradient), gradient.Length);

        T last = initial;
        for (int step = 0; step < steps; step++)
        {
            parameters.CopyTo(lastFinite);
            optimizer.Step(parameters, gradient);
            T value = objective.ValueAndGradient(parameters, gradient);
            if (!AreFinite(value, parameters, gradient))
            {
                StopReason reason = Blame(value, gradient);
                lastFinite.CopyTo(parameters);
                return Result(initial, last, step, reason);
            }

            last = value;
            observer.Observe(new TrainingStep<T>(step, value, parameters, lent));
        }

        return Result(initial, last, steps, StopReason.StepsCompleted);
    }

    /// <summary>
    /// Whether all are finite. A number that is not makes the sum so; where finite numbers overflow it, each is asked.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreFinite(T value, ReadOnlySpan<T> parameters, ReadOnlySpan<T> gradient)
    {
        T sum = value;
        for (int i = 0; i < parameters.Length && i < gradient.Length; i++)
            sum += parameters[i] + gradient[i];

        return T.IsFinite(sum) || AreEachFinite(value, parameters, gradient);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool AreEachFinite(T value, ReadOnlySpan<T> parameters, ReadOnlySpan<T> gradient)
    {
        bool finite = T.IsFinite(value);
        for (int i = 0; i < parameters.Length; i++)
            finite &= T.IsFinite(parameters[i]) && T.IsFinite(gradient[i]);

        return finite;
    }

    /// <summary>Says what was not finite, the value first.</summary>
    private static StopReason Blame(T value, ReadOnlySpan<T> gradient)
    {
        if (!T.IsFinite(value))
            return StopReason.NonFiniteValue;

        foreach (T partial in gradient)
        {
            if (!T.IsFinite(partial))
                return StopReason.NonFiniteGradient;
        }

        return StopReason.NonFiniteParameters;
    }

    private static TrainingResult<T> Result(T initial, T last, int steps, StopReason reason) =>
        new() { InitialValue = initial, Value = last, Steps = steps, StopReason = reason };
}
