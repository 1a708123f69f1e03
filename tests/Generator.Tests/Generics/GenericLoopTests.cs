using SymGrad.Tests.Harness;
using D = SymGrad.Tests.Harness.Dual<double>;

namespace SymGrad.Generator.Tests.Generics;

/// <summary>Loops and buffers of a type parameter: what is generated is generic too, its workspace of the same type.</summary>
public class GenericLoopTests
{
    [Fact]
    public void A_chain_of_any_depth() => GenericLoop.Check(
        """
        T F<T>(ReadOnlySpan<T> x)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            T s = T.One;
            for (int i = 0; i < x.Length; i++)
                s = Functions.Sigmoid(s * x[i] + T.CreateChecked(0.25));
            return s;
        }
        """,
        x => x.Aggregate((D)1, (s, w) => DualMath.Sigmoid(s * w + 0.25)),
        [[0.5, -1.5, 2], [1], [0.75, 0.25, -0.5, 3, 1]],
        ulps: 16);

    [Fact]
    public void A_sum_and_a_condition() => GenericLoop.Check(
        """
        T F<T>(ReadOnlySpan<T> x)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            T sum = T.Zero;
            foreach (T v in x)
            {
                if (v > T.Zero)
                    sum += v * T.Sin(v);
                else
                    sum -= v;
            }

            return sum;
        }
        """,
        x => x.Aggregate((D)0, (sum, v) => v > 0 ? sum + v * DualMath.Sin(v) : sum - v),
        [[0.5, -1.5, 2], [-1]]);

    [Fact]
    public void Local_buffers_and_parts() => GenericLoop.Check(
        """
        T F<T>(ReadOnlySpan<T> x)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            T[] squares = new T[x.Length];
            Span<T> last = stackalloc T[2];
            for (int i = 0; i < squares.Length; i++)
                squares[i] = x[i] * x[i];
            Span<T> rest = squares.AsSpan(1);
            for (int i = 0; i < rest.Length; i++)
                rest[i] += squares[i] * x[0];
            rest.Slice(rest.Length - 2).CopyTo(last);
            return last[0] * last[1] + Product(rest);
        }

        private static T Product<T>(ReadOnlySpan<T> values)
            where T : IFloatingPointIeee754<T>
        {
            T product = T.One;
            foreach (T value in values)
                product *= value;
            return product;
        }
        """,
        x =>
        {
            D[] squares = [.. x.Select(v => v * v)];
            for (int i = 1; i < x.Length; i++)
                squares[i] += squares[i - 1] * x[0];
            return squares[^2] * squares[^1] + squares.Skip(1).Aggregate((D)1, (p, v) => p * v);
        },
        [[0.5, -1.5, 1.25], [1, 0.5, 0.75, 1.5]],
        ulps: 32);

    [Fact]
    public void Without_an_unmanaged_type_the_pool_is_used() => GenericLoop.Check(
        """
        T F<T>(ReadOnlySpan<T> x)
            where T : IFloatingPointIeee754<T>
        {
            T[] sums = new T[2];
            for (int i = 0; i < x.Length; i++)
                sums[i % 2] = (sums[i % 2] + T.One) * x[i];
            return sums[0] * sums[1];
        }
        """,
        x =>
        {
            D[] sums = [0, 0];
            for (int i = 0; i < x.Length; i++)
                sums[i % 2] = (sums[i % 2] + 1) * x[i];
            return sums[0] * sums[1];
        },
        [[0.5, -1.5, 1.25]],
        ulps: 16);

    // In Half there is no 2049.
    [Fact]
    public void Integers_are_kept_exactly() => GenericLoop.Check(
        """
        T F<T>(ReadOnlySpan<T> x)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            T y = x[0];
            int place = x.Length - 1;
            for (int i = 0; i < x.Length / 1000; i++)
            {
                y *= x[place];
                int step = y > T.One ? 1 : 2;
                place -= step;
            }

            return y;
        }
        """,
        x => Places(x),
        [LongPoint(4099)]);

