namespace SymGrad.Generator.Tests.Constructs;

/// <summary>What loops keep, they keep exactly, whatever its type and that of the workspace.</summary>
public class WorkspaceTests
{
    // 2049 is no Half, 2²⁴ + 1 no float, 2⁵³ + 1 no double. The gradient counts the bits of what has been kept.
    [Theory]
    [InlineData("float", "byte", "201")]
    [InlineData("float", "int", "-2_000_000_001")]
    [InlineData("float", "uint", "4_000_000_001")]
    [InlineData("float", "long", "-9_007_199_254_740_993")]
    [InlineData("float", "ulong", "18_446_744_073_709_551_601")]
    [InlineData("double", "uint", "4_000_000_001")]
    [InlineData("double", "long", "-9_007_199_254_740_993")]
    [InlineData("double", "ulong", "18_446_744_073_709_551_601")]
    [InlineData("Half", "sbyte", "-101")]
    [InlineData("Half", "short", "-32_001")]
    [InlineData("Half", "ushort", "65_001")]
    [InlineData("Half", "int", "-2_000_000_001")]
    [InlineData("Half", "uint", "4_000_000_001")]
    [InlineData("Half", "long", "-9_007_199_254_740_993")]
    [InlineData("Half", "ulong", "18_446_744_073_709_551_601")]
    public void Integers(string real, string integer, string first)
    {
        bool isGeneric = real == "Half";
        GeneratorRun run = GeneratorRun.Of(
            $$"""
            using System;
            using System.Numerics;
            using SymGrad;

            public static partial class Sample
            {
                [Differentiable]
                public static {{(isGeneric ? "T F<T>(ReadOnlySpan<T> x) where T : unmanaged, IFloatingPointIeee754<T>" : $"{real} F(ReadOnlySpan<{real}> x)")}}
                {
                    {{(isGeneric ? "T" : real)}} y = x[0];
                    {{integer}} bits = {{first}};
                    for (int i = 0; i < x.Length; i++)
                    {
                        y *= x[2];
                        for (int k = 0; k < 8 * sizeof({{integer}}); k++)
                            y += x[(int)(bits >> k & 1)];
                        bits = unchecked(({{integer}})(bits * 3 + 1));
                    }

                    return y;
                }
            }

            public static class Probe
            {
                public static double[] Run()
                {
                    {{real}}[] x = [({{real}})1, ({{real}})2, ({{real}})1, ({{real}})0], gradient = new {{real}}[4];
                    Sample.FGradient{{(isGeneric ? "<Half>" : "")}}(x, gradient);
                    return [(double)gradient[0], (double)gradient[1]];
                }

                public static double[] Count()
                {
                    double[] counts = [1, 0];
                    {{integer}} bits = {{first}};
                    for (int i = 0; i < 4; i++)
                    {
                        for (int k = 0; k < 8 * sizeof({{integer}}); k++)
                            counts[(int)(bits >> k & 1)]++;
                        bits = unchecked(({{integer}})(bits * 3 + 1));
                    }

                    return counts;
                }
            }
            """).AssertReported();
        Assert.Contains("is kept in the workspace.", run.GeneratedText, StringComparison.Ordinal);
        (CompiledSample relaxed, CompiledSample strict) = run.CompileBoth();
        using (relaxed)
        using (strict)
        {
            Assert.Equal(relaxed.Call<double[]>("Probe", "Count"), relaxed.Call<double[]>("Probe", "Run"));
            Assert.Equal(strict.Call<double[]>("Probe", "Count"), strict.Call<double[]>("Probe", "Run"));
        }
    }

    // What is computed in double inside is kept as such: as float it would be infinite.
    [Theory]
    [InlineData("float F(ReadOnlySpan<float> x)", "(float)", "F")]
    [InlineData("T F<T>(ReadOnlySpan<T> x) where T : unmanaged, IFloatingPointIeee754<T>", "T.CreateChecked", "F<float>")]
    public void Numbers_of_more_precision_than_the_result(string head, string conversion, string call)
    {
        GeneratorRun run = GeneratorRun.Of(
            $$"""
            using System;
            using System.Numerics;
            using SymGrad;

            public static partial class Sample
            {
                [Differentiable(Derivatives.HessianVectorProduct)]
                public static {{head}}
                {
                    double scaled = 1e60;
                    for (int i = 0; i < x.Length; i++)
                        scaled *= double.CreateChecked(x[i]);
                    return {{conversion}}(scaled * 1e-60);
                }
            }

            public static class Probe
            {
                public static float[] Run()
                {
                    float[] x = [2, 3, 0.5f], gradient = new float[3], product = new float[3];
                    Sample.{{call.Replace("F", "FGradient")}}(x, gradient);
                    Sample.{{call.Replace("F", "FHessianVectorProduct")}}(x, [1, 0, 0], product);
                    return [.. gradient, .. product];
                }
            }
            """).AssertReported();
        Assert.Contains("Span<double> workspace", run.GeneratedText, StringComparison.Ordinal);
        using CompiledSample sample = run.Compile();
        Assert.Equal([1.5f, 1, 6, 0, 0.5f, 3], sample.Call<float[]>("Probe", "Run")); // x₁x₂ and its kin; their derivatives by x₀
    }

    // What a called derivative's loops keep is as precise as what they compute.
    [Fact]
    public void Numbers_of_more_precision_than_the_result_of_a_called_gradient()
    {
        using CompiledSample sample = GeneratorRun.Of(
            """
            using System;
            using SymGrad;

            public static partial class Sample
            {
                [Differentiable]
                public static float Product(ReadOnlySpan<float> x)
                {
                    double scaled = 1e60;
                    for (int i = 0; i < x.Length; i++)
                        scaled *= x[i];
                    return (float)(scaled * 1e-60);
                }

                [Differentiable]
                public static float SquaredPartial(ReadOnlySpan<float> x)
                {
                    Span<float> partials = stackalloc float[x.Length];
                    ProductGradient(x, partials);
                    return partials[0] * partials[0];
                }
            }

            public static class Probe
            {
                public static float[] Run()
                {
                    float[] gradient = new float[3];
                    float value = Sample.SquaredPartialValueAndGradient([2, 3, 0.5f], gradient);
                    return [value, .. gradient];
                }
            }
            """).AssertReported().Compile();
        Assert.Equal([2.25f, 0, 1.5f, 9], sample.Call<float[]>("Probe", "Run")); // (x₁x₂)² and 2x₁x₂² and 2x₁²x₂
    }
}
