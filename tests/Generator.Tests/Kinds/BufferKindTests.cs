using D = SymGrad.Generator.Tests.Kinds.HyperDual;

namespace SymGrad.Generator.Tests.Kinds;

/// <summary>What is generated for each kind of derivative where results or parameters are buffers.</summary>
public class BufferKindTests
{
    [Fact]
    public void Residuals_of_parameters_by_value() => BufferKinds.Check(
        """
        void F(real b1, real b2, [NoGradient] ReadOnlySpan<real> x, Span<real> r)
        {
            for (int i = 0; i < x.Length; i++)
                r[i] = b1 * (1 - Math.Exp(-b2 * x[i])) - i;
        }
        """,
        "b1, b2, *x, >r",
        4,
        (p, x, _) => [.. x.Select((d, i) => p[0] * (1 - D.Exp(-p[1] * d)) - i)]);

    [Fact]
    public void Residuals_of_parameters_in_a_buffer() => BufferKinds.Check(
        """
        void F(ReadOnlySpan<real> b, real s, [NoGradient] ReadOnlySpan<real> x, Span<real> r)
        {
            for (int i = 0; i < r.Length; i++)
                r[i] = s * b[0] * Math.Exp(-b[1] * x[i]) + b[3];
        }
        """,
        "b:5, s, *x, >r",
        4,
        (p, x, _) => [.. x.Select(d => p[5] * p[0] * D.Exp(-p[1] * d) + p[3])]);

    [Fact]
    public void Several_directions_a_turn() => BufferKinds.Check(
        """
        void F(ReadOnlySpan<real> b, [NoGradient] ReadOnlySpan<real> x, Span<real> r)
        {
            Span<real> turned = stackalloc real[11];
            for (int j = 0; j < b.Length; j++)
            {
                real v = 0.25;
                if (j != 2)
                    v = j % 2 == 0 ? Math.Sin(b[j]) : b[j] / (2 + b[0] * b[0]);
                turned[j] = v;
            }

            for (int i = 0; i < r.Length; i++)
            {
                real sum = 0;
                for (int j = 0; j < b.Length; j++)
                    sum -= x[i] * turned[j] / (1 + j);
                r[i] = sum;
            }
        }
        """,
        "b:11, *x, >r",
        4,
        (p, x, _) => [.. x.Select(d => Enumerable.Range(0, 11).Aggregate((D)0, (sum, j) => sum - d * (j == 2 ? 0.25 : j % 2 == 0 ? D.Sin(p[j]) : p[j] / (2 + p[0] * p[0])) / (1 + j)))]);

    [Fact]
    public void What_is_the_same_for_all_directions() => BufferKinds.Check(
        """
        void F(ReadOnlySpan<real> b, [NoGradient] ReadOnlySpan<real> x, Span<real> r)
        {
            Span<real> sines = stackalloc real[b.Length];
            for (int j = 0; j < sines.Length; j++)
                sines[j] = Math.Sin(b[j]);
            Span<real> sums = stackalloc real[x.Length];
            for (int i = 0; i < sums.Length; i++)
            {
                for (int j = 0; j < sines.Length; j++)
                    sums[i] += x[i] * sines[j] / (1 + j);
            }

            real norm = 0;
            foreach (real v in b)
                norm += v * v;
            for (int i = 0; i < sums.Length; i++)
            {
                sums[i] *= norm;
                r[i] = sums[i] * sums[i];
            }
        }
        """,
        "b:5, *x, >r",
        4,
        (p, x, _) =>
        {
            D norm = p.Aggregate((D)0, (sum, v) => sum + v * v), sines = Enumerable.Range(0, 5).Aggregate((D)0, (sum, j) => sum + D.Sin(p[j]) / (1 + j));
            return [.. x.Select(d => d * sines * norm * (d * sines * norm))];
        });

    [Fact]
    public void An_element_that_only_some_rows_read() => BufferKinds.Check(
        """
        void F(ReadOnlySpan<real> b, Span<real> r)
        {
            r[0] = b[0] * b[0];
            if (b.Length > 2)
                r[1] = b[2] * b[0];
        }
        """,
        "b:2, >r",
        3,
        (p, _, before) => [p[0] * p[0], before[1], before[2]]);

