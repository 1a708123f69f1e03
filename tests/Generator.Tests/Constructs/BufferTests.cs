namespace SymGrad.Generator.Tests.Constructs;

/// <summary>Buffers of other elements than real numbers, other counters, and helpers that fill buffers or give several results.</summary>
public class BufferTests
{
    [Fact]
    public void Buffers_of_integers_and_conditions() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x, int[] idx)
        {
            Span<int> order = stackalloc int[x.Length];
            Span<bool> isLarge = new bool[x.Length];
            for (int i = 0; i < x.Length; i++)
            {
                order[x.Length - 1 - i] = idx[i];
                isLarge[i] = x[i] > 0.3;
            }

            real y = 1;
            for (int i = 0; i < order.Length; i++)
            {
                (order[0], order[^1]) = (order[^1], order[0]);
                if (isLarge[order[^1]])
                    y *= x[order[i] % x.Length];
                else
                    y += x[i] * y;
            }

            return y;
        }
        """,
        "x, idx");

    [Fact]
    public void Long_and_reversed_counters() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x)
        {
            real y = 1;
            for (long i = x.Length - 1; i >= 0; i--)
                y = y * x[(int)i] + i;
            for (long i = 0; i < x.Length; i += 2)
                y *= x[(int)i];
            return y;
        }
        """);

    [Fact]
    public void Indirect_indices_of_parts() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x, int[] idx)
        {
            ReadOnlySpan<int> some = idx.AsSpan(0, idx.Length - 1);
            ReadOnlySpan<real> rest = x[1..];
            real y = 1;
            foreach (int k in some)
            {
                if (k < rest.Length)
                    y += y * rest[k] * x[some[0]];
            }

            return y;
        }
        """,
        "x, idx");

    [Fact]
    public void Helpers_that_fill_spans() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x)
        {
            int n = x.Length;
            Span<real> q = new real[n * n], qx = new real[n];
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j <= i; j++)
                    q[i * n + j] = i == j ? Math.Exp(x[i]) : x[i] * x[j];
            }

            Multiply(n, q, x, qx);
            return Norm(qx);
        }

        private static void Multiply(int n, ReadOnlySpan<real> a, ReadOnlySpan<real> x, Span<real> result)
        {
            result.Clear();
            for (int i = 0; i < n; i++)
            {
                ReadOnlySpan<real> row = a.Slice(i * n, n);
                for (int j = 0; j < n; j++)
                    result[i] += row[j] * x[j];
            }
        }

        private static real Norm(ReadOnlySpan<real> x)
        {
            real sum = 0;
            foreach (real e in x)
                sum += e * e;
            return Math.Sqrt(sum);
        }
        """);

    [Fact]
    public void Several_results() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x)
        {
            (real mean, real spread) = Moments(x);
            Extremes(x, out real min, out real max);
            return mean * spread + min * max;
        }

        private static (real Mean, real Spread) Moments(ReadOnlySpan<real> x)
        {
            real sum = 0, squares = 0;
            foreach (real e in x)
            {
                sum += e;
                squares += e * e;
            }

            return (sum / x.Length, squares - sum * sum / x.Length);
        }

        private static void Extremes(ReadOnlySpan<real> x, out real min, out real max)
        {
            min = max = x[0];
            for (int i = 1; i < x.Length; i++)
            {
                min = Math.Min(min, x[i]);
                max = Math.Max(max, x[i]);
            }
        }
        """);

    [Fact]
    public void Elements_swapped() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x)
        {
            Span<real> a = new real[x.Length];
            x.CopyTo(a);
            for (int i = 1; i < a.Length; i++)
            {
                for (int j = i; j > 0 && a[j - 1] > a[j]; j--)
                    (a[j - 1], a[j]) = (a[j], a[j - 1]);
            }

            real y = 0;
            for (int i = 0; i < a.Length; i++)
                y += (i + 1) * a[i];
            return y * a[0];
        }
        """);

    [Fact]
    public void Tables_of_the_class() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x)
        {
            real y = 0;
            for (int i = 0; i < x.Length; i++)
                y += (real)Weights[Order[i % Order.Length]] * x[i] * (real)Weights[Order[i % Order.Length]];
            return y;
        }

        private static readonly double[] Weights = [0.5, 0.25, 0.125];
        private static int[] Order { get; } = [2, 0, 1];
        """);

    [Fact]
    public void Arrays_that_the_primary_constructor_takes()
    {
        const string Source = """
            using System;
            using SymGrad;

            public sealed partial class Sample(int[] order, double[] xGradient)
            {
                [Differentiable]
                public double F(ReadOnlySpan<double> x)
                {
                    double y = 0;
                    for (int i = 0; i < x.Length; i++)
                        y += x[order[i]] * x[i] * xGradient[i];
                    return y;
                }
            }
            """;
        const string Run = """
            public static class Run
            {
                public static double[] Gradient()
                {
                    var gradient = new double[3];
                    new Sample([2, 0, 1], [2, 3, 5]).FGradient([1, 10, 100], gradient);
                    return gradient;
                }
            }
            """;
        using CompiledSample sample = GeneratorRun.Of(Source, Run).AssertReported().Compile();
        // y = 2·x2·x0 + 3·x0·x1 + 5·x1·x2
        Assert.Equal([230.0, 503.0, 52.0], (double[])sample.Assembly.GetType("Run")!.GetMethod("Gradient")!.Invoke(null, null)!);
    }

    [Fact]
    public void Arrays_of_an_object_have_names_of_their_own() => GeneratorRun.Of(
        """
        using System;
        using SymGrad;

        public sealed partial class Sample(int[] order, double[] weights)
        {
            private readonly int[] _order = order;
            private readonly double[] _weights = weights;

            [Differentiable]
            public double F(ReadOnlySpan<double> x)
            {
                double y = 0;
                for (int i = 0; i < x.Length; i++)
                    y += x[_order[i]] * x[_order[i]] * _weights[i] + Math.Exp(_weights[i] * x[i]);
                return y;
            }
        }
        """).AssertReported().Compile().Dispose();

    [Fact]
    public void An_index_that_counts() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x)
        {
            Span<real> a = stackalloc real[4];
            int i = 0;
            a[i++] += x[0];
            a[i++] = x[0] * a[0];
            a[i++]++;
            (a[i--], a[i]) = (a[1], a[2] * x[^1]);
            return a[3] * a[2] + i;
        }
        """);

    [Fact]
    public void Arrays_of_a_helper() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x)
        {
            real[] squares = Squares(x);
            Span<real> fixedOnes = [1, x[0], 2];
            real[] others = { x[0], 3 };
            return squares[^1] * fixedOnes[1] + others[x.Length % 2] * fixedOnes[2];
        }

        private static real[] Squares(ReadOnlySpan<real> x)
        {
            var squares = new real[x.Length];
            for (int i = 0; i < x.Length; i++)
                squares[i] = x[i] * x[i];
            return squares;
        }
        """);
}
