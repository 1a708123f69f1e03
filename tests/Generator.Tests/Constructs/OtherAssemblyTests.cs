using System.Runtime.CompilerServices;
using D = SymGrad.Tests.Harness.Dual<double>;

namespace SymGrad.Generator.Tests.Constructs;

/// <summary>Differentiable methods of another assembly, of which there is metadata only: derived by what was generated there.</summary>
public sealed class OtherAssemblyTests : IDisposable
{
    private const string Library = """
        using System;
        using SymGrad;

        namespace Library;

        public record struct Point(double X, double Y);

        public static partial class Physics
        {
            [Differentiable]
            public static double Potential(double x, double y) => Math.Exp(x * y) + x * x;

            [Differentiable]
            public static double Norm(Point p) => Math.Sqrt(p.X * p.X + p.Y * p.Y);

            [Differentiable(Name = "Decay")]
            public static double Fading(Point p, [NoGradient] double rate, int n, double t) => p.X * p.Y * Math.Exp(-rate * n * t);

            [Differentiable(Derivatives.Hessian)]
            public static double Product(double x, double y) => x * x * y;

            [Differentiable(Derivatives.HessianVectorProduct)]
            public static double Quotient(double x, double y) => x / y;

            public static double Plain(double x) => x * x;
        }

        public partial struct Spring
        {
            public double Stiffness;

            [Differentiable]
            public double Energy(double stretch) => 0.5 * Stiffness * stretch * stretch;
        }
        """;

    private readonly CompiledSample _library = GeneratorRun.Of(GeneratorOptions.Default with { AssemblyName = "Library" }, Library).Compile();

    public void Dispose() => _library.Dispose();

    [Fact]
    public void Several_parameters() => Check(
        """
        double F(double x, double y)
        {
            double energy = Physics.Potential(x, 2 * y);
            return energy * energy + y;
        }
        """,
        p =>
        {
            D energy = DualMath.Exp(p[0] * 2 * p[1]) + p[0] * p[0];
            return energy * energy + p[1];
        },
        [[0.5, 0.75], [-1.5, 0.25]]);

    [Fact]
    public void Only_the_gradient_or_only_the_value_where_nothing_else_is_wanted() => Check(
        "double F(double x, double y) => Physics.Potential(x, y) + Physics.Potential(0.5, 2) * x;",
        p => DualMath.Exp(p[0] * p[1]) + p[0] * p[0] + (Math.E + 0.25) * p[0],
        [[0.5, 0.75], [-1.5, 0.25]]);

    [Fact]
    public void Structs_inactive_parameters_and_another_stem() => Check(
        "double F(Point p, double t) => Physics.Norm(p) * Physics.Fading(p with { Y = t }, 0.5, 3, t * t);",
        p => DualMath.Sqrt(p[0] * p[0] + p[1] * p[1]) * p[0] * p[2] * DualMath.Exp(-1.5 * p[2] * p[2]),
        [[0.5, 0.75, 1], [-1.5, 0.25, 0.25]]);

    [Fact]
    public void In_a_branch() => Check(
        "double F(double x, double y) => x > y ? Physics.Potential(x, y) * x : x;",
        p => p[0] > p[1] ? (DualMath.Exp(p[0] * p[1]) + p[0] * p[0]) * p[0] : p[0],
        [[0.5, 0.75], [1.5, 0.25]]);

    [Fact]
    public void A_method_of_a_struct() => Check(
        "double F(Spring spring, double x) => spring.Energy(x) * x;",
        p => 0.5 * p[0] * p[1] * p[1] * p[1],
        [[0.5, 0.75], [-1.5, 0.25]]);

    [Fact]
    public void Its_generated_members_by_name() => Check(
        """
        double F(double x, double y)
        {
            var (dx, dy) = Physics.ProductGradient(x, y);
            var (value, gradient) = Physics.QuotientValueAndGradient(x, y);
            return dx * dy + value * gradient.y;
        }
        """,
        p => 2 * p[0] * p[1] * p[0] * p[0] - p[0] * p[0] / p[1] / p[1] / p[1],
        [[0.5, 0.75], [-1.5, 0.25]]);

