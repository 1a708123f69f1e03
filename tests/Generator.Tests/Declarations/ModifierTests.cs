using Microsoft.CodeAnalysis;

namespace SymGrad.Generator.Tests.Declarations;

public class ModifierTests
{
    [Theory]
    [InlineData("private", "private")]
    [InlineData("protected", "protected")]
    [InlineData("private protected", "private protected")]
    [InlineData("protected internal", "protected internal")]
    [InlineData("internal", "internal")]
    [InlineData("public", "public")]
    [InlineData("", "private")]
    [InlineData("unsafe internal", "internal")]
    [InlineData("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)] internal", "internal")]
    public void A_method_gives_its_accessibility_to_what_is_generated(string modifiers, string generated)
    {
        var run = Declared.Works(GeneratorOptions.Default with { AllowUnsafe = true }, $$"""
            using SymGrad;
            public partial class Losses
            {
                [Differentiable]
                {{modifiers}} static double F(double x) => x * x;
                [Differentiable]
                {{modifiers}} double G(double x) => x * x * x;
                internal static void Run()
                {
                    Probing.Check.Objective(new FObjective(), "x", 9, [3], 6);
                    Probing.Check.Objective(new GObjective(new()), "x", 27, [3], 27);
                }
            }
            internal static class Use { public static void Run() => Losses.Run(); }
            """);
        Assert.Contains($"    {generated} static double FGradient(", run.GeneratedText, StringComparison.Ordinal);
        Assert.Contains($"    {generated} readonly struct GObjective ", run.GeneratedText, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sealed_override_is_differentiated_and_may_hide_the_bases_derivative() => Declared.Works("""
        using SymGrad;
        public abstract class Root { protected abstract double F(double x); }
        public partial class Base : Root
        {
            [Differentiable]
            protected sealed override double F(double x) => x * x;
            [Differentiable]
            public double G(double x) => x;
        }
        public sealed partial class Derived : Base
        {
            [Differentiable]
            public new double G(double x) => 7 * x;
            [Differentiable]
            public double G(double x, double y) => x * y;
            internal static void Run()
            {
                Probing.Check.Same(new Derived().FGradient(3), 6);
                Probing.Check.Same(new Derived().GGradient(3), 7);
                Probing.Check.Same(((Base)new Derived()).GGradient(3), 1);
            }
        }
        public sealed partial class Other : Root
        {
            [Differentiable]
            protected override double F(double x) => x * x * x;
            internal static void Run() => Probing.Check.Objective(new FObjective(new()), "x", 8, [2], 12);
        }
        internal static class Use { public static void Run() { Derived.Run(); Other.Run(); } }
        """, "SYMG1008");

    [Fact]
    public void A_derivative_hides_with_new_whatever_it_hides_and_nothing_else() => Declared.Works("""
        using SymGrad;
        public class Root
        {
            public double FGradient(double x) => x;
            public double FGradient(double x, double y) => x;
            public class FObjective { }
            private double FValueAndGradient(double x) => x;
            public int HGradient;
            protected static void KGradient(int n) { }
        }
        public partial class Middle : Root
        {
            [Differentiable] public double F(double x) => x * x;
            [Differentiable] public double H(double x) => x * x;
            [Differentiable] public double K(double x) => x * x;
            [Differentiable] public static double L(in double x) => x * x;
            [Differentiable(Name = "M")] public static double L2(double x) => x * x;
        }
        public partial class Leaf<T> : Middle
        {
            [Differentiable] public static double M(double x) => 3 * x;
            [Differentiable(Name = "L")] public static double N(double x) => 4 * x;
        }
        public partial class Last : Leaf<int>
        {
            [Differentiable] public static new double M(double x) => 5 * x;
        }
        internal static class Use
        {
            public static void Run()
            {
                Probing.Check.Objective(new Middle.FObjective(new()), "x", 9, [3], 6);
                Probing.Check.Objective(new Last.MObjective(), "x", 15, [3], 5);
                Probing.Check.Objective(new Leaf<string>.MObjective(), "x", 9, [3], 3);
            }
        }
        """);

    [Theory]
    [InlineData("class", "public virtual double F(double x) => x * x;")]
    [InlineData("record", "public virtual double F(double x) => x * x;")]
    [InlineData("interface", "double F(double x) => x * x;")]
    [InlineData("interface", "static virtual double F(double x) => x * x;")]
    [InlineData("class", "public override double F(double x) => x * x;")]
    public void A_method_that_may_be_overridden_is_known_only_at_run_time(string kind, string method) => Declared.Refused($$"""
        #pragma warning disable CS0115
        using SymGrad;
        public abstract class Root { public abstract double F(double x); }
        public partial {{kind}} Losses {{(method.Contains("override", StringComparison.Ordinal) ? ": Root" : "")}}
        {
            [Differentiable]
            {{method}}
        }
        """, "SYMG2004", "F");

    [Fact]
    public void A_virtual_method_of_a_sealed_class_is_known() => Declared.Works("""
        using SymGrad;
        public abstract class Root { public virtual double F(double x) => x; }
        public sealed partial class Losses : Root
        {
            [Differentiable]
            public override double F(double x) => x * x;
        }
        public readonly partial record struct S(double A)
        {
            [Differentiable]
            public double F(double x) => x * A;
        }
        internal static class Use
        {
            public static void Run() => Probing.Check.Objective(new Losses.FObjective(new()), "x", 9, [3], 6);
        }
        """);

    [Theory]
    [InlineData("abstract class", "public abstract double F(double x);", "SYMG1007")]
    [InlineData("interface", "double F(double x);", "SYMG1007")]
    [InlineData("class", "public static extern double F(double x);", "SYMG1007")]
    [InlineData("class", "public static async System.Threading.Tasks.Task<double> F(double x) { await System.Threading.Tasks.Task.Yield(); return x; }", "SYMG2006", "SYMG1004")]
    [InlineData("class", "public static ref double F(ref double x) => ref x;", "SYMG1004")]
    [InlineData("class", "public static decimal F(double x) => 1;", "SYMG1004")]
    [InlineData("class", "public static void F(double x) { }", "SYMG1004")]
    [InlineData("class", "public static T F<T>(T x) => x;", "SYMG1011")]
    [InlineData("class", "public static double F() => 1;", "SYMG1003")]
    [InlineData("class", "public static double F(int x) => x;", "SYMG1003")]
    [InlineData("class", "public static double F([NoGradient] double x) => x;", "SYMG1003")]
    [InlineData("class : System.ICloneable", "object System.ICloneable.Clone() => this;", "SYMG1015", "SYMG1004")]
    [InlineData("class : System.IComparable<double>", "int System.IComparable<double>.CompareTo(double x) => 1;", "SYMG1015", "SYMG1004")]
    public void What_cannot_be_differentiated_says_why(string kind, string method, params string[] ids)
    {
        var (keyword, bases) = kind.Split(" : ") is [var k, var b] ? (k, " : " + b) : (kind, "");
        var run = GeneratorRun.Of($$"""
            using SymGrad;
            public {{keyword.Replace("class", "partial class", StringComparison.Ordinal).Replace("interface", "partial interface", StringComparison.Ordinal)}} Losses{{bases}}
            {
                [Differentiable]
                {{method}}
            }
            """).AssertReported(ids);
        Assert.Empty(run.GeneratedSources);
    }

    [Fact]
    public void An_explicit_implementation_is_refused() => Declared.Refused("""
        using SymGrad;
        public interface IModel { double F(double x); }
        public partial class Model : IModel
        {
            [Differentiable]
            double IModel.F(double x) => x * x;
        }
        """, "SYMG1015", "F");

    [Theory]
    [InlineData("[System.Obsolete]")]
    [InlineData("[System.Obsolete(\"Use \\\"G\\\" \\\\ instead\")]")]
    [InlineData("[System.Obsolete(\"No\", true)]")]
    [InlineData("[System.Obsolete(\"No\", error: false, DiagnosticId = \"MINE\", UrlFormat = \"https://example.org/{0}\")]")]
    [InlineData("[System.Diagnostics.CodeAnalysis.Experimental(\"MINE\")]")]
    public void What_the_user_warns_of_carries_over(string attribute)
    {
        var run = Declared.Works($$"""
            #pragma warning disable MINE
            using SymGrad;
            public partial class Losses
            {
                [Differentiable]
                {{attribute}}
                public static double F(double x) => x * x;
            }
            internal static class Use
            {
                public static void Run()
                {
                    var check = typeof(Probing.Check);
                    if (typeof(Losses).GetMethod("FGradient")!.GetCustomAttributes(false).Length < 2)
                        throw new System.InvalidOperationException();
                }
            }
            """);
    }

    [Fact]
    public void Obsolete_types_and_fields_that_a_method_uses_warn_nobody_again() => Declared.Works("""
        #pragma warning disable CS0612, CS0618
        using SymGrad;
        [System.Obsolete] public static class Old { public static readonly double Half = 0.5; }
        public struct Line { [System.Obsolete("No")] public double A; public double B; }
        [System.Obsolete] public record struct Point(double X);
        public static partial class Losses
        {
            [Differentiable]
            public static double F(Line p, Point q) => p.A * p.B * q.X * Old.Half;
        }
        [System.Obsolete]
        public static partial class OldLosses
        {
            [Differentiable]
            public static double F(double x) => x * x;
        }
        internal static class Use
        {
            public static void Run()
            {
                Probing.Check.Objective(new Losses.FObjective(), "p.A p.B q.X", 15, [3, 5, 2], 5, 3, 7.5);
                Probing.Check.Objective(new OldLosses.FObjective(), "x", 9, [3], 6);
            }
        }
        """);

    [Theory]
    [InlineData("x", "[Differentiable] public static partial double F(double x, int n); public static partial double F(double x, int n) => n * x * x;")]
    [InlineData("x", "public static partial double F(double x, int n); [Differentiable] public static partial double F(double x, int n) => n * x * x;")]
    [InlineData("y", "public static partial double F(double y, int n); [Differentiable] public static partial double F(double x, int n) { double t = x * n; return t * x; }")]
    [InlineData("x", "[Differentiable] public static partial double F(double x, int n); public static partial double F(double y, int m) { double t = y * m; return t * y; }")]
    [InlineData("x", "[Differentiable] public static partial double F(double x, [NoGradient] double n); public static partial double F(double x, double n) => n * x * x;")]
    [InlineData("x", "[Differentiable] public static double F(double x, int n) => G(x, n); private static partial double G(double u, int m); private static partial double G(double v, int w) => w * v * v;")]
    public void A_partial_method_may_be_marked_on_either_part(string name, string parts) => Declared.Runs(GeneratorOptions.Default, $$"""
        #pragma warning disable CS8826
        using SymGrad;
        public static partial class Losses
        {
            {{parts}}
        }
        internal static class Use
        {
            public static void Run() => Probing.Check.Objective(new Losses.FObjective(2), "{{name}}", 18, [3], 12);
        }
        """).AssertUnrelatedEditChangesNothing(TrackedSteps.OfGenerator());

    [Fact]
    public void Marked_on_both_parts_it_is_the_compilers_error_and_generated_once() => Assert.Single(GeneratorRun.Of("""
        using SymGrad;
        public static partial class Losses
        {
            [Differentiable] public static partial double F(double x);
            [Differentiable] public static partial double F(double x) => x * x;
        }
        """).AssertReported().GeneratedSources);

    [Fact]
    public void A_partial_method_whose_body_is_missing_says_so() => Assert.Contains("SYMG1007", GeneratorRun.Of("""
        using SymGrad;
        public static partial class Losses
        {
            [Differentiable] public static partial double F(double x);
        }
        """).GeneratorDiagnostics.Select(d => d.Id));

    [Theory]
    [InlineData(NullableContextOptions.Disable)]
    [InlineData(NullableContextOptions.Enable)]
    [InlineData(NullableContextOptions.Warnings)]
    [InlineData(NullableContextOptions.Annotations)]
    public void Nullable_may_be_on_or_off(NullableContextOptions nullable) => Declared.Works(GeneratorOptions.Default with { Nullable = nullable }, """
        #pragma warning disable CS8632, CS8625
        using SymGrad;
        using System.Collections.Generic;
        public partial class Losses
        {
            public string Tag;
            public Losses(string tag) => Tag = tag;

            [Differentiable]
            public double F(double x, [NoGradient] string a = null, [NoGradient] List<string> b = null, [NoGradient] string c = "c", [NoGradient] Losses d = null) => x * x;
            public static double G(double x) => new Losses("").F(x);
        }
        internal static class Use
        {
            public static void Run()
            {
                Probing.Check.Same(new Losses("").FGradient(3), 6);
                Probing.Check.Objective(new Losses.FObjective(new("")), "x", 9, [3], 6);
                Probing.Check.Objective(new Losses.FObjective(new(""), null), "x", 9, [3], 6);
            }
        }
        """);

    [Fact]
    public void An_older_language_version_is_enough_for_what_it_can_say() => Declared.Works(GeneratorOptions.Default with
    {
        ParseOptions = GeneratorOptions.Default.ParseOptions.WithLanguageVersion(Microsoft.CodeAnalysis.CSharp.LanguageVersion.CSharp14),
    }, """
        using SymGrad;
        public static partial class Losses
        {
            [Differentiable]
            public static double F(double field, double x) => x * x * field;
        }
        internal static class Use
        {
            public static void Run() => Probing.Check.Objective(new Losses.FObjective(), "field x", 18, [2, 3], 9, 12);
        }
        """);
}
