using D = SymGrad.Tests.Harness.Dual<double>;

namespace SymGrad.Generator.Tests.Generics;

/// <summary>Methods that are generic in the type of their numbers.</summary>
public class GenericMethodTests
{
    [Fact]
    public void Rosenbrock() => GenericSample.Check(
        """
        T F<T>(T x, T y)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            T a = T.One - x, b = y - x * x;
            return a * a + T.CreateChecked(100) * b * b;
        }
        """,
        p => (1 - p[0]) * (1 - p[0]) + 100 * (p[1] - p[0] * p[0]) * (p[1] - p[0] * p[0]),
        [[-1.25, 1], [0.5, 0.375]]);

    [Fact]
    public void A_type_that_need_not_be_unmanaged_has_no_objective()
    {
        GenericSample.Check(
            """
            TNumber F<TNumber>(TNumber x)
                where TNumber : IFloatingPointIeee754<TNumber> => TNumber.Exp(-x * x) / TNumber.CreateChecked(3);
            """,
            p => DualMath.Exp(-p[0] * p[0]) / 3,
            [[0.5], [-1.5]]);
        GeneratorRun run = GenericSample.Run("T F<T>(T x) where T : IFloatingPointIeee754<T> => x;").AssertReported("SYMG1019");
        Assert.DoesNotContain("Objective", run.GeneratedText, StringComparison.Ordinal);
    }

    [Fact]
    public void A_method_of_a_generic_class() => GenericSample.Check(
        """
        using System.Numerics;
        using SymGrad;

        public static partial class Sample<T>
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            private static readonly T s_rate = T.CreateChecked(0.1);

            [Differentiable]
            public static T F(T a, T x)
            {
                T r = a * x - T.One;
                return s_rate * r * r;
            }
        }
        """,
        p => 0.1 * (p[0] * p[1] - 1) * (p[0] * p[1] - 1),
        [[0.5, 3], [-2, 0.75]]);

    [Fact]
    public void Structs_that_are_generic_in_the_number() => GenericSample.Check(
        """
        using System.Numerics;
        using SymGrad;

        public static partial class Sample
        {
            [Differentiable]
            public static T F<T>(Vec3<T> v, in Vec3<T> w)
                where T : unmanaged, IFloatingPointIeee754<T>
            {
                T dot = v.Dot(w);
                return dot * dot / (v + w).Dot(v) + T.Sqrt(v.Dot(v));
            }
        }

        public readonly record struct Vec3<T>(T X, T Y, T Z)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            public T Dot(Vec3<T> other) => X * other.X + Y * other.Y + Z * other.Z;

            public static Vec3<T> operator +(Vec3<T> a, Vec3<T> b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);
        }
        """,
        p =>
        {
            D dot = p[0] * p[3] + p[1] * p[4] + p[2] * p[5];
            return dot * dot / ((p[0] + p[3]) * p[0] + (p[1] + p[4]) * p[1] + (p[2] + p[5]) * p[2]) + DualMath.Sqrt(p[0] * p[0] + p[1] * p[1] + p[2] * p[2]);
        },
        [[1, 2, 3, 0.5, 0.25, -1.5], [0.5, 0.5, 1, 2, 1, 1]]);

    [Fact]
    public void Functions_and_constants_of_the_type() => GenericSample.Check(
        """
        T F<T>(T x, T y)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            (T sin, T cos) = T.SinCos(x);
            T angle = T.Atan2(sin, y) + T.Hypot(x, y) + T.Tanh(x * T.CreateChecked(0.5));
            return angle * T.Log(y) * T.E + cos * T.Pi - T.Pow(y, x) / T.Tau + T.Cbrt(y);
        }
        """,
        p =>
        {
            D angle = DualMath.Atan2(DualMath.Sin(p[0]), p[1]) + DualMath.Hypot(p[0], p[1]) + DualMath.Tanh(p[0] * 0.5);
            return angle * DualMath.Log(p[1]) * Math.E + DualMath.Cos(p[0]) * Math.PI - DualMath.Pow(p[1], p[0]) / Math.Tau + DualMath.Cbrt(p[1]);
        },
        [[0.75, 2], [-0.5, 0.75]],
        ulps: 16);

