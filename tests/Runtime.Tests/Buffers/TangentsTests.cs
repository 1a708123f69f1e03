using System.Numerics;

namespace SymGrad.Runtime.Tests;

/// <summary>Tangents along several directions, in a matrix that may end before a vector does.</summary>
public class TangentsTests
{
    private static readonly int s_places = Vector<double>.Count;

    [Fact]
    public void Each_element_has_a_direction_of_its_own()
    {
        var buffer = new Vector<double>[(2 * s_places) - 1];
        Tangents.SetEach<double>(buffer, s_places, 1);
        for (int element = 0; element < buffer.Length; element++)
        {
            for (int direction = 0; direction < s_places; direction++)
                Assert.Equal(element == s_places + direction ? 1 : 0, buffer[element][direction]);
        }

        Tangents.SetEach<double>(buffer, s_places, 0);
        Assert.All(buffer, element => Assert.Equal(Vector<double>.Zero, element));
    }

    [Fact]
    public void As_many_columns_are_written_and_read_as_there_are()
    {
        Vector<double> tangents = new([.. Enumerable.Range(1, s_places).Select(i => (double)i)]);
        for (int columns = 0; columns <= s_places; columns++)
        {
            double[] row = [.. Enumerable.Repeat(-1.0, s_places + 1)];
            Tangents.Store(tangents, row.AsSpan(0, columns));
            Assert.Equal(Enumerable.Range(1, s_places + 1).Select(i => i <= columns ? i : -1.0), row);
            Vector<double> read = Tangents.Load(row.AsSpan(0, columns));
            for (int i = 0; i < s_places; i++)
                Assert.Equal(i < columns ? i + 1 : 0, read[i]);
        }
    }
}