    [Fact]
    public void An_output_that_depends_on_what_was_written_before() => BufferKinds.Check(
        """
        void F(real p, ReadOnlySpan<real> x, Span<real> r)
        {
            real a = p;
            for (int i = 0; i < x.Length; i++)
            {
                a = Math.Sin(a * x[i]);
                r[i] *= a;
                if (i > 0)
                    r[i] += r[i - 1] * p;
            }

            r[0] = x[1];
        }
        """,
        "p, x:3, >r",
        4,
        (p, _, before) =>
        {
            D a = p[0];
            D[] r = [.. before.Select(d => (D)d)];
            for (int i = 0; i < 3; i++)
            {
                a = D.Sin(a * p[1 + i]);
                r[i] *= a;
                if (i > 0)
                    r[i] += r[i - 1] * p[0];
            }

            r[0] = p[2];
            return r;
        });

    [Fact]
    public void A_matrix_times_a_vector() => BufferKinds.Check(
        """
        void F(ReadOnlySpan<real> w, ReadOnlySpan<real> x, Span<real> y)
        {
            for (int i = 0; i < y.Length; i++)
            {
                real sum = 0;
                for (int j = 0; j < x.Length; j++)
                    sum += w[i * x.Length + j] * x[j];
                y[i] = Math.Tanh(sum);
            }
        }
        """,
        "w:6, x:3, >y",
        2,
        (p, _, _) => [.. Enumerable.Range(0, 2).Select(i => D.Tanh(p[3 * i] * p[6] + p[(3 * i) + 1] * p[7] + p[(3 * i) + 2] * p[8]))]);

    [Fact]
    public void Early_return_and_branches() => BufferKinds.Check(
        """
        void F(real a, [NoGradient] ReadOnlySpan<real> x, Span<real> r)
        {
            if (x.Length == 0)
                return;
            for (int i = 0; i < x.Length; i++)
            {
                if (x[i] > 1.5)
                    return;
                r[x.Length - 1 - i] = x[i] > 1 ? a * a : Math.Sin(a * x[i]);
            }
        }
        """,
        "a, *x, >r",
        4,
        (p, x, before) => [before[0], p[0] * p[0], D.Sin(p[0] * x[1]), D.Sin(p[0] * x[0])]);

    [Fact]
    public void A_part_of_the_output() => BufferKinds.Check(
        """
        void F(ReadOnlySpan<real> b, [NoGradient] ReadOnlySpan<real> x, Span<real> r)
        {
            x.CopyTo(r);
            Span<real> part = r[1..^1];
            part.Fill(b[1]);
            for (int i = 0; i < r.Length; i++)
                r[i] *= b[0];
            part[..1].Clear();
        }
        """,
        "b:2, *x, >r",
        4,
        (p, x, _) => [p[0] * x[0], 0, p[0] * p[1], p[0] * x[3]]);

    [Fact]
    public void A_local_buffer_and_a_helper() => BufferKinds.Check(
        """
        void F(ReadOnlySpan<real> x, real s, Span<real> r)
        {
            Span<real> prefix = stackalloc real[3];
            Accumulate(x, prefix);
            for (int i = 0; i < prefix.Length; i++)
                r[i] = s * prefix[i] * prefix[^1];
        }

        private static void Accumulate(ReadOnlySpan<real> x, Span<real> sums)
        {
            real sum = 0;
            for (int i = 0; i < sums.Length; i++)
            {
                sum += x[i];
                sums[i] = sum;
            }
        }
        """,
        "x:3, s, >r",
        3,
        (p, _, _) =>
        {
            D a = p[0], b = p[0] + p[1], c = p[0] + p[1] + p[2];
            return [p[3] * a * c, p[3] * b * c, p[3] * c * c];
        });

    [Fact]
    public void A_tuple_of_a_buffer() => BufferKinds.Check(
        """
        (real A, real B) F(ReadOnlySpan<real> x, real s)
        {
            real a = 0, p = 1;
            for (int i = 0; i < x.Length; i++)
            {
                a += Math.Sin(s * x[i]);
                p *= x[i];
            }

            return (a, p * s);
        }
        """,
        "x:3, s",
        2,
        (p, _, _) => [D.Sin(p[3] * p[0]) + D.Sin(p[3] * p[1]) + D.Sin(p[3] * p[2]), p[0] * p[1] * p[2] * p[3]]);

