using System.Globalization;

namespace SymGrad.Generator.Tests.Constructs;

/// <summary>
/// Where a method throws for an index or an argument check, every member throws the same, and has written nothing by then; where the method
/// runs, so do they.
/// </summary>
public class OutOfRangeTests
{
    // Of ReadOnlySpan<double> x, y and t, int[] idx and int n. No derivative flows through t.
    private static readonly Dictionary<string, string> s_bodies = new()
    {
        ["Shorter"] = "for (int i = 0; i < x.Length; i++) s += Math.Sin(x[i]) * y[i];",
        ["Neighbour"] = "for (int i = 0; i < n; i++) s += x[i] * x[i + 1];",
        ["Backwards"] = "for (int i = n; i >= 1; i -= 2) s += x[i] * x[i - 1];",
        ["Gathered"] = "for (int i = 0; i < idx.Length; i++) s += Math.Sin(x[idx[i]]);",
        ["GatheredOfThirds"] = "double[] a = new double[x.Length / 3 * 2]; for (int i = 0; i < a.Length; i++) a[i] = x[i] * x[i]; foreach (int k in idx) s += a[2 * k] * a[2 * k + 1] * y[0];",
        ["Thirds"] = "for (int i = 0; i < y.Length / 3; i++) s += x[2 * i] * x[2 * i + 1] * y[3 * i + 2];",
        ["Halved"] = "for (int i = 0; i < n / 2; i++) s += x[i] * y[n - 1 - i];",
        ["GatheredInBlocks"] = "foreach (int k in idx) for (int j = 0; j < n; j++) s += x[n * k + j] * x[n * k + j];",
        ["Linear"] = "for (int i = 0; i < n; i++) s += t[i] + x[0] * x[0];",
        ["Unread"] = "_ = y[n]; double unread = x[n] * x[0]; s = x[0] * x[0];",
        ["UnreadOnOnePath"] = "if (n > 2) { double unread = y[n]; } s = x[0] * x[0];",
        ["ReadOnOnePath"] = "double read = Math.Exp(y[n]); s = x[0] > 100 ? read * x[0] : x[0];",
        ["Flat"] = "for (int r = 0; r < n; r++) for (int c = 0; c < idx.Length; c++) s += x[r * idx.Length + c] * y[c];",
        ["Triangle"] = "int e = 0; for (int r = 0; r < n; r++) for (int c = r; c < n; c++) s += x[e++] * y[c];",
        ["FarStart"] = "for (int r = 0; r < n; r++) for (int c = 3 * r; c < idx.Length; c++) s += x[c] * x[c] * y[c];",
        ["Later"] = "for (int i = 0; i < x.Length; i++) s += x[i] * x[i]; for (int i = 0; i < n; i++) s += y[i] * y[i];",
        ["Chain"] = "s = 1; for (int i = 0; i < n; i++) s *= Math.Sin(x[i]) + y[i];",
        ["InPlace"] = "Span<double> a = stackalloc double[x.Length]; x.CopyTo(a); for (int i = 1; i <= n; i++) a[i] = a[i - 1] * a[i]; s = a[0] + a[^1];",
        ["Guarded"] = "for (int i = 0; i < n; i++) { if (i < x.Length && t[0] > 0) s += x[i] * x[i]; if (i != 0 && i <= y.Length) s += y[i - 1] * y[i - 1]; }",
        ["Sentinels"] = "foreach (int k in idx) if (k >= 0) s += x[k] * x[k];",
        ["NotMet"] = "for (int i = 0; i < n; i++) if (t[i] > 0) s += x[idx[i]] * x[0];",
        ["Break"] = "for (int i = 0; ; i++) { if (i == n) break; s += x[i] * x[i]; }",
        ["BreakOnValue"] = "for (int i = 0; i < 50; i++) { if (s > n) break; s += 1 + x[i] * x[i]; }",
        ["Search"] = "int k = 0; while (t[k] < n) k++; for (int i = 0; i < 2; i++) s += x[i] * x[i]; s += y[k] * y[k];",
        ["FromReals"] = "for (int i = 0; i < x.Length; i++) s += x[(int)t[i]] * x[i]; s *= y[0];",
        ["FromRealsAlone"] = "s = x[(int)t[0]] * x[0] + x[1] * y[(int)t[1]];",
        ["Slices"] = "ReadOnlySpan<double> part = x.Slice(n, 2); s = part[0] * part[1]; for (int i = 0; i < idx.Length; i++) s += y.Slice(idx[i], n)[0] * s;",
        ["Copied"] = "Span<double> a = stackalloc double[2]; x[n..].CopyTo(a); s = a[0] * a[1];",
        ["Checked"] = "Require(n, y.Length); for (int i = 0; i < n; i++) s += x[0] * y[i];",
        ["CheckedInside"] = "for (int i = 0; i < idx.Length; i++) s += x[0] * Root(idx[i]) * y[0];",
        ["CheckedReals"] = "for (int i = 0; i < n; i++) s += x[i] * x[i] * Positive(t[i]);",
        ["Thrown"] = "for (int i = 0; i < n; i++) { if (t[i] <= 0) throw new ArithmeticException(\"not positive\"); s += x[i] * x[i] * Math.Log(t[i]); }",
        ["ThrownForAValue"] = "s = 1; for (int i = 0; i < n; i++) { s *= 1 + x[i]; if (s > idx.Length) throw new OverflowException(); }",
        ["ThrownAfterwards"] = "for (int i = 0; i < n; i++) s += x[i] * x[i]; if (s > idx.Length) throw new OverflowException(); s *= y[0];",
        ["ThrownByAnArm"] = "for (int i = 0; i < idx.Length; i++) s += x[i] * idx[i] switch { 0 => y[0], 1 => y[1] * y[1], _ => throw new NotSupportedException() };",
        ["ThrownByADefault"] = "foreach (int k in idx) switch (k) { case 0: s += x[0]; break; case 1: s *= x[1] * x[0]; break; default: throw new NotSupportedException(); }",
        ["NotFound"] = "int k = 0; while (true) { if (k == n) throw new NotSupportedException(); if (t[k] <= 0) break; k++; } s = x[k] * x[k] * y[0];",
        ["Matrix"] = "var a = new double[n, 2]; for (int i = 0; i < idx.Length; i++) a[idx[i], 1] = x[i] * x[i]; s = a[0, 1] + a[n - 1, 1];",
        ["Permuted"] = "Span<int> p = stackalloc int[n]; for (int i = 0; i < n; i++) p[i] = n - 1 - i; for (int i = 0; i < n; i++) s += x[p[i]] * x[i];",
        ["Filtered"] = "Span<int> kept = stackalloc int[x.Length]; int count = 0; for (int i = 0; i < x.Length; i++) if (t[i] > 0) kept[count++] = i; for (int i = 0; i < n; i++) s += x[kept[i]] * x[i];",
    };

