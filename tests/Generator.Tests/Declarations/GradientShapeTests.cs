namespace SymGrad.Generator.Tests.Declarations;

public class GradientShapeTests
{
    // Each has leaves A and B, and F(p) = A·A·B at (3, 5).
    [Theory]
    [InlineData("public record struct P(double A, double B);", "new(3, 5)")]
    [InlineData("public readonly record struct P(double A, double B);", "new(3, 5)")]
    [InlineData("public record struct P { public double A; public double B; }", "new() { A = 3, B = 5 }")]
    [InlineData("public struct P { public double A; public double B; }", "new() { A = 3, B = 5 }")]
    [InlineData("public struct P { public double A, B; public static double S; public const double K = 1; public double Sum => A + B; public double M() => A; }", "new() { A = 3, B = 5 }")]
    [InlineData("public struct P { public double A { get; set; } public double B { get; init; } }", "new() { A = 3, B = 5 }")]
    [InlineData("public struct P { public double A { readonly get; set; } public double B { get; private set; } public P(double a, double b) { A = a; B = b; } }", "new(3, 5)")]
    [InlineData("public readonly struct P { public readonly double A; public readonly double B; public P(double a, double b) { A = a; B = b; } }", "new(3, 5)")]
    [InlineData("public readonly struct P { public readonly double A; public readonly double B; public P(double b, double a) { this.B = b; this.A = a; } }", "new(5, 3)")]
    [InlineData("public readonly struct P { public readonly double A, B; public P(double b, double a) => (A, B) = (a, b); }", "new(5, 3)")]
    [InlineData("public readonly struct P { public double A { get; } public double B { get; } public P(in double a, double b) { A = a; B = b; } }", "new(3, 5)")]
    [InlineData("public readonly struct P(double b, double a) { public double A { get; } = a; public double B { get; } = b; }", "new(5, 3)")]
    [InlineData("public readonly struct P { public readonly double A; public readonly double B; public P(double a, double b, bool doubled) { A = doubled ? 2 * a : a; B = b; } public P(double a, double b) : this(b, a, 0) { } private P(double b, double a, int n) { A = a; B = b; } }", "new(3, 5)")]
    [InlineData("public readonly struct P { public readonly double A, B; public P(double a, double b) { if (a < 0) throw new System.ArgumentException(\"a\"); A = a; B = b; } internal P(int n, double b, double a) { A = a; B = b; } public static P Of(double a, double b) => new(0, b, a); public P(double b, double a, P? none) { A = a; B = b; } public P(double a, double b, byte x = 0) : this(0, b, a) { } }", "new(3, 5)", "SYMG1006")]
    [InlineData("public struct P { public double A = 7, B = 8; public P() { A = 1; B = 2; } }", "new() { A = 3, B = 5 }")]
    [InlineData("public struct P { public double A = 7; public double B; public P(double b) => B = b; }", "new() { A = 3, B = 5 }")]
    [InlineData("public record struct P(double A, double B) { public P() : this(1, 2) { } }", "new(3, 5)")]
    [InlineData("public record struct P(double A) { public double B { get; set; } = 9; public int N = 5; }", "new(3) { B = 5 }")]
    [InlineData("public struct P { public required double A; public required double B { get; set; } }", "new() { A = 3, B = 5 }")]
    [InlineData("public struct P { public required double A; public double B; public required int N; public required string S { get; init; } }", "new() { A = 3, B = 5, N = 1, S = \"\" }")]
    [InlineData("public readonly struct P { public required double A { get; init; } public readonly double B; public P(double a, double b) { A = a; B = b; } [System.Diagnostics.CodeAnalysis.SetsRequiredMembers] public P(double a, double b, int n) { A = a; B = b; } }", "new(3, 5) { A = 3 }", "SYMG1006")]
    [InlineData("public readonly struct P { public required double A { get; init; } public readonly double B; [System.Diagnostics.CodeAnalysis.SetsRequiredMembers] public P(double b, double a) { A = a; B = b; } }", "new(5, 3)")]
    [InlineData("public struct P { public double A, B; private int _hidden; public int Read() => _hidden; public void Set(int n) => _hidden = n; }", "new() { A = 3, B = 5 }", "SYMG1006")]
    [InlineData("public struct P { private double _a; public double A { get => _a; set => _a = value; } public double B; }", "new() { A = 3, B = 5 }", "SYMG1006")]
    [InlineData("public struct P { public double A { get; set => field = value < 0 ? 0 : value; } public double B; }", "new() { A = 3, B = 5 }", "SYMG1006")]
    [InlineData("public struct P { public double A { get => field + 1; set; } public double B; }", "new() { A = 2, B = 5 }", "SYMG1006")]
    [InlineData("public struct P(double a, double b) { public double A => a; public double B => b; public void Set(double x) => a = x; }", "new(3, 5)", "SYMG1006")]
    [InlineData("public struct P { public double A; public double B; public readonly int N; }", "new() { A = 3, B = 5 }", "SYMG1006")]
    [InlineData("[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Explicit)] public struct P { [System.Runtime.InteropServices.FieldOffset(0)] public double A; [System.Runtime.InteropServices.FieldOffset(0)] public double B; }", "new() { A = 3, B = 5 }", "SYMG1006")]
    [InlineData("[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Sequential, Pack = 1)] public struct P { public double A; public bool C; public double B; }", "new() { A = 3, B = 5 }")]
    [InlineData("[System.Runtime.CompilerServices.InlineArray(2)] public struct P { internal double _e; public double A => this[0]; public double B => this[1]; }", "default", "SYMG1006")]
    [InlineData("public unsafe struct P { public double A, B; public fixed double C[4]; }", "new() { A = 3, B = 5 }", "SYMG1006")]
    [InlineData("public unsafe struct P { public double A, B; public double* C; }", "new() { A = 3, B = 5 }", "SYMG1006")]
    [InlineData("public struct P { public double A, B; public double? C; }", "new() { A = 3, B = 5 }", "SYMG1006")]
    [InlineData("public struct P { public double A, B; [NoGradient] public double? C; public decimal D; public char E; public nint F; public System.Guid G; public System.DateTime H; public object? I; public int[]? J; public System.DayOfWeek K; public System.Half L; public System.Int128 M; }", "new() { A = 3, B = 5 }")]
    [InlineData("public record struct P(double A, [property: NoGradient] double C, double B);", "new(3, 9, 5)")]
    [InlineData("public record struct P([field: NoGradient] double C, double A, double B);", "new(9, 3, 5)")]
    [InlineData("public record struct P([NoGradient] double C, double A, double B);", "new(9, 3, 5)")]
    [InlineData("public struct P { public double A, B; public event System.Action? E; public void Raise() => E?.Invoke(); }", "new() { A = 3, B = 5 }")]
    [InlineData("public struct P { public double A; public P2 Q; public double B => Q.B; public struct P2 { public double B; } }", "new() { A = 3, Q = new() { B = 5 } }")]
    [InlineData("public struct P { public double A; public double B; public P Next; }", "default", "")]
    public void A_struct_is_rebuilt_or_refused(string declaration, string point, params string[] reported)
    {
        var options = GeneratorOptions.Default with { AllowUnsafe = true };
        var source = $$"""
            #pragma warning disable CS8618, CS0649, CS9113, CS0414, CS0067, CS0523, CS0169, CS9264, CS0282
            using SymGrad;
            {{declaration}}
            public static partial class Losses
            {
                [Differentiable]
                public static double F(P p) => p.A * p.A * p.B;
            }
            internal static class Use
            {
                public static void Run()
                {
                    P p = {{point}};
                    var g = Losses.FGradient(p);
                    Probing.Check.Same(g.A, 30);
                    Probing.Check.Same(g.B, 9);
                    var (value, h) = Losses.FValueAndGradient(p);
                    Probing.Check.Same(value, Losses.F(p));
                    Probing.Check.Same(h.A, 30);
                }
            }
            """;
        if (reported.Length == 0)
        {
            Declared.Works(options, source);
            return;
        }

        var run = GeneratorRun.Of(options, source);
        Assert.Empty(run.GeneratedSources);
        if (reported[0] != "")
            Assert.Equal("P p", run.AssertReported(reported).Diagnostic(reported[0]).Text);
    }