    [Fact]
    public void Its_second_derivatives()
    {
        using CompiledSample sample = GeneratorRun.Of(
            GeneratorOptions.Default with { ReferencedSamples = [_library] },
            "using System;\nusing Library;\nusing SymGrad;\npublic static partial class Sample { [Differentiable(Derivatives.Hessian)] public static double F(double x, double y) => Physics.Product(x, 2 * y) * Physics.Quotient(x, y); }").Compile();
        var hessian = new double[4];
        sample.Bind<FillHessian>("Sample", "FHessian")(1.5, 0.5, hessian);
        Assert.Equal([12 * 1.5, 0, 0, 0], hessian.Select(entry => Math.Round(entry, 12))); // F = 2x³
    }

    [Fact]
    public void A_second_derivative_that_was_not_asked_for()
    {
        var source = new Diagnostics.DiagnosticCase(InClass("double F(double x, double y) => ⟦Physics.PotentialGradient(x, y)⟧.y;"));
        source.AssertReports("SYMG2018", o => o with { ReferencedSamples = [_library] });
    }

    [Theory]
    [InlineData("double F(Point p, double t) => Physics.Fading(p, ⟦t⟧, 3, t);")]
    [InlineData("double F(Point p, double t) => p.X > 0 ? Physics.DecayValueAndGradient(t: t, p: p, rate: ⟦2 * t⟧, n: 3).Gradient.t : t;")]
    [InlineData("double F(Point p, double t)\n{\n    double s = 0;\n    for (int i = 0; i < 9; i++)\n        s += Physics.Fading(p, ⟦s⟧, i, t);\n    return s;\n}")]
    public void An_argument_that_is_held_constant_there_and_varies_here(string method) =>
        new Diagnostics.DiagnosticCase(InClass(method)).AssertReports("SYMG2020", o => o with { ReferencedSamples = [_library] });

    [Fact]
    public void An_argument_that_is_held_constant_here_too() => Check(
        "double F(Point p, double t) => Physics.Fading(p, Differentiate.Constant(p.X), 3, t) * Physics.Fading(p, 0.5, 2, Differentiate.Constant(t));",
        p => p[0] * p[1] * DualMath.Exp(-3 * p[0].AsConstant() * p[2]) * (p[0] * p[1] * DualMath.Exp(-p[2].AsConstant())),
        [[0.5, 0.75, 1], [1.5, 0.25, 0.5]]);

    [Fact]
    public void A_method_that_is_not_differentiable_there()
    {
        GeneratorRun run = new Diagnostics.DiagnosticCase(InClass("double F(double x) => ⟦Physics.Plain(x)⟧;")).AssertReports("SYMG2002", o => o with { ReferencedSamples = [_library] });
        Assert.Contains("[DerivativeOf(typeof(Physics), nameof(Physics.Plain))]", run.GeneratorDiagnostics.Single().GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private void Check(string method, Func<D[], D> reference, double[][] points, [CallerFilePath] string file = "", [CallerMemberName] string member = "")
    {
        GeneratorRun run = GeneratorRun.Of(GeneratorOptions.Default with { ReferencedSamples = [_library] }, InClass(method));
        Snapshot.Verify(run.Sources[0] + "\n// ----- generated -----\n\n" + run.GeneratedText, file: file, member: member);
        using CompiledSample sample = run.Compile();
        var derivative = new CompiledDerivative(sample);
        foreach (double[] point in points)
            derivative.Check(point, reference, ulps: 8);
    }

    private static string InClass(string method) =>
        $"using System;\nusing Library;\nusing SymGrad;\n\npublic static partial class Sample\n{{\n    [Differentiable]\n    public static {method.Replace("\n", "\n    ", StringComparison.Ordinal)}\n}}\n";

    private delegate void FillHessian(double x, double y, Span<double> hessian);
}
