namespace SymGrad.Generator.Tests.Regressions;

/// <summary>Methods that random testing found, as small as they became.</summary>
public class RandomMethodRegressions
{
    [Fact]
    public void Both_branches_may_give_the_very_same_value()
    {
        using var sample = Compile("double", "x", """
                double y = 2;
                if (x > 0)
                    y = x;
                else
                    y = x;
                return y + (x > 1 ? x : x) + (x switch { <= -1 => 3, <= 0 => x, _ => x });
            """);
        Assert.Equal((2.5 * 3, 3.0), sample.Call<(double, double)>("C", "FValueAndGradient", 2.5));
        Assert.Equal((-2.0 - 2 + 3, 2.0), sample.Call<(double, double)>("C", "FValueAndGradient", -2.0));
    }

    [Fact]
    public void What_a_nested_selection_decides_is_decided_again_where_its_branch_is_not()
    {
        using var sample = Compile("double", "z", "return double.MaxNumber(z * 3, 1.14) / ((double.IsPositiveInfinity(z * 3) ? 2 : z * 3) * 3);");
        // Above 0.38 both are 3z, and the quotient is a third; below, it is 0.38/(3z).
        Assert.Equal((3.0 / 9, 0.0), sample.Call<(double, double)>("C", "FValueAndGradient", 1.0));
        Assert.Equal((1.14 / 2.25, -1.14 / 2.25 / 0.25), sample.Call<(double, double)>("C", "FValueAndGradient", 0.25));
    }

    [Fact]
    public void A_branch_on_another_condition_may_hand_on_what_a_call_chose()
    {
        using var sample = Compile("float", "x, int n", """
                float two = 2f;
                float y = Pick(n < 2, two, x);
                if (x is not <= 0.5f)
                    return y;
                return x;

                static T Pick<T>(bool first, T a, T b)
                {
                    if (first)
                        return a;
                    return b;
                }
            """);
        Assert.Equal((2f, 0f), sample.Call<(float, float)>("C", "FValueAndGradient", 1f, 1));
        Assert.Equal((1f, 1f), sample.Call<(float, float)>("C", "FValueAndGradient", 1f, 2));
        Assert.Equal((0.25f, 1f), sample.Call<(float, float)>("C", "FValueAndGradient", 0.25f, 1));
    }

    [Fact]
    public void A_constant_slope_of_a_float_method_is_proved_before_it_is_rounded()
    {
        using var sample = Compile("float", "x", "return x / 3f;");
        Assert.Equal(1f / 3f, sample.Call<float>("C", "FGradient", 5f));
    }

    [Theory]
    [InlineData(-7.75)]
    [InlineData(0.0)]
    [InlineData(19.5)]
    [InlineData(300.0)]
    public void The_slope_of_tanh_keeps_its_tails(double x)
    {
        using var sample = Compile("double", "x", "return System.Math.Tanh(x);");
        double cosh = Math.Cosh(x);
        Ulp.AssertClose(sample.Call<double>("C", "FGradient", x), 1 / cosh / cosh, 0, 2);
    }

    [Fact]
    public void The_proof_takes_no_differences_across_the_jumps_of_a_remainder()
    {
        using var sample = Compile("double", "x, double y, int n", "double p = System.Math.Pow(y * (y * y), 2.5); return p % x;");
        Assert.Equal(-3.0, sample.Call<(double x, double y)>("C", "FGradient", 2.0, Math.Pow(7, 1 / 7.5), 0).x);
    }

    [Fact]
    public void The_proof_is_not_misled_by_what_turns_faster_than_its_steps()
    {
        using var sample = Compile("double", "x", "return System.Math.Asin(System.Math.Sin(5 - System.Math.Pow(x + x, 5)));");
        Assert.Equal(-10.0, sample.Call<double>("C", "FGradient", 0.5) * Math.Sign(Math.Cos(4)), 1e-12);
    }

