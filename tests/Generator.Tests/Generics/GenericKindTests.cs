namespace SymGrad.Generator.Tests.Generics;

/// <summary>Every kind of derivative of a generic method: in double it is that of the same method written for double, bit for bit.</summary>
public class GenericKindTests
{
    private const string Source =
        """
        using System;
        using System.Linq;
        using System.Numerics;
        using SymGrad;

        public static partial class Sample
        {
            private const Derivatives All =
                Derivatives.Jvp | Derivatives.Vjp | Derivatives.Jacobian | Derivatives.Hessian | Derivatives.HessianVectorProduct | Derivatives.Trace;

            [Differentiable(All)]
            public static T F<T>(T x, T y)
                where T : unmanaged, IFloatingPointIeee754<T>
            {
                T e = T.Exp(x * y);
                T z = x > T.Zero ? e / (T.One + y) : T.CreateChecked(0.1) * x;
                return z + x * x * y;
            }

            [Differentiable(All)]
            public static double G(double x, double y)
            {
                double e = Math.Exp(x * y);
                double z = x > 0 ? e / (1 + y) : 0.1 * x;
                return z + x * x * y;
            }

            [Differentiable(Derivatives.Jvp | Derivatives.Vjp | Derivatives.Jacobian)]
            public static Polar<T> Turn<T>(T x, T y)
                where T : unmanaged, IFloatingPointIeee754<T> => new(T.Sqrt(x * x + y * y), T.Atan2(y, x));
        }

        public readonly record struct Polar<T>(T Radius, T Angle)
            where T : unmanaged, IFloatingPointIeee754<T>;

        internal static class Probe
        {
            public static double[] InHalf(double x, double y) => All((Half)x, (Half)y);

            public static double[] InFloat(double x, double y) => All((float)x, (float)y);

            public static double[] InDouble(double x, double y) => All(x, y);

            public static double[] Plain(double x, double y)
            {
                var (value, tangent) = Sample.GJvp(x, y, 0.5, 2);
                var (vx, vy) = Sample.GVjp(x, y, 3);
                var (px, py) = Sample.GHessianVectorProduct(x, y, 0.5, 2);
                double[] jacobian = new double[2], hessian = new double[4];
                Sample.GJacobian(x, y, jacobian);
                Sample.GHessian(x, y, hessian);
                Sample.GTraceResult trace = Sample.GTrace(x, y);
                return [value, tangent, vx, vy, px, py, .. jacobian, .. hessian, trace.Value, trace.e.Value, trace.e.Adjoint, trace.z.Value, trace.z.Adjoint];
            }

            public static double[] Turned()
            {
                float[] jacobian = new float[4];
                Sample.TurnJacobian(3f, 4f, jacobian);
                (Polar<float> value, Polar<float> tangent) = Sample.TurnJvp(3f, 4f, 1f, 0f);
                (float x, float y) = Sample.TurnVjp(3f, 4f, new Polar<float>(1, 0));
                return [.. jacobian.Select(entry => (double)entry), value.Radius, tangent.Radius, tangent.Angle, x, y];
            }

            private static double[] All<T>(T x, T y)
                where T : unmanaged, IFloatingPointIeee754<T>
            {
                T half = T.CreateChecked(0.5), two = T.CreateChecked(2);
                (T value, T tangent) = Sample.FJvp(x, y, half, two);
                (T vx, T vy) = Sample.FVjp(x, y, T.CreateChecked(3));
                (T px, T py) = Sample.FHessianVectorProduct(x, y, half, two);
                T[] jacobian = new T[2], hessian = new T[4];
                Sample.FJacobian(x, y, jacobian);
                Sample.FHessian(x, y, hessian);
                Sample.FTraceResult<T> trace = Sample.FTrace(x, y);
                T[] all = [value, tangent, vx, vy, px, py, .. jacobian, .. hessian, trace.Value, trace.e.Value, trace.e.Adjoint, trace.z.Value, trace.z.Adjoint];
                return [.. all.Select(double.CreateChecked)];
            }
        }
        """;

    [Fact]
    public void Are_those_of_double_in_double_and_close_to_them_in_the_others()
    {
        GeneratorRun run = GeneratorRun.Of(Source).AssertReported();
        Snapshot.Verify(Constructs.Construct.Derivatives(run.GeneratedText));
        (CompiledSample relaxed, CompiledSample strict) = run.CompileBoth();
        using (relaxed)
        using (strict)
        {
            foreach (double[] point in (double[][])[[0.75, 0.5], [-0.5, 1.25]])
            {
                object?[] at = [point[0], point[1]];
                double[] plain = strict.Call<double[]>("Probe", "Plain", at);
                Assert.Equal(plain, strict.Call<double[]>("Probe", "InDouble", at));
                AssertClose<float>(plain, strict.Call<double[]>("Probe", "InFloat", at));
                AssertClose<Half>(plain, strict.Call<double[]>("Probe", "InHalf", at));
            }

            Assert.Equal([0.6, 0.8, -0.16, 0.12, 5, 0.6, -0.16, 0.6, 0.8], strict.Call<double[]>("Probe", "Turned").Select(x => Math.Round(x, 6)));
        }
    }