    private static readonly string[] s_kinds = ["Gradient", "ValueAndGradient", "Jvp", "Vjp", "Hessian", "HessianVectorProduct"];

    private static readonly string[] s_kindsOfSpans = ["Jvp", "Vjp", "Jacobian"];

    private static readonly CompiledSample s_sample = GeneratorRun.Of(
        "using System;\nusing SymGrad;\n\npublic static partial class Sample\n{\n" + string.Concat(s_bodies.Select(body => Method(body.Key, body.Value))) + """
                private static void Require(int n, int most)
                {
                    if (n < 0)
                        throw new ArgumentException("negative", nameof(n));
                    ArgumentOutOfRangeException.ThrowIfGreaterThan(n, most);
                }

                private static double Root(int k)
                {
                    ArgumentOutOfRangeException.ThrowIfNegative(k);
                    return Math.Sqrt(k);
                }

                private static double Positive(double v)
                {
                    if (v <= 0)
                        throw new ArgumentException("not positive");
                    return Math.Log(v);
                }
            }

            """,
        "using System;\n\npublic static class Probe\n{\n" + string.Concat(s_bodies.Keys.Select(Calls)) + Run + "}\n").Compile();

    // The same once more for methods that fill a span.
    private static string Method(string name, string body) => $$"""
            [Differentiable(Derivatives.Gradient | Derivatives.Jvp | Derivatives.Vjp | Derivatives.Hessian | Derivatives.HessianVectorProduct)]
            public static double {{name}}(ReadOnlySpan<double> x, ReadOnlySpan<double> y, [NoGradient] ReadOnlySpan<double> t, int[] idx, int n)
            {
                double s = 0;
                {{body}}
                return s;
            }

            [Differentiable(Derivatives.Jvp | Derivatives.Vjp | Derivatives.Jacobian)]
            public static void {{name}}InSpan(ReadOnlySpan<double> x, ReadOnlySpan<double> y, [NoGradient] ReadOnlySpan<double> t, int[] idx, int n, Span<double> z)
            {
                z[0] = x[0] * x[0];
                double s = z[0];
                {{body}}
                for (int i = 1; i < z.Length; i++)
                    z[i] = s * z[i - 1];
            }


        """;

