using System.Runtime.CompilerServices;

namespace SymGrad.Generator.Tests.Constructs;

/// <summary>
/// Checks a method over a buffer <c>p</c> of structs <c>Vec</c>, whose fields are the reals <c>X</c> and <c>Y</c>: the generated code (a snapshot), its
/// numbers, by reverse and by forward mode, compared with dual numbers run through the same text, and that calls allocate nothing.
/// </summary>
internal static class StructBufferConstruct
{
    private const double Ulps = 8;

    /// <param name="members">The method F, which is annotated, and after it other members of its class, <c>Vec</c> among them.</param>
    /// <param name="arguments">What it is called with, of <c>p</c> and <c>n</c>.</param>
    public static void Check(string members, string arguments = "p", [CallerFilePath] string file = "", [CallerMemberName] string member = "")
    {
        string source = LoopConstruct.InClass(members, "Sample", "double").Replace("[Differentiable]", "[Differentiable(Derivatives.Gradient | Derivatives.Jvp)]", StringComparison.Ordinal);
        GeneratorRun run = GeneratorRun.Of(source);
        Snapshot.Verify(run.Sources[0] + "\n// ----- generated -----\n\n" + Construct.Derivatives(run.GeneratedText), file: file, member: member);
        using CompiledSample sample = GeneratorRun.Of(source, LoopConstruct.Twin(members), DualSource.Text, Probe(arguments)).Compile();
        foreach (int count in (int[])[1, 2, 3])
        {
            double[] x = [.. Enumerable.Range(0, 2 * count).Select(i => 0.3 + (0.9 * Math.Sin(i) / count))];
            double[] numbers = sample.Call<double[]>("Probe", "Numbers", x, count - 1);
            Ulp.AssertSameBits(numbers[1], numbers[0], "FValueAndGradient's value");
            Ulp.AssertSameBits(numbers[2], numbers[0], "FJvp's value");
            for (int k = 3; k < numbers.Length; k += 5)
            {
                Ulp.AssertClose(numbers[k], numbers[k + 3], numbers[k + 4], Ulps, $"FGradient, by x[{(k - 3) / 5}]");
                Ulp.AssertClose(numbers[k + 1], numbers[k + 3], numbers[k + 4], Ulps, $"FValueAndGradient, by x[{(k - 3) / 5}]");
                Ulp.AssertClose(numbers[k + 2], numbers[k + 3], numbers[k + 4], Ulps, $"FJvp, by x[{(k - 3) / 5}]");
            }

            Assert.Equal(0, Allocation.Least(() => sample.Call<long>("Probe", "Allocated", x, count - 1)));
        }
    }

    private static string Probe(string arguments) => $$"""
        using System;
        using System.Collections.Generic;
        using SymGrad.Tests.Harness;

        public static class Probe
        {
            public static double[] Numbers(double[] x, int n)
            {
                Sample.Vec[] p = Points(x);
                Sample.Vec[] alone = Points(Array.ConvertAll(x, _ => double.NaN)), both = Points(Array.ConvertAll(x, _ => double.NaN));
                Sample.FGradient({{arguments}}, alone);
                var all = new List<double> { Sample.F({{arguments}}), Sample.FValueAndGradient({{arguments}}, both), 0 };
                for (int k = 0; k < x.Length; k++)
                {
                    var (value, tangent) = Sample.FJvp({{arguments}}, Points(Axis(x.Length, k)));
                    Dual<double> dual = Reference(x, n, k);
                    all[2] = value;
                    all.AddRange([At(alone, k), At(both, k), tangent, dual.Tangent, dual.Scale]);
                }

                return all.ToArray();
            }

            public static long Allocated(double[] x, int n)
            {
                Sample.Vec[] p = Points(x), gradient = Points(x);
                Call(p, n, gradient);
                long before = GC.GetAllocatedBytesForCurrentThread();
                for (int i = 0; i < 3; i++)
                    Call(p, n, gradient);
                return GC.GetAllocatedBytesForCurrentThread() - before;
            }

            private static void Call(Sample.Vec[] p, int n, Sample.Vec[] gradient)
            {
                Sample.FGradient({{arguments}}, gradient);
                Sample.FValueAndGradient({{arguments}}, gradient);
                Sample.FJvp({{arguments}}, p);
            }

            private static Sample.Vec[] Points(double[] x)
            {
                var points = new Sample.Vec[x.Length / 2];
                for (int i = 0; i < x.Length; i++)
                    points[i / 2] = i % 2 == 0 ? points[i / 2] with { X = x[i] } : points[i / 2] with { Y = x[i] };

                return points;
            }

            private static double At(Sample.Vec[] p, int k) => k % 2 == 0 ? p[k / 2].X : p[k / 2].Y;

            private static double[] Axis(int length, int k)
            {
                var axis = new double[length];
                axis[k] = 1;
                return axis;
            }

            private static Dual<double> Reference(double[] x, int n, int k)
            {
                var p = new Twin.Vec[x.Length / 2];
                for (int i = 0; i < x.Length; i += 2)
                    p[i / 2] = p[i / 2] with { X = Dual<double>.Variable(x[i], i == k ? 1 : 0), Y = Dual<double>.Variable(x[i + 1], i + 1 == k ? 1 : 0) };

                return Twin.F({{arguments}});
            }
        }

        """;
}