    [Fact]
    public void Functions_of_SymGrad() => GenericSample.Check(
        """
        T F<T>(T x)
            where T : unmanaged, IFloatingPointIeee754<T> => Functions.Sigmoid(x) * x + Functions.Softplus(x) - Functions.Relu(x);
        """,
        p => DualMath.Sigmoid(p[0]) * p[0] + DualMath.Softplus(p[0]) - DualMath.Relu(p[0]),
        [[0.75], [-2.5], [9]]);

    [Fact]
    public void Branches() => GenericSample.Check(
        """
        T F<T>(T x, T y)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            if (T.IsNaN(x) || x == y)
                return y;
            T scaled = default;
            if (x > T.Zero)
                scaled = T.Log(x) * y;
            else
                scaled -= x;
            scaled++;
            return T.Max(scaled, T.One) + (y < x ? -T.Abs(x) : T.Clamp(y, T.NegativeOne, T.One));
        }
        """,
        p =>
        {
            if (p[0] == p[1])
                return p[1];
            D scaled = p[0] > 0 ? DualMath.Log(p[0]) * p[1] : -p[0];
            return DualMath.Max(scaled + 1, 1) + (p[1] < p[0] ? -DualMath.Abs(p[0]) : DualMath.Clamp(p[1], -1, 1));
        },
        [[2, 0.5], [0.25, 0.75], [-1.5, 3], [2, 2], [-3, -4]]);

    [Fact]
    public void Other_types_of_numbers() => GenericSample.Check(
        """
        T F<T>(T x, int n, double y)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            T scale = T.CreateChecked(n) + T.CreateChecked(y * y);
            return scale * x * x + (n > 2 ? T.Epsilon : T.CreateChecked(double.CreateChecked(x) * 0.5)) + T.ScaleB(x, n);
        }
        """,
        p => (p[1] + p[2] * p[2]) * p[0] * p[0] + (p[1] > 2 ? 0 : p[0] * 0.5) + p[0] * Math.Pow(2, p[1].Value),
        [[1.5, 2, 0.5], [-0.75, 3, 1.25]]);

    [Fact]
    public void Helpers_are_inlined_with_the_type() => GenericSample.Check(
        """
        using System.Numerics;
        using SymGrad;

        public static partial class Sample
        {
            [Differentiable]
            public static T F<T>(T x)
                where T : unmanaged, IFloatingPointIeee754<T>
            {
                return Square(x) * Gain<T>.Value + Twice(x);

                T Twice(T u) => u + u;
            }

            private static U Square<U>(U u)
                where U : INumber<U> => u > U.Zero ? u * u : Gain<U>.Value * u;
        }

        internal static class Gain<T>
            where T : INumber<T>
        {
            public static readonly T Value = T.CreateChecked(3);
        }
        """,
        p => (p[0] > 0 ? p[0] * p[0] : 3 * p[0]) * 3 + 2 * p[0],
        [[1.5], [-0.25]]);

    [Fact]
    public void A_derivative_of_the_users_own() => GenericSample.Check(
        """
        using System.Numerics;
        using SymGrad;

        public static partial class Sample
        {
            [Differentiable]
            public static T F<T>(T x, T y)
                where T : unmanaged, IFloatingPointIeee754<T> => Rounded(x * y) * x + Steps<T>.Cube(y);

            private static TNumber Rounded<TNumber>(TNumber value)
                where TNumber : IFloatingPointIeee754<TNumber> => TNumber.Round(value);

            [DerivativeOf(nameof(Rounded))]
            private static TNumber RoundedDerivative<TNumber>(TNumber value)
                where TNumber : IFloatingPointIeee754<TNumber> => TNumber.One;
        }

        internal static class Steps<T>
            where T : IFloatingPointIeee754<T>
        {
            internal static T Cube(T x) => x * x * x;

            [DerivativeOf(nameof(Cube))]
            internal static T CubeDerivative(T x) => new System.Collections.Generic.List<T> { T.CreateChecked(3) * x * x }[0];
        }
        """,
        p => D.Chain(Math.Round((p[0] * p[1]).Value), p[0] * p[1], 1) * p[0] + p[1] * p[1] * p[1],
        [[2, 3.25], [-1.5, 0.25]]);

