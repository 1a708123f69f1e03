using SymGrad;

namespace SymGrad.Generator.Tests.Declarations;

public class ObjectiveTests
{
    [Fact]
    public void Nothing_is_written_before_the_lengths_are_checked()
    {
        using var sample = GeneratorRun.Of("""
            using SymGrad;
            public static partial class Losses
            {
                [Differentiable]
                public static double F(double x, double y) => x * y;
            }
            """).Compile();
        var objective = (IObjective<double>)Activator.CreateInstance(sample.Type("FObjective"))!;
        foreach (var (parameters, gradient) in (( int, int)[])[(1, 2), (3, 2), (0, 2), (2, 1), (2, 3), (2, 0)])
        {
            var written = Enumerable.Repeat(7.0, gradient).ToArray();
            var thrown = Assert.Throws<ArgumentException>(() => objective.ValueAndGradient(new double[parameters], written));
            Assert.Equal(parameters != 2 ? "parameters" : "gradient", thrown.ParamName);
            Assert.All(written, g => Assert.Equal(7.0, g));
        }

        Assert.Throws<ArgumentException>(() => objective.Value(new double[1]));
        Assert.Throws<ArgumentException>(() => objective.Value(default));
        Assert.Throws<ArgumentOutOfRangeException>(() => objective.ParameterName(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => objective.ParameterName(2));
    }

    [Fact]
    public void A_gradient_may_overwrite_the_parameters_it_was_taken_at()
    {
        using var sample = GeneratorRun.Of("""
            using SymGrad;
            public static partial class Losses
            {
                public record struct P(double A, double B);
                [Differentiable]
                public static double F(ref readonly P p, double x) => p.A * p.B * x;
            }
            """).Compile();
        var objective = (IObjective<double>)Activator.CreateInstance(sample.Type("FObjective"))!;
        double[] both = [2, 3, 5];
        Assert.Equal(30, objective.ValueAndGradient(both, both));
        Assert.Equal([15, 10, 6], both);
    }

    [Fact]
    public void Held_arguments_come_in_order_the_receiver_first() => Declared.Works("""
        using SymGrad;
        public partial class Model
        {
            public double K = 2;
            public record struct P(double A, int N) { [NoGradient] public double C; }
            [Differentiable]
            public double F(int first, double x, P p, [NoGradient] double second, double y, [NoGradient] string third, bool fourth = true) =>
                first * x * p.A * p.N * p.C * second * (fourth ? y : 0) * K;
        }
        internal static class Use
        {
            public static void Run() => Probing.Check.Objective(
                new Model.FObjective(new Model(), 3, new(0, 5) { C = 7 }, 11, "third"), "x p.A y", 2310, [1, 1, 1], 2310, 2310, 2310);
        }
        """);

    /// <summary>Leaf after leaf and element after element, as they lie in memory; a matrix row by row.</summary>
    [Fact]
    public void Buffers_of_structs_and_matrices() => Declared.Works("""
        using System;
        using SymGrad;
        public static partial class Model
        {
            public struct Vec { public double X; public float Y; }
            [Differentiable]
            public static double F(double s, ReadOnlySpan<Vec> p, double[,] a, [NoGradient] double c) => s * p[0].X * p[1].Y * a[0, 1] * c;
            [Differentiable]
            public static double G(Vec[] p) => p[0].X * p[0].Y;
        }
        internal static class Use
        {
            public static void Run()
            {
                Probing.Check.Objective(
                    new Model.FObjective(7, pLength: 2, aRows: 1, aColumns: 2), "s p[0].X p[0].Y p[1].X p[1].Y a[0, 0] a[0, 1]", 210, [1, 2, 3, 4, 5, 6, 3], 210, 105, 0, 0, 42, 0, 70);
                Probing.Check.Objective(new Model.GObjective(1), "p[0].X p[0].Y", 6, [2, 3], 3, 2);
            }
        }
        """);

    [Fact]
    public void Held_parts_of_elements_are_given() => Declared.Works("""
        using System;
        using SymGrad;
        public static partial class Model
        {
            public struct Sample { public int Count; public double X; [NoGradient] public double Weight; }
            [Differentiable]
            public static double F(ReadOnlySpan<Sample> @in) => @in[0].Count * @in[0].X * @in[1].X * @in[1].Weight;
        }
        internal static class Use
        {
            public static void Run() => Probing.Check.Objective(
                new Model.FObjective([new() { Count = 2 }, new() { Weight = 5 }]), "in[0].X in[1].X", 120, [3, 4], 40, 30);
        }
        """);

    [Theory]
    [InlineData("x * y / (x + y) - x % 0.3")]
    [InlineData("(x + y) + (y + x) * 1e300 * 1e300")]
    [InlineData("Math.Exp(-x) * Math.Tanh(y) + Math.Pow(x, 3) + Math.Pow(y, 0.5)")]
    [InlineData("x > y ? x / 3 : -y * 0.1")]
    [InlineData("Math.Sqrt(x) * Math.Log(y) + Math.Max(x, y) + Math.Min(x, -0.0) + Math.Abs(y)")]
    [InlineData("(float)x * (float)y + (double)(float)(x * y)")]
    [InlineData("1 / (1 + Math.Exp(-x)) + Math.Log(1 + Math.Exp(y))")]
    [InlineData("x - x + y * 0 + 0 * x - -y")]
    public void Every_value_has_the_bits_of_the_method(string expression)
    {
        var (wraps, throws) = GeneratorRun.Of($$"""
            using System;
            using SymGrad;
            public static partial class Losses
            {
                [Differentiable]
                public static double F(double x, double y) => {{expression}};
                public static double V(double x, double y) => FValueAndGradient(x, y).Value;
            }
            """).CompileBoth();
        foreach (var sample in (CompiledSample[])[wraps, throws])
        {
            var objective = (IObjective<double>)Activator.CreateInstance(sample.Type("FObjective"))!;
            double[] points = [0.0, -0.0, 1, -1, 0.3, 3, 1e-310, double.Epsilon, 1e308, -1e308, 710, -745, double.PositiveInfinity, double.NegativeInfinity, double.NaN];
            var gradient = new double[2];
            foreach (var x in points)
            {
                foreach (var y in points)
                {
                    var expected = sample.Call<double>("Losses", "F", x, y);
                    Ulp.AssertSameBits(sample.Call<double>("Losses", "V", x, y), expected, $"{expression} at {x}, {y}");
                    Ulp.AssertSameBits(objective.Value([x, y]), expected, $"{expression} at {x}, {y}");
                    Ulp.AssertSameBits(objective.ValueAndGradient([x, y], gradient), expected, $"{expression} at {x}, {y}");
                }
            }

            sample.Dispose();
        }
    }
}