    [Fact]
    public void A_tuple_of_a_loop() => BufferKinds.Check(
        """
        (real A, real B) F(real s, real t, int n)
        {
            real a = s, b = t;
            for (int i = 0; i < n; i++)
                (a, b) = (Math.Sin(a) + b, a * b);
            return (a, b);
        }
        """,
        "s, t, *n",
        2,
        (p, x, _) =>
        {
            (D a, D b) = (p[0], p[1]);
            for (int i = 0; i < x.Length; i++)
                (a, b) = (D.Sin(a) + b, a * b);
            return [a, b];
        });

    // The sweep of each row keeps anew what the inner loop needs.
    [Fact]
    public void A_tuple_of_nested_loops() => BufferKinds.Check(
        """
        (real A, real B) F(ReadOnlySpan<real> x, real s)
        {
            real y = s;
            for (int round = 0; round < 6; round++)
            {
                real sum = 0;
                foreach (real d in x)
                {
                    real root = d + 1;
                    for (int i = 0; i < round; i++)
                        root = 0.5 * Math.Sin(root) + y;
                    sum += root;
                }

                y = Math.Sin(y * sum);
            }

            return (y, y * s);
        }
        """,
        "x:3, s",
        2,
        (p, _, _) =>
        {
            D y = p[3];
            for (int round = 0; round < 6; round++)
            {
                D sum = 0;
                foreach (D d in p[..3])
                {
                    D root = d + 1;
                    for (int i = 0; i < round; i++)
                        root = 0.5 * D.Sin(root) + y;
                    sum += root;
                }

                y = D.Sin(y * sum);
            }

            return [y, y * p[3]];
        });

    /// <summary>A sweep of independent iterations keeps what it needs itself beside what the sweep of the next row is still to read.</summary>
    [Fact]
    public void Rows_of_loops_that_keep_inside_independent_ones() => BufferKinds.Check(
        """
        (real A, real B, real C) F(ReadOnlySpan<real> x, real y, int n)
        {
            for (int round = 0; round < n; round++)
            {
                real sum = 0;
                foreach (real d in x)
                {
                    real root = d + 2;
                    while (root > y + 0.1)
                        root = 0.5 * root * Math.Cos(0.1 * root);
                    sum += root * y;
                }

                for (int i = 0; i < x.Length; i++)
                    y *= Math.Sin(x[i] * sum);
            }

            return (y, y * y * x[0], Math.Exp(y));
        }
        """,
        "x:3, y, *n",
        3,
        (p, data, _) =>
        {
            D y = p[3];
            for (int round = 0; round < data.Length; round++)
            {
                D sum = 0;
                foreach (D d in p[..3])
                {
                    D root = d + 2;
                    while (root.Value > y.Value + 0.1)
                        root = 0.5 * root * D.Cos(0.1 * root);
                    sum += root * y;
                }

                for (int i = 0; i < 3; i++)
                    y *= D.Sin(p[i] * sum);
            }

            return [y, y * y * p[0], D.Exp(y)];
        });

    /// <summary>So many parameters that rows are taken without a look at columns.</summary>
    [Fact]
    public void Rows_of_many_parameters_by_value()
    {
        string[] names = [.. Enumerable.Range(0, 201).Select(i => $"p{i}")];
        string source = Kinds.Annotated(
            $$"""
            (double, double) F({{string.Join(", ", names.Select(name => "double " + name))}}, int n)
            {
                double s = {{string.Join(" + ", names.Skip(1))}}, y = p0;
                for (int round = 0; round < n; round++)
                {
                    double sum = s;
                    for (int i = 0; i < n; i++)
                    {
                        double root = p0 + i;
                        while (root * root > y + 0.1)
                            root = 0.5 * root * Math.Cos(root * 0.1);
                        sum += root;
                    }

                    y = Math.Sin(y * sum);
                }

                return (y, y * y * p0);
            }
            """,
            kinds: "Derivatives.Jacobian");
        // The proof compares the rows with forward mode.
        Assert.Contains("workspace", GeneratorRun.Of(source).AssertReported().GeneratedText, StringComparison.Ordinal);
    }

