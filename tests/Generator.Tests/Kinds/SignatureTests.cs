namespace SymGrad.Generator.Tests.Kinds;

/// <summary>The signatures of the kinds, which are a contract: what compiles against them, and what stands in their way.</summary>
public class SignatureTests
{
    private delegate void Fill(double x, double y, Span<double> matrix);

    [Fact]
    public void Members_are_called_as_the_contract_says()
    {
        using CompiledSample sample = GeneratorRun.Of(
            """
            using System;
            using SymGrad;

            public record struct Line(double A, double B);

            public static partial class Sample
            {
                [Differentiable(Derivatives.Jvp | Derivatives.Vjp | Derivatives.Jacobian | Derivatives.Hessian | Derivatives.HessianVectorProduct | Derivatives.Trace)]
                public static double F(in Line p, double x, int n)
                {
                    double z = p.A * x + p.B;
                    return z * z * n;
                }

                [Differentiable(Derivatives.Jacobian | Derivatives.Jvp | Derivatives.Vjp)]
                public static (double X, double Y) Turn(double r, double phi) => (r * Math.Cos(phi), r * Math.Sin(phi));
            }

            public static class User
            {
                public static double Use()
                {
                    var p = new Line(2, 3);
                    Span<double> hessian = stackalloc double[9], jacobian = stackalloc double[4];
                    (double value, double tangent) = Sample.FJvp(p, x: 0.5, n: 2, pTangent: new Line(1, 0), xTangent: 1);
                    (Line dp, double dx) = Sample.FVjp(p, 0.5, 2, cotangent: 1.0);
                    Sample.FHessian(p, 0.5, 2, hessian: hessian);
                    (Line hp, double hx) = Sample.FHessianVectorProduct(in p, 0.5, 2, pDirection: in p, xDirection: 1);
                    Sample.FJacobian(p, 0.5, 2, jacobian[..3]);
                    Sample.FTraceResult trace = Sample.FTrace(p, 0.5, 2);
                    Traced<double> z = trace.z;
                    Sample.TurnJacobian(1, 2, jacobian);
                    ((double X, double Y) turned, (double X, double Y) moved) = Sample.TurnJvp(1, 2, rTangent: 1, phiTangent: 0);
                    (double r, double phi) = Sample.TurnVjp(1, 2, cotangent: (1, 0));
                    _ = (value + tangent + dx + hx + hp.A + z.Value + z.Adjoint + trace.Value + turned.X + moved.Y + r + phi, dp);
                    return z.Adjoint;
                }
            }
            """).AssertReported().Compile();
        Assert.Equal(16.0, sample.Call<double>("User", "Use")); // 2·z·n with z = 4, n = 2
    }

    [Fact]
    public void A_vector_valued_method_gets_its_Jacobian_and_no_more()
    {
        GeneratorRun run = GeneratorRun.Of("using SymGrad; public static partial class Sample { [Differentiable] public static (double, double) F(double x) => (x, x * x); }");
        using CompiledSample sample = run.AssertReported().Compile();
        Assert.Equal(["F", "FJacobian"], Members(sample));
    }

    [Theory]
    [InlineData("Jacobian", "F FJacobian")]
    [InlineData("Jvp", "F FJvp")]
    [InlineData("Vjp", "F FVjp FVjp FWorkspaceLength")]
    public void The_length_of_a_workspace_is_there_where_a_member_takes_one(string kind, string members)
    {
        using CompiledSample sample = GeneratorRun.Of(
            $$"""
            using System;
            using SymGrad;

            public static partial class Sample
            {
                [Differentiable(Derivatives.{{kind}})]
                public static void F(ReadOnlySpan<double> b, [NoGradient] ReadOnlySpan<double> x, Span<double> r)
                {
                    double last = 1;
                    for (int i = 0; i < x.Length; i++)
                    {
                        last = Math.Sin(last * b[0] * x[i]);
                        r[i] = last;
                    }
                }
            }
            """).AssertReported().Compile();
        Assert.Equal(members.Split(' '), Members(sample));
    }