    [Fact]
    public void Iterations_of_an_inner_loop_are_counted_exactly() => GenericLoop.Check(
        """
        T F<T>(ReadOnlySpan<T> x)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            T y = x[0];
            int k = 0;
            while (k < 6000)
            {
                int stop = y > T.One ? k + 2051 : k + 2049;
                while (k < stop)
                {
                    y = x[1] / y;
                    k += y > T.One ? 1 : 2;
                }

                y += x[0];
            }

            return y;
        }
        """,
        x =>
        {
            D y = x[0];
            for (int k = 0; k < 6000; y += x[0])
            {
                for (int stop = y > 1 ? k + 2051 : k + 2049; k < stop; k += y > 1 ? 1 : 2)
                    y = x[1] / y;
            }

            return y;
        },
        [[1.5, 1]],
        ulps: 16);

    [Fact]
    public void Structs_matrices_and_arrays_of_the_type()
    {
        using CompiledSample sample = GeneratorRun.Of(
            """
            using System;
            using System.Linq;
            using System.Numerics;
            using SymGrad;

            public record struct Pair<T>(T A, T B)
                where T : unmanaged, IFloatingPointIeee754<T>;

            public static partial class Sample
            {
                [Differentiable]
                public static T F<T>(ReadOnlySpan<Pair<T>> pairs, T[,] matrix, T[] weights)
                    where T : unmanaged, IFloatingPointIeee754<T>
                {
                    T y = T.One;
                    for (int i = 0; i < pairs.Length; i++)
                        y *= pairs[i].A * matrix[i, 0] + pairs[i].B * weights[i];
                    return y;
                }
            }

            public static class Probe
            {
                public static double[] Run<T>()
                    where T : unmanaged, IFloatingPointIeee754<T>
                {
                    T Of(double x) => T.CreateChecked(x);
                    T[,] matrix = { { Of(3) }, { Of(0.5) } }, byMatrix = new T[2, 1];
                    Pair<T>[] pairs = [new(Of(1), Of(2)), new(Of(4), Of(-1))], byPairs = new Pair<T>[2];
                    T[] weights = [Of(5), Of(7)], byWeights = new T[2];
                    Sample.FGradient<T>(pairs, matrix, weights, byPairs, byMatrix, byWeights);
                    T[] all = [byPairs[0].A, byPairs[0].B, byPairs[1].A, byPairs[1].B, byMatrix[0, 0], byMatrix[1, 0], .. byWeights];
                    return [.. all.Select(double.CreateChecked)];
                }

                public static double[] InHalf() => Run<Half>();

                public static double[] InDouble() => Run<double>();

                public static double[] Train()
                {
                    Half[] gradient = new Half[3];
                    var objective = new Sample.ScaledObjective<Half>(scale: (Half)2, xLength: 3);
                    Half value = objective.ValueAndGradient([(Half)1, (Half)2, (Half)3], gradient);
                    return [(double)value, .. gradient.Select(g => (double)g)];
                }
            }

            public static partial class Sample
            {
                [Differentiable]
                public static T Scaled<T>(ReadOnlySpan<T> x, [NoGradient] T scale)
                    where T : unmanaged, IFloatingPointIeee754<T>
                {
                    T y = T.One;
                    foreach (T v in x)
                        y *= v * scale;
                    return y;
                }
            }
            """).AssertReported().Compile();
        double[] expected = [3 * -5, 5 * -5, 0.5 * 13, 7 * 13, 1 * -5, 4 * 13, 2 * -5, -1 * 13]; // 13 and −5 are the factors
        Assert.Equal(expected, sample.Call<double[]>("Probe", "InHalf"));
        Assert.Equal(expected, sample.Call<double[]>("Probe", "InDouble"));
        Assert.Equal([48, 48, 24, 16], sample.Call<double[]>("Probe", "Train")); // 8·x₀x₁x₂
    }

    private static D Places(D[] x)
    {
        D y = x[0];
        int place = x.Length - 1;
        for (int i = 0; i < x.Length / 1000; i++)
        {
            y *= x[place];
            place -= y > 1 ? 1 : 2;
        }

        return y;
    }

    private static double[] LongPoint(int length) => [.. Enumerable.Range(0, length).Select(i => i == 0 ? 1.5 : 0.5 + (0.125 * (i % 7)))];
}
