using D = SymGrad.Tests.Harness.Dual<double>;

namespace SymGrad.Generator.Tests.Constructs;

/// <summary>Calls to methods whose bodies are in the compilation, and local functions.</summary>
public class CallTests
{
    [Fact]
    public void A_helper() => Construct.Check(
        """
        real F(real x, real y) => Square(x) * y + Square(y + x);

        private static real Square(real value) => value * value;
        """,
        p => p[0] * p[0] * p[1] + (p[1] + p[0]) * (p[1] + p[0]),
        [[2, 3], [-1.5, 0.25]]);

    [Fact]
    public void Helpers_that_call_helpers() => Construct.Check(
        """
        real F(real w, real b)
        {
            real z0 = w * 2 + b;
            real z1 = w * Sigma(z0) + b;
            return Loss(Sigma(z1), 1);
        }

        private static real Sigma(real x) => 1 / (1 + Math.Exp(-x));

        private static real Loss(real actual, real expected)
        {
            real error = actual - expected;
            return error * error;
        }
        """,
        p =>
        {
            var z1 = p[0] * DualMath.Sigmoid(p[0] * 2 + p[1]) + p[1];
            return (DualMath.Sigmoid(z1) - 1) * (DualMath.Sigmoid(z1) - 1);
        },
        [[0.5, 0.5], [-1.5, 0.25]]);

    [Fact]
    public void A_helper_with_early_returns() => Construct.Check(
        """
        real F(real x, real y) => Clip(x * y) + Clip(y);

        private static real Clip(real v)
        {
            if (v < -1)
                return -1;
            if (v > 1)
                return 1;
            return v;
        }
        """,
        p =>
        {
            D Clip(D v) => v < -1 ? -1 : v > 1 ? 1 : v;
            return Clip(p[0] * p[1]) + Clip(p[1]);
        },
        [[2, 3], [-1.5, 0.25], [2, 0.25], [3, -2]]);

    [Fact]
    public void A_helper_in_another_file() => Construct.Check(
        """
        using SymGrad;

        public static partial class Sample
        {
            [Differentiable]
            public static real F(real x) => Elsewhere.Helper.Cube(x) + x;
        }
        // another file
        namespace Elsewhere;

        internal static class Helper
        {
            internal static real Cube(real x) => x * x * x;
        }
        """,
        p => p[0] * p[0] * p[0] + p[0],
        [[2], [-1.5]]);

    [Fact]
    public void Annotated_methods_call_each_other() => Construct.Check(
        """
        using SymGrad;

        public static partial class Sample
        {
            [Differentiable]
            public static real F(real x) => Other(x) * x;

            [Differentiable]
            public static real Other(real x) => x * x;
        }
        """,
        p => p[0] * p[0] * p[0],
        [[2], [-1.5]]);

    [Fact]
    public void Named_and_optional_arguments() => Construct.Check(
        """
        real F(real x, real y) => Mix(b: y, a: x) + Mix(x, y, weight: 3) + Mix(x);

        private static real Mix(real a, real b = 2, real weight = 0.5) => weight * a * a - b * a;
        """,
        p => 0.5 * p[0] * p[0] - p[1] * p[0] + 3 * p[0] * p[0] - p[1] * p[0] + 0.5 * p[0] * p[0] - 2 * p[0],
        [[2, 3], [-1.5, 0.25]]);

    [Fact]
    public void Arguments_are_evaluated_in_the_order_they_are_written() => Construct.Check(
        """
        real F(real x)
        {
            real a = x;
            return Minus(b: a *= 2, a: a += 1) + a;
        }

        private static real Minus(real a, real b) => a * a - b;
        """,
        p => (2 * p[0] + 1) * (2 * p[0] + 1) - 2 * p[0] + (2 * p[0] + 1),
        [[2], [-1.5]]);

    [Fact]
    public void In_arguments() => Construct.Check(
        """
        real F(real x, real y) => Product(in x, y) + Product(x + y, 2);

        private static real Product(in real a, in real b) => a * b * b;
        """,
        p => p[0] * p[1] * p[1] + (p[0] + p[1]) * 4,
        [[2, 3], [-1.5, 0.25]]);

