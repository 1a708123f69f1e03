namespace SymGrad.Generator.Tests.Generics;

/// <summary>Generic arity in overloads, hiding and constraints; what C# allows to be beside a generic method.</summary>
public class GenericDeclarationTests
{
    [Fact]
    public void Overloads_by_the_number_of_type_parameters()
    {
        GeneratorRun run = GeneratorRun.Of(
            """
            using System.Numerics;
            using SymGrad;

            public static partial class Sample
            {
                [Differentiable]
                public static double F(double x) => x * x;

                [Differentiable]
                public static T F<T>(T x)
                    where T : unmanaged, IFloatingPointIeee754<T> => x * x * x;

                public static double Both() => FGradient(2.0) + FGradient<double>(2.0) + FGradient(2f);
            }
            """).AssertReported("SYMG1008");
        (CompiledSample relaxed, CompiledSample strict) = run.CompileBoth();
        using (relaxed)
        using (strict)
            Assert.Equal(4 + 12 + 12, strict.Call<double>("Sample", "Both"));
    }

    [Fact]
    public void The_same_signature_twice_is_an_error() => GeneratorRun.Of(
        """
        using System.Numerics;
        using SymGrad;

        public static partial class Sample
        {
            [Differentiable]
            public static T F<T>(T x)
                where T : unmanaged, IFloatingPointIeee754<T> => x * x;

            [Differentiable(Name = "F")]
            public static U G<U>(U y)
                where U : unmanaged, IFloatingPointIeee754<U> => y;
        }
        """).AssertReported("SYMG1002");

    [Theory]
    [InlineData("public static T F<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => x;", "public static new U F<U>(U x) where U : unmanaged, IFloatingPointIeee754<U> => x * x;")]
    [InlineData("public static double F(double x) => x;", "public static U F<U>(U x) where U : unmanaged, IFloatingPointIeee754<U> => x * x;")]
    [InlineData("public static T F<T>(T x) where T : IFloatingPointIeee754<T> => x;", "public static new U F<U>(U x) where U : unmanaged, IFloatingPointIeee754<U> => x * x;")]
    [InlineData("public static T F<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => x;", "public static double F(double x) => x * x;")]
    public void Hiding_what_a_base_class_has(string inherited, string own)
    {
        (CompiledSample relaxed, CompiledSample strict) = GeneratorRun.Of(
            $$"""
            using System.Numerics;
            using SymGrad;

            public partial class Base
            {
                [Differentiable]
                {{inherited}}
            }

            public partial class Sample : Base
            {
                [Differentiable]
                {{own}}

                public static double Run() => FGradient(3.0);
            }
            """).CompileBoth();
        using (relaxed)
        using (strict)
            Assert.Equal(6, strict.Call<double>("Sample", "Run"));
    }

    [Fact]
    public void Constraints_are_repeated()
    {
        GeneratorRun run = GeneratorRun.Of(
            """
            using System;
            using SymGrad;

            public interface ITag<T>;

            public static partial class Sample
            {
                [Differentiable]
                public static T F<T, TClass, TNew, TTag>(T x, [NoGradient] TClass? c, [NoGradient] TNew n, [NoGradient] TTag t)
                    where T : struct, System.Numerics.IBinaryFloatingPointIeee754<T>, System.Numerics.IMinMaxValue<T>
                    where TClass : class
                    where TNew : notnull, ITag<TClass>, new()
                    where TTag : struct, ITag<T> => x * x;
            }
            """);
        Assert.Contains("where T : struct, global::System.Numerics.IBinaryFloatingPointIeee754<T>, global::System.Numerics.IMinMaxValue<T>", run.GeneratedText, StringComparison.Ordinal);
        (CompiledSample relaxed, CompiledSample strict) = run.CompileBoth();
        relaxed.Dispose();
        strict.Dispose();
    }

    [Fact]
    public void A_pattern_matches_a_boxed_number_and_is_an_error() => GeneratorRun.Of(
        """
        using System.Numerics;
        using SymGrad;

        public static partial class Sample
        {
            [Differentiable]
            public static T F<T>(T x)
                where T : unmanaged, IFloatingPointIeee754<T> => x is 0 ? T.One : x * x;
        }
        """).AssertReported("SYMG2013");

