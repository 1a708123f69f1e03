namespace SymGrad.Generator.Tests.Declarations;

public class NameTests
{
    [Fact]
    public void Keywords_may_name_anything() => Declared.Works("""
        using SymGrad;
        namespace @namespace.@event
        {
            public static partial class @class
            {
                public partial record struct @struct(double @double, double @ref);
                private static readonly double @static = 2;

                [Differentiable]
                public static double @return(@struct @in, double @class, [NoGradient] double @out = 1, double @var = 2, double @await = 3)
                {
                    double @if = @in.@double * @in.@ref, @record = @if * @class, @field = @record * @static;
                    return @field * @out * @var * @await;
                }
            }
        }
        internal static class Use
        {
            public static void Run()
            {
                var g = @namespace.@event.@class.returnGradient(new(3, 5), 7, 1, 1, 1);
                Probing.Check.Same(g.@in.@double, 70);
                Probing.Check.Same(g.@class, 30);
                Probing.Check.Objective(
                    new @namespace.@event.@class.returnObjective(1), "in.double in.ref class var await", 210, [3, 5, 7, 1, 1], 70, 42, 30, 210, 210);
            }
        }
        """);

    [Fact]
    public void Letters_of_every_script_may_name_anything() => Declared.Works("""
        using SymGrad;
        namespace Ωμέγα.数学
        {
            public static partial class Потери
            {
                public record struct Σ(double α, double β);

                [Differentiable]
                public static double ζήτα(Σ σ, double été)
                {
                    double δ = σ.α * σ.β, 変数 = δ * été;
                    return 変数 * 変数;
                }
            }
        }
        internal static class Use
        {
            public static void Run()
            {
                var g = Ωμέγα.数学.Потери.ζήταGradient(new(1, 2), 3);
                Probing.Check.Same(g.σ.α, 72);
                Probing.Check.Same(g.été, 24);
                Probing.Check.Objective(new Ωμέγα.数学.Потери.ζήταObjective(), "σ.α σ.β été", 36, [1, 2, 3], 72, 36, 24);
            }
        }
        """);

