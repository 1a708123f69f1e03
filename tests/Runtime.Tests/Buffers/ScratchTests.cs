namespace SymGrad.Runtime.Tests;

/// <summary>Memory from the pool may hold what another user left there.</summary>
public class ScratchTests
{
    [Fact]
    public void Memory_is_cleared_unless_that_is_not_wanted()
    {
        LeaveOnesBehind();

        using var cleared = new Scratch<double>(5);

        Assert.Equal(new double[5], cleared.Span.ToArray());
    }

    [Fact]
    public void What_an_iteration_allocates_is_all_zero()
    {
        using var memory = new Scratch<double>(5, clear: false);
        for (int i = 0; i < 2; i++)
        {
            Span<double> allocated = memory.Cleared(3);
            Assert.Equal(new double[3], allocated.ToArray());
            allocated.Fill(1);
        }
    }

    [Fact]
    public void A_negative_length_is_that_of_no_array()
    {
        Assert.Throws<OverflowException>(() => new Scratch<double>(-1).Dispose());
        Assert.Throws<OverflowException>(() =>
        {
            using var memory = new Scratch<double>(0, clear: false);
            memory.Cleared(-1);
        });
    }

    private static void LeaveOnesBehind()
    {
        using var memory = new Scratch<double>(5, clear: false);
        memory.Span.Fill(1);
    }
}