    private const string Loops =
        """
        using System;
        using System.Linq;
        using System.Numerics;
        using SymGrad;

        public static partial class Sample
        {
            private const Derivatives All =
                Derivatives.Jvp | Derivatives.Vjp | Derivatives.Jacobian | Derivatives.Hessian | Derivatives.HessianVectorProduct | Derivatives.Trace;

            [Differentiable(All)]
            public static T F<T>(ReadOnlySpan<T> x, T y)
                where T : unmanaged, IFloatingPointIeee754<T>
            {
                T s = y;
                for (int i = 0; i < x.Length; i++)
                    s = T.Tanh(s * x[i]) + T.CreateChecked(i) * y;
                return s;
            }

            [Differentiable(All)]
            public static double G(ReadOnlySpan<double> x, double y)
            {
                double s = y;
                for (int i = 0; i < x.Length; i++)
                    s = Math.Tanh(s * x[i]) + i * y;
                return s;
            }

            [Differentiable(Derivatives.Jvp | Derivatives.Vjp | Derivatives.Jacobian)]
            public static void Sums<T>(ReadOnlySpan<T> x, Span<T> sums)
                where T : unmanaged, IFloatingPointIeee754<T>
            {
                T sum = T.One;
                for (int i = 0; i < x.Length; i++)
                {
                    sum *= x[i];
                    sums[i] = sum + x[0];
                }
            }

            [Differentiable(Derivatives.Jvp | Derivatives.Vjp | Derivatives.Jacobian)]
            public static void PlainSums(ReadOnlySpan<double> x, Span<double> sums)
            {
                double sum = 1;
                for (int i = 0; i < x.Length; i++)
                {
                    sum *= x[i];
                    sums[i] = sum + x[0];
                }
            }
        }

        internal static class Probe
        {
            public static double[] InHalf(double[] x, double y) => All(Array.ConvertAll(x, v => (Half)v), (Half)y);

            public static double[] InFloat(double[] x, double y) => All(Array.ConvertAll(x, v => (float)v), (float)y);

            public static double[] InDouble(double[] x, double y) => All(x, y);

            public static double[] Plain(double[] x, double y)
            {
                int n = x.Length;
                double[] direction = [.. x.Select((_, i) => i % 2 == 0 ? 0.5 : 2)];
                double[] gradient = new double[n], pulled = new double[n], product = new double[n], jacobian = new double[n + 1], hessian = new double[(n + 1) * (n + 1)];
                double[] sums = new double[n], tangents = new double[n], pulledSums = new double[n], sumsJacobian = new double[n * n];
                var (value, dy) = Sample.GValueAndGradient(x, y, gradient);
                var (_, tangent) = Sample.GJvp(x, y, direction, 0.5);
                double vy = Sample.GVjp(x, y, 3, pulled), py = Sample.GHessianVectorProduct(x, y, direction, 0.5, product);
                Sample.GJacobian(x, y, jacobian);
                Sample.GHessian(x, y, hessian);
                Sample.GTraceResult trace = Sample.GTrace(x, y);
                Sample.PlainSumsJvp(x, sums, direction, tangents);
                Sample.PlainSumsVjp(x, sums, direction, pulledSums);
                Sample.PlainSumsJacobian(x, sums, sumsJacobian);
                return [value, dy, .. gradient, tangent, vy, .. pulled, py, .. product, .. jacobian, .. hessian, trace.Value, trace.s.Value, trace.s.Adjoint, .. sums, .. tangents, .. pulledSums, .. sumsJacobian];
            }

            private static double[] All<T>(T[] x, T y)
                where T : unmanaged, IFloatingPointIeee754<T>
            {
                int n = x.Length;
                T half = T.CreateChecked(0.5), two = T.CreateChecked(2);
                T[] direction = [.. x.Select((_, i) => i % 2 == 0 ? half : two)];
                T[] gradient = new T[n], pulled = new T[n], product = new T[n], jacobian = new T[n + 1], hessian = new T[(n + 1) * (n + 1)];
                T[] sums = new T[n], tangents = new T[n], pulledSums = new T[n], sumsJacobian = new T[n * n];
                var (value, dy) = Sample.FValueAndGradient<T>(x, y, gradient);
                var (_, tangent) = Sample.FJvp<T>(x, y, direction, half);
                T vy = Sample.FVjp<T>(x, y, T.CreateChecked(3), pulled), py = Sample.FHessianVectorProduct<T>(x, y, direction, half, product);
                Sample.FJacobian<T>(x, y, jacobian);
                Sample.FHessian<T>(x, y, hessian);
                Sample.FTraceResult<T> trace = Sample.FTrace<T>(x, y);
                Sample.SumsJvp<T>(x, sums, direction, tangents);
                Sample.SumsVjp<T>(x, sums, direction, pulledSums);
                Sample.SumsJacobian<T>(x, sums, sumsJacobian);
                T[] all = [value, dy, .. gradient, tangent, vy, .. pulled, py, .. product, .. jacobian, .. hessian, trace.Value, trace.s.Value, trace.s.Adjoint, .. sums, .. tangents, .. pulledSums, .. sumsJacobian];
                return [.. all.Select(double.CreateChecked)];
            }
        }
        """;

    [Fact]
    public void Of_a_loop_are_those_of_double_in_double_and_close_to_them_in_the_others()
    {
        GeneratorRun run = GeneratorRun.Of(Loops).AssertReported();
        (CompiledSample relaxed, CompiledSample strict) = run.CompileBoth();
        using (relaxed)
        using (strict)
        {
            object?[] at = [new[] { 0.75, 0.5, 1.25 }, 0.625];
            double[] plain = strict.Call<double[]>("Probe", "Plain", at);
            Assert.Equal(plain, strict.Call<double[]>("Probe", "InDouble", at));
            AssertClose<float>(plain, strict.Call<double[]>("Probe", "InFloat", at));
            AssertClose<Half>(plain, strict.Call<double[]>("Probe", "InHalf", at));
        }
    }

    // The terms at these points are at most twice as large as their sums.
    private static void AssertClose<T>(double[] expected, double[] actual)
        where T : System.Numerics.IFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Ulp.AssertClose(T.CreateChecked(actual[i]), T.CreateChecked(expected[i]), T.CreateChecked(2 * Math.Abs(expected[i])), 8, $"entry {i} in {typeof(T).Name}");
    }
}