    [Fact]
    public void Generated_members_of_generic_methods_are_differentiated_through()
    {
        using CompiledSample sample = GeneratorRun.Of(
            """
            using System.Numerics;
            using SymGrad;

            public static partial class Sample
            {
                [Differentiable]
                public static T Cube<T>(T x)
                    where T : unmanaged, IFloatingPointIeee754<T> => x * x * x;

                [Differentiable]
                public static double F(double x) => CubeGradient(x) + CubeGradient<double>(2 * x) + Product(x) + (double)Product((float)x);

                [Differentiable]
                public static T Step<T>(T x)
                    where T : unmanaged, IFloatingPointIeee754<T> => x - T.CreateChecked(0.5) * CubeGradient(x);

                private static U Product<U>(U u)
                    where U : unmanaged, IFloatingPointIeee754<U> => CubeGradient(u) * Power<U>.FourthGradient(u);
            }

            public static partial class Power<T>
                where T : unmanaged, IFloatingPointIeee754<T>
            {
                [Differentiable]
                public static T Fourth(T x) => x * x * x * x;
            }

            public static class Probe
            {
                public static double[] Run() => [Sample.FGradient(0.5), Sample.StepGradient(0.5), Sample.StepGradient(0.5f)];
            }
            """).AssertReported().Compile();
        Assert.Equal([6 * 0.5 + 12 * (2 * 0.5) + 2 * 60 * 0.0625, 1 - 3 * 0.5, 1 - 3 * 0.5], sample.Call<double[]>("Probe", "Run")); // 3x², 3(2x)², 12x⁵ twice; x − 1.5x²
    }

    [Fact]
    public void A_generic_method_of_another_assembly()
    {
        using CompiledSample library = GeneratorRun.Of(
            GeneratorOptions.Default with { AssemblyName = "Library" },
            """
            using System.Numerics;
            using SymGrad;

            public static partial class Library
            {
                [Differentiable(Derivatives.Hessian)]
                public static T Product<T>(T x, T y)
                    where T : unmanaged, IFloatingPointIeee754<T> => x * x * y;
            }
            """).Compile();
        using CompiledSample sample = GeneratorRun.Of(
            GeneratorOptions.Default with { ReferencedSamples = [library] },
            """
            using System.Numerics;
            using SymGrad;

            public static partial class Sample
            {
                [Differentiable]
                public static double F(double x) => Library.Product(x, 2 * x) + Library.ProductGradient(x, 3.0).y;

                [Differentiable(Derivatives.Hessian)]
                public static T G<T>(T x)
                    where T : unmanaged, IFloatingPointIeee754<T> => Library.Product(x, x);
            }

            public static class Probe
            {
                public static double[] Run()
                {
                    float[] hessian = [0];
                    Sample.GHessian(2f, hessian);
                    return [Sample.FGradient(2), Sample.GGradient(2f), hessian[0]];
                }
            }
            """).Compile();
        Assert.Equal([6 * 4 + 2 * 2, 3 * 4, 6 * 2], sample.Call<double[]>("Probe", "Run"));
    }

    [Fact]
    public void A_trainer_takes_its_objective()
    {
        using CompiledSample sample = GeneratorRun.Of(
            """
            using System.Numerics;
            using SymGrad;

            public static partial class Sample
            {
                [Differentiable]
                public static T F<T>(T x, T y)
                    where T : unmanaged, IFloatingPointIeee754<T> => (x - T.One) * (x - T.One) + y * y;

                public static float Train()
                {
                    float[] parameters = [4, 2];
                    Trainer.Minimize(new FObjective<float>(), parameters, new GradientDescent<float>(learningRate: 0.5f), new TrainingOptions { Steps = 10 });
                    return parameters[0] + parameters[1];
                }
            }
            """).Compile();
        Assert.Equal(1f, sample.Call<float>("Sample", "Train"));
    }
}
