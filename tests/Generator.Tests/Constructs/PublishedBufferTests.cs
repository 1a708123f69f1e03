using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymGrad.Generator.Tests.Kinds;

namespace SymGrad.Generator.Tests.Constructs;

/// <summary>Methods of another assembly that take arrays and spans, of which there is metadata only: every derivative is, bit for bit, what it is within one compilation.</summary>
public sealed class PublishedBufferTests : IDisposable
{
    private const string Scalar = "Derivatives.Gradient | Derivatives.Jvp | Derivatives.Vjp | Derivatives.Hessian";
    private const string Vector = "Derivatives.Jvp | Derivatives.Vjp | Derivatives.Jacobian";

    private const string Library = """
        using System;
        using SymGrad;

        namespace Library;

        public record struct Point(double X, double Y);

        public readonly record struct Ridge(double Strength, [property: NoGradient] int Power)
        {
            public double Weight => Strength * Strength;
        }

        public static partial class Models
        {
            private static readonly double[] s_weights = [0.5, 0.25];

            [Differentiable]
            public static double Loss(ReadOnlySpan<double> w, double[] x, double rate)
            {
                double[] state = new double[x.Length];
                double sum = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    state[i] = (i > 0 ? state[i - 1] : 1) * w[i % w.Length] + Math.Sin(rate * x[i]);
                    sum += state[i] > 0.5 ? state[i] * state[i] : Softplus(state[i]);
                }

                return sum / x.Length;
            }

            [Differentiable]
            public static double Steps(ReadOnlySpan<double> w, int steps)
            {
                if (steps < 0)
                    throw new ArgumentException($"Expected no negative number of \"steps\", but {steps}.", nameof(steps));
                ArgumentOutOfRangeException.ThrowIfGreaterThan(steps, 100);
                double y = 1;
                for (int i = 0; i < steps; i++)
                    y = Math.Exp(-y * w[0]) + w[^1];
                return y;
            }

            [Differentiable]
            public static void Smooth(ReadOnlySpan<double> x, double rate, Span<double> y)
            {
                double last = 0;
                for (int i = 0; i < x.Length; i++)
                    y[i] += last = (1 - rate) * last + rate * x[i] * x[i];
            }

            [Differentiable]
            public static (double Mean, double Variance) Moments(ReadOnlySpan<double> x)
            {
                double sum = 0, squares = 0;
                foreach (double e in x)
                {
                    sum += e;
                    squares += e * e;
                }

                return (sum / x.Length, squares / x.Length - sum / x.Length * (sum / x.Length));
            }

            [Differentiable]
            public static double Form(double[,] a, ReadOnlySpan<double> x)
            {
                double sum = 0;
                for (int i = 0; i < a.GetLength(0); i++)
                {
                    for (int j = 0; j < a.GetLength(1); j++)
                        sum += a[i, j] * x[i] * x[j];
                }

                return sum;
            }

            [Differentiable]
            public static double Length(ReadOnlySpan<Point> points)
            {
                double length = 0;
                for (int i = 1; i < points.Length; i++)
                    length += Math.Sqrt(Square(points[i].X - points[i - 1].X) + Square(points[i].Y - points[i - 1].Y));
                return length;
            }

            [Differentiable]
            public static double Penalty(ReadOnlySpan<double> w, Ridge ridge)
            {
                double sum = 0;
                for (int i = 0; i < w.Length; i++)
                    sum += Math.Pow(w[i], ridge.Power) * ridge.Weight;
                return sum;
            }

            [Differentiable]
            public static double OfFields(ReadOnlySpan<double> w) => w[0] * s_weights[0];

            [Differentiable]
            public static T OfAnyNumber<T>(ReadOnlySpan<T> w) where T : unmanaged, System.Numerics.IFloatingPointIeee754<T> => w[0] * w[1];

            [Differentiable]
            public static double Named(ReadOnlySpan<double> w, [NoGradient] string name)
            {
                ArgumentException.ThrowIfNullOrEmpty(name);
                return w[0] * w[1];
            }

            [Differentiable]
            public static double Refusing(ReadOnlySpan<double> w) => w.Length > 1 ? w[0] * w[1] : throw new Refusal();

            public static double Plain(double[] w) => w[0] * w[1];

            private static double Softplus(double x) => Math.Log(1 + Math.Exp(x));

            private static double Square(double x) => x * x;
        }

        public sealed class Refusal : Exception;

        public partial struct Neuron
        {
            public double Bias, Slope;

            [Differentiable]
            public readonly double Fire(ReadOnlySpan<double> w, ReadOnlySpan<double> x)
            {
                double sum = Bias;
                for (int i = 0; i < w.Length; i++)
                    sum += w[i] * x[i];
                return Math.Tanh(Slope * sum);
            }
        }
        """;

