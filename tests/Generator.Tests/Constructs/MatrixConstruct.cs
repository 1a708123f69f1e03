using System.Runtime.CompilerServices;

namespace SymGrad.Generator.Tests.Constructs;

/// <summary>
/// Checks a method of a matrix <c>a</c> and a vector <c>x</c> of as many elements as it has columns: the generated code (a snapshot), its numbers, by reverse
/// and by forward mode, compared with dual numbers run through the same text, and that calls allocate nothing.
/// </summary>
internal static class MatrixConstruct
{
    private const double Ulps = 8;

    public static void Check(string members, [CallerFilePath] string file = "", [CallerMemberName] string member = "")
    {
        string source = LoopConstruct.InClass(members, "Sample", "double").Replace("[Differentiable]", "[Differentiable(Derivatives.Gradient | Derivatives.Jvp)]", StringComparison.Ordinal);
        GeneratorRun run = GeneratorRun.Of(source);
        Snapshot.Verify(run.Sources[0] + "\n// ----- generated -----\n\n" + Construct.Derivatives(run.GeneratedText), file: file, member: member);
        using CompiledSample sample = GeneratorRun.Of(source, LoopConstruct.Twin(members), DualSource.Text, Probe).Compile();
        foreach ((int rows, int columns) in ((int, int)[])[(1, 1), (2, 3), (3, 3)])
        {
            double[] numbers = sample.Call<double[]>("Probe", "Numbers", rows, columns);
            Ulp.AssertSameBits(numbers[1], numbers[0], "FValueAndGradient's value");
            Ulp.AssertSameBits(numbers[2], numbers[0], "FJvp's value");
            for (int k = 3; k < numbers.Length; k += 5)
            {
                Ulp.AssertClose(numbers[k], numbers[k + 3], numbers[k + 4], Ulps, $"FGradient, by [{(k - 3) / 5}]");
                Ulp.AssertClose(numbers[k + 1], numbers[k + 3], numbers[k + 4], Ulps, $"FValueAndGradient, by [{(k - 3) / 5}]");
                Ulp.AssertClose(numbers[k + 2], numbers[k + 3], numbers[k + 4], Ulps, $"FJvp, by [{(k - 3) / 5}]");
            }

            Assert.Equal(0, Allocation.Least(() => sample.Call<long>("Probe", "Allocated", rows, columns)));
            Assert.Equal("ArgumentException ArgumentException", sample.Call<string>("Probe", "Refused", rows, columns));
        }
    }

    private const string Probe = """
        using System;
        using System.Collections.Generic;
        using SymGrad.Tests.Harness;

        public static class Probe
        {
            public static double[] Numbers(int rows, int columns)
            {
                var (a, x) = Point(rows, columns);
                var (aloneA, aloneX, bothA, bothX) = (new double[rows, columns], new double[columns], new double[rows, columns], new double[columns]);
                Sample.FGradient(a, x, aloneA, aloneX);
                var all = new List<double> { Sample.F(a, x), Sample.FValueAndGradient(a, x, bothA, bothX), 0 };
                for (int k = 0; k < a.Length + columns; k++)
                {
                    var (da, dx) = (new double[rows, columns], new double[columns]);
                    if (k < a.Length)
                        da[k / columns, k % columns] = 1;
                    else
                        dx[k - a.Length] = 1;
                    var (value, tangent) = Sample.FJvp(a, x, da, dx);
                    Dual<double> dual = Reference(a, x, da, dx);
                    all[2] = value;
                    all.AddRange([At(aloneA, aloneX, k), At(bothA, bothX, k), tangent, dual.Tangent, dual.Scale]);
                }

                return all.ToArray();
            }

            public static long Allocated(int rows, int columns)
            {
                var (a, x) = Point(rows, columns);
                var (ga, gx) = Point(rows, columns);
                Call();
                long before = GC.GetAllocatedBytesForCurrentThread();
                Call();
                return GC.GetAllocatedBytesForCurrentThread() - before;

                void Call()
                {
                    Sample.FGradient(a, x, ga, gx);
                    Sample.FValueAndGradient(a, x, ga, gx);
                    Sample.FJvp(a, x, a, x);
                }
            }

            // A destination of another shape, and one that is its input.
            public static string Refused(int rows, int columns)
            {
                var (a, x) = Point(rows, columns);
                return Thrown(() => Sample.FGradient(a, x, new double[rows + 1, columns], new double[columns])) + " " + Thrown(() => Sample.FGradient(a, x, a, new double[columns]));
            }

            private static string Thrown(Action call)
            {
                try
                {
                    call();
                    return "";
                }
                catch (Exception e)
                {
                    return e.GetType().Name;
                }
            }

            private static (double[,] A, double[] X) Point(int rows, int columns)
            {
                var (a, x) = (new double[rows, columns], new double[columns]);
                for (int j = 0; j < columns; j++)
                {
                    x[j] = 0.4 + Math.Cos(j);
                    for (int i = 0; i < rows; i++)
                        a[i, j] = 0.3 + Math.Sin(3 * i + j);
                }

                return (a, x);
            }

            private static double At(double[,] a, double[] x, int k) => k < a.Length ? a[k / x.Length, k % x.Length] : x[k - a.Length];

            private static Dual<double> Reference(double[,] a, double[] x, double[,] da, double[] dx)
            {
                var (b, y) = (new Dual<double>[a.GetLength(0), x.Length], new Dual<double>[x.Length]);
                for (int j = 0; j < x.Length; j++)
                {
                    y[j] = Dual<double>.Variable(x[j], dx[j]);
                    for (int i = 0; i < a.GetLength(0); i++)
                        b[i, j] = Dual<double>.Variable(a[i, j], da[i, j]);
                }

                return Twin.F(b, y);
            }
        }

        """;
}