    [Theory]
    [InlineData("int n = ~1; if (n == 0) return 2 * x; return x;")]
    [InlineData("int n = 6; if ((n & 3 | 8 ^ 1) == 11) return x; return 2 * x;")]
    [InlineData("bool yes = true, no = false; if (yes & no) return 2 * x; return yes | no ? x : 2 * x;")]
    [InlineData("int n = int.MaxValue; n = n + 1; if (n < 0) return x; return 2 * x;")]
    [InlineData("uint n = 3; n -= 4; if (n > 5) return x; return 2 * x;")]
    [InlineData("int n = 1; n <<= 3; if (n == 8) return x; return 2 * x;")]
    [InlineData("int n = -1; n = 3 * (n >>> 1); if (n == int.MaxValue - 2) return x; return 2 * x;")]
    [InlineData("long n = 1L << 40; if ((int)n == 0) return x; return 2 * x;")]
    [InlineData("ulong n = 5; if (n / 2 == 2) return x; return 2 * x;")]
    public void Constant_integers_leave_no_constant_condition(string body)
    {
        using var sample = Compile("double", "x", body);
        Assert.Equal((3.0, 1.0), sample.Call<(double, double)>("C", "FValueAndGradient", 3.0));
    }

    [Fact]
    public void What_a_loop_in_a_branch_keeps_is_passed_where_nothing_depends_on_it()
    {
        using var sample = Compile("double", "x, [NoGradient] double[] v", """
                for (int n = 0; n < 4; n++)
                {
                    if (n < 3)
                    {
                        double y = x;
                        foreach (double u in v)
                            y = y * y + u;
                        if (y > 1e6)
                            break;
                    }

                    x = System.Math.Sin(x);
                }
                return x;
            """);
        double value = 0.5, slope = 1;
        for (int n = 0; n < 4; n++)
            (value, slope) = (Math.Sin(value), Math.Cos(value) * slope);
        var (actual, gradient) = sample.Call<(double, double)>("C", "FValueAndGradient", 0.5, new double[] { 0.25, 0.5 });
        Assert.Equal(value, actual);
        Ulp.AssertClose(gradient, slope, 0, 4);
    }

    [Fact]
    public void Second_derivatives_along_a_value_that_one_branch_alone_has()
    {
        using var sample = Compile("double", "x, double y, double t", """
                double z = y;
                if (x >= 0)
                {
                    double u = System.Math.Sqrt(t) + y;
                    z = u * (y + x) - u;
                }
                return z < -1 ? t : z;
            """, "Derivatives.Hessian");
        Span<double> hessian = stackalloc double[9];
        var fill = sample.Bind<Hessian>("C", "FHessian");
        fill(-1, 2, 4, hessian);
        Assert.Equal(new double[9], hessian.ToArray());
        fill(1, 2, 4, hessian);
        Assert.Equal([0, 1, 0.25, 1, 2, 0.25, 0.25, 0.25, -0.0625], hessian.ToArray());
    }

    [Fact]
    public void An_output_that_only_some_paths_write_to_is_copied_before_all_of_them()
    {
        using var sample = GeneratorRun.Of("""
            using System;
            using SymGrad;
            public static partial class C
            {
                [Differentiable(Derivatives.Jacobian)]
                public static void F(double[] x, int n, Span<double> y)
                {
                    if (n > 0)
                        y[0] = x[n];
                    for (int i = 0; i < y.Length; i++)
                        y[i] *= x[0];
                }
            }
            """).Compile();
        var fill = sample.Bind<Jacobian>("C", "FJacobian");
        double[] y = [7, 11], jacobian = new double[4];
        fill([3, 5], 1, y, jacobian);
        Assert.Equal([15, 33], y);
        Assert.Equal([5, 3, 11, 0], jacobian);
        y = [7, 11];
        fill([3, 5], 0, y, jacobian);
        Assert.Equal([21, 33], y);
        Assert.Equal([7, 0, 11, 0], jacobian);
    }