    private readonly CompiledSample _library = GeneratorRun.Of(GeneratorOptions.Default with { AssemblyName = "Library" }, Library).Compile();

    public void Dispose() => _library.Dispose();

    [Fact]
    public void A_loss() => Check("double F(ReadOnlySpan<double> w, [NoGradient] double[] x, double rate) => Models.Loss(w, x, rate * rate) + w[0];", "w:3, *x, rate");

    [Fact]
    public void Parts_and_local_buffers() => Check(
        """
        double F(ReadOnlySpan<double> w, double rate)
        {
            double[] x = new double[3];
            for (int i = 0; i < x.Length; i++)
                x[i] = w[i] * rate;
            return Models.Loss(w[1..], x, rate) * Models.Loss(x, [0.5, rate], 2);
        }
        """,
        "w:3, rate");

    [Fact]
    public void In_a_loop_and_a_branch() => Check(
        """
        double F(ReadOnlySpan<double> w, [NoGradient] double[] x)
        {
            double sum = 0;
            for (int i = 0; i + 1 < w.Length; i++)
                sum += w[i] > 0.5 ? Models.Loss(w.Slice(i, 2), x, sum) : Models.Steps(w.Slice(i), i);
            return sum;
        }
        """,
        "w:4, *x");

    [Fact]
    public void Buffers_that_change_between_calls() => Check(
        """
        double F(ReadOnlySpan<double> w, double rate)
        {
            double[] x = w.ToArray();
            double first = Models.Loss(x, x, rate);
            x[0] *= first;
            return first * Models.Loss(x, x, rate);
        }
        """,
        "w:2, rate");

    [Fact]
    public void What_it_fills() => Check(
        """
        void F(ReadOnlySpan<double> x, double rate, Span<double> y)
        {
            Models.Smooth(x, rate, y);
            Span<double> again = stackalloc double[4];
            Models.Smooth(y, rate, again[1..]);
            Models.Smooth(again[..2], rate, again[2..]);
            y[0] += again[^1];
        }
        """,
        "x:2, rate, >y",
        2,
        Vector);

    [Fact]
    public void Several_results() => Check("(double, double) F(ReadOnlySpan<double> x, double a)\n{\n    (double mean, double variance) = Models.Moments(x);\n    return (mean * a, variance / a);\n}", "x:3, a", 2, Vector);

    [Fact]
    public void Matrices() => Check(
        """
        double F(ReadOnlySpan<double> x, double scale)
        {
            double[,] a = new double[x.Length, x.Length];
            for (int i = 0; i < x.Length; i++)
                a[i, x.Length - 1 - i] = x[i] * scale;
            return Models.Form(a, x) * scale;
        }
        """,
        "x:3, scale");

    [Fact]
    public void Elements_that_are_structs() => Check(
        """
        double F(ReadOnlySpan<double> x)
        {
            Span<Point> points = new Point[x.Length];
            for (int i = 0; i < points.Length; i++)
                points[i] = new Point { X = x[i], Y = x[x.Length - 1 - i] * x[0] };
            return Models.Length(points) * Models.Length(points[1..]);
        }
        """,
        "x:3");

    [Fact]
    public void Structs_and_numbers_held_constant() => Check("double F(ReadOnlySpan<double> w, double a) => Models.Penalty(w, new Ridge { Strength = a * w[0], Power = 3 }) + Models.Penalty(w[1..], new Ridge { Strength = a, Power = 2 });", "w:3, a");

    [Fact]
    public void A_method_of_a_struct() => Check("double F(ReadOnlySpan<double> w, double bias) => new Neuron { Bias = bias, Slope = w[0] }.Fire(w, w) * bias;", "w:3, bias");

    [Fact]
    public void Its_generated_members() => Check(
        """
        double F(ReadOnlySpan<double> w, [NoGradient] double[] x, double rate)
        {
            Span<double> slope = stackalloc double[w.Length];
            var (value, byRate) = Models.LossValueAndGradient(w, x, rate, slope, new double[x.Length]);
            double sum = value * byRate;
            foreach (double s in slope)
                sum += s * s;
            return sum;
        }
        """,
        "w:2, *x, rate",
        kinds: "Derivatives.Gradient | Derivatives.Jvp | Derivatives.Vjp");

