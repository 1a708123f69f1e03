namespace SymGrad.Generator.Tests.Declarations;

public class ParameterTests
{
    [Theory]
    [InlineData("this double x, double y")]
    [InlineData("this in double x, in double y")]
    [InlineData("this ref readonly double x, ref readonly double y")]
    [InlineData("in double x, ref readonly double y")]
    [InlineData("scoped in double x, scoped ref readonly double y")]
    [InlineData("double x, double y = 3")]
    [InlineData("double x = double.NaN, double y = double.PositiveInfinity")]
    public void Doubles_may_be_passed_as(string parameters) => Declared.Works($$"""
        using SymGrad;
        public static partial class Losses
        {
            [Differentiable]
            public static double F({{parameters}}) => x * x * y;
        }
        internal static class Use
        {
            public static void Run()
            {
                double a = 3, b = 5;
                Probing.Check.Same(Losses.FGradient(in a, in b).x, 30);
                Probing.Check.Objective(new Losses.FObjective(), "x y", 45, [3, 5], 30, 9);
            }
        }
        """.Replace("FGradient(in a, in b)", parameters.Contains("re", StringComparison.Ordinal) || parameters.Contains("in ", StringComparison.Ordinal) ? "FGradient(in a, in b)" : "FGradient(a, b)", StringComparison.Ordinal));

    [Theory]
    [InlineData("")]
    [InlineData("in ")]
    [InlineData("ref readonly ")]
    public void Structs_and_what_is_held_may_be_passed_as(string kind) => Declared.Works($$"""
        using SymGrad;
        public static partial class Losses
        {
            public record struct Line(double A, double B);
            [Differentiable]
            public static double F({{kind}}Line p, [NoGradient] {{kind}}Line q, {{kind}}int n, [NoGradient] {{kind}}string s) => p.A * q.A * n + p.B;
        }
        internal static class Use
        {
            public static void Run() => Probing.Check.Objective(new Losses.FObjective(new(2, 2), 3, ""), "p.A p.B", 11, [1, 5], 6, 1);
        }
        """);