    [Fact]
    public void Structs_that_contain_themselves_end_the_reading_and_not_the_process()
    {
        foreach (var declaration in (string[])[
            "struct P { public double A; public P Next; }",
            "struct P { public double A; public Q Next; } struct Q { public P Back; }",
            "struct P<T> { public double A; public P<P<T>> Next; }",
            "struct P { public double A; public (P, double) Next; }",
            "struct P { public double A; public P? Next; }"])
        {
            var type = declaration.Contains("P<T>", StringComparison.Ordinal) ? "P<int>" : "P";
            var run = GeneratorRun.Of($$"""
                using SymGrad;
                {{declaration}}
                static partial class Losses { [Differentiable] static double F(double x, {{type}} p) { {{type}} q = default; q = p with { A = x }; return q.A; } }
                """);
            Assert.DoesNotContain("SYMG9001", run.GeneratorDiagnostics.Select(d => d.Id));
        }
    }

    [Fact]
    public void Nested_structs_of_every_kind_are_rebuilt() => Declared.Works("""
        using SymGrad;
        public record struct A(double X, B Y);
        public readonly struct B { public readonly C Z; public double W { get; } public B(double w, C z) { W = w; Z = z; } }
        public struct C { public (double Left, (float, double Right) Rest2) T { get; set; } public D<double> V; public required int N; }
        public readonly record struct D<T>(T Head, T Tail) where T : struct;
        public static partial class Losses
        {
            [Differentiable]
            public static double F(A a, D<D<double>> d) =>
                a.X * a.Y.W * a.Y.Z.N + a.Y.Z.T.Left * a.Y.Z.T.Rest2.Item1 * a.Y.Z.T.Rest2.Right + a.Y.Z.V.Head * a.Y.Z.V.Tail * d.Head.Tail * d.Tail.Head;
        }
        internal static class Use
        {
            public static void Run()
            {
                var a = new A(2, new(3, new() { N = 4 }));
                var d = new D<D<double>>(new(1, 2), new(3, 4));
                Probing.Check.Objective(
                    new Losses.FObjective(a), "a.X a.Y.Z.T.Left a.Y.Z.T.Rest2.Item1 a.Y.Z.T.Rest2.Right a.Y.Z.V.Head a.Y.Z.V.Tail a.Y.W d.Head.Head d.Head.Tail d.Tail.Head d.Tail.Tail",
                    344, [2, 5, 6, 7, 1, 1, 14, 1, 2, 11, 4], 56, 42, 35, 30, 22, 22, 8, 0, 11, 2, 0);
                Probing.Check.Same(Losses.FGradient(a, d).a.Y.Z.N, 0);
            }
        }
        """);

