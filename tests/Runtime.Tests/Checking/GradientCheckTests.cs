using System.Numerics;
using F = SymGrad.Functions;

namespace SymGrad.Runtime.Tests;

public sealed class GradientCheckTests
{
    private static readonly double[] RosenbrockStart = [-1.2, 1];

    [Fact]
    public void Infers_its_types_from_arrays_and_every_kind_of_span()
    {
        double[] array = [0.5, -2];
        Span<double> span = array;
        ReadOnlySpan<double> readOnly = array;
        Span<double> stack = stackalloc double[] { 0.5, -2 };

        Assert.True(GradientCheck.Compare(new Quadratic(2), array).Passed);
        Assert.True(GradientCheck.Compare(new Quadratic(2), span).Passed);
        Assert.True(GradientCheck.Compare(new Quadratic(2), readOnly).Passed);
        Assert.True(GradientCheck.Compare(new Quadratic(2), stack).Passed);
        Assert.True(GradientCheck.Compare(new Quadratic(2), stackalloc double[] { 0.5, -2 }).Passed);
        Assert.True(GradientCheck.Compare(new Quadratic(2), [0.5, -2]).Passed);
        Assert.Equal([0.5, -2], array);
    }

    [Fact]
    public void Reports_by_name()
    {
        GradientCheckReport<float> report = GradientCheck.Compare(new Chain(), [0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f]);

        Assert.Equal(["w0", "b0", "w1", "b1", "w2", "b2"], report.Entries.Select(entry => entry.Name));
        Assert.True(report.Passed, report.ToString());
        string[] lines = report.ToString().Split('\n');
        Assert.StartsWith("parameter", lines[0]);
        Assert.Matches("^w0 .* agrees$", lines[1]);
    }

    [Fact]
    public void Right_gradients_pass_in_double_and_in_float()
    {
        Passes(Rosenbrock<double>(), RosenbrockStart);
        Passes(Rosenbrock<double>(), [1.0, 1.0]);
        Passes(Rosenbrock<float>(), [-1.2f, 1]);
        Passes(Rosenbrock<float>(), [1f, 1]);
        Passes(LogSumExp<double>(), [0.5, -3, 2]);
        Passes(LogSumExp<float>(), [0.5f, -3, 2]);
        Passes(Logarithm<double>(), [1e-8]);
        Passes(Logarithm<double>(), [1e-200]);
        Passes(Logarithm<float>(), [1e-8f]);
        Passes(Softplus(), [-30.0]);
        Passes(Softplus(), [0.0]);
        Passes(Softplus(), [40.0]);
        Passes(new Formula<double>(1, _ => 1e6, _ => [0]), [3.0]);
    }

    [Fact]
    public void Gradients_that_are_off_by_a_percent_fail_in_double_and_in_float()
    {
        Fails(Rosenbrock<double>(), RosenbrockStart);
        Fails(Rosenbrock<float>(), [-1.2f, 1]);
        Fails(LogSumExp<double>(), [0.5, -3, 2]);
        Fails(LogSumExp<float>(), [0.5f, -3, 2]);
        Fails(Logarithm<double>(), [1e-8]);
        Fails(Logarithm<double>(), [1e-200]);
        Fails(Softplus(), [-30.0]);
        Fails(Softplus(), [0.0]);
        Fails(Softplus(), [40.0]);
    }

