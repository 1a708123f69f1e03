using System.Numerics;

namespace SymGrad.Runtime.Tests;

/// <summary>Parts of buffers that loops go through, and what is added to buffers element by element.</summary>
public class UpdatesTests
{
    [Theory]
    [InlineData(0, 5)]
    [InlineData(2, 3)]
    [InlineData(5, 0)]
    [InlineData(-7, 0)]
    [InlineData(int.MaxValue, 0)]
    public void A_part_is_as_long_as_it_is_asked_to_be(int start, int count)
    {
        double[] buffer = [0, 1, 2, 3, 4];
        double[] expected = [.. Enumerable.Range(start, count).Select(i => (double)i)];
        Assert.Equal(expected, Buffers.Part<double>(buffer.AsSpan(), start, count).ToArray());
        Assert.Equal(expected, Buffers.Part<double>((ReadOnlySpan<double>)buffer, start, count).ToArray());
    }

    [Theory]
    [InlineData(0, 6)]
    [InlineData(3, 3)]
    [InlineData(5, 1)]
    [InlineData(-1, 2)]
    [InlineData(0, -1)]
    [InlineData(2, -1)]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(int.MinValue, int.MinValue)]
    public void A_part_is_in_the_buffer(int start, int count)
    {
        double[] buffer = new double[5];
        Assert.Throws<IndexOutOfRangeException>(() => Buffers.Part<double>(buffer.AsSpan(), start, count).Length);
        Assert.Throws<IndexOutOfRangeException>(() => Buffers.Part<double>((ReadOnlySpan<double>)buffer, start, count).Length);
    }

    [Fact]
    public void Elements_are_added_as_in_a_loop()
    {
        Check<double>();
        Check<float>();
    }

    [Fact]
    public void Sums_are_those_of_the_products()
    {
        CheckSums<double>();
        CheckSums<float>();
    }

    [Fact]
    public void Nothing_is_added_of_a_buffer_that_is_too_short()
    {
        double[] destination = [1, 2, 3, 4, 5, 6, 7, 8, 9], enough = new double[9], few = new double[8];
        Action[] calls =
        [
            () => Buffers.Add<double>(destination, few), () => Buffers.Subtract<double>(destination, few),
            () => Buffers.AddScaled<double>(destination, 2, few), () => Buffers.SubtractScaled<double>(destination, 2, few),
            () => Buffers.AddProduct<double>(destination, few, enough), () => Buffers.AddProduct<double>(destination, enough, few),
            () => Buffers.SubtractProduct<double>(destination, few, enough), () => Buffers.SubtractProduct<double>(destination, enough, few),
            () => Buffers.Dot<double>(destination, few),
            () => Buffers.AddScaledAndDot<double>(destination, 2, few, enough), () => Buffers.AddScaledAndDot<double>(destination, 2, enough, few),
            () => Buffers.SubtractScaledAndDot<double>(destination, 2, few, enough), () => Buffers.SubtractScaledAndDot<double>(destination, 2, enough, few),
        ];

        Assert.All(calls, call => Assert.Throws<IndexOutOfRangeException>(call));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9], destination);
    }

    private static void Check<T>()
        where T : struct, INumberBase<T>
    {
        var random = new Random(1);
        for (int length = 0; length < 40; length++)
        {
            T[] start = Numbers<T>(random, length), x = Numbers<T>(random, length + 1)[..length], y = Numbers<T>(random, length);
            T factor = T.CreateChecked(random.NextDouble() - 0.5);
            Same((to, i) => to + x[i], to => Buffers.Add<T>(to, x));
            Same((to, i) => to - x[i], to => Buffers.Subtract<T>(to, x));
            Same((to, i) => to + (factor * x[i]), to => Buffers.AddScaled<T>(to, factor, x));
            Same((to, i) => to - (factor * x[i]), to => Buffers.SubtractScaled<T>(to, factor, x));
            Same((to, i) => to + (x[i] * y[i]), to => Buffers.AddProduct<T>(to, x, y));
            Same((to, i) => to - (x[i] * y[i]), to => Buffers.SubtractProduct<T>(to, x, y));
            Same((to, i) => to + (factor * x[i]), to => Buffers.AddScaledAndDot<T>(to, factor, x, y));
            Same((to, i) => to - (factor * x[i]), to => Buffers.SubtractScaledAndDot<T>(to, factor, x, y));

            void Same(Func<T, int, T> element, Action<T[]> update)
            {
                T[] updated = [.. start];
                update(updated);
                Assert.Equal([.. start.Select(element)], updated);
            }
        }
    }

    // Of integers, which no order rounds.
    private static void CheckSums<T>()
        where T : struct, INumberBase<T>
    {
        var random = new Random(1);
        for (int length = 0; length < 40; length++)
        {
            int[] x = [.. Enumerable.Range(0, length).Select(_ => random.Next(-99, 99))], y = [.. x.Select(_ => random.Next(-99, 99))];
            T[] left = [.. x.Select(T.CreateChecked)], right = [.. y.Select(T.CreateChecked)];
            T expected = T.CreateChecked(x.Zip(y, (a, b) => a * b).Sum());
            Assert.Equal(expected, Buffers.Dot<T>(left, right));
            Assert.Equal(expected, Buffers.AddScaledAndDot<T>(new T[length], T.One, left, right));
            Assert.Equal(expected, Buffers.SubtractScaledAndDot<T>(new T[length], T.One, left, right));
        }
    }

    private static T[] Numbers<T>(Random random, int count)
        where T : INumberBase<T> => [.. Enumerable.Range(0, count).Select(i => i % 7 == 3 ? T.CreateChecked(1 / (i - 3.0)) : T.CreateChecked(random.NextDouble() - 0.5))];
}