    [Fact]
    public void The_Hessian_of_a_buffer_and_a_number() => BufferKinds.Check(
        """
        real F(ReadOnlySpan<real> x, real s)
        {
            real a = 1;
            for (int i = 0; i < x.Length; i++)
                a = a * Math.Sin(s * x[i]) + x[i];
            return a;
        }
        """,
        "x:3, s",
        1,
        (p, _, _) =>
        {
            D a = 1;
            for (int i = 0; i < 3; i++)
                a = a * D.Sin(p[3] * p[i]) + p[i];
            return [a];
        },
        "Derivatives.Hessian | Derivatives.Jacobian");

    [Fact]
    public void The_Hessian_of_several_buffers() => BufferKinds.Check(
        """
        real F(ReadOnlySpan<real> x, ReadOnlySpan<real> y)
        {
            real sum = 0;
            for (int i = 0; i < x.Length; i++)
                sum += x[i] * x[i] * y[i] + Math.Exp(x[i]);
            return Math.Sqrt(sum);
        }
        """,
        "x:2, y:2",
        1,
        (p, _, _) => [D.Sqrt(p[0] * p[0] * p[2] + D.Exp(p[0]) + p[1] * p[1] * p[3] + D.Exp(p[1]))],
        "Derivatives.Hessian");

    [Fact]
    public void The_Hessian_of_a_loop() => BufferKinds.Check(
        """
        real F(real s, real t, int n)
        {
            real a = s;
            for (int i = 0; i < n; i++)
                a = Math.Sin(a * t) + a * a;
            return a;
        }
        """,
        "s, t, *n",
        1,
        (p, x, _) =>
        {
            D a = p[0];
            for (int i = 0; i < x.Length; i++)
                a = D.Sin(a * p[1]) + a * a;
            return [a];
        },
        "Derivatives.Hessian");

    [Fact]
    public void What_a_result_does_not_depend_on_is_not_multiplied()
    {
        const string Source = """
            using System;
            using SymGrad;

            public static partial class Sample
            {
                [Differentiable]
                public static (double, double) F(ReadOnlySpan<double> x, double s)
                {
                    double logarithm = 0, product = s;
                    foreach (double d in x)
                    {
                        logarithm += Math.Log(d);
                        product *= d;
                    }

                    return (logarithm, product);
                }
            }

            public static class Probe
            {
                public static double[] Jacobian(double[] x, double s)
                {
                    var jacobian = new double[2 * (x.Length + 1)];
                    Sample.FJacobian(x, s, jacobian);
                    return jacobian;
                }
            }

            """;
        using CompiledSample sample = GeneratorRun.Of(Source).Compile();
        Assert.Equal([0.5, double.PositiveInfinity, 0, 0, 6, 0], sample.Call<double[]>("Probe", "Jacobian", new double[] { 2, 0 }, 3.0));
    }

    /// <summary>What an element does not reach is 0 in its column; what it reaches, with a slope that happens to be 0, is not.</summary>
    [Fact]
    public void A_pole_stays_in_its_column()
    {
        const string Source = """
            using System;
            using SymGrad;

            public static partial class Sample
            {
                [Differentiable]
                public static void F(ReadOnlySpan<double> x, Span<double> r)
                {
                    Span<double> sums = stackalloc double[x.Length];
                    double sum = 0;
                    for (int i = 0; i < x.Length; i++)
                    {
                        sum += x[i];
                        sums[i] = sum;
                    }

                    r[0] = Math.Sqrt(x[0]);
                    r[1] = Math.Sqrt(sums[0]) / x[1];
                    r[2] = Math.Log(1 + sum);
                    r[3] = Math.Cbrt(x[0] * x[0] * x[0]);
                }

                [Differentiable(Derivatives.Hessian)]
                public static double G(ReadOnlySpan<double> x)
                {
                    double sum = 0;
                    foreach (double d in x)
                        sum += Math.Pow(d, 1.5);
                    return sum;
                }
            }

            public static class Probe
            {
                public static double[] Jacobian(double[] x)
                {
                    var jacobian = new double[4 * x.Length];
                    Sample.FJacobian(x, new double[4], jacobian);
                    return jacobian;
                }

                public static double[] Hessian(double[] x)
                {
                    var hessian = new double[x.Length * x.Length];
                    Sample.GHessian(x, hessian);
                    return hessian;
                }
            }

            """;
        using CompiledSample sample = GeneratorRun.Of(Source).Compile();
        Assert.Equal(
            [double.PositiveInfinity, 0, double.PositiveInfinity, 0, 0.2, 0.2, double.NaN, 0],
            sample.Call<double[]>("Probe", "Jacobian", new double[] { 0, 4 }));
        Assert.Equal([double.PositiveInfinity, 0, 0, 0.375], sample.Call<double[]>("Probe", "Hessian", new double[] { 0, 4 }));
    }

