namespace SymGrad.Generator.Tests.Kinds;

/// <summary>What the kinds of derivatives of a method with buffers refuse, and that they refuse it before they write anything.</summary>
public class BufferKindArgumentTests
{
    private const string Source = """
        using System;
        using SymGrad;

        public static partial class Sample
        {
            [Differentiable(Derivatives.Jacobian | Derivatives.Jvp | Derivatives.Vjp)]
            public static void F(double a, ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y, Span<double> r)
            {
                for (int i = 0; i < r.Length; i++)
                    r[i] = a * x[i] * y[i];
            }

            [Differentiable(Derivatives.Hessian)]
            public static double G(double a, ReadOnlySpan<double> x)
            {
                double product = a;
                foreach (double d in x)
                    product *= Math.Sin(d);
                return product;
            }

            [Differentiable(Derivatives.Jacobian)]
            public static (double, double) H(ReadOnlySpan<double> x) => (x[0] * x[1], x[2]);
        }

        """;

    private const string Probe = """
        using System;

        public static class Probe
        {
            // One buffer: x at 0, y at 10; three elements each, as all others have that are not matrices.
            private static readonly double[] s_memory = new double[100];

            private delegate void Member(Span<double> memory);

            private static string Call(Member member)
            {
                Array.Fill(s_memory, 0.5);
                try
                {
                    member(s_memory);
                    return "ran";
                }
                catch (Exception e)
                {
                    return e.GetType().Name + (s_memory.AsSpan().IndexOfAnyExcept(0.5) < 0 ? "" : ", after something was written");
                }
            }

            public static string Jacobian(int r, int jacobian, int length) => Call(m => Sample.FJacobian(1, m.Slice(0, 3), m.Slice(10, 3), m.Slice(r, 3), m.Slice(jacobian, length)));

            public static string Jvp(int r, int xTangent, int rTangent, int xLength, int rLength) =>
                Call(m => Sample.FJvp(1, m.Slice(0, 3), m.Slice(10, 3), m.Slice(r, 3), 1, m.Slice(xTangent, xLength), m.Slice(rTangent, rLength)));

            public static string Vjp(int r, int cotangent, int xGradient, int rLength, int xLength) =>
                Call(m => Sample.FVjp(1, m.Slice(0, 3), m.Slice(10, 3), m.Slice(r, 3), m.Slice(cotangent, rLength), m.Slice(xGradient, xLength)));

            public static string Hessian(int hessian, int length) => Call(m => Sample.GHessian(1, m.Slice(0, 3), m.Slice(hessian, length)));

            public static string Tuple(int jacobian, int length) => Call(m => Sample.HJacobian(m.Slice(0, 3), m.Slice(jacobian, length)));
        }

        """;

    private static readonly CompiledSample s_sample = GeneratorRun.Of(Source, Probe).Compile();

    [Theory]
    [InlineData(20, 30, 12, "ran")]
    [InlineData(20, 30, 11, "ArgumentException")]
    [InlineData(20, 30, 13, "ArgumentException")]
    [InlineData(20, 22, 12, "ArgumentException")] // The output's end,
    [InlineData(20, 2, 12, "ArgumentException")] // a parameter's,
    [InlineData(20, 12, 12, "ArgumentException")] // the data's.
    [InlineData(0, 30, 12, "ArgumentException")] // The output on a parameter,
    [InlineData(12, 30, 12, "ArgumentException")] // and on the data.
    public void Jacobians(int r, int jacobian, int length, string outcome) => Assert.Equal(outcome, s_sample.Call<string>("Probe", "Jacobian", r, jacobian, length));

    [Theory]
    [InlineData(20, 30, 40, 3, 3, "ran")]
    [InlineData(20, 0, 40, 3, 3, "ran")] // A direction may be the point itself.
    [InlineData(20, 30, 40, 2, 3, "ArgumentException")]
    [InlineData(20, 30, 40, 3, 4, "ArgumentException")]
    [InlineData(20, 20, 40, 3, 3, "ArgumentException")]
    [InlineData(20, 30, 32, 3, 3, "ArgumentException")]
    [InlineData(20, 30, 20, 3, 3, "ArgumentException")]
    [InlineData(20, 30, 0, 3, 3, "ArgumentException")]
    public void Directions(int r, int xTangent, int rTangent, int xLength, int rLength, string outcome) =>
        Assert.Equal(outcome, s_sample.Call<string>("Probe", "Jvp", r, xTangent, rTangent, xLength, rLength));

    [Theory]
    [InlineData(20, 30, 40, 3, 3, "ran")]
    [InlineData(20, 0, 40, 3, 3, "ran")] // A cotangent may be the point itself.
    [InlineData(20, 30, 40, 2, 3, "ArgumentException")]
    [InlineData(20, 30, 40, 3, 4, "ArgumentException")]
    [InlineData(20, 20, 40, 3, 3, "ArgumentException")]
    [InlineData(20, 30, 32, 3, 3, "ArgumentException")]
    [InlineData(20, 30, 20, 3, 3, "ArgumentException")]
    [InlineData(20, 30, 12, 3, 3, "ArgumentException")]
    [InlineData(0, 30, 40, 3, 3, "ArgumentException")]
    public void Cotangents(int r, int cotangent, int xGradient, int rLength, int xLength, string outcome) =>
        Assert.Equal(outcome, s_sample.Call<string>("Probe", "Vjp", r, cotangent, xGradient, rLength, xLength));

    [Theory]
    [InlineData(20, 16, "ran")]
    [InlineData(20, 15, "ArgumentException")]
    [InlineData(20, 9, "ArgumentException")]
    [InlineData(2, 16, "ArgumentException")]
    public void Hessians(int hessian, int length, string outcome) => Assert.Equal(outcome, s_sample.Call<string>("Probe", "Hessian", hessian, length));

    [Theory]
    [InlineData(20, 6, "ran")]
    [InlineData(20, 5, "ArgumentException")]
    [InlineData(1, 6, "ArgumentException")]
    public void Tuples(int jacobian, int length, string outcome) => Assert.Equal(outcome, s_sample.Call<string>("Probe", "Tuple", jacobian, length));
}