    [Theory]
    [InlineData("double", "double.NaN")]
    [InlineData("double", "double.NegativeInfinity")]
    [InlineData("double", "-0.0")]
    [InlineData("double", "double.Epsilon")]
    [InlineData("double", "double.MaxValue")]
    [InlineData("double", "1e22")]
    [InlineData("double", "0.1 + 0.2")]
    [InlineData("double", "Constants.Third")]
    [InlineData("double", "default")]
    [InlineData("double", "5")]
    [InlineData("float", "float.Epsilon")]
    [InlineData("float", "-0f")]
    [InlineData("float", "float.NaN")]
    [InlineData("float", "0.1f")]
    [InlineData("float", "16777217")]
    [InlineData("int", "int.MinValue")]
    [InlineData("uint", "uint.MaxValue")]
    [InlineData("long", "long.MinValue")]
    [InlineData("ulong", "ulong.MaxValue")]
    [InlineData("byte", "255")]
    [InlineData("sbyte", "-128")]
    [InlineData("short", "-5")]
    [InlineData("ushort", "5")]
    [InlineData("nint", "-5")]
    [InlineData("nuint", "5")]
    [InlineData("char", "'\\''")]
    [InlineData("char", "'\\uFFFF'")]
    [InlineData("bool", "true")]
    [InlineData("decimal", "1.10m")]
    [InlineData("decimal", "Constants.Money")]
    [InlineData("decimal", "-1")]
    [InlineData("decimal", "decimal.MaxValue")]
    [InlineData("string", "\"a\\\"\\\\\\r\\n\\0\"")]
    [InlineData("string", "Constants.Text")]
    [InlineData("string", "nameof(Losses)")]
    [InlineData("string?", "null")]
    [InlineData("object?", "null")]
    [InlineData("int?", "null")]
    [InlineData("int?", "-3")]
    [InlineData("double?", "Constants.Third")]
    [InlineData("double?", "double.NaN")]
    [InlineData("char?", "'x'")]
    [InlineData("System.DayOfWeek", "System.DayOfWeek.Friday")]
    [InlineData("System.DayOfWeek", "(System.DayOfWeek)(-7)")]
    [InlineData("System.DayOfWeek?", "System.DayOfWeek.Friday")]
    [InlineData("Constants.Long", "Constants.Long.Max")]
    [InlineData("System.DateTime", "default")]
    [InlineData("System.Guid", "new()")]
    [InlineData("Constants.Pair", "new()")]
    [InlineData("(int, string?)", "default")]
    [InlineData("System.Collections.Generic.List<string>?", "null")]
    [InlineData("dynamic?", "null")]
    public void A_default_keeps_its_value(string type, string value) => Declared.Works($$"""
        using SymGrad;
        using static Elsewhere.Constants;
        using Constants = Elsewhere.Constants;
        namespace Elsewhere
        {
            public static class Constants
            {
                public const double Third = 1.0 / 3;
                public const decimal Money = 3.50m;
                public const string Text = "te" + "xt";
                public enum Long : long { Max = long.MaxValue }
                public struct Pair { public int A; public object? B; }
            }
        }
        public static partial class Losses
        {
            [Differentiable]
            public static double F(double x, [NoGradient] {{type}} d = {{value}}) => x * x;
        }
        internal static class Use
        {
            public static void Run()
            {
                Probing.Check.Objective(new Losses.FObjective(), "x", 9, [3], 6);
                var (f, g) = (typeof(Losses).GetMethod("F")!.GetParameters()[1], typeof(Losses).GetMethod("FGradient")!.GetParameters()[1]);
                object? a = f.DefaultValue, b = g.DefaultValue;
                if (!Equals(a, b) || a?.GetType() != b?.GetType() || a is double s && System.BitConverter.DoubleToInt64Bits(s) != System.BitConverter.DoubleToInt64Bits((double)b!))
                    throw new System.InvalidOperationException($"{a} is not {b}");
                var c = typeof(Losses).GetNestedType("FObjective")!.GetConstructors()[^1].GetParameters()[0];
                if (!Equals(a, c.DefaultValue))
                    throw new System.InvalidOperationException($"{a} is not {c.DefaultValue}");
            }
        }
        """);

    [Fact]
    public void Defaults_of_an_objective_hold_even_without_arguments() => Declared.Works("""
        using SymGrad;
        public static partial class Losses
        {
            [Differentiable]
            public static double F(double x, int n = 3, [NoGradient] double k = 0.5) => n * k * x * x;
        }
        internal static class Use
        {
            public static void Run()
            {
                Probing.Check.Objective(new Losses.FObjective(), "x", 6, [2], 6);
                Probing.Check.Objective(new Losses.FObjective(2), "x", 4, [2], 4);
                Probing.Check.Objective(new Losses.FObjective(k: 1), "x", 12, [2], 12);
            }
        }
        """);

    [Theory]
    [InlineData("double?")]
    [InlineData("decimal")]
    [InlineData("string")]
    [InlineData("object")]
    [InlineData("dynamic")]
    [InlineData("System.Collections.Generic.List<double>")]
    [InlineData("System.Func<double, double>")]
    [InlineData("System.Numerics.INumber<double>")]
    public void A_parameter_that_is_neither_active_nor_constant_is_an_error(string type) =>
        Declared.Refused($"using SymGrad; public static partial class L {{ [Differentiable] public static double F(double x, {type} p) => x; }}", "SYMG1005", $"{type} p");

    [Theory]
    [InlineData("double*")]
    [InlineData("delegate*<double, double>")]
    public void A_pointer_cannot_be_held(string type)
    {
        var run = GeneratorRun.Of(GeneratorOptions.Default with { AllowUnsafe = true },
            $"using SymGrad; public static unsafe partial class L {{ [Differentiable] public static double F(double x, [NoGradient] {type} p) => x; }}");
        run.AssertReported("SYMG1005");
        Assert.Empty(run.GeneratedSources);
    }

