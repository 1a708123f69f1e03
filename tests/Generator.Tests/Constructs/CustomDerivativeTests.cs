using D = SymGrad.Tests.Harness.Dual<double>;

namespace SymGrad.Generator.Tests.Constructs;

/// <summary><c>[DerivativeOf]</c>: the method is called as it is, and its derivative is the user's.</summary>
public class CustomDerivativeTests
{
    [Fact]
    public void Of_an_own_method() => Construct.Check(
        """
        real F(real x, real y) => y * Root(x * x + y);

        // Newton's iteration: its limit has a derivative that its steps do not show.
        internal static real Root(real x)
        {
            real root = x > 1 ? x : 1;
            for (int i = 0; i < 80; i++)
                root = 0.5 * (root + x / root);
            return root;
        }

        [DerivativeOf(nameof(Root))]
        private static real RootDerivative(real x) => 0.5 / Root(x);
        """,
        p => p[1] * DualMath.Sqrt(p[0] * p[0] + p[1]),
        [[2, 3], [-1.5, 0.25]]);

    [Fact]
    public void With_a_table_before_the_number() => Construct.Check(
        """
        real F(real x) => Scaled(s_table, x) * x;

        private static readonly real[] s_table = { 2, 3 };

        private static real Scaled(real[] table, real x) => table[1] * x * x;

        [DerivativeOf(nameof(Scaled))]
        private static real ScaledDerivative(real[] table, real x) => 2 * table[1] * x;
        """,
        p => 3 * p[0] * p[0] * p[0],
        [[2], [-1.5]]);

    [Fact]
    public void Of_several_parameters() => Construct.Check(
        """
        real F(real x, real y) => Blend(x, x * y, 3) + Blend(y, 2, 1);

        private static real Blend(real a, real b, int n)
        {
            real sum = 0;
            while (n-- > 0)
                sum += a * b;
            return sum;
        }

        [DerivativeOf(nameof(Blend))]
        private static (real byA, real byB) BlendDerivative(real a, real b, int n) => (n * b, n * a);
        """,
        p => 3 * p[0] * p[0] * p[1] + 2 * p[1],
        [[2, 3], [-1.5, 0.25]]);

    [Fact]
    public void Of_a_method_with_a_table() => Construct.Check(
        """
        real F(real x, real y) => y * Cubic(x * y, Table);

        private static readonly real[] Table = [1, 2, -1, 3];

        private static real Cubic(real t, real[] table)
        {
            real y = 0;
            for (int i = 0; i < table.Length; i++)
                y = y * t + table[i];
            return y;
        }

        [DerivativeOf(nameof(Cubic))]
        private static real CubicDerivative(real t, real[] table)
        {
            real y = 0;
            for (int i = 0; i < table.Length - 1; i++)
                y = y * t + (table.Length - 1 - i) * table[i];
            return y;
        }
        """,
        p => p[1] * ((((p[0] * p[1]) + 2) * p[0] * p[1] - 1) * p[0] * p[1] + 3),
        [[2, 3], [-1.5, 0.25]]);

    [Fact]
    public void Of_structs() => Construct.Check(
        """
        real F(Vector v, real s) => s * Norm(new Vector(v.X * s, v.Y, 1));

        private static real Norm(Vector v)
        {
            if (v.N != 1)
                throw new ArgumentException("one");
            return Math.Sqrt(v.X * v.X + v.Y * v.Y);
        }

        [DerivativeOf(nameof(Norm))]
        private static Vector NormDerivative(Vector v)
        {
            real norm = Norm(v);
            return new Vector(v.X / norm, v.Y / norm, 0);
        }
        """,
        p =>
        {
            D x = p[0] * p[3];
            return p[3] * DualMath.Sqrt(x * x + p[1] * p[1]);
        },
        [[2, 3, 7, 0.5], [-1.5, 0.25, 7, -2]],
        "public readonly record struct Vector(real X, real Y, int N);");

    [Fact]
    public void Of_someone_elses_method() => Construct.Check(
        """
        using System;
        using SymGrad;

        public static partial class Sample
        {
            [Differentiable]
            public static real F(real x, real y) => MathF.Cbrt((float)(x * y)) * y;
        }
        // another file
        using System;
        using SymGrad;
        using static System.MathF;

        namespace Elsewhere;

        internal static class Derivatives
        {
            [DerivativeOf(typeof(MathF), nameof(Cbrt))]
            public static float Cbrt3(float x)
            {
                float root = Cbrt(x);
                return 1 / (3 * root * root);
            }
        }
        """,
        p => DualMath.Cbrt(p[0] * p[1]) * p[1],
        [[2, 4]],
        ulps: 1e10);

    [Fact]
    public void A_straight_through_estimator() => Construct.Check(
        """
        real F(real x, real y) => Rounded(x * y) * x;

        private static real Rounded(real value) => Math.Round(value);

        [DerivativeOf(nameof(Rounded))]
        private static real RoundedDerivative(real value) => 1;
        """,
        p => D.Chain(Math.Round((p[0] * p[1]).Value), p[0] * p[1], 1) * p[0],
        [[2, 3.25], [-1.5, 0.25]]);