    [Fact]
    public void Names_may_differ_in_case_only()
    {
        var run = Declared.Works("""
            #pragma warning disable CS8981
            using SymGrad;
            namespace N { public static partial class A { [Differentiable] public static double Foo(double x, double X) => x * X; [Differentiable] public static double foo(double x) => 2 * x; } }
            namespace N { public static partial class a { [Differentiable] public static double Foo(double x) { double X = x * x, y = X * x, Y = y + X; return Y * y; } } }
            namespace n { public static partial class A { [Differentiable] public static double Foo(double x) => 4 * x; } }
            internal static class Use
            {
                public static void Run()
                {
                    Probing.Check.Same(N.A.FooGradient(2, 3).x, 3);
                    Probing.Check.Same(N.A.FooGradient(2, 3).X, 2);
                    Probing.Check.Same(N.A.fooGradient(1), 2);
                    Probing.Check.Same(N.a.FooGradient(1), 11);
                    Probing.Check.Same(n.A.FooGradient(1), 4);
                }
            }
            """);
        Assert.Equal(4, run.GeneratedSources.Select(s => s.HintName).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Overloads_get_overloaded_members_and_no_objective_unless_named()
    {
        var run = Declared.Works("""
            using SymGrad;
            public static partial class Losses
            {
                [Differentiable] public static double F(double x) => x * x;
                [Differentiable] public static float F(float x) => x * x * x;
                [Differentiable] public static double F(in double x, double y) => x * y;
                [Differentiable(Name = "G")] public static double F(double x, double y, double z) => x * y * z;
                [Differentiable(Name = nameof(Other))] public static double F(int n, double x) => n * x;
                private static void Other() { }
            }
            internal static class Use
            {
                public static void Run()
                {
                    Probing.Check.Same(Losses.FGradient(3.0), 6);
                    Probing.Check.Same(Losses.FGradient(3.0f), 27);
                    Probing.Check.Same(Losses.FGradient(3, 4).y, 3);
                    Probing.Check.Objective(new Losses.GObjective(), "x y z", 24, [2, 3, 4], 12, 8, 6);
                    Probing.Check.Objective(new Losses.OtherObjective(5), "x", 10, [2], 5);
                }
            }
            """, "SYMG1008");
        Assert.Equal(3, run.DiagnosticsOf("SYMG1008").Length);
    }

    /// <summary>Every name that generated code uses, as the name of something of the user's.</summary>
    public static TheoryData<string> Used => [.. s_used];

    private static readonly string[] s_used =
    [
        "Math", "MathF", "System", "Functions", "SymGrad", "IObjective", "Span", "ReadOnlySpan", "Value", "Gradient", "ArgumentException",
        "ArgumentOutOfRangeException", "ValueAndGradient", "ParameterCount", "ParameterName", "CheckLength", "Console", "GeneratedCode",
        "value", "partials", "parameters", "gradient", "length", "self", "name", "index", "product", "sum", "difference", "dx", "_x",
        "_value", "Tuple", "ValueTuple", "nameof", "var", "exp", "Item1", "Rest", "ToString2", "Equals2", "global", "default2", "_",
    ];

    [Theory, MemberData(nameof(Used))]
    public void A_parameter_may_be_called(string name) => Declared.Works($$"""
        using SymGrad;
        public static partial class Losses
        {
            [Differentiable]
            public static double F(double {{name}}, double x, [NoGradient] double k) =>
                {{name}} * k * {{name}} * x + System.Math.Exp(x - 5) + Functions2.Relu({{name}} + x);
        }
        internal static class Functions2 { public static double Relu(double t) => global::SymGrad.Functions.Relu(t); }
        internal static class Use
        {
            public static void Run()
            {
                var (a, b) = Losses.FGradient(3, 5, 2);
                Probing.Check.Near(a, 61);
                Probing.Check.Near(b, 20);
                Probing.Check.Objective(new Losses.FObjective(2), "{{name}} x", 99, [3, 5], 61, 20);
            }
        }
        """.Replace("System.Math", name == "System" ? "global::System.Math" : "System.Math", StringComparison.Ordinal));

    [Theory, MemberData(nameof(Used))]
    public void A_local_and_a_held_parameter_may_be_called(string name) => Declared.Works($$"""
        #pragma warning disable CS0219
        using SymGrad;
        public static partial class Losses
        {
            [Differentiable]
            public static double F(double x, double y, [NoGradient] double {{name}}) => G(x * {{name}}, y);

            [Differentiable]
            public static double G(double x, double y)
            {
                double {{name}} = global::System.Math.Exp(x - 6) * y;
                return {{name}} * x * {{name}} + y * global::SymGrad.Functions.Relu(x);
            }
        }
        internal static class Use
        {
            public static void Run()
            {
                Probing.Check.Objective(new Losses.GObjective(), "x y", 120, [6, 4], 212, 54);
                Probing.Check.Objective(new Losses.FObjective(2), "x y", 120, [3, 4], 424, 54);
            }
        }
        """);

    /// <summary>The compiler itself loses the contextual keywords where a type has taken them.</summary>
    public static TheoryData<string> UsedForTypes => [.. s_used.Where(n => n is not ("var" or "nameof"))];

    [Theory, MemberData(nameof(UsedForTypes))]
    public void The_containing_type_may_be_called(string name) => Declared.Works($$"""
        #pragma warning disable CS8981
        using SymGrad;
        namespace App
        {
            public static partial class {{name}}
            {
                [Differentiable]
                public static double F(double x, double y, [NoGradient] int n)
                {
                    double e = global::System.Math.Exp(x - 3);
                    return n * x * e * y + global::SymGrad.Functions.Relu(x);
                }
            }
            public partial record struct {{name}}2(double A)
            {
                [Differentiable] public double F(double x) => A * x;
            }
        }
        internal static class Use
        {
            public static void Run()
            {
                Probing.Check.Objective(new App.{{name}}.FObjective(2), "x y", 33, [3, 5], 41, 6);
            }
        }
        """);

    [Theory, MemberData(nameof(UsedForTypes))]
    public void A_type_around_or_beside_it_may_be_called(string name) => Declared.Works($$"""
        #pragma warning disable CS8981, CS0649, CS0169
        using SymGrad;
        namespace App.{{name}}
        {
            internal static class Clutter { internal static class {{name}} { } }
        }
        namespace App
        {
            public partial class Outer<{{name}}X>
            {
                public struct {{name}} { public double A, B; internal double C; }

                [Differentiable]
                public double F({{name}} x, double y)
                {
                    double e = global::System.Math.Exp(x.A - 3);
                    return x.B * e * y + global::SymGrad.Functions.Relu(y) * x.C;
                }

                [Differentiable]
                public static double G({{name}} x) => x.A * x.B;
            }
        }
        internal static class Use
        {
            public static void Run()
            {
                Probing.Check.Objective(new App.Outer<int>.FObjective(new()), "x.A x.B x.C y", 33, [3, 5, 1, 5.5], 27.5, 5.5, 5.5, 6);
                Probing.Check.Objective(new App.Outer<int>.GObjective(), "x.A x.B x.C", 6, [3, 2, 1], 2, 3, 0);
            }
        }
        """);

    [Theory, MemberData(nameof(UsedForTypes))]
    public void A_member_or_a_type_parameter_may_be_called(string name) => Declared.Works($$"""
        #pragma warning disable CS8981, CS0649, CS0169, CS0108, IDE0051, CS0414
        using SymGrad;
        public partial class Losses
        {
            private double {{name}} = 2;
            [Differentiable]
            public double F(double x, double y)
            {
                double e = global::System.Math.Exp(x - 3);
                return {{name}} * x * e * y + global::SymGrad.Functions.Relu(x);
            }
        }
        public static partial class Generic<{{name}}>
        {
            [Differentiable]
            public static double F(double x, double y, [NoGradient] {{name}}? n = default)
            {
                double e = global::System.Math.Exp(x - 3);
                return 2 * x * e * y + global::SymGrad.Functions.Relu(x);
            }
        }
        internal static class Use
        {
            public static void Run()
            {
                Probing.Check.Objective(new Losses.FObjective(new()), "x y", 33, [3, 5], 41, 6);
                Probing.Check.Objective(new Generic<string>.FObjective(null), "x y", 33, [3, 5], 41, 6);
                Probing.Check.Objective(new Generic<int>.FObjective(), "x y", 33, [3, 5], 41, 6);
            }
        }
        """);

    [Theory]
    [InlineData("System")]
    [InlineData("SymGrad")]
    [InlineData("Math")]
    [InlineData("System.Collections")]
    [InlineData("global2")]
    public void A_namespace_may_be_called(string name) => Declared.Works($$"""
        using SymGrad;
        namespace MyApp.{{name}}
        {
            public static class Math { public static double Exp(double x) => -x; }
            public static class Functions { public static double Relu(double x) => -x; }
            public class IObjective<T>;
            public class Span<T>;
            public class ArgumentException;
            public static partial class Losses
            {
                [Differentiable]
                public static double F(double x, double y) => global::System.Math.Exp(x - 3) * y + global::SymGrad.Functions.Relu(x) + Math.Exp(x) + Functions.Relu(x);
            }
        }
        namespace MyApp
        {
            public static partial class Losses
            {
                [Differentiable]
                public static double F(double x, double y) => global::System.Math.Exp(x - 3) * y + global::SymGrad.Functions.Relu(x);
            }
        }
        internal static class Use
        {
            public static void Run()
            {
                Probing.Check.Objective(new MyApp.Losses.FObjective(), "x y", 8, [3, 5], 6, 1);
                Probing.Check.Objective(new MyApp.{{name}}.Losses.FObjective(), "x y", 2, [3, 5], 4, 1);
            }
        }
        """);

    [Theory]
    [InlineData("global using Math = Elsewhere.Math;")]
    [InlineData("global using Elsewhere;")]
    [InlineData("global using MathF = System.Math; global using Math = System.MathF;")]
    [InlineData("global using static Elsewhere.Holder;")]
    [InlineData("global using System; global using static System.Math; global using Functions = System.Math;")]
    public void Global_usings_may_change_what_names_mean(string usings) => Declared.Works($$"""
        {{usings}}
        #pragma warning disable CS8019
        namespace Elsewhere
        {
            public static class Math { public static double Exp(double x) => -x; }
            public static class MathF { }
            public static class Functions { }
            public class ReadOnlySpan<T>;
            public class Span;
            public class ArgumentOutOfRangeException;
            public static class Holder { public static class Math { } public static class IObjective { } public static class Span<T> { } }
        }
        public static partial class Losses
        {
            [SymGrad.Differentiable]
            public static double F(double x, double y) => global::System.Math.Exp(x - 3) * y + global::SymGrad.Functions.Relu(x);
        }
        internal static class Use
        {
            public static void Run() => Probing.Check.Objective(new Losses.FObjective(), "x y", 8, [3, 5], 6, 1);
        }
        """);

    [Theory]
    [InlineData("private static double FGradient() => 1;", "FGradient")]
    [InlineData("private static readonly double FValueAndGradient;", "FValueAndGradient")]
    [InlineData("private enum FObjective { }", "FObjective")]
    public void A_name_that_is_taken_is_an_error_at_the_attribute(string member, string name)
    {
        var diagnostic = Declared.Refused($$"""
            #pragma warning disable CS0169, IDE0051
            using SymGrad;
            public static partial class Losses
            {
                [Differentiable]
                public static double F(double x) => x * x;
                {{member}}
            }
            """, "SYMG1002", "Differentiable");
        Assert.Contains($"'{name}'", diagnostic.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("class FGradient", "FGradient")]
    [InlineData("struct FObjective", "FObjective")]
    [InlineData("record FValueAndGradient", "FValueAndGradient")]
    [InlineData("class Losses<FObjective>", "FObjective")]
    [InlineData("class Losses<FGradient>", "FGradient")]
    public void The_containing_types_own_name_is_taken_too(string type, string name)
    {
        var diagnostic = Declared.Refused($$"""
            using SymGrad;
            public partial {{type}}
            {
                [Differentiable]
                public static double F(double x) => x * x;
            }
            """, "SYMG1002", "Differentiable");
        Assert.Contains($"'{name}'", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_methods_cannot_generate_one_name()
    {
        var run = GeneratorRun.Of("""
            using SymGrad;
            public static partial class Losses
            {
                [Differentiable] public static double F(double x) => x * x;
                [Differentiable] public static double FValueAnd(double x) => x * x;
                [Differentiable(Name = "G")] public static double H(double x) => x * x;
                [Differentiable(Name = "G")] public static double I(double x) => x * x;
                [Differentiable(Name = "K")] public static double K1(double x, double y) => x * y;
                [Differentiable(Name = "K")] public static double K2(double x) => x * x;
            }
            """).AssertReported("SYMG1002", "SYMG1008");
        Assert.Equal(4, run.DiagnosticsOf("SYMG1002").Length);
        using var _ = GeneratorRun.Of(run.Options, [.. run.Sources.Select(s => s.Replace("FValueAnd(", "FOther(", StringComparison.Ordinal).Replace("\"G\")] public static double I", "\"I\")] public static double I", StringComparison.Ordinal))])
            .AssertReported("SYMG1008").Compile();
    }

    [Theory]
    [InlineData("1G")]
    [InlineData("a b")]
    [InlineData("")]
    [InlineData("@class")]
    [InlineData("A.B")]
    public void A_stem_must_be_an_identifier(string name) => Declared.Refused($$"""
        using SymGrad;
        public static partial class Losses
        {
            [Differentiable(Name = "{{name}}")]
            public static double F(double x) => x * x;
        }
        """, "SYMG1010", $"Differentiable(Name = \"{name}\")");

    [Fact]
    public void A_stem_may_be_a_keyword() => Declared.Works("""
        using SymGrad;
        public static partial class Losses
        {
            [Differentiable(Name = "class")]
            public static double F(double x) => x * x;
        }
        internal static class Use
        {
            public static void Run() => Probing.Check.Objective(new Losses.classObjective(), "x", 9, [3], 6);
        }
        """);

    [Fact]
    public void A_struct_may_have_a_parameter_called_self() => Declared.Works("""
        using SymGrad;
        public partial record struct Model(double A, double B)
        {
            [Differentiable] public double F(double self, double self2) => A * B * self * self2;
        }
        public partial class Holder
        {
            [Differentiable] public double F(double x, [NoGradient] double self) => x * self;
        }
        internal static class Use
        {
            public static void Run()
            {
                Probing.Check.Objective(new Model.FObjective(), "self3.A self3.B self self2", 210, [2, 3, 5, 7], 105, 70, 42, 30);
                Probing.Check.Same(new Model(2, 3).FGradient(5, 7).self, 42);
                Probing.Check.Objective(new Holder.FObjective(new(), 2), "x", 6, [3], 2);
            }
        }
        """);

    [Fact]
    public void Held_parameters_may_look_like_each_others_fields() => Declared.Works("""
        using SymGrad;
        public static partial class Losses
        {
            [Differentiable] public static double F(double x, [NoGradient] double p, [NoGradient] double _p, [NoGradient] double __p) => x * p + _p * x * x + __p;
        }
        internal static class Use
        {
            public static void Run() => Probing.Check.Objective(new Losses.FObjective(2, 3, 4), "x", 9, [1], 8);
        }
        """);

    [Fact]
    public void Parameters_may_have_names_that_no_tuple_element_can_have() => Declared.Works("""
        using SymGrad;
        public static partial class Losses
        {
            [Differentiable]
            public static double F(double Item2, double ToString, double Item3, double Rest, double Equals, double CompareTo, double Deconstruct, double GetHashCode, double Item9, double Item01, double Item1) =>
                Item2 + 2 * ToString + 3 * Item3 + 4 * Rest + 5 * Equals + 6 * CompareTo + 7 * Deconstruct + 8 * GetHashCode + 9 * Item9 + 10 * Item01 + 11 * Item1;
        }
        internal static class Use
        {
            public static void Run()
            {
                var g = Losses.FGradient(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
                Probing.Check.Same(g.Item1, 1);
                Probing.Check.Same(g.Item11, 11);
                Probing.Check.Same(g.Item01, 10);
                Probing.Check.Objective(
                    new Losses.FObjective(), "Item2 ToString Item3 Rest Equals CompareTo Deconstruct GetHashCode Item9 Item01 Item1", 66,
                    [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
            }
        }
        """);
}
