namespace SymGrad.Generator.Tests.Constructs;

/// <summary>What lies outside a part of a buffer is out of reach for the derivative too, even where the buffer goes on.</summary>
public class SliceBoundsTests
{
    private const string Source = """
        using System;
        using SymGrad;

        public static partial class Sample
        {
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, int start, int length, int index)
            {
                ReadOnlySpan<double> part = x.Slice(start, length);
                return part[index] * part[index];
            }

            [Differentiable]
            public static double Copy(double[] x, int start, int length, int index)
            {
                Span<double> a = stackalloc double[4];
                x.AsSpan(start, length).CopyTo(a[index..]);
                return a[0] * a[3];
            }
        }

        """;

    private const string Probe = """
        using System;

        public static class Probe
        {
            public static string F(int start, int length, int index) => Of(x => Sample.F(x, start, length, index));

            public static string FGradient(int start, int length, int index) => Of(x => Sample.FGradient(x, start, length, index, new double[5]));

            public static string FValueAndGradient(int start, int length, int index) => Of(x => Sample.FValueAndGradient(x, start, length, index, new double[5]));

            public static string Copy(int start, int length, int index) => Of(x => Sample.Copy(x, start, length, index));

            public static string CopyGradient(int start, int length, int index) => Of(x => Sample.CopyGradient(x, start, length, index, new double[5]));

            private static string Of(Action<double[]> call)
            {
                try
                {
                    call([1, 2, 3, 4, 5]);
                    return "ran";
                }
                catch (Exception e)
                {
                    return e.GetType().Name;
                }
            }
        }

        """;

    private static readonly CompiledSample s_sample = GeneratorRun.Of(Source, Probe).Compile();

    [Theory]
    [InlineData(1, 3, 2, "ran")]
    [InlineData(1, 3, 3, "IndexOutOfRangeException")] // An element of x, but not of the part.
    [InlineData(1, 3, -1, "IndexOutOfRangeException")]
    [InlineData(3, 3, 0, "ArgumentOutOfRangeException")]
    [InlineData(-1, 3, 2, "ArgumentOutOfRangeException")]
    [InlineData(1, -1, 0, "ArgumentOutOfRangeException")]
    [InlineData(int.MaxValue, 3, 0, "ArgumentOutOfRangeException")]
    public void An_index(int start, int length, int index, string outcome)
    {
        Assert.Equal(outcome, s_sample.Call<string>("Probe", "F", start, length, index));
        Assert.Equal(outcome, s_sample.Call<string>("Probe", "FGradient", start, length, index));
        Assert.Equal(outcome, s_sample.Call<string>("Probe", "FValueAndGradient", start, length, index));
    }

    [Theory]
    [InlineData(1, 3, 1, "ran")]
    [InlineData(1, 3, 2, "ArgumentException")] // Too many for the destination.
    [InlineData(3, 3, 0, "ArgumentOutOfRangeException")]
    public void A_copy(int start, int length, int index, string outcome)
    {
        Assert.Equal(outcome, s_sample.Call<string>("Probe", "Copy", start, length, index));
        Assert.Equal(outcome, s_sample.Call<string>("Probe", "CopyGradient", start, length, index));
    }
}