    [Fact]
    public void Out_and_ref_to_locals() => Construct.Check(
        """
        real F(real x, real y)
        {
            Polar(x, y, out real r, out var squared);
            Polar(y, y, out _, out real other);
            real scaled = squared;
            Scale(ref scaled, 3);
            Scale(ref x, 2);
            return r * scaled + other + x;
        }

        private static void Polar(real x, real y, out real r, out real squared)
        {
            squared = x * x + y * y;
            r = Math.Sqrt(squared);
        }

        private static void Scale(ref real value, real by) => value *= by;
        """,
        p =>
        {
            var squared = p[0] * p[0] + p[1] * p[1];
            return DualMath.Sqrt(squared) * (3 * squared) + 2 * p[1] * p[1] + 2 * p[0];
        },
        [[2, 3], [-1.5, 0.25]]);

    [Fact]
    public void Extension_methods() => Construct.Check(
        "real F(real x, real y) => x.Squared() * y.Times(x).Squared();",
        p => p[0] * p[0] * (p[1] * p[0] * (p[1] * p[0])),
        [[2, 3], [-1.5, 0.25]],
        """
        internal static class Extensions
        {
            public static real Squared(this real x) => x * x;

            public static real Times(this in real x, real y) => x * y;
        }
        """);

    [Fact]
    public void Extension_members() => Construct.Check(
        "real F(real x) => x.Squared * x.Cubed();",
        p => p[0] * p[0] * (p[0] * p[0] * p[0]),
        [[2], [-1.5]],
        """
        internal static class Extensions
        {
            extension(real x)
            {
                public real Squared => x * x;

                public real Cubed() => x * x * x;
            }
        }
        """);

    [Fact]
    public void An_annotated_extension_method() => Construct.Check(
        "real F(this real x, real y) => x * x * y;",
        p => p[0] * p[0] * p[1],
        [[2, 3], [-1.5, 0.25]]);

    [Fact]
    public void Params_of_scalars() => Construct.Check(
        """
        real F(real x, real y) => First(x, y, x * y) + First(y) + Count(x, x, x) * x;

        private static real First(params real[] values) => values[0] * values.Length;

        private static int Count(params real[] values) => values.Length;
        """,
        p => p[0] * 3 + p[1] + 3 * p[0],
        [[2, 3], [-1.5, 0.25]]);

    [Fact]
    public void Using_static_and_aliases() => Construct.Check(
        """
        using static System.Math;
        using Number = real;
        using M = System.Math;
        using SymGrad;
        using static SymGrad.Functions;

        public static partial class Sample
        {
            [Differentiable]
            public static Number F(Number x, Number y) => Exp(x) * M.Sin(y) + Sigmoid(x);
        }
        """,
        p => DualMath.Exp(p[0]) * DualMath.Sin(p[1]) + DualMath.Sigmoid(p[0]),
        [[2, 3], [-1.5, 0.25]]);

    [Fact]
    public void Local_functions() => Construct.Check(
        """
        real F(real x, real y)
        {
            real scale = x * y;
            return Scaled(x) + Scaled(Twice(y));

            real Scaled(real v) => v * scale;
            static real Twice(real v) => 2 * v;
        }
        """,
        p => p[0] * p[0] * p[1] + 2 * p[1] * p[0] * p[1],
        [[2, 3], [-1.5, 0.25]]);

    [Fact]
    public void Local_functions_that_assign_what_they_capture() => Construct.Check(
        """
        real F(real x, real y)
        {
            real sum = 0;
            int count = 0;
            Add(x);
            Add(x * y);
            if (y > 0)
                Add(y);
            return sum / count;

            void Add(real v)
            {
                sum += v * v;
                count++;
            }
        }
        """,
        p => p[1] > 0
            ? (p[0] * p[0] + p[0] * p[1] * (p[0] * p[1]) + p[1] * p[1]) / 3
            : (p[0] * p[0] + p[0] * p[1] * (p[0] * p[1])) / 2,
        [[2, 3], [-1.5, -0.25]]);

