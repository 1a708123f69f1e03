using D = SymGrad.Tests.Harness.Dual<double>;

namespace SymGrad.Generator.Tests.Harness;

/// <summary>The numeric oracle itself: against differences where it is smooth, against the conventions where it is not.</summary>
public class DualTests
{
    private const double Inf = double.PositiveInfinity;

    /// <summary>Every function with points where it is smooth.</summary>
    public static TheoryData<string, double[]> Smooth => new()
    {
        { "Exp", [-2, 0, 1.5] }, { "Log", [0.1, 1, 7] }, { "Log2", [0.1, 3] }, { "Log10", [0.1, 3] },
        { "Sqrt", [0.3, 2] }, { "Cbrt", [-2, 0.1] }, { "Sin", [-1, 0, 2] }, { "Cos", [-1, 0, 2] }, { "Tan", [-1, 0, 1.2] },
        { "Sinh", [-1, 0, 2] }, { "Cosh", [-1, 0, 2] }, { "Tanh", [-1, 0, 2] }, { "Asin", [-0.9, 0, 0.5] },
        { "Acos", [-0.9, 0, 0.5] }, { "Atan", [-3, -0.5, 0, 0.5, 3] }, { "Asinh", [-3, 0, 3] }, { "Acosh", [1.1, 3] },
        { "Atanh", [-0.5, 0.9] }, { "Abs", [-2, 2] }, { "Sigmoid", [-3, 0, 3] }, { "Softplus", [-3, 0, 3] }, { "Relu", [-1, 1] },
        { "Pow x", [0.5, 3] }, { "Pow y", [-1, 2] }, { "Atan2 y", [-1, 2] }, { "Atan2 x", [-1, 2] }, { "Hypot", [-1, 2] },
        { "Max", [0.5, 3] }, { "Min", [0.5, 3] }, { "Clamp", [-3, 0.5, 3] }, { "+", [-1, 2] }, { "-", [-1, 2] }, { "*", [-1, 2] },
        { "a/x", [-1, 2] }, { "x/a", [-1, 2] }, { "x%a", [-7.5, 8.1] }, { "a%x", [-0.7, 0.9] }, { "++", [1] }, { "--", [1] },
        { "-x", [1] },
    };

    [Theory]
    [MemberData(nameof(Smooth))]
    public void Slopes_are_those_of_differences(string function, double[] points)
    {
        foreach (var x in points)
        {
            // Extrapolated central differences: an error of about 1e-11.
            double Difference(double h) => (Of(function, x + h).Value - Of(function, x - h).Value) / (2 * h);
            var expected = (4 * Difference(0.5e-3) - Difference(1e-3)) / 3;
            var result = Of(function, D.Variable(x, 1));
            Assert.Equal(expected, result.Tangent, 1e-9 * Math.Max(1, Math.Abs(expected)));
            Assert.Equal(Of(function, x).Value, result.Value);
            Assert.True(result.IsActive && !Of(function, x).IsActive);
            Assert.Equal(Math.Abs(result.Tangent), result.Scale);
        }
    }

    [Theory]
    [MemberData(nameof(Smooth))]
    public void In_float_they_are_the_same_rounded(string function, double[] points)
    {
        foreach (var x in points.Select(x => (float)x))
        {
            var (wide, narrow) = (Of(function, D.Variable(x, 1)), Of(function, Dual<float>.Variable(x, 1)));
            Assert.Equal(wide.Tangent, narrow.Tangent, 2e-5 * Math.Max(1, Math.Abs(wide.Tangent)));
        }
    }

