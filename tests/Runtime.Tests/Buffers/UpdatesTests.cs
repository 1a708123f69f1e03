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
    public void Multiples_are_added_as_in_a_loop()
    {
        Check<double>();
        Check<float>();
    }

    [Fact]
    public void Nothing_is_added_of_a_buffer_that_is_too_short()
    {
        double[] destination = [1, 2, 3, 4, 5, 6, 7, 8, 9];
        Assert.Throws<IndexOutOfRangeException>(() => Buffers.AddScaled<double>(destination, 2, new double[8]));
        Assert.Throws<IndexOutOfRangeException>(() => Buffers.SubtractScaled<double>(destination, 2, new double[8]));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9], destination);
    }

    private static void Check<T>()
        where T : struct, INumberBase<T>
    {
        var random = new Random(1);
        for (int length = 0; length < 40; length++)
        {
            T[] start = Numbers<T>(random, length), source = Numbers<T>(random, length), added = [.. start], subtracted = [.. start];
            T factor = T.CreateChecked(random.NextDouble() - 0.5);
            Buffers.AddScaled<T>(added, factor, source);
            Buffers.SubtractScaled<T>(subtracted, factor, source);
            Assert.Equal([.. start.Zip(source, (a, b) => a + (factor * b))], added);
            Assert.Equal([.. start.Zip(source, (a, b) => a - (factor * b))], subtracted);
        }
    }

    private static T[] Numbers<T>(Random random, int count)
        where T : INumberBase<T> => [.. Enumerable.Range(0, count).Select(i => i % 7 == 3 ? T.CreateChecked(1 / (i - 3.0)) : T.CreateChecked(random.NextDouble() - 0.5))];
}
