using SymGrad.Generator.Tests.Constructs;
using D = SymGrad.Generator.Tests.Kinds.HyperDual;

namespace SymGrad.Generator.Tests.Kinds;

/// <summary>Methods that are too large to be inlined at each of their calls: functions of their own, with derivatives of their own.</summary>
public class CalledFunctionTests
{
    private const int Long = 24;

    // Three statements, many times.
    private static readonly string Rounds = string.Concat(Enumerable.Repeat(
        "s = Math.Sin(s) + 0.125 * x; s = 0.25 * Math.Exp(s * 0.125) + 0.5 * y * s; s = Math.Cos(s) * y - 0.25 * x;\n    ", Long));

    private static D Turn(D s, D x, D y)
    {
        for (int i = 0; i < Long; i++)
        {
            s = D.Sin(s) + 0.125 * x;
            s = 0.25 * D.Exp(s * 0.125) + 0.5 * y * s;
            s = D.Cos(s) * y - 0.25 * x;
        }

        return s;
    }

    // As Kinds.Check does, without a snapshot: what is called is long.
    private static string Check(string source, Func<D[], D[]> reference, double[][] points, string types = "", double ulps = 256)
    {
        string text = Kinds.Annotated(source.Replace("ROUNDS", Rounds, StringComparison.Ordinal), types.Replace("ROUNDS", Rounds, StringComparison.Ordinal));
        if (reference([.. points[0].Select(x => (D)x)]).Length > 1)
            text = text.Replace(Kinds.All, Kinds.First, StringComparison.Ordinal);
        GeneratorRun run = Construct.Run(text).AssertReported();
        using CompiledSample wide = run.Compile(), narrow = Construct.Run(text, real: "float").AssertReported().Compile();
        foreach (CompiledSample sample in (CompiledSample[])[wide, narrow])
        {
            foreach (double[] point in points)
                new CompiledKinds(sample, point, ulps).Check(reference);
        }

        return run.GeneratedText;
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    [Fact]
    public void A_number_of_numbers()
    {
        string text = Check(
            """
            real F(real a, real b, real c)
            {
                real u = Big(a, b, 2);
                real v = Big(u, c, 2);
                return v * v + Big(b, c * u, 2);
            }

            private static real Big(real x, real y, int n)
            {
                real s = x * y + n;
                ROUNDS
                return s;
            }
            """,
            p =>
            {
                D Big(D x, D y) => Turn(x * y + 2, x, y);
                D u = Big(p[0], p[1]), v = Big(u, p[2]);
                return [v * v + Big(p[1], p[2] * u)];
            },
            [[0.5, 0.75, -0.5], [-1.5, 0.25, 1]]);
        Assert.Equal(1, Count(text, "dy) BigGradient(double x, double y)"));
        Assert.Contains("var (u, dx, dy) = FFunctions.BigValueAndGradient(a, b);", text, StringComparison.Ordinal);
        Assert.Contains("Big(a, b, 2)", text, StringComparison.Ordinal);
        Assert.DoesNotContain("double Big(", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_results() => Check(
        """
        (real, real) F(real a, real b)
        {
            (real u, real v) = Pair(a, b);
            real w = Third(u, ref v, out real last);
            real z = Third(v * a, ref w, out _);
            (_, real only) = Pair(z, w);
            return (only + last, z * v - u);
        }

        private static (real Product, real Turned) Pair(real x, real y)
        {
            real s = x;
            ROUNDS
            return (x * y, s);
        }

        private static real Third(real x, ref real y, out real last)
        {
            real s = x * y;
            last = s + 1;
            ROUNDS
            y = s * 0.5;
            return s * x;
        }
        """,
        p =>
        {
            (D, D) Pair(D x, D y) => (x * y, Turn(x, x, y));
            (D, D, D) Third(D x, D y)
            {
                D s = Turn(x * y, x, y);
                return (s * x, s * 0.5, x * y + 1);
            }

            (D u, D v) = Pair(p[0], p[1]);
            (D w, v, D last) = Third(u, v);
            (D z, w, _) = Third(v * p[0], w);
            (_, D only) = Pair(z, w);
            return [only + last, z * v - u];
        },
        [[0.5, 0.75], [-1.25, 0.5]]);

    [Fact]
    public void Structs_and_what_the_class_holds()
    {
        string text = Check(
            """
            using System;
            using SymGrad;

            public static partial class Sample
            {
                private static readonly real Scale = 0.75;
                private static readonly int Shift = 2;

                [Differentiable(KINDS)]
                public static real F(Vec a, real b)
                {
                    Vec u = Turned(a, b), v = Turned(u + a, 3);
                    v.Turn(b);
                    u.Turn(v.X);
                    return v.X * v.X + u.Y + u.X;
                }

                private static Vec Turned(Vec p, real y)
                {
                    real x = p.X, s = y * p.Y * Scale + Shift;
                    ROUNDS
                    return new Vec(s, x + p.Y);
                }
            }

            public record struct Vec(real X, real Y)
            {
                public static Vec operator +(Vec a, Vec b) => new(a.X + b.X, a.Y + b.Y);

                public void Turn(real y)
                {
                    real s = X, x = Y;
                    ROUNDS
                    X = s * 0.5;
                }
            }
            """,
            p =>
            {
                (D X, D Y) Turned(D x, D z, D y) => (Turn(y * z * 0.75 + 2, x, y), x + z);
                (D X, D Y) u = Turned(p[0], p[1], p[2]), v = Turned(u.X + p[0], u.Y + p[1], 3);
                v.X = Turn(v.X, v.Y, p[2]) * 0.5;
                u.X = Turn(u.X, u.Y, v.X) * 0.5;
                return [v.X * v.X + u.Y + u.X];
            },
            [[0.5, 0.75, -0.5], [-1.5, 0.25, 0.5]]);
        Assert.Contains("FFunctions.Turned(a.X, a.Y, b, global::Sample.Scale, ", text, StringComparison.Ordinal);
    }

    // An argument that a path does not use is not pulled back there, as if it were inlined: ln 0 has an infinite slope.
    [Fact]
    public void Arguments_that_a_path_does_not_use() => Check(
        """
        real F(real a, real b) => Either(Math.Log(a), b) * Either(Math.Sqrt(b - 0.5), a);

        private static real Either(real x, real y)
        {
            real s = y;
            if (y > 0.25)
                s = s * 0.5;
            else
                s = x;
            ROUNDS
            return y > 0.25 ? Math.Max(y, 0.125) : s;
        }
        """,
        p =>
        {
            // Where an argument is not used its value is of no account.
            D Either(Func<D> x, D y) => y > 0.25 ? y : Turn(x(), x(), y);
            return [Either(() => D.Log(p[0]), p[1]) * Either(() => D.Sqrt(p[1] - 0.5), p[0])];
        },
        [[0.5, 0.75], [0.5, 0.5], [0.125, 0.75], [0, 0.75]]);

    [Fact]
    public void Calls_in_loops_and_branches() => LoopConstruct.Numbers(
        """
        real F(ReadOnlySpan<real> x)
        {
            real s = 0.5, sum = 0;
            for (int i = 0; i < x.Length; i++)
            {
                if (s > x[i])
                    s = Step(s, x[i]) * 0.5;
                else
                    s = Step(x[i], s) + 0.25;
                sum += Step(x[0], x[i] * 0.5);
            }

            return s + sum;
        }

        private static real Step(real x, real y)
        {
            real s = x - y;
            ROUNDS
            return s;
        }
        """.Replace("ROUNDS", Rounds, StringComparison.Ordinal),
        ulps: 256);

    [Fact]
    public void Functions_with_loops_and_buffers_of_their_own() => Check(
        """
        real F(real a, real b) => Sum(a, b, 5) * Sum(b, a * a, 5) + Sum(b, a, 5);

        private static real Sum(real x, real y, int n)
        {
            real[] all = new real[n];
            for (int i = 0; i < n; i++)
            {
                real s = x * y + i;
                ROUNDS
                all[i] = i > 0 ? s * all[i - 1] : s;
            }

            return all[n - 1] + all[0];
        }
        """,
        p =>
        {
            D Sum(D x, D y, int n)
            {
                var all = new D[n];
                for (int i = 0; i < n; i++)
                {
                    D s = Turn(x * y + i, x, y);
                    all[i] = i > 0 ? s * all[i - 1] : s;
                }

                return all[n - 1] + all[0];
            }

            return [Sum(p[0], p[1], 5) * Sum(p[1], p[0] * p[0], 5) + Sum(p[1], p[0], 5)];
        },
        [[0.5, 0.75], [-0.25, 0.5]],
        ulps: 1024);

    [Fact]
    public void Functions_that_call_functions()
    {
        string text = Check(
            """
            real F(real a, real b) => Outer(a, b) + Outer(b, a * b) * Inner(a, b);

            private static real Outer(real x, real y)
            {
                real s = Inner(x, y) + Inner(y, x);
                ROUNDS
                return s;
            }

            private static real Inner(real x, real y)
            {
                real s = x / (y * y + 1);
                ROUNDS
                return s;
            }
            """,
            p =>
            {
                D Inner(D x, D y) => Turn(x / (y * y + 1), x, y);
                D Outer(D x, D y) => Turn(Inner(x, y) + Inner(y, x), x, y);
                return [Outer(p[0], p[1]) + Outer(p[1], p[0] * p[1]) * Inner(p[0], p[1])];
            },
            [[0.5, 0.75], [-0.25, 0.5]],
            ulps: 1024);
        Assert.Equal(1, Count(text, "InnerValueAndGradient(double"));
        Assert.Equal(1, Count(text, "OuterValueAndGradient(double"));
    }

    // Which results vary, and with what, is as it would be inlined: a tie with a constant gets nothing.
    [Fact]
    public void Ties_with_a_result_that_does_not_vary() => Check(
        """
        real F(real a)
        {
            (real u, real v) = Both(a, 0.5);
            (real w, real z) = Both(u, 0.25);
            return Math.Max(a, v) * 3 + w + z;
        }

        private static (real, real) Both(real x, real y)
        {
            real s = x;
            ROUNDS
            return (s, y);
        }
        """,
        p =>
        {
            D u = Turn(p[0], p[0], 0.5), w = Turn(u, u, 0.25);
            return [(p[0] > 0.5 ? p[0] : 0.5) * 3 + w + 0.25];
        },
        [[0.5], [0.75], [0.25]]);

    [Fact]
    public void Small_methods_and_large_ones_that_are_called_once_are_inlined()
    {
        string text = Construct.Run(
            """
            real F(real a, real b) => Large(Small(a), Small(b)) + Other(a, b, 2) + Other(a, b, 3);

            private static real Small(real x) => x * x;

            private static real Large(real x, real y)
            {
                real s = x;
                ROUNDS
                return s;
            }

            private static real Other(real x, real y, int n)
            {
                real s = n;
                ROUNDS
                return s;
            }
            """.Replace("ROUNDS", Rounds, StringComparison.Ordinal)).AssertReported().GeneratedText;
        Assert.DoesNotContain("FFunctions", text, StringComparison.Ordinal);
    }

    // A check stands where the call does.
    [Fact]
    public void Methods_that_check_their_arguments_are_inlined()
    {
        string text = Construct.Run(
            """
            real F(real a, real b) => Large(a, b) + Large(b, a);

            private static real Large(real x, real y)
            {
                if (x < 0)
                    throw new ArgumentOutOfRangeException(nameof(x));
                real s = x;
                ROUNDS
                return s;
            }
            """.Replace("ROUNDS", Rounds, StringComparison.Ordinal)).AssertReported().GeneratedText;
        Assert.DoesNotContain("FFunctions", text, StringComparison.Ordinal);
        Assert.Equal(2, Count(text.Split("FValueAndGradient(")[0], "throw new ArgumentOutOfRangeException"));
    }

    [Fact]
    public void Fifty_calls_take_about_as_much_code_as_two()
    {
        string Calls(int count) => Construct.Run(
            $$"""
            using System;
            using SymGrad;

            public static partial class Sample
            {
                [Differentiable(MaxOperations = 4000)]
                public static double F(double a, double b) => {{string.Join(" + ", Enumerable.Range(1, count).Select(i => $"Large(a * {i}, b)"))}};

                private static double Large(double x, double y)
                {
                    double s = x;
                    {{Rounds}}{{Rounds}}
                    return s;
                }
            }
            """).AssertReported().GeneratedText;
        int two = Calls(2).Length, fifty = Calls(50).Length;
        Assert.InRange(fifty, two, 3 * two);
    }

    [Fact]
    public void What_is_generated()
    {
        string body = string.Concat(Enumerable.Repeat("t = Math.Sin(t + x);\n        ", 160));
        GeneratorRun run = Construct.Run(
            $$"""
            using System;
            using SymGrad;

            public static partial class Sample
            {
                [Differentiable]
                public static double F(double a, double b)
                {
                    (double u, double v) = Pair(a, b);
                    (double w, double z) = Pair(u, v);
                    return Large(u) * w + Large(z);
                }

                private static double Large(double x)
                {
                    double t = x;
                    {{body}}
                    return t;
                }

                private static (double Sum, double Turned) Pair(double x, double y)
                {
                    double t = y;
                    {{body}}
                    return (x + y, x > y ? t : x);
                }
            }
            """).AssertReported();
        string text = Construct.Derivatives(run.GeneratedText);
        // What the functions do is long; how they are called is not.
        int functions = text.IndexOf("    private static class", StringComparison.Ordinal);
        Snapshot.Verify(text[..functions] + string.Concat(text[functions..].Split('\n').Where(line => line.StartsWith("    private", StringComparison.Ordinal) || line.Contains(" internal static ", StringComparison.Ordinal)).Select(line => line + "\n")));
    }

    [Fact]
    public void Is_a_value_and_deterministic() => Construct.Run(
        """
        real F(real a, real b) => Large(a, b) + Large(b, a);

        private static real Large(real x, real y)
        {
            real s = x;
            ROUNDS
            return s;
        }
        """.Replace("ROUNDS", Rounds, StringComparison.Ordinal)).AssertReported().AssertDeterministic().AssertCached();
}
