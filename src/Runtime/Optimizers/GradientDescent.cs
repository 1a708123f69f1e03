using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SymGrad;

/// <summary>Plain gradient descent: p ← p − learningRate·∂F/∂p.</summary>
/// <remarks>
/// The product is rounded, then the difference, as TensorFlow's <c>GradientDescentOptimizer</c> does on a CPU; long
/// vectors go through SIMD with the same result, bit for bit. <see langword="default"/> has no learning rate, and
/// <see cref="Step"/> refuses it.
/// </remarks>
/// <typeparam name="T">The scalar type.</typeparam>
public readonly struct GradientDescent<T> : IOptimizer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Gradient descent with a fixed learning rate.</summary>
    /// <param name="learningRate">The step's length as a multiple of the gradient; finite and positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="learningRate"/> is zero, negative, infinite or NaN.
    /// </exception>
    public GradientDescent(T learningRate)
    {
        if (!(learningRate > T.Zero && T.IsFinite(learningRate)))
            throw new ArgumentOutOfRangeException(
                nameof(learningRate), learningRate, "A learning rate is finite and greater than zero.");

        LearningRate = learningRate;
    }

    /// <summary>The step's length as a multiple of the gradient; 0 only in <see langword="default"/>.</summary>
    public T LearningRate { get; }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step(Span<T> parameters, ReadOnlySpan<T> gradient)
    {
        T rate = LearningRate;
        if (!(rate > T.Zero))
            ThrowNoLearningRate();
        if (gradient.Length != parameters.Length)
            ThrowLengths();

        // A vector that is read right after its elements were written one by one waits for them: not worth it for a few.
        int i = 0;
        if (Vector<T>.IsSupported && parameters.Length >= 4 * Vector<T>.Count)
            i = StepBlocks(parameters, gradient, rate);

        for (; i < parameters.Length; i++)
            parameters[i] -= rate * gradient[i];
    }

    /// <summary>Steps as many whole SIMD vectors as there are; returns how many scalars that was.</summary>
    private static int StepBlocks(Span<T> parameters, ReadOnlySpan<T> gradient, T rate)
    {
        Span<Vector<T>> points = MemoryMarshal.Cast<T, Vector<T>>(parameters);
        ReadOnlySpan<Vector<T>> slopes = MemoryMarshal.Cast<T, Vector<T>>(gradient);
        var rates = new Vector<T>(rate);
        for (int i = 0; i < points.Length; i++)
            points[i] -= rates * slopes[i];

        return points.Length * Vector<T>.Count;
    }

    private static void ThrowNoLearningRate() => throw new InvalidOperationException(
        $"This {nameof(GradientDescent<T>)} has no learning rate: construct it with one.");

    private static void ThrowLengths() => throw new ArgumentException(
        "The gradient and the parameters have different lengths.", "gradient");
}