    /// <summary>Columns are leaf after leaf and element after element.</summary>
    [Fact]
    public void Matrices_of_buffers_of_structs_and_of_arrays_of_two_dimensions()
    {
        const string Source = """
            using System;
            using SymGrad;

            public static partial class Sample
            {
                public struct Vec { public double X; public int N; public double Y; }

                [Differentiable(Derivatives.Jacobian)]
                public static void F(double s, ReadOnlySpan<Vec> p, double[,] a, Span<double> r)
                {
                    for (int i = 0; i < r.Length; i++)
                        r[i] = s * p[i].X * Math.Sin(p[^1].Y) * a[i, 2] + a[0, i];
                }

                [Differentiable(Derivatives.Jacobian)]
                public static (double, double) G(ReadOnlySpan<Vec> p, double[,] a)
                {
                    double x = 0, y = 1;
                    foreach (Vec v in p)
                        (x, y) = (x + v.X * v.Y, y * (2 + v.X));
                    return (x * a[1, 0], y * a[0, 1]);
                }

                [Differentiable(Derivatives.Hessian)]
                public static double H(ReadOnlySpan<Vec> p, double[,] a, double s)
                {
                    double energy = s * s * a[1, 1];
                    for (int i = 1; i < p.Length; i++)
                    {
                        for (int j = 0; j < a.GetLength(1); j++)
                            energy += p[i].X * Math.Sin(p[i - 1].Y) * a[1, j] * s;
                    }

                    return energy;
                }
            }

            public static class Probe
            {
                public static double[] Jacobian(double[] x)
                {
                    double[] jacobian = new double[2 * 11], r = new double[2];
                    Sample.FJacobian(x[0], Points(x, 1), Matrix(x, 5), r, jacobian);
                    return jacobian;
                }

                public static double[] Rows(double[] x)
                {
                    var jacobian = new double[2 * 10];
                    Sample.GJacobian(Points(x, 0), Matrix(x, 4), jacobian);
                    return jacobian;
                }

                public static double[] Hessian(double[] x)
                {
                    var hessian = new double[11 * 11];
                    Sample.HHessian(Points(x, 0), Matrix(x, 4), x[10], hessian);
                    return hessian;
                }

                private static Sample.Vec[] Points(double[] x, int at) => [new() { X = x[at], Y = x[at + 1] }, new() { X = x[at + 2], Y = x[at + 3] }];

                private static double[,] Matrix(double[] x, int at) => new[,] { { x[at], x[at + 1], x[at + 2] }, { x[at + 3], x[at + 4], x[at + 5] } };
            }

            """;
        using CompiledSample sample = GeneratorRun.Of(Source).Compile();
        double[] point = [.. Enumerable.Range(0, 11).Select(i => 0.4 + (0.3 * Math.Sin(1 + (2.5 * i))))];
        Matrices.Jacobian(sample.Call<double[]>("Probe", "Jacobian", point), point, p => [p[0] * p[1] * D.Sin(p[4]) * p[7] + p[5], p[0] * p[3] * D.Sin(p[4]) * p[10] + p[6]]);
        Matrices.Jacobian(sample.Call<double[]>("Probe", "Rows", point[..10]), point[..10], p => [(p[0] * p[1] + p[2] * p[3]) * p[7], (2 + p[0]) * (2 + p[2]) * p[5]]);
        Matrices.Hessian(sample.Call<double[]>("Probe", "Hessian", point), point, p => p[10] * p[10] * p[8] + p[2] * D.Sin(p[1]) * (p[7] + p[8] + p[9]) * p[10]);
    }
}