    [Fact]
    public void Local_functions_inside_local_functions() => Construct.Check(
        """
        real F(real x, real y)
        {
            return Outer(x) + Outer(y);

            real Outer(real a)
            {
                real b = a * a;
                return Inner() + Inner();

                real Inner()
                {
                    b += x;
                    return b * y;
                }
            }
        }
        """,
        p => (p[0] * p[0] + p[0]) * p[1] + (p[0] * p[0] + 2 * p[0]) * p[1] + (p[1] * p[1] + p[0]) * p[1] + (p[1] * p[1] + 2 * p[0]) * p[1],
        [[2, 3], [-1.5, 0.25]]);

    [Fact]
    public void Generic_helpers() => Construct.Check(
        """
        using System.Numerics;
        using SymGrad;

        public static partial class Sample
        {
            [Differentiable]
            public static real F(real x, real y) => Sq(x) * y + Generic<real>.Cube(y) + Smooth(x) + Pick(true, x, y);

            private static T Sq<T>(T x) where T : INumber<T> => x * x;

            private static T Smooth<T>(T x) where T : IFloatingPointIeee754<T>
            {
                T a = T.Exp(-Sq(x)) + T.One;
                return a / (T.Pi + T.CreateChecked(2));
            }

            private static T Pick<T>(bool first, T a, T b) where T : struct => first ? a : b;
        }

        internal static class Generic<T> where T : IMultiplyOperators<T, T, T>
        {
            public static T Cube(T x) => x * x * x;
        }
        """,
        p => p[0] * p[0] * p[1] + p[1] * p[1] * p[1] + (DualMath.Exp(-(p[0] * p[0])) + 1) / (Math.PI + 2) + p[0],
        [[2, 3], [-1.5, 0.25]]);

    [Fact]
    public void Generic_helpers_with_comparisons_and_constants() => Construct.Check(
        """
        using System.Numerics;
        using SymGrad;

        public static partial class Sample
        {
            [Differentiable]
            public static real F(real x) => Hinge(x) + T2<real>(x);

            private static T Hinge<T>(T x) where T : INumber<T> => x > T.Zero ? T.Max(x, T.One) * x : T.Abs(x);

            private static T T2<T>(T x) where T : IFloatingPointIeee754<T>
            {
                T half = T.CreateChecked(0.5);
                x++;
                x += half;
                return T.Sqrt(x * x) - T.E;
            }
        }
        """,
        p => (p[0] > 0 ? DualMath.Max(p[0], 1) * p[0] : DualMath.Abs(p[0])) + DualMath.Sqrt((p[0] + 1 + 0.5) * (p[0] + 1 + 0.5)),
        [[2], [0.5], [-3]]);

    [Fact]
    public void Static_constructors_of_numbers() => Construct.Check(
        "real F(real x) => x * (real)Math.PI + (real)Math.E * x * x + real.Tau;".Replace("Math.", "global::System.Math.", StringComparison.Ordinal),
        p => p[0] * Math.PI + Math.E * p[0] * p[0],
        [[2], [-1.5]]);

    [Fact]
    public void Discards_and_void_calls() => Construct.Check(
        """
        real F(real x)
        {
            _ = Helper(x);
            Nothing();
            return Helper(x) * x;
        }

        private static real Helper(real x) => x * x;

        private static void Nothing()
        {
        }
        """,
        p => p[0] * p[0] * p[0],
        [[2], [-1.5]]);

    [Fact]
    public void The_family_is_cached_and_deterministic() => Construct.Run(
        """
        using SymGrad;

        public static partial class Sample
        {
            [Differentiable]
            public static real F(real x)
            {
                return Local(Helper.Cube(x));

                real Local(real y) => x * y;
            }
        }
        // another file
        internal static class Helper
        {
            internal static real Cube(real x) => x * x * x;
        }
        // another file
        internal static class Unrelated
        {
        }
        """).AssertCached().AssertDeterministic();
}