    [Fact]
    public void Instead_of_a_known_function() => Construct.Numbers(
        """
        real F(real x) => Math.Abs(x) * x;

        [DerivativeOf(typeof(Math), nameof(Math.Abs))]
        private static real AbsDerivative(real x) => x < 0 ? -1 : 1;
        """,
        p => D.Chain(Math.Abs(p[0].Value), p[0], p[0].Value < 0 ? -1 : 1) * p[0],
        [[2], [-1.5], [0]]);

    [Fact]
    public void In_a_branch() => Construct.Check(
        """
        real F(real x, real y)
        {
            if (x > y)
                return Slow(x - y) * y;
            real inner = Slow(x);
            return inner * inner;
        }

        private static real Slow(real value) => Math.Exp(value);

        [DerivativeOf(nameof(Slow))]
        private static real SlowDerivative(real value) => value > 40 ? 0 : Slow(value);
        """,
        p => p[0] > p[1] ? DualMath.Exp(p[0] - p[1]) * p[1] : DualMath.Exp(p[0]) * DualMath.Exp(p[0]),
        [[2, 3], [1.5, 0.25], [-1, -3]]);

    [Fact]
    public void Of_a_method_of_an_object() => Construct.Check(
        """
        using System;
        using SymGrad;

        public sealed partial class Sample
        {
            private real _rate;

            public void Set(real rate) => _rate = rate;

            [Differentiable]
            public real F(real x) => x * Growth(x);

            private real Growth(real x) => Math.Exp(_rate * x);

            [DerivativeOf(nameof(Growth))]
            private real GrowthDerivative(real x) => _rate * Growth(x);
        }
        """,
        p => p[1] * DualMath.Exp(p[0].AsConstant() * p[1]),
        [[0.5, 2], [-1, 0.25]]);

    [Fact]
    public void With_a_derivative_that_cannot_be_read() => Construct.Check(
        """
        real F(real x, real y) => Sum(x, y) * Sum(x, y) * y;

        private static real Sum(real x, real y) => x * x + y;

        [DerivativeOf(nameof(Sum))]
        private static (real, real) SumDerivative(real x, real y)
        {
            System.Collections.Generic.List<real> partials = [2 * x, 1];
            return (partials[0], partials[1]);
        }
        """,
        p => (p[0] * p[0] + p[1]) * (p[0] * p[0] + p[1]) * p[1],
        [[2, 3], [-1.5, 0.25]]);

    [Fact]
    public void An_annotated_method_with_a_derivative_of_its_own() => Construct.Check(
        """
        real F(real x, real y) => x * Math.Exp(y);

        [DerivativeOf(nameof(F))]
        private static (real, real) Partials(real x, real y) => (Math.Exp(y), F(x, y));
        """,
        p => p[0] * DualMath.Exp(p[1]),
        [[2, 3], [-1.5, 0.25]]);

    [Fact]
    public void Of_a_generic_method() => Construct.Check(
        """
        real F(real x, real y) => y * Root(x * x + y) + Scale(x, 2);

        internal static T Root<T>(T x)
            where T : System.Numerics.IFloatingPointIeee754<T>
        {
            T root = x;
            while (T.Abs(root * root - x) > x / T.CreateChecked(100_000))
                root = (root + x / root) / T.CreateChecked(2);
            return T.Sqrt(x);
        }

        [DerivativeOf(nameof(Root))]
        private static TNumber RootDerivative<TNumber>(TNumber x)
            where TNumber : System.Numerics.IFloatingPointIeee754<TNumber> => TNumber.One / (Root(x) + Root(x));

        private static T Scale<T, TFactor>(T x, TFactor factor)
            where T : System.Numerics.IFloatingPointIeee754<T>
            where TFactor : System.Numerics.INumber<TFactor> => x * T.CreateChecked(factor);

        [DerivativeOf(nameof(Scale))]
        private static T ScaleDerivative<T, TFactor>(T x, [NoGradient] TFactor factor)
            where T : System.Numerics.IFloatingPointIeee754<T>
            where TFactor : System.Numerics.INumber<TFactor>
        {
            System.Collections.Generic.List<T> partials = [T.CreateChecked(factor)];
            return partials[0];
        }
        """,
        p => p[1] * DualMath.Sqrt(p[0] * p[0] + p[1]) + 2 * p[0],
        [[2, 3], [-1.5, 0.25]]);