    private static string Calls(string name) => $$"""
            public static string {{name}}(string kind, double[] x, double[] y, double[] t, int[] idx, int n) => Run(kind, x.Length, y.Length, 0, (m, a, b, _) =>
            {
                switch (kind)
                {
                    case "": Sample.{{name}}(x, y, t, idx, n); break;
                    case "Gradient": Sample.{{name}}Gradient(x, y, t, idx, n, a, b); break;
                    case "ValueAndGradient": Sample.{{name}}ValueAndGradient(x, y, t, idx, n, a, b); break;
                    case "Jvp": Sample.{{name}}Jvp(x, y, t, idx, n, x, y); break;
                    case "Vjp": Sample.{{name}}Vjp(x, y, t, idx, n, 2, a, b); break;
                    case "Hessian": Sample.{{name}}Hessian(x, y, t, idx, n, m); break;
                    default: Sample.{{name}}HessianVectorProduct(x, y, t, idx, n, x, y, a, b); break;
                }
            });

            public static string {{name}}InSpan(string kind, double[] x, double[] y, double[] t, int[] idx, int n) => Run(kind, x.Length, y.Length, 3, (m, a, b, z) =>
            {
                switch (kind)
                {
                    case "": Sample.{{name}}InSpan(x, y, t, idx, n, new double[3]); break;
                    case "Jvp": Sample.{{name}}InSpanJvp(x, y, t, idx, n, z, x, y, m.AsSpan(0, 3)); break;
                    case "Vjp": Sample.{{name}}InSpanVjp(x, y, t, idx, n, z, new double[3], a, b); break;
                    default: Sample.{{name}}InSpanJacobian(x, y, t, idx, n, z, m.AsSpan(0, 3 * (x.Length + y.Length))); break;
                }
            });


        """;

    private const string Run = """
            private static string Run(string kind, int xLength, int yLength, int zLength, Action<double[], double[], double[], double[]> call)
            {
                double[] m = new double[(xLength + yLength) * Math.Max(zLength, xLength + yLength)], a = new double[xLength], b = new double[yLength], z = new double[zLength];
                foreach (double[] destination in new[] { m, a, b, z })
                    Array.Fill(destination, 0.25);
                try
                {
                    call(m, a, b, z);
                    return "ran";
                }
                catch (Exception e)
                {
                    foreach (double[] destination in new[] { m, a, b, z })
                    {
                        if (destination.AsSpan().IndexOfAnyExcept(0.25) >= 0)
                            return e.GetType().Name + ", after something was written";
                    }

                    return e.GetType().Name;
                }
            }

        """;

    // A part of a length is asked for as what it is a part of, exactly: else the method would be run each time.
    [Fact]
    public void What_is_asked_of_quotients_is_exact()
    {
        string text = GeneratorRun.Of("using System;\nusing SymGrad;\n\npublic static partial class Sample\n{\n" + Method("F", s_bodies["GatheredOfThirds"]) + "}\n").GeneratedText;
        Assert.Contains("3L * Buffers.Greatest(idx) > x.Length - 3", text, StringComparison.Ordinal);
    }

