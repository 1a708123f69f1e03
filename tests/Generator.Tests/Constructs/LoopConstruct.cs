using System.Runtime.CompilerServices;

namespace SymGrad.Generator.Tests.Constructs;

/// <summary>
/// Checks a loop over the buffer <c>x</c> (and an <c>int n</c>, and an <c>int[] idx</c>): the code that is generated for it (a snapshot), its numbers,
/// compared with dual numbers run through the same text, and that calls allocate nothing. <c>real</c> stands for double.
/// </summary>
internal static class LoopConstruct
{
    // A short workspace is on the stack, one of more than 256 elements pooled; loops in loops in loops are not to take minutes.
    private static readonly int[] s_lengths = [1, 3, 5, 300];

    /// <param name="members">The method F, which is annotated, and after it other members of its class.</param>
    /// <param name="arguments">What it is called with, of <c>x</c>, <c>n</c> and <c>idx</c>.</param>
    public static void Check(string members, string arguments = "x", [CallerFilePath] string file = "", [CallerMemberName] string member = "")
    {
        string source = InClass(members, "Sample", "double");
        GeneratorRun run = GeneratorRun.Of(source);
        Snapshot.Verify(run.Sources[0] + "\n// ----- generated -----\n\n" + Construct.Derivatives(run.GeneratedText), file: file, member: member);
        Numbers(members, arguments);
    }

    /// <summary>Numbers only.</summary>
    public static void Numbers(string members, string arguments = "x", double ulps = 8)
    {
        using CompiledSample sample = GeneratorRun.Of(InClass(members, "Sample", "double"), Twin(members), DualSource.Text, Probe(arguments)).Compile();
        var numbers = sample.Assembly.GetType("Probe")!.GetMethod("Numbers")!.CreateDelegate<Func<double[], int, int[], double[]>>();
        var allocated = sample.Assembly.GetType("Probe")!.GetMethod("Allocated")!.CreateDelegate<Func<double[], int, int[], long>>();
        foreach (int length in s_lengths)
        {
            // Near 1, so that products of many are finite.
            double[] x = [.. Enumerable.Range(0, length).Select(i => (length > 5 ? 1 : 0.3) + (0.9 * Math.Sin(i) / length))];
            int[] idx = [.. Enumerable.Range(0, length).Select(i => ((3 * i) + 1) % length)];
            if (length <= 5)
                Compare(numbers(x, length - 1, idx), ulps);
            Assert.Equal(0, Allocation.Least(() => allocated(x, length - 1, idx)));
        }
    }

    private static void Compare(double[] numbers, double ulps)
    {
        Ulp.AssertSameBits(numbers[1], numbers[0], "FValueAndGradient's value");
        Ulp.AssertSameBits(numbers[2], numbers[0], "the twin's value");
        for (int k = 3; k < numbers.Length; k += 4)
        {
            Ulp.AssertClose(numbers[k], numbers[k + 2], numbers[k + 3], ulps, $"FGradient, by x[{(k - 3) / 4}]");
            Ulp.AssertClose(numbers[k + 1], numbers[k + 2], numbers[k + 3], ulps, $"FValueAndGradient, by x[{(k - 3) / 4}]");
        }
    }

    internal static string InClass(string members, string name, string real)
    {
        string attribute = name == "Sample" ? "    [Differentiable]\n" : "";
        string indented = string.Join("\n", members.Trim().Split('\n').Select(line => line.Length == 0 ? line : "    " + line));
        return $"using System;\nusing SymGrad;\n\npublic static partial class {name}\n{{\n{attribute}    public static {indented.TrimStart()}\n}}\n".Replace("real", real, StringComparison.Ordinal);
    }

    internal static string Twin(string members) =>
        "using Math = SymGrad.Tests.Harness.DualMath;\n" + InClass(members, "Twin", "SymGrad.Tests.Harness.Dual<double>");

    private static string Probe(string arguments) => $$"""
        using System;
        using System.Collections.Generic;
        using SymGrad.Tests.Harness;

        public static class Probe
        {
            public static double[] Numbers(double[] x, int n, int[] idx)
            {
                var (alone, both) = (new double[x.Length], new double[x.Length]);
                Array.Fill(alone, double.NaN);
                Array.Fill(both, double.NaN);
                Sample.FGradient({{arguments}}, alone);
                var all = new List<double> { Sample.F({{arguments}}), Sample.FValueAndGradient({{arguments}}, both), 0 };
                for (int k = 0; k < x.Length; k++)
                {
                    Dual<double> dual = Reference(Array.ConvertAll(x, d => Dual<double>.Variable(d, 0)), n, idx, k);
                    all[2] = dual.Value;
                    all.AddRange([alone[k], both[k], dual.Tangent, dual.Scale]);
                }

                return all.ToArray();
            }

            public static long Allocated(double[] x, int n, int[] idx)
            {
                var gradient = new double[x.Length];
                Call(x, n, idx, gradient);
                long before = GC.GetAllocatedBytesForCurrentThread();
                for (int i = 0; i < 3; i++)
                    Call(x, n, idx, gradient);
                return GC.GetAllocatedBytesForCurrentThread() - before;
            }

            private static void Call(double[] x, int n, int[] idx, double[] gradient)
            {
                Sample.FGradient({{arguments}}, gradient);
                Sample.FValueAndGradient({{arguments}}, gradient);
            }

            private static Dual<double> Reference(Dual<double>[] x, int n, int[] idx, int k)
            {
                x[k] = Dual<double>.Variable(x[k].Value, 1);
                return Twin.F({{arguments}});
            }
        }

        """;
}
