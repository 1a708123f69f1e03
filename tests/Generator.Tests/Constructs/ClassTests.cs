namespace SymGrad.Generator.Tests.Constructs;

/// <summary>What a method reads of its class, its fields and its constants, and the types it may stand in.</summary>
public class ClassTests
{
    [Fact]
    public void Constants_and_static_readonly_fields() => Construct.Check(
        """
        real F(real x) => Scale * x * x + Offset * x + s_held * x * Other.Half;

        private const real Scale = 3;
        private static readonly real Offset = 0.25;
        private static readonly real s_held = Offset * 2;
        """,
        p => 3 * p[0] * p[0] + 0.25 * p[0] + 0.5 * p[0] * 0.5,
        [[2], [-1.5]],
        """
        internal static class Other
        {
            internal const real Half = 0.5;
        }
        """);

    [Fact]
    public void Static_properties() => Construct.Check(
        """
        real F(real x) => Rate * x * x + Twice * x;

        private static real Rate { get; } = 0.25;

        private static real Twice => 2 * Rate;
        """,
        p => 0.25 * p[0] * p[0] + 0.5 * p[0],
        [[2], [-1.5]]);

    [Fact]
    public void Instance_method_of_a_class() => Construct.Check(
        """
        using SymGrad;

        public sealed partial class Model
        {
            private readonly real _rate = 0.5;

            public Settings Settings { get; init; }

            private int Count { get; set; }

            private real Doubled => 2 * _rate;

            [Differentiable]
            public real F(real x)
            {
                real scaled = x * _rate * this.Settings.Factor;
                return Local() * Count + Doubled * Own(x);

                real Local() => scaled * _rate;
            }

            private real Own(real x) => x * x * Settings.Factor;
        }

        public record struct Settings(real Factor);
        """,
        p => p[3] * p[0] * p[1] * p[0] * p[2] + 2 * p[0] * (p[3] * p[3] * p[1]),
        [[2, 3, 5, 7]]);

    [Fact]
    public void Objects_that_the_method_reads() => Construct.Check(
        """
        real F(real x, [NoGradient] Options options) => x * options.Rate * options.Inner.Weight;
        """,
        p => p[0] * p[1] * p[2],
        [[2, 3, 5]],
        """
        public sealed class Options
        {
            public real Rate { get; init; }

            public Inner Inner = new();
        }

        public sealed class Inner
        {
            public real Weight;
        }
        """);

    [Fact]
    public void Captured_primary_constructor_parameters() => Construct.Check(
        """
        using SymGrad;

        public sealed partial class Model(real rate)
        {
            private readonly real _rate = rate;

            [Differentiable]
            public real F(real x) => x * x * _rate;
        }
        """,
        p => p[1] * p[1] * p[0],
        [[2, 3]]);

    [Fact]
    public void Parameters_of_the_primary_constructor_themselves() => Construct.Check(
        """
        using SymGrad;

        public sealed partial class Model(real rate)
        {
            [Differentiable]
            public real F(real x) => Squared(x) * rate;

            private real Squared(real y)
            {
                real value = y * y;
                return value + rate;
            }
        }
        """,
        p => (p[1] * p[1] + p[0]) * p[0],
        [[2, 3]]);

    [Fact]
    public void Nested_and_generic_types() => Construct.Check(
        """
        namespace Some.@namespace
        {
            using SymGrad;

            internal partial class Outer
            {
                protected internal partial record struct Middle
                {
                    internal static partial class Inner
                    {
                        [Differentiable]
                        internal static real F(real x) => x * x * Weight;

                        private const real Weight = 3;
                    }
                }
            }
        }
        """,
        p => p[0] * p[0] * 3,
        [[2]]);

    [Fact]
    public void Generic_class() => Construct.Check(
        """
        using SymGrad;

        public static partial class Outer<TKey>
            where TKey : struct
        {
            [Differentiable]
            public static real F(real x, [NoGradient] TKey key) => x * x + Held(key);

            private static real Held(TKey key) => 2;
        }
        """,
        p => p[0] * p[0],
        [[2, 3]]);

