namespace SymGrad.Generator.Tests.Constructs;

/// <summary>Arrays of arrays. A gradient has the shape of what it is taken with respect to, and rows of its own.</summary>
public class JaggedTests
{
    [Fact]
    public void Layers_of_a_network() => JaggedConstruct.Check(
        """
        real F(real[][] w, ReadOnlySpan<real> x)
        {
            int n = x.Length;
            Span<real> a = stackalloc real[n], z = stackalloc real[n];
            x.CopyTo(a);
            for (int layer = 0; layer < w.Length; layer++)
            {
                real[] row = w[layer];
                for (int i = 0; i < n; i++)
                {
                    real sum = row[0];
                    for (int j = 0; j < n; j++)
                        sum += w[layer][(i * n + j) % row.Length] * a[j];
                    z[i] = Math.Tanh(sum);
                }

                z.CopyTo(a);
            }

            return a[0] * a[n - 1];
        }
        """);

    [Fact]
    public void A_sum_over_all_rows() => JaggedConstruct.Check(
        """
        real F(real[][] w, ReadOnlySpan<real> x)
        {
            real sum = 0;
            foreach (real[] row in w)
            {
                foreach (real v in row)
                    sum += v * v * x[0];
            }

            return sum;
        }
        """);

    [Fact]
    public void Rows_given_to_a_helper_and_parts_of_rows() => JaggedConstruct.Numbers(
        """
        real F(real[][] w, ReadOnlySpan<real> x)
        {
            real y = w[^1][^1] * w[0][0];
            for (int i = 0; i < w.Length; i++)
            {
                ReadOnlySpan<real> tail = w[i].AsSpan(w[i].Length / 2);
                y += Dot(w[i], x) * Dot(x, tail[..]) + Dot(tail, w[w.Length - 1 - i][..1]);
            }

            return y;
        }

        private static real Dot(ReadOnlySpan<real> a, ReadOnlySpan<real> b)
        {
            real sum = 0;
            for (int i = 0; i < a.Length && i < b.Length; i++)
                sum += a[i] * b[i];
            return sum;
        }
        """);

    [Fact]
    public void A_row_that_a_condition_chooses() => JaggedConstruct.Numbers(
        """
        real F(real[][] w, ReadOnlySpan<real> x)
        {
            real y = 1;
            for (int i = 0; i < x.Length; i++)
            {
                real[] row = x[i] > 0 ? w[0] : w[w.Length - 1];
                for (int j = 0; j < row.Length; j++)
                    y += y * row[j] * x[i];
            }

            return y;
        }
        """);

    [Fact]
    public void Variables_that_refer_to_another_row_in_the_next_iteration() => JaggedConstruct.Numbers(
        """
        real F(real[][] w, ReadOnlySpan<real> x)
        {
            real y = x[0];
            real[] now = w[0], next = w[w.Length - 1];
            for (int i = 0; i < 5; i++)
            {
                foreach (real v in now)
                    y += Math.Sin(y * v);
                (now, next) = (next, now);
                if (i == 3)
                    now = w[w.Length / 2];
            }

            return y;
        }
        """);

    [Fact]
    public void A_part_of_a_row_that_moves_on() => JaggedConstruct.Numbers(
        """
        real F(real[][] w, ReadOnlySpan<real> x)
        {
            real y = x[1];
            for (int i = 0; i < w.Length; i++)
            {
                ReadOnlySpan<real> rest = w[i];
                while (rest.Length > 1)
                {
                    y += y * rest[0] * rest[^1];
                    rest = rest[1..^1];
                }
            }

            return y;
        }
        """);

    [Fact]
    public void Lengths_of_rows_that_a_loop_goes_to() => JaggedConstruct.Numbers(
        """
        real F(real[][] w, ReadOnlySpan<real> x)
        {
            real y = 1;
            int row = 0, seen = 0;
            while (row < w.Length)
            {
                for (int j = w[row].Length - 1; j >= 0; j--)
                {
                    if (++seen % 4 == 3)
                        continue;
                    y += Math.Cos(y * w[row][j]);
                    if (y > 30)
                        break;
                }

                for (int j = 0; j < w[w.Length - 1 - row].Length; j += 2)
                    y *= w[w.Length - 1 - row][j] + w[row].Length * x[0];
                row++;
            }

            return y;
        }
        """);

    [Fact]
    public void A_row_copied() => JaggedConstruct.Numbers(
        """
        real F(real[][] w, ReadOnlySpan<real> x)
        {
            real[] a = w[0][..];
            Span<real> b = stackalloc real[w[^1].Length];
            w[^1].CopyTo(b);
            for (int i = 1; i < a.Length; i++)
                a[i] += a[i - 1] * b[i % b.Length] * x[2];
            return a[^1];
        }
        """);