    /// <summary>Random points: few tests are as good at finding a tolerance that is too tight, or too loose.</summary>
    [Fact]
    public void Holds_at_random_points()
    {
        var random = new Random(20260101);
        for (int i = 0; i < 300; i++)
        {
            double[] point = [4 * random.NextDouble() - 2, 4 * random.NextDouble() - 2];
            float[] narrow = [(float)point[0], (float)point[1]];
            Passes(Rosenbrock<double>(), point);
            Passes(Rosenbrock<float>(), narrow);
            Passes(Waves<double>(), point);
            Passes(Waves<float>(), narrow);
            Fails(Waves<double>(), point);
            Fails(Waves<float>(), narrow);
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_partial_that_is_not_finite_fails(double partial)
    {
        Formula<double> broken = Rosenbrock<double>().Breaking(1, _ => partial);

        GradientCheckReport<double> report = GradientCheck.Compare(broken, RosenbrockStart);

        Assert.False(report.Passed);
        Assert.Equal([true, false], report.Entries.Select(entry => entry.Agrees));
        Assert.EndsWith("DISAGREES\n", report.ToString());
    }

    [Fact]
    public void A_partial_that_is_never_written_fails()
    {
        var silent = new Formula<double>(1, p => 0 * p[0], _ => []);
        Assert.False(GradientCheck.Compare(silent, [1.0]).Passed);
    }

    [Fact]
    public void A_value_that_is_not_finite_fails()
    {
        var formula = new Formula<double>(1, _ => double.NaN, _ => [0]);

        GradientCheckEntry<double> entry = GradientCheck.Compare(formula, [1.0]).Entries.Single();

        Assert.False(entry.Agrees);
        Assert.Equal(double.NaN, entry.Numeric);
        Assert.Equal(double.PositiveInfinity, entry.Error);
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        Assert.Throws<ArgumentException>("parameters", () => GradientCheck.Compare(new Quadratic(0), Array.Empty<double>()));
        Assert.Throws<ArgumentException>("parameters", () => GradientCheck.Compare(new Quadratic(2), [1.0]));
    }

    private static void Passes<T>(Formula<T> formula, T[] point)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        GradientCheckReport<T> report = GradientCheck.Compare(formula, point);
        Assert.True(report.Passed, report.ToString());
    }

    /// <summary>Each partial in turn is made larger by a percent of the gradient's largest.</summary>
    private static void Fails<T>(Formula<T> formula, T[] point)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] gradient = new T[point.Length];
        formula.ValueAndGradient(point, gradient);
        T percent = gradient.Select(T.Abs).Max() / T.CreateChecked(100);
        for (int i = 0; i < point.Length; i++)
        {
            GradientCheckReport<T> report = GradientCheck.Compare(formula.Breaking(i, partial => partial + percent), point);
            Assert.False(report.Entries[i].Agrees, report.ToString());
            Assert.All(report.Entries.Where((_, other) => other != i), entry => Assert.True(entry.Agrees, report.ToString()));
        }
    }

    private static Formula<T> Rosenbrock<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T one = T.One, two = one + one, hundred = T.CreateChecked(100);
        return new(
            2,
            p => (one - p[0]) * (one - p[0]) + hundred * (p[1] - p[0] * p[0]) * (p[1] - p[0] * p[0]),
            p =>
            {
                T b = p[1] - p[0] * p[0];
                return [-two * (one - p[0]) - two * two * hundred * b * p[0], two * hundred * b];
            });
    }

    private static Formula<T> LogSumExp<T>()
        where T : unmanaged, IFloatingPointIeee754<T> => new(
            3,
            p => T.Log(T.Exp(p[0]) + T.Exp(p[1]) + T.Exp(p[2])),
            p => [.. p.Select(x => T.Exp(x) / (T.Exp(p[0]) + T.Exp(p[1]) + T.Exp(p[2])))]);

    private static Formula<T> Logarithm<T>()
        where T : unmanaged, IFloatingPointIeee754<T> => new(1, p => T.Log(p[0]), p => [T.One / p[0]]);

    private static Formula<double> Softplus() => new(1, p => F.Softplus(p[0]), p => [F.Sigmoid(p[0])]);

    private static Formula<T> Waves<T>()
        where T : unmanaged, IFloatingPointIeee754<T> => new(
            2,
            p => T.Sin(p[0] + p[0]) * T.Exp(p[1]) + p[0] * p[1],
            p => [(T.Cos(p[0] + p[0]) + T.Cos(p[0] + p[0])) * T.Exp(p[1]) + p[1], T.Sin(p[0] + p[0]) * T.Exp(p[1]) + p[0]]);
}