    [Theory]
    [InlineData("Abs", 0, 0)]
    [InlineData("Relu", 0, 0)]
    [InlineData("Max", 2, 0)] // against the constant 2
    [InlineData("Min", 2, 0)]
    [InlineData("Clamp", -2, 0)]
    [InlineData("Clamp", 2, 0)]
    [InlineData("Sqrt", 0, Inf)]
    [InlineData("Cbrt", 0, Inf)]
    [InlineData("Log", 0, Inf)]
    [InlineData("Asin", 1, Inf)]
    [InlineData("Asin", -1, Inf)]
    [InlineData("Acos", 1, -Inf)]
    [InlineData("Sigmoid", -700, 9.859676543759770e-305)]
    [InlineData("Sigmoid", 700, 9.859676543759770e-305)]
    [InlineData("Softplus", 800, 1)]
    [InlineData("Softplus", -700, 9.859676543759770e-305)]
    [InlineData("Tanh", 20, 1.699341702116652e-17)] // 1/cosh(20)²; 1 − tanh² would be 0
    [InlineData("Atan", 1e160, 0)]
    public void Kinks_poles_and_tails(string function, double x, double slope)
    {
        var tangent = Of(function, D.Variable(x, 1)).Tangent;
        Assert.True(Ulp.IsClose(tangent, slope, 0, 64) || Math.Abs(tangent) < 1e-310 && slope == 0, $"{tangent:R}");
    }

    [Theory]
    [InlineData(0, 1, 1, 0)]
    [InlineData(0, 0, 0, double.NaN)]
    [InlineData(0, 2, 0, 0)]
    [InlineData(0, 0.5, Inf, 0)]
    [InlineData(0, -1, -Inf, double.NaN)] // slope −1/x²: even
    [InlineData(-0.0, -1, -Inf, double.NaN)]
    [InlineData(0, -2, -Inf, double.NaN)] // slope −2/x³: by the sign of zero
    [InlineData(-0.0, -2, Inf, double.NaN)]
    [InlineData(-2, 3, 12, double.NaN)]
    public void Pow_at_its_edges(double x, double y, double byX, double byY)
    {
        var result = DualMath.Gradient<double>(v => DualMath.Pow(v[0], v[1]), x, y);
        Assert.Equal([byX, byY], result.Gradient);
    }

    [Fact]
    public void Ties_are_halved_between_active_arguments_only()
    {
        double[] At(Func<D[], D> f, params double[] at) => DualMath.Gradient(f, at).Gradient;
        Assert.Equal([0.5, 0.5], At(v => DualMath.Max(v[0], v[1]), 1, 1));
        Assert.Equal([0.5, 0.5], At(v => DualMath.Min(v[0], v[1]), 1, 1));
        Assert.Equal([0.0, 0.0], At(v => DualMath.Max(v[0].AsConstant(), v[1]), 1, 1));
        Assert.Equal([0.0, 0.0], At(v => DualMath.Hypot(v[0], v[1]), 0, 0));
        Assert.Equal([0.0, 0.0], At(v => DualMath.Atan2(v[0], v[1]), 0, 0));
        Assert.Equal([double.NaN], At(v => DualMath.Max(v[0], 1), double.NaN));
        Assert.Throws<ArgumentException>(() => At(v => DualMath.Clamp(v[0], 2, 1), 1));
    }

    [Fact]
    public void What_does_not_move_stays_through_a_pole() =>
        Assert.Equal([Inf, 1], DualMath.Gradient<double>(v => DualMath.Sqrt(v[0]) + v[1], 0, 0).Gradient);

    [Fact]
    public void The_scale_is_the_sum_of_the_terms_magnitudes()
    {
        // x·y − y·x: the partials cancel, their terms do not.
        var result = DualMath.Gradient<double>(v => v[0] * v[1] - v[1] * v[0], 3, 5);
        Assert.Equal([0.0, 0.0], result.Gradient);
        Assert.Equal([10.0, 6.0], result.Scale);
        // A long sum of cancelling terms in two orders: apart by more than an ulp of the result, not of the scale.
        double[] at = [1e16, 1, -1e16, 1];
        var sum = DualMath.Gradient<double>(v => v[0] * at[0] + v[0] * at[1] + v[0] * at[2] + v[0] * at[3], 1);
        var other = at[0] + at[2] + at[1] + at[3];
        Assert.False(Ulp.IsClose(other, sum.Gradient[0], 0, 4));
        Ulp.AssertGradient([other], sum, 1);
        Assert.Throws<HarnessFailure>(() => Ulp.AssertGradient([other + 16], sum, 1));
        Assert.Throws<HarnessFailure>(() => Ulp.AssertGradient([other, 0], sum, 1));
    }

