using System.Runtime.CompilerServices;

namespace SymGrad.Generator.Tests.Constructs;

/// <summary>
/// Checks a method of an array of arrays <c>w</c> and a vector <c>x</c>: its numbers, by reverse and by forward mode, compared with dual numbers run through
/// the same text, that calls allocate nothing, and that destinations of another shape are refused.
/// </summary>
internal static class JaggedConstruct
{
    private const double Ulps = 8;

    /// <summary>The numbers, and the generated code as a snapshot.</summary>
    public static void Check(string members, [CallerFilePath] string file = "", [CallerMemberName] string member = "")
    {
        GeneratorRun run = GeneratorRun.Of(Source(members));
        Snapshot.Verify(run.Sources[0] + "\n// ----- generated -----\n\n" + Construct.Derivatives(run.GeneratedText), file: file, member: member);
        Numbers(members);
    }

    public static void Numbers(string members)
    {
        using CompiledSample sample = GeneratorRun.Of(Source(members), LoopConstruct.Twin(members), DualSource.Text, Probe).Compile();
        foreach (int[] lengths in (int[][])[[3], [2, 4], [4, 1, 3], [40, 3, 25]])
        {
            double[] numbers = sample.Call<double[]>("Probe", "Numbers", lengths);
            Ulp.AssertSameBits(numbers[1], numbers[0], "FValueAndGradient's value");
            Ulp.AssertSameBits(numbers[2], numbers[0], "FJvp's value");
            for (int k = 3; k < numbers.Length; k += 5)
            {
                Ulp.AssertClose(numbers[k], numbers[k + 3], numbers[k + 4], Ulps, $"FGradient, by [{(k - 3) / 5}]");
                Ulp.AssertClose(numbers[k + 1], numbers[k + 3], numbers[k + 4], Ulps, $"FValueAndGradient, by [{(k - 3) / 5}]");
                Ulp.AssertClose(numbers[k + 2], numbers[k + 3], numbers[k + 4], Ulps, $"FJvp, by [{(k - 3) / 5}]");
            }

            Assert.Equal(0, Allocation.Least(() => sample.Call<long>("Probe", "Allocated", lengths)));
        }
    }

    private static string Source(string members) => LoopConstruct.InClass(members, "Sample", "double").Replace("[Differentiable]", "[Differentiable(Derivatives.Gradient | Derivatives.Jvp)]", StringComparison.Ordinal);

    private const string Probe = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using SymGrad.Tests.Harness;

        public static class Probe
        {
            public static double[] Numbers(int[] lengths)
            {
                var (w, x) = Point(lengths);
                var (aloneW, aloneX) = Filled(w, x, double.NaN);
                var (bothW, bothX) = Filled(w, x, double.NaN);
                Sample.FGradient(w, x, aloneW, aloneX);
                var all = new List<double> { Sample.F(w, x), Sample.FValueAndGradient(w, x, bothW, bothX), 0 };
                double[] alone = [.. aloneW.SelectMany(row => row), .. aloneX], both = [.. bothW.SelectMany(row => row), .. bothX];
                for (int k = 0; k < alone.Length; k++)
                {
                    var (dw, dx) = Filled(w, x, 0);
                    (double[] Row, int Column) place = dw.Append(dx).SelectMany(row => Enumerable.Range(0, row.Length).Select(j => (row, j))).ElementAt(k);
                    place.Row[place.Column] = 1;
                    var (value, tangent) = Sample.FJvp(w, x, dw, dx);
                    Dual<double> dual = Twin.F(w.Zip(dw, Variables).ToArray(), Variables(x, dx));
                    all[2] = value;
                    all.AddRange([alone[k], both[k], tangent, dual.Tangent, dual.Scale]);
                }

                return all.ToArray();
            }

            public static long Allocated(int[] lengths)
            {
                var (w, x) = Point(lengths);
                var (gw, gx) = Filled(w, x, 0);
                Call();
                long before = GC.GetAllocatedBytesForCurrentThread();
                Call();
                return GC.GetAllocatedBytesForCurrentThread() - before;

                void Call()
                {
                    Sample.FGradient(w, x, gw, gx);
                    Sample.FValueAndGradient(w, x, gw, gx);
                    Sample.FJvp(w, x, w, x);
                }
            }

            private static (double[][] W, double[] X) Point(int[] lengths) =>
                (lengths.Select((n, i) => Enumerable.Range(0, n).Select(j => 0.3 + Math.Sin(3 * i + j) / n).ToArray()).ToArray(), [0.4, -0.7, 1.1]);

            private static (double[][] W, double[] X) Filled(double[][] w, double[] x, double value) =>
                (w.Select(row => Enumerable.Repeat(value, row.Length).ToArray()).ToArray(), Enumerable.Repeat(value, x.Length).ToArray());

            private static Dual<double>[] Variables(double[] values, double[] tangents) => values.Zip(tangents, Dual<double>.Variable).ToArray();
        }

        """;
}
