namespace SymGrad.Generator.Tests.Constructs;

/// <summary>What generated loops do not do twice, or at all: each is a snapshot, with its numbers checked.</summary>
public class LoopEconomyTests
{
    [Fact]
    public void The_nearest_of_several_is_swept_alone() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x, int n)
        {
            real cost = 0;
            int points = x.Length - n;
            for (int p = 0; p < points; p++)
            {
                real nearest = double.PositiveInfinity;
                for (int c = 0; c < points; c++)
                {
                    real distance = 0;
                    for (int j = 0; j < n; j++)
                    {
                        real difference = x[p + j] - 0.5 * x[c] + 0.1 * c;
                        distance += difference * difference;
                    }

                    nearest = Math.Min(nearest, distance);
                }

                cost += nearest;
            }

            return cost;
        }
        """,
        "x, n");

    [Fact]
    public void A_polynomial_at_several_points() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x, int n)
        {
            real sum = 0;
            for (int i = 0; i < n; i++)
            {
                double t = -0.5 + i * 1.0 / n;
                real residual = t > 0 ? 1 : -1;
                double power = 1;
                foreach (real coefficient in x)
                {
                    residual -= coefficient * power;
                    power *= t;
                }

                sum += residual * residual;
            }

            return sum / 2;
        }
        """,
        "x, n");

    [Fact]
    public void Updates_and_sums_element_by_element() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x, int n)
        {
            real[] a = new real[x.Length], b = new real[x.Length], c = new real[x.Length];
            x.CopyTo(c);
            real s = 0.5;
            for (int step = 0; step < n; step++)
            {
                for (int i = 0; i < a.Length; i++)
                    a[i] += c[i] - b[i];
                for (int i = 0; i < b.Length; i++)
                    b[i] -= a[i] * c[i];
                for (int i = 0; i < a.Length; i++)
                    a[i] = s * b[i];
                for (int i = 0; i < b.Length; i++)
                    b[i] = c[i] - a[i] * s;
                s = b[0] - s;
            }

            return x.Length == 0 ? 0 : a[0] + b[^1];
        }
        """,
        "x, n");

    // How many elements a loop goes through is not found by a difference that overflows.
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(int.MinValue + 3)]
    public void No_part_where_the_bound_is_far_below_the_start(int n)
    {
        const string Members = """
            double F(ReadOnlySpan<double> x, int n)
            {
                double[] a = x.ToArray();
                double sum = 0;
                for (int k = 0; k < x.Length; k++)
                {
                    int entry = 0;
                    sum += a[k];
                    for (int j = k + 1; j < n; j++)
                        a[j] += x[entry++] * a[k];
                }

                return sum;
            }
            """;
        using CompiledSample sample = GeneratorRun.Of(LoopConstruct.InClass(Members, "Sample", "double")).Compile();
        double[] gradient = new double[4];

        sample.Bind<FillGradient>("Sample", "FGradient")([1, 2, 3, 4], n, gradient);

        Assert.Equal([1, 1, 1, 1], gradient);
    }

    [Fact]
    public void What_is_dear_is_kept() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x)
        {
            real sum = 0;
            foreach (real e in x)
                sum += Math.Exp(e - x[0]);
            return Math.Log(sum) + x[0];
        }
        """);

    [Fact]
    public void An_element_that_is_added_to_keeps_its_adjoint() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x)
        {
            real[] a = new real[x.Length];
            for (int i = 0; i < x.Length; i++)
                a[i] = x[i] * x[i];
            for (int i = 0; i < x.Length; i++)
                for (int j = i + 1; j < x.Length; j++)
                    a[j] += a[i] * x[j - i] / x.Length;
            return a[^1];
        }
        """);

    [Fact]
    public void What_is_the_same_in_every_iteration() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x, int n)
        {
            real sum = 0;
            for (int i = 0; i < x.Length; i++)
                for (int j = 0; j < x.Length / (n + 1); j++)
                    sum += (x[i] - x[^1]) * x[j] * Math.Exp(x[0]) / (n + 2.0);
            return Math.Sqrt(sum * sum + 1);
        }
        """,
        "x, n");

    [Fact]
    public void Iterations_that_overwrite_a_buffer_are_swept_one_by_one() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x, int n)
        {
            int few = n < 2 ? n + 1 : 3;
            real[] products = new real[few], terms = new real[few];
            real sum = 0;
            for (int i = 0; i < x.Length; i++)
            {
                for (int j = 0; j < terms.Length; j++)
                {
                    for (int k = 0; k < products.Length; k++)
                        products[k] = x[i] * x[k];
                    real term = x[j];
                    for (int k = 1; k < few; k++)
                        term += products[k] * products[k - 1];
                    terms[j] = term * term;
                }

                sum += terms[i % few] * terms[0];
            }

            return sum;
        }
        """,
        "x, n");

    [Fact]
    public void What_an_iteration_finds_in_a_buffer_is_kept() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x, int n)
        {
            int few = n < 2 ? n + 1 : 3;
            real[] part = new real[few], after = new real[few], seldom = new real[few], own = new real[few];
            real sum = 0, read = 0;
            for (int i = 0; i < x.Length; i++)
            {
                for (int j = 0; j < few - 1; j++)
                    part[j] = x[i] * x[j];
                part[few - 1] = 0.5 * part[few - 1] + x[i] * part[0];
                sum += part[few - 1] * x[0];
            }

            for (int i = 0; i < x.Length; i++)
            {
                for (int j = 0; j < after.Length; j++)
                    after[j] = x[i] * x[j];
                sum += after[i % few] * after[0];
            }

            for (int i = 0; i < x.Length; i++)
            {
                for (int k = 0; k < i % 2; k++)
                    for (int j = 0; j < seldom.Length; j++)
                        seldom[j] = x[i] + x[j];
                sum += seldom[i % few] * seldom[0];
            }

            for (int i = 0; i < x.Length; i++)
            {
                for (int j = 0; j < own.Length; j++)
                    own[j] = x[i] * x[j];
                read += (own[i % few] * own[0] * read + x[i]) / x.Length;
            }

            return sum + after[0] * read;
        }
        """,
        "x, n");

    [Fact]
    public void A_length_that_no_iteration_asks_for_may_be_negative()
    {
        using CompiledSample sample = GeneratorRun.Of(
            """
            using System;
            using SymGrad;

            public static partial class Sample
            {
                [Differentiable]
                public static double F(double x, int n)
                {
                    double sum = x;
                    for (int i = 0; i < n; i++)
                    {
                        var a = new double[n];
                        for (int j = 0; j < a.Length; j++)
                            a[j] = x * j;
                        sum += a[i] * a[0];
                    }

                    return sum;
                }
            }
            """).Compile();
        Assert.Equal(1.0, sample.Assembly.GetType("Sample")!.GetMethod("FGradient", [typeof(double), typeof(int)])!.Invoke(null, [2.0, -3]));
    }

    [Fact]
    public void What_no_iteration_needs_has_no_adjoint()
    {
        using CompiledSample sample = GeneratorRun.Of(
            """
            using System;
            using SymGrad;

            public static partial class Sample
            {
                [Differentiable]
                public static double F(ReadOnlySpan<double> x, double w, int n)
                {
                    double sum = w;
                    for (int i = 0; i < n; i++)
                        sum += x[i] * Math.Sqrt(w) * Math.Log(w);
                    return sum * sum;
                }
            }
            """,
            """
            public static class Probe
            {
                public static double[] Partials()
                {
                    var x = new double[1];
                    return [Sample.FGradient(new double[] { 3 }, 0, 0, x), x[0]];
                }
            }
            """).Compile();
        var partials = (double[])sample.Assembly.GetType("Probe")!.GetMethod("Partials")!.Invoke(null, null)!;
        Assert.Equal([0, 0], partials);
    }

    [Fact]
    public void A_cosine_of_a_branch_is_not_computed_again()
    {
        string generated = GeneratorRun.Of(
            """
            using System;
            using SymGrad;

            public static partial class Sample
            {
                [Differentiable]
                public static double F(double x, double y)
                {
                    double r = x * y, turned = y;
                    if (x > 0)
                    {
                        double angle = Math.Sqrt(x) * y;
                        turned = Math.Sin(angle) * x + Math.Cos(angle) * y;
                    }

                    double product = turned * r;
                    return product * product / (1 + turned);
                }
            }
            """).GeneratedText;
        string gradient = generated.Substring(generated.IndexOf("FGradient(", StringComparison.Ordinal));
        gradient = gradient.Substring(0, gradient.IndexOf("FValueAndGradient", StringComparison.Ordinal));
        Assert.Equal((2, 2), (gradient.Split("Math.Sin(").Length, gradient.Split("Math.Cos(").Length));
    }

    [Fact]
    public void A_triangle_in_one_buffer() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x, int n)
        {
            int side = n < 11 ? n + 1 : 12, entry = 0;
            Span<real> product = new real[side];
            for (int column = 0; column < side; column++)
            {
                real element = Math.Sin(x[column]);
                for (int row = column; row < side; row++)
                    product[row] += x[entry++ % x.Length] * element;
                for (int row = column + 2; row < side; row++)
                    product[row] += x[row] * element * x[row - column];
            }

            real y = 0;
            foreach (real element in product)
                y += element * element;
            return y;
        }
        """,
        "x, n");

    [Fact]
    public void Parts_of_a_buffer_of_each_iteration() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x)
        {
            Span<real> scaled = new real[x.Length];
            real y = 0;
            for (int i = 0; i < x.Length; i++)
            {
                for (int j = 0; j < scaled.Length; j++)
                    scaled[j] = x[i] * x[j];
                for (int j = 0; j < x.Length; j++)
                {
                    Span<real> rest = scaled[j..];
                    for (int k = 0; k < rest.Length; k++)
                        rest[k] += x[k] * x[j];
                }

                foreach (real s in scaled)
                    y += s * s;
            }

            return y;
        }
        """);

    [Theory]
    [InlineData("s += x[i]; a[i] = s;")]
    [InlineData("s += x[i] > 0.3 ? x[i] * x[i] : 0; a[i] = s;")]
    [InlineData("s += x[i]; a[i] = x[i] > 0.3 ? s : x[i];")]
    [InlineData("a[i] = x[i] > 0.3 ? s : 1; s -= x[i] * x[i];")]
    [InlineData("real before = s; s += x[i] * x[0]; a[i] = x[i] > 0.3 ? before * x[i] : s;")]
    [InlineData("s += x[i]; a[i / 2] += s * x[i];")]
    [InlineData("s += x[i]; a[i] += x[i]; a[a.Length - 1 - i] *= x[i] + 1;")]
    public void Sums_so_far_are_swept_in_order(string body) => LoopConstruct.Numbers(
        "real F(ReadOnlySpan<real> x)\n{\n    real[] a = new real[x.Length];\n    real s = 1, y = 0;\n    for (int i = 0; i < x.Length; i++)\n    {\n        " + body + "\n    }\n\n"
        + "    for (int i = 0; i < a.Length; i++)\n        y += a[i] * a[i] * (i + 1);\n    return y * s;\n}");

    private delegate void FillGradient(ReadOnlySpan<double> x, int n, Span<double> gradient);
}