    [Fact]
    public void Interface() => Construct.Check(
        """
        using SymGrad;

        public partial interface ILoss
        {
            [Differentiable]
            static real F(real x) => x * x;
        }
        """,
        p => p[0] * p[0],
        [[2]]);

    [Fact]
    public void Record() => Construct.Check(
        """
        using SymGrad;

        public sealed partial record Loss(real Weight)
        {
            [Differentiable]
            public real F(real x) => x * x * Weight;
        }
        """,
        p => p[1] * p[1] * p[0],
        [[2, 3]]);

    [Fact]
    public void Keyword_and_Greek_identifiers() => Construct.Check(
        """
        real F(real @class, real θ, real @value)
        {
            real @double = @class * θ;
            real σ = Math.Exp(-@double), @out = σ * @value;
            real var = @out + @double;
            return @out * var;
        }
        """,
        p =>
        {
            var s = DualMath.Exp(-(p[0] * p[1])) * p[2];
            return s * (s + p[0] * p[1]);
        },
        [[2, 0.5, 3]]);

    [Fact]
    public void Names_that_generated_code_uses_itself() => Construct.Check(
        """
        real F(real value, real gradient, real partials, real parameters, real dvalue)
        {
            real product = value * gradient, da = product * partials;
            real a = Math.Sin(da) * parameters, sum = a + product, quotient = sum / dvalue;
            return quotient * quotient;
        }
        """,
        p =>
        {
            var quotient = (DualMath.Sin(p[0] * p[1] * p[2]) * p[3] + p[0] * p[1]) / p[4];
            return quotient * quotient;
        },
        [[0.5, 0.25, 2, 3, 1.5]]);

    [Fact]
    public void Tuple_element_names_that_are_not_allowed() => Construct.Check(
        "real F(real Item2, real Rest, real ToString, real Item4) => Item2 * Rest * ToString * Item4;",
        p => p[0] * p[1] * p[2] * p[3],
        [[2, 3, 5, 7]]);

    [Fact]
    public void Types_named_like_well_known_ones() => Construct.Check(
        """
        namespace Users.System
        {
            using SymGrad;

            internal static class Math
            {
                internal static real Log(real x) => x + 1;
            }

            internal static class MathF
            {
                internal static real Log(real x) => x + 1;
            }

            internal static class Functions;

            internal static class Span;

            public static partial class Sample
            {
                [Differentiable]
                public static real F(real x) => Math.Log(x) * Elsewhere.Helper.Exp(x) * SymGrad.Functions.Softplus(x) * SymGrad.Functions.Sigmoid(x) * ArgumentException(x);

                private static real ArgumentException(real x) => x;
            }
        }
        // another file
        namespace Elsewhere
        {
            using System;

            internal static class Helper
            {
                internal static real Exp(real x) => Math.Exp(x);
            }
        }
        """,
        p => (p[0] + 1) * DualMath.Exp(p[0]) * DualMath.Softplus(p[0]) * DualMath.Sigmoid(p[0]) * p[0],
        [[2]]);

    [Fact]
    public void Overloads_and_names_that_differ_in_case() => Construct.Check(
        """
        using SymGrad;

        public static partial class Sample
        {
            [Differentiable]
            public static real F(real x) => x * x;

            [Differentiable(Name = "G")]
            public static real H(real x, real y) => x * y;

            [Differentiable]
            public static real f(real x) => x;
        }
        """,
        p => p[0] * p[0],
        [[2]]);

    [Fact]
    public void Method_name_differs_from_the_stem() => Construct.Check(
        """
        using SymGrad;

        public static partial class Sample
        {
            [Differentiable(Name = "F")]
            internal static real Loss(real x) => x * x;

            internal static real F(real x) => Loss(x);
        }
        """,
        p => p[0] * p[0],
        [[2]]);

    [Fact]
    public void The_family_is_cached_and_deterministic() => Construct.Run(
        """
        using SymGrad;

        public partial class Model<T>
        {
            private readonly real _rate = 0.1;

            [Differentiable]
            public real F(real x) => x * _rate;

            [Differentiable]
            public real f(real x) => x / _rate;
        }
        """).AssertCached().AssertDeterministic();
}