    [Theory]
    [InlineData("ref double p")]
    [InlineData("out double p")]
    [InlineData("[NoGradient] ref int p")]
    public void A_reference_cannot_be_passed_on(string parameter) =>
        Declared.Refused($"using SymGrad; public static partial class L {{ [Differentiable] public static double F(double x, {parameter}) {{ p = 0; return x; }} }}", "SYMG2015", parameter);

    [Fact]
    public void Anything_may_be_held() => Declared.Works("""
        using SymGrad;
        using System;
        using System.Collections.Generic;
        public class Settings { public double Rate = 2; public int N { get; set; } = 3; public Settings? Inner; }
        public static partial class Losses
        {
            private struct Hidden { public double A; public string Name; }
            private sealed class Secret { public double K = 2; }
            [Differentiable]
            public static double F(double x, [NoGradient] Settings? s, [NoGradient] ReadOnlySpan<double> data, [NoGradient] Span<int> ints, [NoGradient] int[] numbers) => x * x;
            [Differentiable]
            public static double G(double x, [NoGradient] Settings s, [NoGradient] double[] d, [NoGradient] (double, string?) t, [NoGradient] Func<double, double> f, [NoGradient] dynamic q) => s.Rate * s.N * x * t.Item1;
            [Differentiable]
            private static double H(double x, Hidden h, [NoGradient] Secret secret) => x * h.A * secret.K;
            internal static void Run() => Probing.Check.Objective(new HObjective(new Hidden { Name = "" }, new()), "x h.A", 12, [2, 3], 6, 4);
        }
        internal static class Use
        {
            public static void Run()
            {
                Probing.Check.Same(Losses.FGradient(3, null, default, default, []), 6);
                Probing.Check.Objective(new Losses.FObjective(null, [1.0], default, []), "x", 9, [3], 6);
                Probing.Check.Objective(new Losses.GObjective(new(), [], (5, null), t => t, 1), "x", 60, [2], 30);
                Losses.Run();
            }
        }
        """);

    [Fact]
    public void A_file_local_parameter_type_is_out_of_reach() => Declared.Refused("""
        using SymGrad;
        file struct Line { public double A; }
        public static partial class Losses
        {
            private static class C { }
            [Differentiable]
            private static double F(Line p) => p.A;
        }
        """, "SYMG1013", "Line p");

    [Fact]
    public void So_is_a_field_of_a_file_local_class() => Declared.Refused("""
        using SymGrad;
        file static class Local { public const double Two = 2; public static readonly double Three = 3; }
        public static partial class Losses
        {
            [Differentiable]
            public static double F(double x) => x * Local.Two * Local.Three;
        }
        """, "SYMG2017", "Local.Three");

    [Fact]
    public void Floats_and_doubles_may_be_mixed() => Declared.Works("""
        using SymGrad;
        public static partial class Losses
        {
            public struct Mixed { public float A; public double B; public int N; public (float, double) T; }
            [Differentiable]
            public static float F(float x, double y, Mixed m) => (float)(x * y + m.A * m.B * m.N + m.T.Item1 * m.T.Item2);
            [Differentiable]
            public static double G(float x, double y, Mixed m) => x * y + m.A * m.B * m.N + m.T.Item1 * m.T.Item2;
        }
        internal static class Use
        {
            public static void Run()
            {
                (float dx, double dy, Losses.Mixed dm) = Losses.FGradient(2, 3, new() { A = 4, B = 5, N = 2, T = (6, 7) });
                Probing.Check.Same(dm.T.Item2, 6);
                Probing.Check.Same(dm.N, 0);
                Probing.Check.SingleObjective(new Losses.FObjective(new() { N = 2 }), "x y m.A m.B m.T.Item1 m.T.Item2", 88, [2, 3, 4, 5, 6, 7], 3, 2, 10, 8, 7, 6);
                Probing.Check.Objective(new Losses.GObjective(new() { N = 2 }), "x y m.A m.B m.T.Item1 m.T.Item2", 88, [2, 3, 4, 5, 6, 7], 3, 2, 10, 8, 7, 6);
            }
        }
        """);
}
