namespace SymGrad.Generator.Tests.Declarations;

/// <summary>What every declaration must pass: strict compilation, checked and unchecked, numbers, and caching.</summary>
internal static class Declared
{
    /// <summary>Compiled into every sample: its <c>Use.Run</c> checks numbers with it.</summary>
    private const string Check = """
        namespace Probing
        {
            internal static class Check
            {
                public static void Same(double actual, double expected)
                {
                    if (global::System.BitConverter.DoubleToInt64Bits(actual) != global::System.BitConverter.DoubleToInt64Bits(expected))
                        throw new global::System.InvalidOperationException($"expected the bits of {expected:R}, actual {actual:R}");
                }

                public static void Near(double actual, double expected)
                {
                    if (!(global::System.Math.Abs(actual - expected) <= 1e-6 * (1 + global::System.Math.Abs(expected))))
                        throw new global::System.InvalidOperationException($"expected {expected:R}, actual {actual:R}");
                }

                public static void Objective<TObjective>(
                    TObjective objective, string names, double value, double[] point, params double[] gradient)
                    where TObjective : struct, global::SymGrad.IObjective<double>, allows ref struct =>
                    Compare(objective, names, value, point, gradient);

                public static void SingleObjective<TObjective>(
                    TObjective objective, string names, float value, float[] point, params float[] gradient)
                    where TObjective : struct, global::SymGrad.IObjective<float>, allows ref struct =>
                    Compare(objective, names, value, point, gradient);

                private static void Compare<T, TObjective>(TObjective objective, string names, T value, T[] point, T[] gradient)
                    where T : unmanaged, global::System.Numerics.IFloatingPointIeee754<T>
                    where TObjective : struct, global::SymGrad.IObjective<T>, allows ref struct
                {
                    Same(objective.ParameterCount, point.Length);
                    var read = new string[point.Length];
                    for (var i = 0; i < read.Length; i++)
                        read[i] = objective.ParameterName(i);
                    if (string.Join(" ", read) != names)
                        throw new global::System.InvalidOperationException($"expected the names {names}, actual {string.Join(" ", read)}");
                    Same(double.CreateChecked(objective.Value(point)), double.CreateChecked(value));
                    var actual = new T[point.Length];
                    Same(double.CreateChecked(objective.ValueAndGradient(point, actual)), double.CreateChecked(value));
                    Same(actual.Length, gradient.Length);
                    for (var i = 0; i < actual.Length; i++)
                        Near(double.CreateChecked(actual[i]), double.CreateChecked(gradient[i]));
                }
            }
        }
        """;

    /// <summary>Compiles the source at the strictest level, checked and unchecked, calls <c>Use.Run()</c>, and checks caching.</summary>
    public static GeneratorRun Works(string source, params string[] reported) => Works(GeneratorOptions.Default, source, reported);

    public static GeneratorRun Works(GeneratorOptions options, string source, params string[] reported) =>
        Runs(options, source, reported).AssertCached();

    /// <summary>As <see cref="Works(string, string[])"/>, without the check of caching.</summary>
    public static GeneratorRun Runs(GeneratorOptions options, string source, params string[] reported)
    {
        var run = GeneratorRun.Of(options, source, Check);
        run.AssertReported(reported);
        var (wraps, throws) = run.CompileBoth();
        using (wraps)
        using (throws)
        {
            wraps.Call("Use", "Run");
            throws.Call("Use", "Run");
        }

        return run;
    }

    /// <summary>The one error of the source, which nothing is generated for.</summary>
    public static LocatedDiagnostic Refused(string source, string id, string underlined)
    {
        var run = GeneratorRun.Of(source).AssertReported(id);
        Assert.Empty(run.GeneratedSources);
        var diagnostic = run.Diagnostic(id);
        Assert.Equal(underlined, diagnostic.Text);
        return diagnostic;
    }
}
