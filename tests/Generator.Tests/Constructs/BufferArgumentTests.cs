namespace SymGrad.Generator.Tests.Constructs;

/// <summary>What the members of a method with buffers refuse, and that they refuse it before they write anything.</summary>
public class BufferArgumentTests
{
    private const string Source = """
        using System;
        using SymGrad;

        public static partial class Sample
        {
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
            {
                double product = 1;
                for (int i = 0; i < x.Length; i++)
                    product *= Math.Sin(x[i]) + y[i];
                return product;
            }

            [Differentiable]
            public static double At(ReadOnlySpan<double> x, int[] idx)
            {
                double sum = 0;
                foreach (int i in idx)
                    sum += x[i] * x[i];
                return sum;
            }
        }

        """;

    private const string Probe = """
        using System;

        public static class Probe
        {
            // One buffer: x, y and both destinations, three elements each, and a workspace.
            private static readonly double[] s_memory = new double[100];

            public static string Call(int x, int y, int xGradient, int yGradient, int length, int spare)
            {
                Array.Fill(s_memory, 0.5);
                Span<double> m = s_memory;
                try
                {
                    int needed = Sample.FWorkspaceLength(m.Slice(x, 3), m.Slice(y, 3));
                    if (spare == 0)
                        Sample.FValueAndGradient(m.Slice(x, 3), m.Slice(y, 3), m.Slice(xGradient, length), m.Slice(yGradient, 3));
                    else
                        Sample.FValueAndGradient(m.Slice(x, 3), m.Slice(y, 3), m.Slice(xGradient, length), m.Slice(yGradient, 3), m.Slice(40, needed + spare - 1));
                    return "ran";
                }
                catch (Exception e)
                {
                    return e.GetType().Name + (m.IndexOfAnyExcept(0.5) < 0 ? "" : ", after something was written");
                }
            }

            public static string Gradient(int x, int y, int xGradient, int yGradient, int length)
            {
                Array.Fill(s_memory, 0.5);
                Span<double> m = s_memory;
                try
                {
                    Sample.FGradient(m.Slice(x, 3), m.Slice(y, 3), m.Slice(xGradient, length), m.Slice(yGradient, 3));
                    return "ran";
                }
                catch (Exception e)
                {
                    return e.GetType().Name + (m.IndexOfAnyExcept(0.5) < 0 ? "" : ", after something was written");
                }
            }

            public static string Outside(bool isAlone, int index)
            {
                Array.Fill(s_memory, 0.5);
                Span<double> m = s_memory;
                try
                {
                    if (isAlone)
                        Sample.AtGradient(m.Slice(0, 3), [0, index], m.Slice(10, 3));
                    else
                        Sample.AtValueAndGradient(m.Slice(0, 3), [0, index], m.Slice(10, 3));
                    return "ran";
                }
                catch (Exception e)
                {
                    return e.GetType().Name + (m.IndexOfAnyExcept(0.5) < 0 ? "" : ", after something was written");
                }
            }
        }

        """;

    private static readonly CompiledSample s_sample = GeneratorRun.Of(Source, Probe).Compile();

    [Theory]
    [InlineData(0, 10, 20, 30, 3, "ran")]
    [InlineData(0, 0, 20, 30, 3, "ran")] // The same input twice.
    [InlineData(0, 10, 20, 30, 2, "ArgumentException")]
    [InlineData(0, 10, 20, 30, 4, "ArgumentException")]
    [InlineData(0, 10, 0, 30, 3, "ArgumentException")] // A destination on its input,
    [InlineData(0, 10, 12, 30, 3, "ArgumentException")] // on another one's end,
    [InlineData(0, 10, 20, 22, 3, "ArgumentException")] // and on the other destination.
    [InlineData(0, 10, 20, 2, 3, "ArgumentException")]
    public void Destinations(int x, int y, int xGradient, int yGradient, int length, string outcome)
    {
        Assert.Equal(outcome, s_sample.Call<string>("Probe", "Gradient", x, y, xGradient, yGradient, length));
        Assert.Equal(outcome, s_sample.Call<string>("Probe", "Call", x, y, xGradient, yGradient, length, 0));
        Assert.Equal(outcome, s_sample.Call<string>("Probe", "Call", x, y, xGradient, yGradient, length, 1));
    }

    [Theory]
    [InlineData(1, 20, "ran")]
    [InlineData(5, 20, "ran")]
    [InlineData(-1, 20, "ArgumentException")]
    [InlineData(1, 39, "ArgumentException")] // A destination's end on the workspace.
    public void Workspaces(int spare, int xGradient, string outcome) =>
        Assert.Equal(outcome, s_sample.Call<string>("Probe", "Call", 0, 10, xGradient, 30, 3, spare));

    [Theory]
    [InlineData(false, 2, "ran")]
    [InlineData(true, 2, "ran")]
    [InlineData(false, 3, "IndexOutOfRangeException")]
    [InlineData(true, 3, "IndexOutOfRangeException")]
    [InlineData(false, -1, "IndexOutOfRangeException")]
    public void An_index_that_is_out_of_range_throws_as_the_method_does(bool isAlone, int index, string outcome) =>
        Assert.Equal(outcome, s_sample.Call<string>("Probe", "Outside", isAlone, index));
}