    [Fact]
    public void A_scalar_valued_method_always_has_its_gradient()
    {
        using CompiledSample sample = GeneratorRun.Of("using SymGrad; public static partial class Sample { [Differentiable(Derivatives.Jvp)] public static double F(double x) => x * x; }")
            .AssertReported().Compile();
        Assert.Equal(["F", "FGradient", "FJvp", "FObjective", "FValueAndGradient"], Members(sample));
    }

    [Theory]
    [InlineData("double x, double xTangent", "Jvp", "x, xTangent, xTangent_, xTangentTangent")]
    [InlineData("double x, double xTangent, [NoGradient] double xTangent_", "Jvp", "x, xTangent, xTangent_, xTangent__, xTangentTangent")]
    [InlineData("double x, double xDirection", "HessianVectorProduct", "x, xDirection, xDirection_, xDirectionDirection")]
    [InlineData("double cotangent", "Vjp", "cotangent, cotangent_")]
    [InlineData("double hessian", "Hessian", "hessian, hessian_")]
    [InlineData("double jacobian, [NoGradient] double jacobian_", "Jacobian", "jacobian, jacobian_, jacobian__")]
    [InlineData("double @class = 1, int n = 2", "Jvp", "class, n, classTangent")]
    public void A_name_that_a_parameter_has_gets_an_underscore(string parameters, string kind, string expected)
    {
        string first = parameters.Split(' ', ',')[1];
        using CompiledSample sample = GeneratorRun.Of(
            $"using SymGrad; public static partial class Sample {{ [Differentiable(Derivatives.{kind})] public static double F({parameters}) {{ double tangent = {first} * {first}; return tangent * {first}; }} }}")
            .AssertReported().Compile();
        var found = sample.Type("Sample").GetMethod("F" + kind)!.GetParameters();
        Assert.Equal(expected, string.Join(", ", found.Select(p => p.Name)));
        Assert.All(found, p => Assert.False(p.HasDefaultValue));
    }

    [Fact]
    public void Locals_may_be_called_like_the_parameters_beside()
    {
        using CompiledSample sample = GeneratorRun.Of(
            "using SymGrad; public static partial class Sample { [Differentiable(Derivatives.Hessian)] public static double F(double x, double y) { double hessian = x * y; return hessian * hessian; } }")
            .AssertReported().Compile();
        double[] filled = new double[4];
        sample.Bind<Fill>("Sample", "FHessian")(2, 3, filled);
        Assert.Equal([18, 24, 24, 8], filled);
    }

    [Theory]
    [InlineData("FHessian", 3)]
    [InlineData("FHessian", 5)]
    [InlineData("FJacobian", 1)]
    public void A_span_of_another_length_is_refused_before_anything_is_done(string member, int length)
    {
        using CompiledSample sample = GeneratorRun.Of(
            """
            using System;
            using SymGrad;
            public static partial class Sample
            {
                [Differentiable(Derivatives.Hessian | Derivatives.Jacobian)]
                public static double F(double x, double y)
                {
                    if (x < 0)
                        throw new InvalidOperationException("negative");
                    return x * x * y;
                }
            }
            """).AssertReported().Compile();
        var call = sample.Bind<Fill>("Sample", member);
        double[] filled = [.. Enumerable.Repeat(7.0, length)];
        string name = member[1..].ToLowerInvariant();
        Assert.Equal(name, Assert.Throws<ArgumentException>(() => call(1, 2, filled)).ParamName);
        Assert.Equal(name, Assert.Throws<ArgumentException>(() => call(-1, 2, filled)).ParamName);
        Assert.All(filled, x => Assert.Equal(7, x));
        double[] right = new double[member == "FHessian" ? 4 : 2];
        Assert.Throws<InvalidOperationException>(() => call(-1, 2, right));
    }

