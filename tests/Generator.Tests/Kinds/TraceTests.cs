using System.Reflection;
using SymGrad.Generator.Tests.Constructs;

namespace SymGrad.Generator.Tests.Kinds;

/// <summary>FTrace: each local with its value and its adjoint.</summary>
public class TraceTests
{
    // Adjoints are worked out by hand: ∂F/∂b of a² + 100·b² is 200·b.
    [Fact]
    public void Locals_have_their_values_and_adjoints()
    {
        const double x = -1.2, y = 1, b = y - x * x;
        Check(
            """
            real F(real x, real y)
            {
                real a = 1 - x, b = y - x * x;
                return a * a + 100 * b * b;
            }
            """,
            [x, y],
            [("a", 2.2, 4.4), ("b", b, 200 * b)]);
    }

    [Fact]
    public void Locals_that_are_equal_have_adjoints_of_their_own() => Check(
        """
        real F(real x)
        {
            real a = x;
            real b = x;
            real c = a;
            return a * a * b + 5 * c;
        }
        """,
        [3],
        [("a", 3, 23), ("b", 3, 9), ("c", 3, 5)]); // ∂F/∂a through c too: 2·a·b + 5

    [Fact]
    public void Each_assignment_is_one_entry() => Check(
        """
        real F(real x, real w)
        {
            real z = w * x;
            real copy = z;
            z = z * z;
            z += copy;
            (z, copy) = (copy, z);
            return z * copy;
        }
        """,
        [2, 3],
        [("z", 6, 120), ("copy", 6, 48), ("z2", 36, 6), ("z3", 42, 6), ("z4", 6, 42), ("copy2", 42, 6)]);

    // With y = 2, c = 2: 2·2 + 1 = 5, 5·4 + 1 = 21; c = 8. By y before the loop: 2·4·8, by c: (2·4 + 2·5)·8 + 4·21.
    [Fact]
    public void A_loop_is_one_assignment_to_what_it_changes() => Check(
        """
        real F(real x, int n)
        {
            real y = x, c = x;
            real last;
            for (int i = 0; i < n; i++)
            {
                real product = y * c;
                y = product + 1;
                last = y;
                c *= 2;
            }

            real result = y * c;
            return result;
        }
        """,
        [2, 2],
        [("y", 2, 64), ("c", 2, 228), ("y2", 21, 8), ("c2", 8, 21), ("last", 21, 0), ("result", 168, 1)]);

    [Fact]
    public void A_loop_that_ends_after_no_iteration_or_by_a_return() => Check(
        """
        real F(real x, int n)
        {
            real y = x;
            real last;
            while (y < n)
            {
                last = y;
                y = y * y;
                if (y > 50)
                    return y * 2;
            }

            return y * x;
        }
        """,
        [3, 1],
        [("y", 3, 3), ("y2", 3, 3), ("last", double.NaN, 0)]);

    [Fact]
    public void A_short_loop_and_a_nested_one() => Check(
        """
        real F(real x, int n)
        {
            real y = x;
            for (int i = 0; i < 2; i++)
                y *= y;
            real z = y;
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < i; j++)
                    z += x * y;
            }

            return z;
        }
        """,
        [2, 3],
        [("y", 2, 224), ("y2", 16, 7), ("z", 16, 1), ("z2", 112, 1)]);

    [Fact]
    public void Paths_that_are_not_taken() => Check(
        """
        real F(real x, real y)
        {
            real s = 0;
            if (x > y)
            {
                real t = x * y;
                s = t * t;
                if (x > 10)
                    return s;
            }
            else
            {
                s = x / y;
            }

            real q = s + y;
            return q * x;
        }
        """,
        [2, 0.5],
        [("s", 0, 0), ("t", 1, 4), ("s2", 1, 2), ("s3", double.NaN, 0), ("q", 1.5, 2)]);

    [Fact]
    public void Early_returns() => Check(
        """
        real F(real x, real y)
        {
            real a = x * y;
            if (x > 0)
                return a * a;
            real b = a + y;
            return b * x;
        }
        """,
        [2, 0.5],
        [("a", 1, 2), ("b", double.NaN, 0)]);

    [Fact]
    public void Structs_and_tuples_by_their_leaves() => Check(
        """
        real F(Line p, real x)
        {
            Line q = p with { A = p.A * x };
            (real Sum, real) pair = (q.A + q.B, q.B);
            q.B *= 2;
            int n = 3;
            var box = new Box { Inner = q, Rate = 2 };
            return pair.Sum * pair.Item2 * n + box.Inner.B * box.Rate;
        }
        """,
        [2, 3, 0.5],
        [
            ("q_A", 1, 9), ("q_B", 3, 25), ("pair_Sum", 4, 9), ("pair_Item2", 3, 12), ("q_B2", 6, 2),
            ("box_Inner_A", 1, 0), ("box_Inner_B", 6, 2), ("box_Rate", 2, 6),
        ],
        "public record struct Line(real A, real B);\n\npublic struct Box\n{\n    public Line Inner;\n    public real Rate;\n}");

