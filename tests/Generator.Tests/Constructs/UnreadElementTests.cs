namespace SymGrad.Generator.Tests.Constructs;

/// <summary>An element of a local buffer that nothing reads has the adjoint 0, and that must not meet the infinite slope of what the element was computed by.</summary>
public class UnreadElementTests
{
    [Fact]
    public void One_element_of_many()
    {
        GeneratorRun run = GeneratorRun.Of(LoopConstruct.InClass(Picked, "Sample", "double"));
        Snapshot.Verify(run.Sources[0] + "\n// ----- generated -----\n\n" + Construct.Derivatives(run.GeneratedText));
        LoopConstruct.Numbers(Picked, "x, n");
    }

    [Fact]
    public void A_pole_counts_where_the_element_is_read() => Assert.Equal("0 0.25 0 | Infinity 0 0", Statements.Evaluate(
        InClass(Picked),
        """
        double[] dx = new double[3];
        Sample.FGradient([0, 4, 0], 1, dx);
        string second = string.Join(" ", dx);
        Sample.FValueAndGradient([0, 4, 0], 0, dx);
        return second + " | " + string.Join(" ", dx);
        """));

    [Fact]
    public void A_quotient() => Assert.Equal("0 0.25 | 0 -0.125", Statements.Evaluate(
        """
        [Differentiable]
        public static double F(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int k)
        {
            var b = new double[x.Length];
            for (int i = 0; i < b.Length; i++)
                b[i] = 1 + x[i] / y[i];
            return b[k];
        }
        """,
        """
        double[] dx = new double[2], dy = new double[2];
        Sample.FGradient([1, 2], [0, 4], 1, dx, dy);
        return string.Join(" ", dx) + " | " + string.Join(" ", dy);
        """));

    [Fact]
    public void Elements_that_only_unread_ones_are_computed_from() => Assert.Equal("0 0.6931471805599453", Statements.Evaluate(
        """
        [Differentiable]
        public static double F(ReadOnlySpan<double> x, int k)
        {
            Span<double> a = stackalloc double[x.Length], b = stackalloc double[x.Length];
            for (int i = 0; i < x.Length; i++)
                a[i] = Math.Log(x[i]);
            for (int i = 0; i < x.Length; i++)
                b[i] = a[i] * a[i];
            return b[k];
        }
        """,
        """
        double[] dx = new double[2];
        Sample.FGradient([0, 2], 1, dx);
        return string.Join(" ", dx);
        """));

    [Fact]
    public void Elements_that_a_condition_passes_over() => Assert.Equal("0.5 0.25 0 | 0.5 0.25 0", Statements.Evaluate(
        """
        [Differentiable]
        public static double F(ReadOnlySpan<double> x, int m)
        {
            Span<double> a = stackalloc double[x.Length];
            for (int i = 0; i < x.Length; i++)
                a[i] = Math.Log(x[i]);
            double sum = 0;
            for (int i = 0; i < x.Length; i++)
            {
                if (i < m)
                    sum += a[i];
            }

            return sum;
        }

        [Differentiable]
        public static double G(ReadOnlySpan<double> x, int m)
        {
            Span<double> a = stackalloc double[x.Length];
            for (int i = 0; i < x.Length; i++)
                a[i] = Math.Log(x[i]);
            double sum = 0;
            for (int i = 0; i < m; i++)
                sum += a[i];
            return sum;
        }
        """,
        """
        double[] first = new double[3], second = new double[3];
        Sample.FGradient([2, 4, 0], 2, first);
        Sample.GGradient([2, 4, 0], 2, second);
        return string.Join(" ", first) + " | " + string.Join(" ", second);
        """));

    [Fact]
    public void Elements_that_a_table_chooses() => Assert.Equal("0 0.5 0", Statements.Evaluate(
        """
        [Differentiable]
        public static double F(ReadOnlySpan<double> x, int[] idx)
        {
            Span<double> a = stackalloc double[x.Length];
            for (int i = 0; i < x.Length; i++)
                a[i] = Math.Sqrt(x[i]);
            double sum = 0;
            foreach (int k in idx)
                sum += a[k];
            return sum;
        }
        """,
        """
        double[] dx = new double[3];
        Sample.FGradient([0, 4, 0], [1, 1], dx);
        return string.Join(" ", dx);
        """));

    [Fact]
    public void A_few_elements() => Assert.Equal("(0, 0.5) (Infinity, 0)", Statements.Evaluate(
        """
        [Differentiable]
        public static double F(double x, double y, int k)
        {
            Span<double> a = [Math.Sqrt(x), Math.Log(y), x / (y - 2)];
            return a[k];
        }
        """,
        "return $\"{Sample.FGradient(0, 2, 1)} {Sample.FGradient(0, 2, 0)}\";"));

    [Fact]
    public void An_adjoint_that_is_0_and_moves_is_there() => Assert.Equal("0.25 0 0 | 0 0 0.25 0 0 0 0.25 0 0", Statements.Evaluate(
        """
        [Differentiable(Derivatives.Hessian | Derivatives.HessianVectorProduct)]
        public static double F(ReadOnlySpan<double> x, double z, int k)
        {
            Span<double> b = stackalloc double[x.Length];
            for (int i = 0; i < x.Length; i++)
                b[i] = Math.Sqrt(x[i]);
            return b[k] * z;
        }
        """,
        """
        double[] product = new double[2], hessian = new double[9];
        double dz = Sample.FHessianVectorProduct([4, 0], 0, 0, [0, 0], 1, product);
        Sample.FHessian([4, 0], 0, 0, hessian);
        return $"{product[0]} {product[1]} {dz} | " + string.Join(" ", Array.ConvertAll(hessian, entry => entry + 0.0));
        """));

    [Theory]
    [InlineData("for (int i = 0; i < b.Length; i++)\n    b[i] = Math.Sqrt(x[i]);\nfor (int i = 1; i < b.Length; i++)\n    y += b[i] * b[i - 1];")]
    [InlineData("for (int i = 0; i < b.Length; i++)\n    b[i] = i == 0 ? x[0] : Math.Sqrt(x[i] + b[i - 1]);\ny = b[n];")]
    [InlineData("for (int i = 0; i < b.Length; i++)\n    b[i] = Math.Exp(x[i]) * x[0];\ny = b[n];")]
    [InlineData("for (int i = 0; i < b.Length; i++)\n    b[i] = Math.Log(x[i]);\nfor (int i = b.Length - 1; i >= 0; i--)\n    y += b[i] * x[i];")]
    [InlineData("for (int i = 0; i < b.Length; i++)\n{\n    b[i] = 1 / x[i];\n    for (int j = 0; j < n; j++)\n        y += b[i] * x[j];\n}")]
    public void What_loops_read_is_not_tested(string statements) => Assert.DoesNotContain("!= 0.0", GeneratorRun.Of(LoopConstruct.InClass(
        $$"""
        real F(ReadOnlySpan<real> x, int n)
        {
            var b = new real[x.Length];
            real y = 0;
            {{statements.Replace("\n", "\n    ", StringComparison.Ordinal)}}
            return y;
        }
        """,
        "Sample",
        "double")).GeneratedText, StringComparison.Ordinal);

    private const string Picked = """
        real F(ReadOnlySpan<real> x, int n)
        {
            Span<real> b = stackalloc real[x.Length];
            for (int i = 0; i < x.Length; i++)
                b[i] = Math.Sqrt(x[i]);
            return b[n];
        }
        """;

    private static string InClass(string members) => "[Differentiable]\npublic static " + members.Replace("real", "double", StringComparison.Ordinal);
}