    [Fact]
    public void Coefficients_are_joined_only_within_the_range_of_Half() => GenericSample.Numbers(
        GenericSample.Run(
            """
            T F<T>(T x, T y)
                where T : unmanaged, IFloatingPointIeee754<T> => T.CreateChecked(40000) * x * x + (T.CreateChecked(40000) * y + T.CreateChecked(40000) * y) * y;
            """),
        p => 40000 * p[0] * p[0] + (40000 * p[1] + 40000 * p[1]) * p[1],
        [[0.25, 0.125]]);

    [Fact]
    public void Tails_in_Half() => GenericSample.Numbers(
        GenericSample.Run(
            """
            T F<T>(T x)
                where T : unmanaged, IFloatingPointIeee754<T> => T.One / (T.One + T.Exp(-x)) + T.Log(T.One + T.Exp(x)) + Functions.Sigmoid(x) - Functions.Softplus(-x);
            """),
        p => DualMath.Sigmoid(p[0]) + DualMath.Softplus(p[0]) + DualMath.Sigmoid(p[0]) - DualMath.Softplus(-p[0]),
        [[10], [-8]]);

    [Fact]
    public void The_receiver_of_a_generic_struct()
    {
        using CompiledSample sample = GeneratorRun.Of(
            """
            using System;
            using System.Numerics;
            using SymGrad;

            public readonly partial record struct Ray<T>(T Slope, T Offset)
                where T : unmanaged, IFloatingPointIeee754<T>
            {
                [Differentiable]
                public T At(T x, [NoGradient] T weight = default)
                {
                    ArgumentOutOfRangeException.ThrowIfNegative(x);
                    return weight * (Slope * x + Offset) * x;
                }
            }

            public static class Probe
            {
                public static float[] Run()
                {
                    (Ray<float> self, float x) = new Ray<float>(2, 3).AtGradient(5, 7);
                    var objective = new Ray<float>.AtObjective(weight: 7);
                    float[] gradient = new float[3];
                    float value = objective.ValueAndGradient([2, 3, 5], gradient);
                    return [self.Slope, self.Offset, x, value, .. gradient];
                }

                public static void Throw() => new Ray<double>(2, 3).AtGradient(-1);
            }
            """).AssertReported().Compile();
        Assert.Equal([175, 35, 161, 455, 175, 35, 161], sample.Call<float[]>("Probe", "Run"));
        Assert.Throws<ArgumentOutOfRangeException>(() => sample.Call("Probe", "Throw"));
    }

    [Fact]
    public void A_type_parameter_that_is_no_number()
    {
        GeneratorRun run = GeneratorRun.Of(
            """
            using SymGrad;

            public static partial class Sample
            {
                [Differentiable]
                public static double F<TTag>(double x, [NoGradient] TTag tag)
                    where TTag : struct => x * x * x;
            }

            internal static class Probe
            {
                internal static double[] Run()
                {
                    var objective = new Sample.FObjective<int>(7);
                    double[] gradient = [0];
                    double value = objective.ValueAndGradient([2.0], gradient);
                    return [value, gradient[0], Sample.FGradient(2.0, 'a')];
                }
            }
            """);
        using CompiledSample sample = run.Compile();
        Assert.Equal([8, 12, 12], sample.Call<double[]>("Probe", "Run"));
    }
}