    [Fact]
    public void Names_that_the_trace_has_itself() => Check(
        """
        real F(real x)
        {
            real Value = 2 * x, ToString = 3 * x, FTraceResult = 5 * x, @class = 7 * x;
            real value = Value * ToString + FTraceResult * @class;
            return value;
        }
        """,
        [1],
        [("Value2", 2, 3), ("ToString2", 3, 2), ("FTraceResult2", 5, 7), ("class", 7, 5), ("value", 41, 1)]);

    [Fact]
    public void What_is_called_has_no_locals_here() => Check(
        """
        real F(real x)
        {
            real a = Helper(x);
            Local();
            return a * x;

            void Local() => a *= 2;
        }

        private static real Helper(real x)
        {
            real inside = x * x;
            return inside + 1;
        }
        """,
        [2],
        [("a", 5, 4), ("a2", 10, 2)]);

    [Fact]
    public void Patterns_and_out_variables() => Check(
        """
        real F(real x)
        {
            Half(x, out real half);
            return half is var again && again > 0 ? again * half : x;
        }

        private static void Half(real x, out real half) => half = x / 2;
        """,
        [2],
        [("half", 1, 2), ("again", 1, 1)]);

    [Fact]
    public void No_locals() => Check("real F(real x) => x * x;", [3], []);

    [Fact]
    public void An_overload_has_no_trace()
    {
        GeneratorRun run = GeneratorRun.Of(
            "using SymGrad; public static partial class Sample { [Differentiable(Derivatives.Trace)] public static double F(double x) => x; [Differentiable] public static double F(double x, double y) => x * y; }");
        run.AssertReported("SYMG1008").Compile();
        Assert.Equal(3, run.DiagnosticsOf("SYMG1008").Length);
        Assert.Contains(run.DiagnosticsOf("SYMG1008"), d => d.Message.Contains("FTraceResult", StringComparison.Ordinal));
        Assert.DoesNotContain("FTrace", run.GeneratedText, StringComparison.Ordinal);
    }

    private static void Check(
        string source, double[] point, (string Name, double Value, double Adjoint)[] expected, string types = "",
        [System.Runtime.CompilerServices.CallerFilePath] string file = "", [System.Runtime.CompilerServices.CallerMemberName] string member = "")
    {
        string text = Kinds.Annotated(source, types, "Derivatives.Trace");
        GeneratorRun run = Construct.Run(text).AssertReported();
        Snapshot.Verify(run.Sources[0] + "\n// ----- generated -----\n\n" + TraceAlone(run.GeneratedText), file: file, member: member);
        foreach (string real in (string[])["double", "float"])
        {
            using CompiledSample sample = Construct.Run(text, real: real).AssertReported().Compile();
            var method = new CompiledMethod(sample);
            object? self = null;
            object?[] arguments = method.Arguments(point, ref self);
            object trace = method.Invoke("FTrace", self, arguments, out _)!;
            PropertyInfo[] properties = trace.GetType().GetProperties();
            Assert.Equal(["Value", .. expected.Select(e => e.Name)], properties.Select(p => p.Name));
            Assert.Equal(method.Invoke("F", self, arguments, out _), properties[0].GetValue(trace));
            foreach ((string name, double value, double adjoint) in expected)
            {
                double[] found = CompiledMethod.Numbers(trace.GetType().GetProperty(name)!.GetValue(trace)!);
                double ulps = real == "float" ? 536870912 * 4.0 : 4;
                Ulp.AssertClose(found[0], value, Math.Abs(value), ulps, name);
                Ulp.AssertClose(found[1], adjoint, Math.Abs(adjoint), ulps, "the adjoint of " + name);
            }

            string[] lines = trace.ToString()!.TrimEnd('\n').Split('\n');
            Assert.Equal(["local", .. expected.Select(e => e.Name), "F"], lines.Select(line => line.Split(' ')[0]));
        }
    }

    // From the trace to the objective, which is the same for all methods.
    private static string TraceAlone(string text)
    {
        string method = text[text.IndexOf("    /// <summary>The value of <c>F</c>, bit for bit, and value and adjoint", StringComparison.Ordinal)..];
        return method[..method.IndexOf("    /// <summary><c>F</c> as a function of", StringComparison.Ordinal)];
    }
}