    [Fact]
    public void Mixed_precision_is_the_results_in_a_matrix_and_each_parameters_own_elsewhere()
    {
        using CompiledSample sample = GeneratorRun.Of(
            """
            using System;
            using SymGrad;
            public static partial class Sample
            {
                [Differentiable(Derivatives.Jvp | Derivatives.Vjp | Derivatives.Hessian | Derivatives.HessianVectorProduct)]
                public static float F(double x, float y) => (float)(x * x * y);

                [Differentiable(Derivatives.Jacobian | Derivatives.Jvp)]
                public static (float, double) G(double x, float y) => (y * y, x * y);
            }
            public static class User
            {
                public static float[] Use()
                {
                    (float value, float tangent) = Sample.FJvp(2.0, 3f, xTangent: 1.0, yTangent: 1f);
                    (double x, float y) gradient = Sample.FVjp(2.0, 3f, cotangent: 1f);
                    var hessian = new float[4];
                    Sample.FHessian(2.0, 3f, hessian.AsSpan());
                    var jacobian = new double[4];
                    Sample.GJacobian(2.0, 3f, jacobian.AsSpan());
                    ((float, double) g, (float, double) moved) = Sample.GJvp(2.0, 3f, 1.0, 0f);
                    return [value, tangent, (float)gradient.x, gradient.y, ..hessian, (float)jacobian[1], (float)jacobian[3], g.Item1, (float)moved.Item2];
                }
            }
            """).AssertReported().Compile();
        Assert.Equal([12, 16, 12, 4, 6, 4, 4, 0, 6, 2, 9, 3], sample.Call<float[]>("User", "Use"));
    }

    [Theory]
    [InlineData("FHessian", "Derivatives.Hessian", true)]
    [InlineData("FHessian", "Derivatives.Jvp", false)]
    [InlineData("FTraceResult", "Derivatives.Trace", true)]
    public void A_name_is_taken_only_by_what_is_asked_for(string member, string kind, bool isTaken)
    {
        GeneratorRun run = GeneratorRun.Of(
            $"using SymGrad; public static partial class Sample {{ [Differentiable({kind})] public static double F(double x) => x; public static int {member} => 1; }}");
        run.AssertReported(isTaken ? ["SYMG1002"] : []);
    }

    [Fact]
    public void A_vector_valued_method_takes_no_gradients_name() => GeneratorRun.Of(
        "using SymGrad; public static partial class Sample { [Differentiable] public static (double, double) F(double x) => (x, x); public static int FGradient => 1; public static int FObjective => 1; }")
        .AssertReported().Compile().Dispose();

    [Fact]
    public void Overloads_of_a_vector_valued_method_miss_nothing() => GeneratorRun.Of(
        "using SymGrad; public static partial class Sample { [Differentiable] public static (double, double) F(double x) => (x, x); [Differentiable] public static (double, double) F(double x, double y) => (x, y); }")
        .AssertReported().Compile().Dispose();

    [Fact]
    public void Members_that_a_base_class_has_are_hidden() => GeneratorRun.Of(
        """
        using System;
        using SymGrad;
        public partial class Base
        {
            private const Derivatives All = Derivatives.Jvp | Derivatives.Vjp | Derivatives.Hessian | Derivatives.Trace;

            [Differentiable(All)]
            public static double F(double x) => x * x;

            public static void GHessian(double x, Span<double> hessian) => hessian[0] = x;

            public static double GVjp(double x, double y, int n) => x * y * n;

            public static double GHessianVectorProduct(double x, double d) => x * d;
        }

        public partial class Derived : Base
        {
            [Differentiable(Derivatives.Jvp | Derivatives.Vjp | Derivatives.Hessian | Derivatives.Trace)]
            public static new double F(double x) => x * x * x;

            [Differentiable(Derivatives.Vjp | Derivatives.Hessian | Derivatives.HessianVectorProduct)]
            public static double G(double x) => x * x * x;
        }
        """).AssertReported().Compile().Dispose();

    [Fact]
    public void The_family_is_cached_and_deterministic() => GeneratorRun.Of(
        """
        using SymGrad;
        public static partial class Sample
        {
            [Differentiable(Derivatives.Jvp | Derivatives.Vjp | Derivatives.Jacobian | Derivatives.Hessian | Derivatives.HessianVectorProduct | Derivatives.Trace)]
            public static double F(double x, double y)
            {
                double z = x > y ? x * y : x;
                return z * z;
            }

            [Differentiable]
            public static (double, double) G(double x) => (x, x * x);
        }
        """).AssertCached().AssertDeterministic();

    private static string[] Members(CompiledSample sample) =>
    [
        .. sample.Type("Sample").GetMembers(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.DeclaredOnly)
            .Select(m => m.Name).Order(StringComparer.Ordinal),
    ];
}