    /// <param name="t">0.5, 1.5, …, unless it is given.</param>
    [Theory]
    [InlineData("Shorter", 4, 4, "", 0, "ran")]
    [InlineData("Shorter", 4, 3, "", 0, Index)]
    [InlineData("Neighbour", 4, 4, "", 3, "ran")]
    [InlineData("Neighbour", 4, 4, "", 4, Index)]
    [InlineData("Neighbour", 4, 4, "", int.MaxValue, Index)]
    [InlineData("Neighbour", 4, 4, "", -5, "ran")]
    [InlineData("Backwards", 4, 4, "", 3, "ran")]
    [InlineData("Backwards", 4, 4, "", 4, Index)]
    [InlineData("Gathered", 4, 4, "0 3 3 1", 0, "ran")]
    [InlineData("Gathered", 4, 4, "0 3 4 1", 0, Index)]
    [InlineData("Gathered", 4, 4, "0 3 3 1 0 2 1 0 0 1 2 3 -1", 0, Index)]
    [InlineData("Gathered", 4, 4, "", 0, "ran")]
    [InlineData("GatheredOfThirds", 9, 1, "0 2 1", 0, "ran")]
    [InlineData("GatheredOfThirds", 8, 1, "0 1", 0, "ran")]
    [InlineData("GatheredOfThirds", 8, 1, "0 2 1", 0, Index)]
    [InlineData("GatheredOfThirds", 9, 1, "0 3 1", 0, Index)]
    [InlineData("Thirds", 4, 8, "", 0, "ran")]
    [InlineData("Thirds", 3, 6, "", 0, Index)]
    [InlineData("Halved", 3, 7, "", 7, "ran")]
    [InlineData("Halved", 2, 7, "", 7, Index)]
    [InlineData("Halved", 3, 6, "", 7, Index)]
    [InlineData("Halved", 3, 6, "", 1, "ran")]
    [InlineData("Halved", 3, 6, "", -7, "ran")]
    [InlineData("GatheredInBlocks", 6, 2, "0 2", 2, "ran")]
    [InlineData("GatheredInBlocks", 6, 2, "0 2", 3, Index)]
    [InlineData("GatheredInBlocks", 6, 2, "0 3", 0, "ran")] // Nothing is read.
    [InlineData("Linear", 4, 4, "", 4, "ran")]
    [InlineData("Linear", 4, 4, "", 6, Index)]
    [InlineData("Unread", 4, 4, "", 3, "ran")]
    [InlineData("Unread", 4, 4, "", 4, Index)]
    [InlineData("Unread", 4, 3, "", 3, Index)]
    [InlineData("Unread", 4, 4, "", -1, Index)]
    [InlineData("UnreadOnOnePath", 4, 2, "", 2, "ran")]
    [InlineData("UnreadOnOnePath", 4, 4, "", 3, "ran")]
    [InlineData("UnreadOnOnePath", 4, 4, "", 4, Index)]
    [InlineData("ReadOnOnePath", 4, 4, "", 3, "ran")]
    [InlineData("ReadOnOnePath", 4, 4, "", 4, Index)]
    [InlineData("Flat", 6, 3, "0 0 0", 2, "ran")]
    [InlineData("Flat", 6, 3, "0 0 0", 3, Index)]
    [InlineData("Flat", 6, 2, "0 0 0", 2, Index)]
    [InlineData("Flat", 6, 2, "0 0 0", 0, "ran")]
    [InlineData("Triangle", 6, 3, "", 3, "ran")]
    [InlineData("Triangle", 5, 3, "", 3, Index)]
    [InlineData("Triangle", 6, 2, "", 3, Index)]
    [InlineData("FarStart", 4, 4, "0 0 0 0", 9, "ran")]
    [InlineData("FarStart", 4, 3, "0 0 0 0", 1, Index)]
    [InlineData("Later", 4, 2, "", 2, "ran")]
    [InlineData("Later", 4, 2, "", 3, Index)]
    [InlineData("Chain", 4, 4, "", 4, "ran")]
    [InlineData("Chain", 4, 2, "", 3, Index)]
    [InlineData("InPlace", 4, 1, "", 3, "ran")]
    [InlineData("InPlace", 4, 1, "", 4, Index)]
    [InlineData("Guarded", 3, 3, "", 4, "ran")]
    [InlineData("Guarded", 2, 3, "", 4, "ran")]
    [InlineData("Sentinels", 4, 1, "3 -1 2", 0, "ran")]
    [InlineData("Sentinels", 4, 1, "3 -1 4", 0, Index)]
    [InlineData("NotMet", 4, 1, "1 9 1", 3, "ran", "1 -1 1")]
    [InlineData("NotMet", 4, 1, "1 9 1", 3, Index, "-1 1 1")]
    [InlineData("NotMet", 4, 1, "1 9 1", 4, "ran", "1 -1 1 -1")] // There is no fourth of idx, but it is not read either.
    [InlineData("NotMet", 4, 1, "1 9 1", 4, Index, "1 -1 1 1")]
    [InlineData("Break", 4, 1, "", 4, "ran")]
    [InlineData("Break", 4, 1, "", 5, Index)]
    [InlineData("Break", 4, 1, "", -1, Index)]
    [InlineData("BreakOnValue", 4, 1, "", 2, "ran")]
    [InlineData("BreakOnValue", 4, 1, "", 9, Index)]
    [InlineData("Search", 4, 4, "", 3, "ran")]
    [InlineData("Search", 4, 2, "", 3, Index)]
    [InlineData("Search", 4, 4, "", 9, Index)]
    [InlineData("FromReals", 4, 1, "", 0, "ran")]
    [InlineData("FromReals", 4, 1, "", 0, Index, "0 1 2 4")]
    [InlineData("FromRealsAlone", 4, 4, "", 0, "ran")]
    [InlineData("FromRealsAlone", 4, 4, "", 0, Index, "0 4")]
    [InlineData("FromRealsAlone", 4, 4, "", 0, Index, "-1 0")]
    [InlineData("Slices", 4, 4, "1 2", 2, "ran")]
    [InlineData("Slices", 4, 4, "1 3", 2, Slice)]
    [InlineData("Slices", 4, 4, "1 2", 3, Slice)]
    [InlineData("Slices", 4, 4, "1 2", -1, Slice)]
    [InlineData("Slices", 4, 4, "1 2", 0, Index)] // No first element of a part without any.
    [InlineData("Copied", 4, 1, "", 2, "ran")]
    [InlineData("Copied", 4, 1, "", 1, "ArgumentException")]
    [InlineData("Copied", 4, 1, "", 5, Slice)]
    [InlineData("Checked", 4, 3, "", 3, "ran")]
    [InlineData("Checked", 4, 3, "", 4, Slice)]
    [InlineData("Checked", 4, 3, "", -1, "ArgumentException")]
    [InlineData("CheckedInside", 4, 3, "1 4", 0, "ran")]
    [InlineData("CheckedInside", 4, 3, "1 -4", 0, Slice)]
    [InlineData("CheckedReals", 4, 3, "", 4, "ran")]
    [InlineData("CheckedReals", 4, 3, "", 4, "ArgumentException", "1 2 3 0")]
    [InlineData("Thrown", 4, 3, "", 4, "ran")]
    [InlineData("Thrown", 4, 3, "", 4, "ArithmeticException", "1 2 3 0")]
    [InlineData("ThrownForAValue", 4, 3, "0", 0, "ran")]
    [InlineData("ThrownForAValue", 4, 3, "0", 4, "OverflowException")]
    [InlineData("ThrownAfterwards", 4, 3, "0", 0, "ran")]
    [InlineData("ThrownAfterwards", 4, 3, "0", 4, "OverflowException")]
    [InlineData("ThrownByAnArm", 4, 3, "0 1 0", 0, "ran")]
    [InlineData("ThrownByAnArm", 4, 3, "0 1 2", 0, "NotSupportedException")]
    [InlineData("ThrownByADefault", 4, 3, "1 0 1", 0, "ran")]
    [InlineData("ThrownByADefault", 4, 3, "1 0 3", 0, "NotSupportedException")]
    [InlineData("NotFound", 4, 3, "", 4, "ran", "1 2 3 0")]
    [InlineData("NotFound", 4, 3, "", 4, "NotSupportedException")]
    [InlineData("Matrix", 4, 1, "0 2", 3, "ran")]
    [InlineData("Matrix", 4, 1, "0 3", 3, Index)]
    [InlineData("Matrix", 4, 1, "0 2 1 1 1", 3, Index)]
    [InlineData("Permuted", 4, 1, "", 4, "ran")]
    [InlineData("Permuted", 4, 1, "", 5, Index)]
    [InlineData("Filtered", 4, 1, "", 4, "ran", "1 -1 1 1")]
    [InlineData("Filtered", 4, 1, "", 5, Index)]
    public void Nothing_is_written_before(string method, int xLength, int yLength, string indices, int n, string outcome, string? t = null)
    {
        double[] x = [.. Enumerable.Range(0, xLength).Select(i => 0.5 + (0.1 * i))], y = [.. Enumerable.Range(0, yLength).Select(i => 0.7 - (0.1 * i))];
        double[] held = t is null ? [.. Enumerable.Range(0, 5).Select(i => i + 0.5).Take(Math.Max(xLength, 4))] : [.. Numbers(t)];
        int[] idx = [.. Numbers(indices).Select(number => (int)number)];
        Assert.Equal(outcome, Call(method, ""));
        foreach (string kind in s_kinds)
            Assert.Equal((kind, outcome), (kind, Call(method, kind)));
        Assert.Equal(outcome, Call(method + "InSpan", ""));
        foreach (string kind in s_kindsOfSpans)
            Assert.Equal((kind, outcome), (kind, Call(method + "InSpan", kind)));

        string Call(string name, string kind) => s_sample.Call<string>("Probe", name, kind, x, y, held, idx, n);
    }