    [Fact]
    public void Tables_of_the_class() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x)
        {
            real y = 0;
            for (int i = 0; i < s_neighbours.Length; i++)
            {
                foreach (int k in s_neighbours[i])
                    y += x[i % x.Length] * Math.Sin(x[k % x.Length]) * s_weights[i][^1];
            }

            return y;
        }

        private static readonly int[][] s_neighbours = [[1, 2], [], [0, 1, 4]];
        private static readonly float[][] s_weights = [[0.5f, 2], [1], [3]];
        """);

    [Fact]
    public void What_is_held_constant() => Assert.Equal("4.5 12", Statements.Evaluate(
        """
        [Differentiable]
        public static double F(double x, [NoGradient] double[][] data, int[][] next)
        {
            double sum = 0;
            for (int i = 0; i < data.Length; i++)
            {
                ReadOnlySpan<double> row = data[i];
                foreach (int k in next[i])
                    sum += x * row[k] + x * x * data.Length;
            }

            return sum;
        }
        """,
        """
        var (value, slope) = Sample.FValueAndGradient(0.5, [[1, 2], [3]], [[1, 0], [0]]);
        return $"{value} {slope}";
        """));

    [Fact]
    public void Every_kind_of_derivative() => Assert.Equal("18 | 1.5 6 13.5 36 | 58.5 | 3 12 27 72 | 9 6 36 21 | 18 1", Statements.Evaluate(
        """
        [Differentiable(Derivatives.Gradient | Derivatives.Jvp | Derivatives.Vjp | Derivatives.HessianVectorProduct | Derivatives.Trace)]
        public static double F(double[][] w, double x)
        {
            double y = 0;
            foreach (double[] row in w)
            {
                foreach (double v in row)
                    y += v * v * v * x;
            }

            return y;
        }
        """,
        """
        double[][] w = [[1, 2], [3]], into = [[7, 7], [7]];
        string Into() => $"{into[0][0]} {into[0][1]} {into[1][0]}";
        var (value, dx) = Sample.FValueAndGradient(w, 0.5, into);
        string text = $"{value} | {Into()} {dx} | {Sample.FJvp(w, 0.5, [[1, -1], [2]], 1).Tangent} | ";
        double by = Sample.FVjp(w, 0.5, 2, into);
        text += $"{Into()} {by} | ";
        double product = Sample.FHessianVectorProduct(w, 0.5, [[2, -1], [1]], 1, into);
        Sample.FTraceResult trace = Sample.FTrace(w, 0.5);
        return text + $"{Into()} {product} | {trace.Value} {trace.y.Adjoint}";
        """));

    [Fact]
    public void A_method_that_fills_a_span() => Assert.Equal("2.5 4.5 | 3 6 -6 -3 | 3 0", Statements.Evaluate(
        """
        [Differentiable(Derivatives.Jvp | Derivatives.Vjp)]
        public static void F(double[][] w, double x, Span<double> y)
        {
            for (int i = 0; i < w.Length; i++)
            {
                y[i] = 0;
                foreach (double v in w[i])
                    y[i] += v * v * x;
            }
        }
        """,
        """
        double[][] w = [[1, 2], [3]], into = [[7, 7], [7]];
        double[] y = new double[2], dy = new double[2];
        double dx = Sample.FVjp(w, 0.5, y, [3, -2], into);
        string back = $"{y[0]} {y[1]} | {into[0][0]} {into[0][1]} {into[1][0]} {dx}";
        Sample.FJvp(w, 0.5, y, [[1, 1], [0]], 0, dy);
        return $"{back} | {dy[0]} {dy[1]}";
        """));

    [Fact]
    public void Rows_of_structs() => Assert.Equal("16 | (2, 1) (4, 3) (0.5, 4)", Statements.Evaluate(
        """
        [Differentiable]
        public static double F(Vec[][] p)
        {
            double y = 0;
            for (int i = 0; i < p.Length; i++)
            {
                for (int j = 0; j < p[i].Length; j++)
                    y += p[i][j].X * p[i][j].Y;
            }

            return y;
        }

        public record struct Vec { public double X; public double Y; public override string ToString() => $"({X}, {Y})"; }
        """,
        """
        Sample.Vec[][] p = [[new() { X = 1, Y = 2 }, new() { X = 3, Y = 4 }], [new() { X = 4, Y = 0.5 }]], into = [new Sample.Vec[2], new Sample.Vec[1]];
        double y = Sample.FValueAndGradient(p, into);
        return $"{y} | {into[0][0]} {into[0][1]} {into[1][0]}";
        """));

    [Fact]
    public void One_array_as_two_rows() => Assert.Equal("8 | 4 4", Statements.Evaluate(
        Squares,
        """
        double[] row = [2];
        double[][] into = [[0], [0]];
        return $"{Sample.FValueAndGradient([row, row], into)} | {into[0][0]} {into[1][0]}";
        """));

    [Fact]
    public void An_index_out_of_range_throws_as_in_the_method() => Assert.Equal("IndexOutOfRangeException IndexOutOfRangeException IndexOutOfRangeException IndexOutOfRangeException", Statements.Evaluate(
        """
        [Differentiable]
        public static double F(double[][] w, int i, int j) => w[i][j] * w[i][j];
        """,
        """
        double[][] w = [[1, 2], [3]], into = [[0, 0], [0]];
        return string.Join(" ", Thrown(() => Sample.F(w, 1, 1)), Thrown(() => Sample.FGradient(w, 1, 1, into)), Thrown(() => Sample.FGradient(w, -1, 0, into)), Thrown(() => Sample.FValueAndGradient(w, 2, 0, into)));
        """));

    [Fact]
    public void Destinations_of_another_shape_or_that_share_a_row_are_refused_before_anything_is_written() => Assert.Equal(
        "ArgumentException wGradient | ArgumentException wGradient | ArgumentException wGradient | ArgumentException wGradient | ArgumentException wGradient | 7 7 7 |  |", Statements.Evaluate(
        Squares,
        """
        double[][] w = [[1, 2], [3], []], into = [[7, 7], [7], []];
        double[] other = new double[2];
        return string.Join(" | ",
            Thrown(() => Sample.FGradient(w, [into[0], into[1]])),
            Thrown(() => Sample.FGradient(w, [into[0], new double[2], []])),
            Thrown(() => Sample.FGradient(w, [into[0], null!, []])),
            Thrown(() => Sample.FGradient([[1, 2], [3, 4]], [other, other])),
            Thrown(() => Sample.FGradient(w, [into[0], w[1], []])),
            $"{into[0][0]} {into[0][1]} {into[1][0]}",
            Thrown(() => Sample.FGradient(w, [into[0], into[1], w[2]]))) + " |";
        """));

    [Fact]
    public void A_destination_apart_from_the_other_arguments() => Assert.Equal("ArgumentException wGradient | ArgumentException wGradient | ArgumentException xGradient | ArgumentException wGradient", Statements.Evaluate(
        """
        [Differentiable]
        public static double F(double[][] w, double[][] v, ReadOnlySpan<double> x) => w[0][0] * v[0][0] * x[0];
        """,
        """
        double[][] w = [[1, 2], [3]], v = [[1]], into = [[0, 0], [0]];
        double[] x = [2], intoX = [0];
        return string.Join(" | ",
            Thrown(() => Sample.FGradient(w, v, x, [into[0], v[0]], [[0]], intoX)),
            Thrown(() => Sample.FGradient(w, v, x, [into[0], x], [[0]], intoX)),
            Thrown(() => Sample.FGradient(w, v, x, into, [[0]], v[0])),
            Thrown(() => Sample.FGradient(w, v, x, into, [into[1]], intoX)));
        """));

    [Fact]
    public void Rows_of_a_type_parameter() => Assert.Equal("8 12 | 8 12", Statements.Evaluate(
        """
        [Differentiable]
        public static T F<T>(T[][] w) where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
        {
            T y = T.Zero;
            foreach (T[] row in w)
            {
                foreach (T v in row)
                    y += v * v * v;
            }

            return y;
        }
        """,
        """
        double[][] into = [[0]];
        float[][] single = [[0]];
        return $"{Sample.FValueAndGradient<double>([[2]], into)} {into[0][0]} | {Sample.FValueAndGradient<float>([[2]], single)} {single[0][0]}";
        """));

    [Fact]
    public void Code_without_nullable_annotations_gets_code_without_warnings() => GeneratorRun.Of(
        """
        #nullable disable
        using SymGrad;
        public static partial class Sample
        {
            [Differentiable]
            public static double F(double[][] w, double[,] a, int[] idx, int[] unused = null) => w[0][idx[0]] * a[0, 1] * idx.Length;
        }
        """).AssertReported("SYMG1021").Compile().Dispose();

    private const string Squares = """
        [Differentiable]
        public static double F(double[][] w)
        {
            double y = 0;
            foreach (double[] row in w)
            {
                foreach (double v in row)
                    y += v * v;
            }

            return y;
        }
        """;
}
