namespace SymGrad.Runtime.Tests;

/// <summary>The least and the greatest of some integers, in vectors and in what is left of them.</summary>
public class ExtremeIndicesTests
{
    [Fact]
    public void Of_none_they_are_in_range_of_every_buffer()
    {
        Assert.Equal(0, Buffers.Least([]));
        Assert.Equal(-1, Buffers.Greatest([]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(33)]
    public void Wherever_they_are(int length)
    {
        for (int place = 0; place < length; place++)
        {
            int[] integers = [.. Enumerable.Repeat(5, length)];
            integers[place] = int.MinValue;
            Assert.Equal(int.MinValue, Buffers.Least(integers));
            Assert.Equal(length == 1 ? int.MinValue : 5, Buffers.Greatest(integers));
            integers[place] = int.MaxValue;
            Assert.Equal(int.MaxValue, Buffers.Greatest(integers));
            Assert.Equal(length == 1 ? int.MaxValue : 5, Buffers.Least(integers));
        }
    }
}