    [Fact]
    public void A_method_that_may_change_its_struct_is_asked_on_a_copy()
    {
        using CompiledSample sample = GeneratorRun.Of(
            """
            using System;
            using SymGrad;

            public partial struct Layer
            {
                public int Scale;

                [Differentiable]
                public double Fire(ReadOnlySpan<double> x, int n)
                {
                    double s = 0;
                    for (int i = 0; i < n; i++)
                        s += Scale * x[i] * x[i];
                    return s;
                }
            }

            public static class Probe
            {
                public static string Run(int n)
                {
                    double[] gradient = [7, 7];
                    try
                    {
                        new Layer { Scale = 2 }.FireGradient([1, 3], n, gradient);
                    }
                    catch (IndexOutOfRangeException)
                    {
                        return "out of range " + string.Join(" ", gradient);
                    }

                    return string.Join(" ", gradient);
                }
            }
            """).Compile();
        var run = sample.Assembly.GetType("Probe")!.GetMethod("Run")!.CreateDelegate<Func<int, string>>();
        Assert.Equal("4 12", run(2));
        Assert.Equal("out of range 7 7", run(3));
    }

    [Fact]
    public void What_is_written_last_is_written_on_each_way_out() => LoopConstruct.Numbers(
        """
        real F(real[] x, int n)
        {
            int low = 0, high = n;
            while (high - low > 1)
            {
                int middle = (low + high) / 2;
                if (x[middle] < x[0])
                    low = middle;
                else
                    high = middle;
            }

            if (x[low] > 0.6)
                return x[low] * x[high];
            return 3 * x[low] * x[low] - x[high];
        }
        """,
        "x, n");

    private const string Index = nameof(IndexOutOfRangeException);

    private const string Slice = nameof(ArgumentOutOfRangeException);

    private static IEnumerable<double> Numbers(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(number => double.Parse(number, CultureInfo.InvariantCulture));
}