    [Fact]
    public void Its_checks_throw()
    {
        const string source = "using System;\nusing Library;\nusing SymGrad;\npublic static partial class Sample { [Differentiable] public static double F(double w, int steps) => Models.Steps([w], steps); }";
        using CompiledSample sample = Apart(source);
        var exception = Assert.Throws<ArgumentException>(() => sample.Call("Sample", "FGradient", 1.0, -2));
        // In the user's culture, as in the method.
        Assert.Equal($"Expected no negative number of \"steps\", but {-2}. (Parameter 'steps')", exception.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => sample.Call("Sample", "FGradient", 1.0, 101));
    }

    [Theory]
    [InlineData("double F(double[] w) => ⟦Models.OfFields(w)⟧;", "does not say what it computes")]
    [InlineData("double F(double[] w) => ⟦Models.OfAnyNumber<double>(w)⟧;", "does not say what it computes")]
    [InlineData("double F(double[] w, [NoGradient] string name) => ⟦Models.Named(w, name)⟧;", "does not say what it computes")]
    [InlineData("double F(double[] w) => ⟦Models.Refusing(w)⟧;", "does not say what it computes")]
    [InlineData("double F(double[] w) => ⟦Models.Plain(w)⟧;", ": mark it [Differentiable] where it is declared")]
    public void What_is_not_published(string method, string reason)
    {
        GeneratorRun run = new Diagnostics.DiagnosticCase(InClass(method, "Derivatives.Gradient")).AssertReports("SYMG2002", o => o with { ReferencedSamples = [_library] });
        Assert.Contains(reason, run.GeneratorDiagnostics.Single().GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("2 811c9dc5 ")]
    [InlineData("1 811c9dc5 ")]
    [InlineData("1 00000000 0 0 0 0 0 0 ")]
    [InlineData("1 811c9dc5")]
    public void What_another_version_published(string function)
    {
        string library = $$"""
            [assembly: SymGrad.DifferentiableFunction("M:Library.Models.Sum(System.Double[])", "{{function}}")]

            namespace Library
            {
                public static class Models
                {
                    [SymGrad.Differentiable]
                    public static double Sum(double[] x) => x[0] + x[1];
                }
            }
            """;
        CSharpCompilation other = CSharpCompilation.Create("Library", [CSharpSyntaxTree.ParseText(library)], References.Default, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        GeneratorRun run = new Diagnostics.DiagnosticCase(InClass("double F(double[] x) => ⟦Models.Sum(x)⟧;", "Derivatives.Gradient")).AssertReports("SYMG2002", o => o with { ExtraReferences = [other.ToMetadataReference()] });
        Assert.EndsWith("of another version of SymGrad: build its assembly again, with this one", run.GeneratorDiagnostics.Single().GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private void Check(string method, string arguments, int results = 1, string kinds = Scalar)
    {
        string source = InClass(method, kinds);
        var call = new BufferCall(arguments, results, method);
        using CompiledSample together = GeneratorRun.Of(Library, source, call.Probe(kinds)).Compile(), apart = Apart(source, call.Probe(kinds));
        double[] point = [.. Enumerable.Range(0, call.Dimension).Select(i => 0.4 + (0.3 * Math.Sin(1 + (2.5 * i))))], seed = [.. Enumerable.Range(0, call.Dimension + results).Select(i => 1.5 - (0.75 * i))];
        int n = call.Dimension;
        foreach ((string member, int length) in new[] { ("Value", results), ("Jvp", 2 * results), ("Vjp", results + n), ("Jacobian", results * (1 + n)), ("Hessian", 1 + (n * n)) })
        {
            if (member != "Value" && !kinds.Contains(member, StringComparison.Ordinal))
                continue;
            double[] expected = Call(together), actual = Call(apart);
            Assert.DoesNotContain(expected, double.IsNaN);
            Assert.Contains(expected, number => number != 0);
            for (int k = 0; k < length; k++)
                Ulp.AssertSameBits(actual[k], expected[k], $"{member}, {k}");

            double[] Call(CompiledSample sample)
            {
                double[] numbers = new double[length];
                for (int k = 0; k < results; k++)
                    numbers[k] = 0.25 - (0.5 * k);
                sample.Assembly.GetType("Probe")!.GetMethod(member)!.CreateDelegate<Action<double[], double[], double[], double[]>>()(point, [0.3, 0.7, 1.1, 1.9], member == "Vjp" ? seed[..results] : seed[..n], numbers);
                return numbers;
            }
        }
    }

    private CompiledSample Apart(params string[] sources) => GeneratorRun.Of(GeneratorOptions.Default with { ReferencedSamples = [_library] }, sources).Compile();

    private static string InClass(string method, string kinds) =>
        $"using System;\nusing Library;\nusing SymGrad;\n\npublic static partial class Sample\n{{\n    [Differentiable({kinds})]\n    public static {method.Replace("\n", "\n    ", StringComparison.Ordinal)}\n}}\n";
}