    [Fact]
    public void Comparisons_and_casts_are_those_of_the_values()
    {
        D x = D.Variable(2.5, 1), y = 2.5;
        Assert.True(x == y && x >= y && x <= y && x < 3 && x > 2 && x != 2);
        Assert.False(x != y || x < y || x > y);
        Assert.True(x.Equals(y) && x.Equals((object)y) && x.GetHashCode() == y.GetHashCode());
        Assert.Equal((2.5, 2), ((double)x, (int)x));
        Assert.Equal((2.5f, 1f), (x.To<float>().Value, x.To<float>().Tangent));
        Assert.Equal("2.5 + 1ε (scale 1)", x.ToString());
    }

    [Fact]
    public void Rosenbrock_in_three_ways_and_inside_a_compiled_program()
    {
        static D Rosenbrock(D x, D y)
        {
            D a = 1 - x, b = y - x * x;
            return a * a + 100 * b * b;
        }

        var result = DualMath.Gradient<double>(v => Rosenbrock(v[0], v[1]), -1.2, 1);
        // ∂x = −2(1 − x) − 400·x·(y − x²), ∂y = 200·(y − x²)
        Ulp.AssertGradient([-215.6, -88], result, 8);

        using var sample = GeneratorRun.Of(DualSource.Text, """
            using System;
            using SymGrad.Tests.Harness;
            public static class Program
            {
                private static Dual<double> F(Dual<double> x, Dual<double> y)
                {
                    Dual<double> a = 1 - x, b = y - x * x;
                    return a * a + 100 * b * b;
                }
                public static double[] Gradient(double x, double y) => DualMath.Gradient<double>(v => F(v[0], v[1]), x, y).Gradient;
            }
            """).Compile();
        Assert.Equal(result.Gradient, sample.Call<double[]>("Program", "Gradient", -1.2, 1.0));
    }

    private static Dual<T> Of<T>(string function, Dual<T> x)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        Dual<T> two = 2;
        return function switch
        {
            "Exp" => DualMath.Exp(x), "Log" => DualMath.Log(x), "Log2" => DualMath.Log2(x), "Log10" => DualMath.Log10(x),
            "Sqrt" => DualMath.Sqrt(x), "Cbrt" => DualMath.Cbrt(x), "Sin" => DualMath.Sin(x), "Cos" => DualMath.Cos(x),
            "Tan" => DualMath.Tan(x), "Sinh" => DualMath.Sinh(x), "Cosh" => DualMath.Cosh(x), "Tanh" => DualMath.Tanh(x),
            "Asin" => DualMath.Asin(x), "Acos" => DualMath.Acos(x), "Atan" => DualMath.Atan(x), "Asinh" => DualMath.Asinh(x),
            "Acosh" => DualMath.Acosh(x), "Atanh" => DualMath.Atanh(x), "Abs" => DualMath.Abs(x), "Sigmoid" => DualMath.Sigmoid(x),
            "Softplus" => DualMath.Softplus(x), "Relu" => DualMath.Relu(x), "Pow x" => DualMath.Pow(x, two),
            "Pow y" => DualMath.Pow(two, x), "Atan2 y" => DualMath.Atan2(x, two), "Atan2 x" => DualMath.Atan2(two, x),
            "Hypot" => DualMath.Hypot(x, two), "Max" => DualMath.Max(x, two), "Min" => DualMath.Min(x, two),
            "Clamp" => DualMath.Clamp(x, -2, two), "+" => 2 + x, "-" => 2 - x, "*" => 2 * x, "a/x" => 2 / x, "x/a" => x / 2,
            "x%a" => x % 2, "a%x" => 2 % x, "++" => ++x, "--" => --x, "-x" => -+x,
            _ => throw new ArgumentOutOfRangeException(nameof(function)),
        };
    }

    private static D Of(string function, double x) => Of(function, (D)x);
}
