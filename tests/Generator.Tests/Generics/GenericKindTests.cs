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

    // The terms at these points are at most twice as large as their sums.
    private static void AssertClose<T>(double[] expected, double[] actual)
        where T : System.Numerics.IFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Ulp.AssertClose(T.CreateChecked(actual[i]), T.CreateChecked(expected[i]), T.CreateChecked(2 * Math.Abs(expected[i])), 8, $"entry {i} in {typeof(T).Name}");
    }
}