    [Fact]
    public void Of_a_method_of_a_struct() => Construct.Check(
        """
        real F(Vector v, real s) => s * new Vector(v.X * s, v.Y, 1).Norm() + v.Power(s);
        """,
        p =>
        {
            D x = p[0] * p[3];
            return p[3] * DualMath.Sqrt(x * x + p[1] * p[1]) + p[0] * p[3] * p[3] + p[1];
        },
        [[2, 3, 7, 0.5], [-1.5, 0.25, 7, -2]],
        """
        public readonly record struct Vector(real X, real Y, int N)
        {
            public real Norm() => Math.Sqrt(X * X + Y * Y);

            [DerivativeOf(nameof(Norm))]
            public Vector NormDerivative() => new(X / Norm(), Y / Norm(), 0);

            public real Power(real by) => X * by * by + Y;

            [DerivativeOf(nameof(Power))]
            public (Vector, real) PowerDerivative(real by)
            {
                System.Collections.Generic.List<real> partials = [by * by, 1, 2 * by * X];
                return (new(partials[0], partials[1], 0), partials[2]);
            }
        }
        """);

    [Fact]
    public void Of_a_method_of_the_struct_itself()
    {
        using CompiledSample sample = Construct.Run(
            """
            using System;
            using SymGrad;

            public readonly partial record struct Line(double Slope, double Offset)
            {
                [Differentiable]
                public double At(double x) => Slope * x + Offset;

                [DerivativeOf(nameof(At))]
                private (Line, double) AtDerivative(double x) => (new(10 * x, 10), 10 * Slope);
            }

            public static class Probe
            {
                public static double[] Run()
                {
                    (Line self, double x) = new Line(2, 3).AtGradient(5);
                    return [self.Slope, self.Offset, x];
                }
            }
            """).AssertReported().Compile();
        Assert.Equal([50, 10, 20], sample.Call<double[]>("Probe", "Run")); // ten times the true ones: the user's own
    }

    [Fact]
    public void Of_methods_of_someone_elses_types()
    {
        using CompiledSample sample = Construct.Run(
            """
            using System;
            using System.Numerics;
            using SymGrad;

            public static partial class Sample
            {
                [Differentiable]
                public static float F(Vector2 v, float s) => s * (v.X * v.X + v.Length());

                [Differentiable]
                public static double G(double x, [NoGradient] Curve curve) => curve.At(x * x) * x;

                [DerivativeOf(typeof(Vector2), nameof(Vector2.Length))]
                internal static Vector2 LengthDerivative(Vector2 v) => v / v.Length();

                [DerivativeOf(typeof(Curve), nameof(Curve.At))]
                internal static double AtDerivative(Curve curve, double x) => curve.Rate * curve.At(x);
            }

            public sealed class Curve(double rate)
            {
                public double Rate => rate;

                public double At(double x) => Math.Exp(rate * x);
            }

            public static class Probe
            {
                public static double[] Run()
                {
                    (Vector2 v, float s) = Sample.FGradient(new Vector2(3, 4), 10);
                    return [v.X, v.Y, s, Sample.GGradient(0.5, new Curve(2))];
                }
            }
            """).AssertReported().Compile();
        double[] numbers = sample.Call<double[]>("Probe", "Run");
        Assert.Equal([66, 8, 14], numbers[..3]);
        Assert.Equal(Math.Exp(0.5) * (1 + 2 * 2 * 0.5 * 0.5), numbers[3], 14);
    }

    [Fact]
    public void Of_a_method_that_takes_its_arguments_by_in() => Construct.Check(
        """
        real F(real x, real y) => Area(x * y, y) + Area(in x, in y);

        private static real Area(in real width, in real height) => width * height;

        [DerivativeOf(nameof(Area))]
        private static (real, real) AreaDerivative(real width, in real height) => (height, width);
        """,
        p => p[0] * p[1] * p[1] + p[0] * p[1],
        [[2, 3], [-1.5, 0.25]]);

    [Fact]
    public void Its_second_derivative()
    {
        using CompiledSample sample = Construct.Run(
            """
            using System;
            using SymGrad;

            public static partial class Sample
            {
                [Differentiable(Derivatives.Hessian | Derivatives.HessianVectorProduct)]
                public static double F(double x, double y) => Exponential(x * x) * y;

                private static double Exponential(double x) => Math.Exp(x);

                [DerivativeOf(nameof(Exponential))]
                private static double ExponentialDerivative(double x) => Exponential(x);
            }
            """).Compile();
        double x = 0.5, y = 0.75, e = Math.Exp(x * x);
        double[] hessian = new double[4], expected = [(2 + 4 * x * x) * e * y, 2 * x * e, 2 * x * e, 0];
        sample.Bind<FillHessian>("Sample", "FHessian")(x, y, hessian);
        var (productX, productY) = sample.Call<(double, double)>("Sample", "FHessianVectorProduct", x, y, 1.0, 2.0);
        for (int i = 0; i < 4; i++)
            Ulp.AssertClose(hessian[i], expected[i], expected[i], 8, $"entry {i}");
        Ulp.AssertClose(productX, expected[0] + 2 * expected[1], expected[0] + 2 * expected[1], 8, "x");
        Ulp.AssertClose(productY, expected[2], expected[2], 8, "y");
    }

    private delegate void FillHessian(double x, double y, Span<double> hessian);
}