    [Fact]
    public void A_cell_of_a_matrix_may_be_constant()
    {
        using var sample = Compile("double", "x, double y", "double[,] a = new double[2, 3]; a[1, 2] = x; a[0, 1] = y * a[1, 2]; return a[0, 1] + a[0, 0];");
        Assert.Equal((6.0, (3.0, 2.0)), sample.Call<(double, (double, double))>("C", "FValueAndGradient", 2.0, 3.0));
    }

    [Fact]
    public void The_way_back_asks_for_the_length_of_a_buffer_not_for_what_loops_have_stored_in_it()
    {
        using var sample = GeneratorRun.Of("""
            using System;
            using SymGrad;
            public static partial class C
            {
                [Differentiable(Derivatives.Vjp)]
                public static void F(double[] x, double[] u, Span<double> y)
                {
                    for (int i = 0; i < x.Length; i++)
                    {
                        int n = 2;
                        do
                        {
                            n--;
                            for (int k = 0; ; k++)
                            {
                                if (k >= 2)
                                    break;
                                y[^1] = Math.Sin(x[i]) * u[0];
                            }
                        }
                        while (u[0] > 0 && n > 0);
                        y[i % y.Length] += 0.75;
                    }
                }
            }
            """).Compile();
        double[] y = [1, 2], byX = new double[3], byU = new double[1];
        sample.Bind<Vjp>("C", "FVjp")([0.5, 1, 1.5], [2], y, [3, 5], byX, byU);
        // y0 = 1 + 0.75 + 0.75, y1 = u·sin x2 after the last iteration.
        Assert.Equal([2.5, 2 * Math.Sin(1.5)], y);
        Ulp.AssertClose(byX[2], 10 * Math.Cos(1.5), 0, 4);
        Assert.Equal([0, 0], byX[..2]);
        Ulp.AssertClose(byU[0], 5 * Math.Sin(1.5), 0, 4);
    }

    [Fact]
    public void A_variable_is_not_moved_on_while_what_it_has_been_in_a_loop_is_still_read()
    {
        using var sample = Compile("double", "x, [NoGradient] int[] n", """
                for (int i = 0; i < n.Length; i++)
                {
                    for (int k = 0; k < n[i]; k++)
                        x = System.Math.Tanh(x);
                    x = System.Math.Tanh(x);
                }
                return x;
            """);
        double value = 0.75, slope = 1;
        for (int k = 0; k < 5; k++)
        {
            slope /= Math.Cosh(value) * Math.Cosh(value);
            value = Math.Tanh(value);
        }

        var (actual, gradient) = sample.Call<(double, double)>("C", "FValueAndGradient", 0.75, new[] { 2, 0, 1 });
        Assert.Equal(Math.Tanh(value), actual);
        Ulp.AssertClose(gradient, slope / Math.Cosh(value) / Math.Cosh(value), 0, 8);
    }

    [Fact]
    public void What_counts_the_workspace_leaves_the_output_alone()
    {
        using var sample = GeneratorRun.Of("""
            using System;
            using SymGrad;
            public static partial class C
            {
                [Differentiable(Derivatives.Vjp)]
                public static void F(double x, Span<double> y)
                {
                    y[0] += x;
                    double z = x;
                    while (z < y[0])
                        z = z * z + 1;
                    y[1] *= z;
                }
            }
            """).Compile();
        double[] y = [1, 2];
        double byX = sample.Bind<VjpOfOne>("C", "FVjp")(0.5, y, [3, 5]);
        // z = ((0.5² + 1)² + 1 and y0 = 1.5: one iteration gives 1.25, two give 2.5625; ∂z/∂x = 2·1.25·2·0.5.
        Assert.Equal([1.5, 2 * 2.5625], y);
        Assert.Equal(3 + 5 * 2 * 2.5, byX, 1e-12);
    }