    [Fact]
    public void Tuples_are_rebuilt_with_their_names() => Declared.Works("""
        using SymGrad;
        public static partial class Losses
        {
            [Differentiable]
            public static double F((double X, double @class, (double, float Deep) Inner, int N) t) => t.X * t.@class + t.Inner.Item1 * t.Inner.Deep * t.N;
            [Differentiable]
            public static double G((double, double) a, (double b1, double, double, double, double, double, double, double b8, double b9) b) => a.Item1 * a.Item2 + b.b1 * b.Item2 * b.b8 * b.b9;
        }
        internal static class Use
        {
            public static void Run()
            {
                var g = Losses.FGradient((2, 3, (5, 7f), 2));
                Probing.Check.Same(g.X, 3);
                Probing.Check.Same(g.@class, 2);
                Probing.Check.Same(g.Inner.Deep, 10);
                Probing.Check.Same(g.N, 0);
                Probing.Check.Objective(new Losses.FObjective((0, 0, default, 2)), "t.X t.class t.Inner.Item1 t.Inner.Deep", 76, [2, 3, 5, 7], 3, 2, 14, 10);
                Probing.Check.Objective(new Losses.GObjective(), "a.Item1 a.Item2 b.b1 b.Item2 b.Item3 b.Item4 b.Item5 b.Item6 b.Item7 b.b8 b.b9", 36, [2, 3, 2, 3, 0, 0, 0, 0, 0, 5, 1], 3, 2, 15, 10, 0, 0, 0, 0, 0, 6, 30);
            }
        }
        """);

