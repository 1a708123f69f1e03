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

            [Differentiable(Derivatives.Hessian | Derivatives.HessianVectorProduct)]
            public static double Q(ReadOnlySpan<Point> p, ReadOnlySpan<double> x)
            {
                double product = 1;
                for (int i = 0; i < p.Length; i++)
                    product *= Math.Sin(p[i].X) * x[i] + p[i].Y;
                return product;
            }

            [Differentiable(Derivatives.Jacobian | Derivatives.Jvp | Derivatives.Vjp)]
            public static void R(ReadOnlySpan<Point> p, Span<double> r)
            {
                for (int i = 0; i < r.Length; i++)
                    r[i] = p[i].X * p[i].Y;
            }

            [Differentiable(Derivatives.Hessian)]
            public static double S(double a, double b, [NoGradient] ReadOnlySpan<double> c) => c[0] * a * a + c[1] * a * b;
        }

        public struct Point
        {
            public double X, Y;
        }

        """;

    private const string Probe = """
        using System;
        using System.Runtime.InteropServices;

        public static class Probe
        {
            // One buffer: x at 0, y at 10; three elements each, as all others have that are not matrices. Points are six of its numbers.
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

            private static Span<Point> Points(Span<double> memory, int start) => MemoryMarshal.Cast<double, Point>(memory.Slice(start, 6));

            public static string Product(int direction, int product) => Call(m =>
                Sample.QHessianVectorProduct(Points(m, 0), m.Slice(10, 3), Points(m, 20), m.Slice(direction, 3), Points(m, 40), m.Slice(product, 3)));

            public static string GradientByPoints(int p, int x, int workspace) => Call(m =>
                Sample.QGradient(Points(m, 0), m.Slice(10, 3), Points(m, p), m.Slice(x, 3), m.Slice(workspace, 20)));

            public static string HessianByPoints(int hessian) => Call(m => Sample.QHessian(Points(m, 0), m.Slice(10, 3), m.Slice(hessian, 81)));

            public static string JacobianByPoints(int r, int jacobian) => Call(m => Sample.RJacobian(Points(m, 0), m.Slice(r, 3), m.Slice(jacobian, 18)));

            public static string JvpByPoints(int r, int pTangent, int rTangent) => Call(m => Sample.RJvp(Points(m, 0), m.Slice(r, 3), Points(m, pTangent), m.Slice(rTangent, 3)));

            public static string VjpByPoints(int r, int cotangent, int pGradient) => Call(m => Sample.RVjp(Points(m, 0), m.Slice(r, 3), m.Slice(cotangent, 3), Points(m, pGradient)));

            public static string HessianOfNumbers(int hessian) => Call(m => Sample.SHessian(1, 2, m.Slice(0, 3), m.Slice(hessian, 4)));

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

    [Theory]
    [InlineData(30, 60, "ran")]
    [InlineData(10, 60, "ran")] // A direction may be the point itself.
    [InlineData(30, 30, "ArgumentException")] // A product on its direction,
    [InlineData(30, 22, "ArgumentException")] // on the points' direction,
    [InlineData(30, 5, "ArgumentException")] // the points,
    [InlineData(30, 44, "ArgumentException")] // and their product.
    public void Products(int direction, int product, string outcome) => Assert.Equal(outcome, s_sample.Call<string>("Probe", "Product", direction, product));

    [Theory]
    [InlineData(20, 30, 40, "ran")]
    [InlineData(0, 30, 40, "ArgumentException")]
    [InlineData(12, 30, 40, "ArgumentException")] // The points' gradient on the numbers,
    [InlineData(28, 30, 40, "ArgumentException")] // and on their gradient.
    [InlineData(32, 30, 40, "ArgumentException")]
    [InlineData(20, 5, 40, "ArgumentException")] // The numbers' gradient on the points.
    [InlineData(60, 30, 41, "ArgumentException")] // The workspace on the points' gradient.
    public void Gradients_by_structs(int p, int x, int workspace, string outcome) =>
        Assert.Equal(outcome, s_sample.Call<string>("Probe", "GradientByPoints", p, x, workspace));

    [Theory]
    [InlineData(13, "ran")]
    [InlineData(6, "ArgumentException")] // On the numbers,
    [InlineData(5, "ArgumentException")] // and on the points.
    public void Hessians_by_structs(int hessian, string outcome) => Assert.Equal(outcome, s_sample.Call<string>("Probe", "HessianByPoints", hessian));

    [Theory]
    [InlineData(3, "ran")]
    [InlineData(2, "ArgumentException")] // On the data, which its entries are computed from.
    public void Hessians_by_numbers(int hessian, string outcome) => Assert.Equal(outcome, s_sample.Call<string>("Probe", "HessianOfNumbers", hessian));

    [Theory]
    [InlineData(20, 30, "ran")]
    [InlineData(20, 5, "ArgumentException")]
    [InlineData(5, 30, "ArgumentException")]
    public void Jacobians_by_structs(int r, int jacobian, string outcome) => Assert.Equal(outcome, s_sample.Call<string>("Probe", "JacobianByPoints", r, jacobian));

    [Theory]
    [InlineData(20, 30, 40, "ran")]
    [InlineData(20, 0, 40, "ran")]
    [InlineData(5, 30, 40, "ArgumentException")] // The output on the points.
    [InlineData(20, 30, 35, "ArgumentException")] // Its tangent on theirs,
    [InlineData(20, 30, 5, "ArgumentException")] // and on the points.
    public void Directions_of_structs(int r, int pTangent, int rTangent, string outcome) =>
        Assert.Equal(outcome, s_sample.Call<string>("Probe", "JvpByPoints", r, pTangent, rTangent));

    [Theory]
    [InlineData(20, 30, 40, "ran")]
    [InlineData(20, 0, 40, "ran")]
    [InlineData(5, 30, 40, "ArgumentException")] // The output on the points.
    [InlineData(20, 30, 32, "ArgumentException")] // The points' gradient on the cotangent,
    [InlineData(20, 30, 22, "ArgumentException")] // and on the output.
    public void Cotangents_of_structs(int r, int cotangent, int pGradient, string outcome) =>
        Assert.Equal(outcome, s_sample.Call<string>("Probe", "VjpByPoints", r, cotangent, pGradient));
}
