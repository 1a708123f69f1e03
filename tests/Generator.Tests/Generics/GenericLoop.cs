using System.Numerics;
using System.Runtime.CompilerServices;
using D = SymGrad.Tests.Harness.Dual<double>;

namespace SymGrad.Generator.Tests.Generics;

/// <summary>
/// Checks a method F of a <c>ReadOnlySpan&lt;T&gt; x</c>, generic in its number T: the code that is generated for it, its numbers in Half, float, double and NFloat,
/// and that calls allocate nothing.
/// </summary>
internal static class GenericLoop
{
    private const string Probe = """
        using System;
        using System.Numerics;

        public static class Probe
        {
            public static double[] InHalf(double[] x) => Numbers<Half>(x);

            public static double[] InSingle(double[] x) => Numbers<float>(x);

            public static double[] InDouble(double[] x) => Numbers<double>(x);

            public static double[] InNFloat(double[] x) => Numbers<System.Runtime.InteropServices.NFloat>(x);

            public static long Allocated(double[] numbers)
            {
                var (x, gradient) = (Array.ConvertAll(numbers, Half.CreateChecked), new Half[numbers.Length]);
                Call(x, gradient);
                long before = GC.GetAllocatedBytesForCurrentThread();
                for (int i = 0; i < 3; i++)
                    Call(x, gradient);
                return GC.GetAllocatedBytesForCurrentThread() - before;
            }

            private static void Call(Half[] x, Half[] gradient)
            {
                Sample.FGradient<Half>(x, gradient);
                Sample.FValueAndGradient<Half>(x, gradient);
            }

            private static double[] Numbers<T>(double[] numbers)
                where T : unmanaged, IFloatingPointIeee754<T>
            {
                T[] x = Array.ConvertAll(numbers, T.CreateChecked), alone = new T[x.Length], both = new T[x.Length];
                Array.Fill(alone, T.NaN);
                Array.Fill(both, T.NaN);
                Sample.FGradient<T>(x, alone);
                T value = Sample.F<T>(x), again = Sample.FValueAndGradient<T>(x, both);
                return Array.ConvertAll([value, again, .. alone, .. both], double.CreateChecked);
            }
        }

        """;

    /// <param name="members">The method F, which is annotated, and after it other members of its class.</param>
    /// <param name="reference">F again, over dual numbers.</param>
    /// <param name="points">Arguments, each rounded to the type first.</param>
    public static void Check(
        string members, Func<D[], D> reference, double[][] points, double ulps = 8, [CallerFilePath] string file = "", [CallerMemberName] string member = "")
    {
        GeneratorRun run = Run(members);
        Snapshot.Verify(run.Sources[0] + "\n// ----- generated -----\n\n" + Constructs.Construct.Derivatives(run.GeneratedText), file: file, member: member);
        Numbers(members, reference, points, ulps);
    }

    /// <summary>Numbers only.</summary>
    public static void Numbers(string members, Func<D[], D> reference, double[][] points, double ulps = 8)
    {
        (CompiledSample relaxed, CompiledSample strict) = Run(members, Probe).CompileBoth(Constructs.Construct.Steps);
        using (relaxed)
        using (strict)
        {
            foreach (double[] point in points)
            {
                Compare<Half>(strict.Call<double[]>("Probe", "InHalf", point), reference, point, ulps);
                Compare<float>(strict.Call<double[]>("Probe", "InSingle", point), reference, point, ulps);
                Compare<double>(strict.Call<double[]>("Probe", "InDouble", point), reference, point, ulps);
                Assert.Equal(strict.Call<double[]>("Probe", "InDouble", point), strict.Call<double[]>("Probe", "InNFloat", point));
                Assert.Equal(0, Allocation.Least(() => relaxed.Call<long>("Probe", "Allocated", point)));
            }
        }
    }

    public static GeneratorRun Run(string members, params string[] others)
    {
        string indented = string.Join("\n", members.Trim().Split('\n').Select(line => line.Length == 0 ? line : "    " + line));
        return GeneratorRun.Of([$"using System;\nusing System.Numerics;\nusing SymGrad;\n\npublic static partial class Sample\n{{\n    [Differentiable]\n    public static {indented.TrimStart()}\n}}\n", .. others]);
    }

    private static void Compare<T>(double[] numbers, Func<D[], D> reference, double[] point, double ulps)
        where T : IFloatingPointIeee754<T>
    {
        Ulp.AssertSameBits(numbers[1], numbers[0], $"value in {typeof(T).Name}");
        Assert.Equal(numbers[2..(2 + point.Length)], numbers[(2 + point.Length)..]);
        for (int k = 0; k < point.Length; k++)
        {
            D partial = reference([.. point.Select((x, i) => D.Variable(double.CreateChecked(T.CreateChecked(x)), i == k ? 1 : 0))]);
            Ulp.AssertClose(T.CreateChecked(numbers[2 + k]), T.CreateChecked(partial.Tangent), T.CreateChecked(partial.Scale), ulps, $"by x[{k}] in {typeof(T).Name}");
        }
    }
}