    [Fact]
    public void A_sweep_that_overwrites_adjoints_waits_for_the_loop_that_reads_them()
    {
        using var sample = GeneratorRun.Of("""
            using System;
            using SymGrad;
            public static partial class C
            {
                [Differentiable(Derivatives.Vjp)]
                public static void F(double x, double[] v, [NoGradient] double[] u, int n, Span<double> y)
                {
                    switch (n)
                    {
                        default:
                            return;
                        case 0:
                            break;
                        case > 1:
                            for (int i = 0; i < u.Length; i += 3)
                                y[^1] = x;
                            break;
                    }
                    for (int k = 0; k < y.Length; k++)
                        y[k] += v[1];
                }
            }
            """).Compile();
        double[] y = [1, 2, 3], byV = new double[2];
        Assert.Equal(7, sample.Bind<VjpOfBoth>("C", "FVjp")(0.5, [4, 5], new double[4], 2, y, [2, 3, 7], byV));
        Assert.Equal([6, 7, 5.5], y);
        Assert.Equal([0, 12], byV);
    }

    [Fact]
    public void A_branch_that_both_ways_agree_on_leaves_no_trace()
    {
        using var sample = Compile("float", "x", "return Pick((float)(System.MathF.Acos(0.75f) != 0f ? (double)x : (double)x), x > 100); static float Pick(float a, bool first) => first ? a : 2f * a;");
        Assert.Equal((6f, 2f), sample.Call<(float, float)>("C", "FValueAndGradient", 3f));
    }

    [Fact]
    public void What_no_path_has_a_value_for_is_a_number_in_a_product()
    {
        using var sample = Compile("double", "v, int n, double t, double s", """
                double u = t > 2 ? t : s;
                if (v < 0.5)
                {
                    v = System.Math.Pow(u, 2);
                    if (n < 0)
                        return t;
                }
                return v;
            """, "Derivatives.Hessian");
        var hessian = new double[9];
        sample.Bind<HessianOfThree>("C", "FHessian")(0, 1, 1, 3, hessian);
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, 2], hessian);
        sample.Bind<HessianOfThree>("C", "FHessian")(0, -1, 1, 3, hessian);
        Assert.Equal(new double[9], hessian);
    }

    // What a trace adds to a local is minus zero: it leaves minus zero as it is, and Atan2 and the branch with it.
    [Fact]
    public void A_trace_leaves_minus_zero_as_it_is()
    {
        using CompiledSample sample = GeneratorRun.Of("""
            using System;
            using SymGrad;
            public static partial class C
            {
                [Differentiable(Derivatives.Trace)]
                public static double F(double x)
                {
                    double zero = x * (x > 0 ? 1 : 0);
                    if (Math.Atan2(zero, zero) == zero)
                        zero = 2;
                    return 3 * x;
                }

                public static (double Zero, double Adjoint) Zero(double x) => (FTrace(x).zero.Value, FTrace(x).zero.Adjoint);
            }
            """).Compile(Constructs.Construct.Steps);
        Assert.Equal((-0.0, 0.0), sample.Call<(double, double)>("C", "Zero", -0.25));
    }

    private delegate void HessianOfThree(double v, int n, double t, double s, Span<double> hessian);

    private delegate double VjpOfBoth(double x, double[] v, double[] u, int n, Span<double> y, ReadOnlySpan<double> cotangent, Span<double> byV);

    private delegate double VjpOfOne(double x, Span<double> y, ReadOnlySpan<double> cotangent);

    private delegate void Vjp(double[] x, double[] u, Span<double> y, ReadOnlySpan<double> cotangent, Span<double> byX, Span<double> byU);

    private delegate void Jacobian(double[] x, int n, Span<double> y, Span<double> jacobian);

    private delegate void Hessian(double x, double y, double t, Span<double> hessian);

    private static CompiledSample Compile(string type, string parameters, string body, string derivatives = "Derivatives.Gradient") => GeneratorRun.Of($$"""
        using SymGrad;
        public static partial class C
        {
            [Differentiable({{derivatives}})]
            public static {{type}} F({{type}} {{parameters}})
            {
                {{body}}
            }
        }
        """).Compile();
}