    [Fact]
    public void Vectors_of_the_library_are_structs_like_others() => Declared.Works("""
        using System.Numerics;
        using SymGrad;
        public static partial class Losses
        {
            [Differentiable]
            public static float F(Vector2 v, in Vector3 w, Quaternion q) => v.X * v.Y * w.Z + q.W;
        }
        internal static class Use
        {
            public static void Run()
            {
                Probing.Check.Same(Losses.FGradient(new(2, 3), new(0, 0, 5), default).v.X, 15);
                Probing.Check.SingleObjective(new Losses.FObjective(), "v.X v.Y w.X w.Y w.Z q.X q.Y q.Z q.W", 31, [2, 3, 0, 0, 5, 0, 0, 0, 1], 15, 10, 0, 0, 6, 0, 0, 0, 1);
            }
        }
        """);

    [Theory]
    [InlineData("System.Numerics.Complex z")]
    [InlineData("System.Nullable<double> z")]
    [InlineData("System.Runtime.InteropServices.NFloat z")]
    public void A_struct_that_hides_its_fields_is_refused_where_it_stands(string parameter)
    {
        var run = GeneratorRun.Of($"using SymGrad; public static partial class L {{ [Differentiable] public static double F(double x, {parameter}) => x; }}");
        var problem = Assert.Single(run.GeneratorDiagnostics);
        Assert.Equal(parameter, run.Diagnostic(problem.Id).Text);
    }

    [Fact]
    public void A_union_is_refused_inside_a_method_too()
    {
        var run = GeneratorRun.Of("""
            using SymGrad;
            using System.Runtime.InteropServices;
            [StructLayout(LayoutKind.Explicit)]
            public struct Union { [FieldOffset(0)] public double A; [FieldOffset(0)] public double B; }
            public static partial class Losses
            {
                [Differentiable]
                public static double F(double x)
                {
                    Union u = new() { A = x };
                    return u.B;
                }
            }
            """).AssertReported("SYMG2010");
        Assert.Empty(run.GeneratedSources);
    }

    [Fact]
    public void Structs_of_another_project_are_structs_like_others()
    {
        using var library = GeneratorRun.Of(GeneratorOptions.Default with { AssemblyName = "Library" }, """
            namespace Library;
            public record struct Layer(double Weight, double Bias);
            public readonly record struct Pair(Layer First, Layer Second);
            public struct Open { public double A; public int N; }
            public struct Auto { public double A { get; set; } public double B { get; init; } }
            [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Explicit)]
            public struct Union
            {
                [System.Runtime.InteropServices.FieldOffset(0)] public double A;
                [System.Runtime.InteropServices.FieldOffset(0)] public double B;
            }
            """).Compile();
        var options = GeneratorOptions.Default with { ReferencedSamples = [library] };
        var refused = GeneratorRun.Of(options, "using SymGrad; public static partial class L { [Differentiable] public static double F(Library.Union u) => u.A * u.B; }").AssertReported("SYMG1006");
        Assert.Empty(refused.GeneratedSources);
        Declared.Works(options, """
            using Library;
            using SymGrad;
            public static partial class Losses
            {
                [Differentiable]
                public static double F(Open o) => o.A * o.A * o.N;
                [Differentiable]
                public static double G(Pair p, Auto a) => p.First.Weight * p.Second.Bias * a.A * a.B;
            }
            internal static class Use
            {
                public static void Run()
                {
                    Probing.Check.Objective(new Losses.FObjective(new() { N = 2 }), "o.A", 18, [3], 12);
                    Probing.Check.Objective(new Losses.GObjective(), "p.First.Weight p.First.Bias p.Second.Weight p.Second.Bias a.A a.B", 210, [2, 0, 0, 3, 5, 7], 105, 0, 0, 70, 42, 30);
                }
            }
            """);
    }
}
