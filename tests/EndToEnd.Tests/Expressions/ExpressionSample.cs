using System.Globalization;
using System.Text;

namespace SymGrad.EndToEnd.Tests.Expressions;

/// <summary>One method: an expression, or two of them, which it returns as a tuple.</summary>
internal sealed record Subject(int Index, Expression First, Expression? Second, Point[] Points)
{
    public override string ToString() => Second is null ? First.ToString() : $"({First}, {Second})";
}

/// <summary>Many methods in one compilation, each with the derivatives that its shape allows.</summary>
internal sealed class ExpressionSample : IDisposable
{
    /// <summary>The direction of tangents, and the cotangent of a pair.</summary>
    public static readonly double[] Direction = [1, -0.75, 0.5], Cotangent = [1.5, -0.75];

    // A value and its copy beside the gradient, the gradient twice, the Hessian, its product with the direction.
    private const int ScalarNumbers = 20;

    // Two values and their copies beside the tangents, two tangents, an adjoint for each variable.
    private const int PairNumbers = 9;

    private static readonly GeneratorOptions s_options = GeneratorOptions.Default with
    {
        IgnoredInSources = ["CS1591", "CS1718", "CS0162", "CS0652"],
    };

    private readonly CompiledSample _sample;

    public ExpressionSample(IEnumerable<Subject> subjects)
    {
        var source = new StringBuilder("using System;\nusing SymGrad;\n\npublic static partial class Subjects\n{\n");
        foreach (var subject in subjects)
            source.Append(subject.Second is null ? Scalar(subject) : Pair(subject));
        _sample = Compile(source.Append("}\n").ToString());
    }

    private delegate void Evaluate(double x, double y, double z, int n, Span<double> all);

    /// <summary>Compiles with the generator; what it says of jumps and kinks is right.</summary>
    public static CompiledSample Compile(string source)
    {
        var run = GeneratorRun.Of(s_options, source);
        return run.Compile([.. run.GeneratorDiagnostics.Select(d => d.Id).Where(id => id.StartsWith("SYMG3", StringComparison.Ordinal))]);
    }

    public double[] Numbers(Subject subject, Point at)
    {
        var all = new double[subject.Second is null ? ScalarNumbers : PairNumbers];
        _sample.Bind<Evaluate>("Subjects", string.Create(CultureInfo.InvariantCulture, $"All{subject.Index}"))(at.X[0], at.X[1], at.X[2], at.N, all);
        return all;
    }

    public void Dispose() => _sample.Dispose();

    private static string Scalar(Subject s) => string.Create(CultureInfo.InvariantCulture, $$"""
            [Differentiable(Derivatives.Gradient | Derivatives.Hessian | Derivatives.HessianVectorProduct)]
            public static double F{{s.Index}}(double x, double y, double z, int n) => {{s.First}};

            public static void All{{s.Index}}(double x, double y, double z, int n, Span<double> all)
            {
                all[0] = F{{s.Index}}(x, y, z, n);
                (all[1], (all[2], all[3], all[4])) = F{{s.Index}}ValueAndGradient(x, y, z, n);
                (all[5], all[6], all[7]) = F{{s.Index}}Gradient(x, y, z, n);
                F{{s.Index}}Hessian(x, y, z, n, all.Slice(8, 9));
                (all[17], all[18], all[19]) = F{{s.Index}}HessianVectorProduct(x, y, z, n, {{Direction[0]}}, {{Direction[1]}}, {{Direction[2]}});
            }

        """);

    private static string Pair(Subject s) => string.Create(CultureInfo.InvariantCulture, $$"""
            [Differentiable(Derivatives.Jvp | Derivatives.Vjp)]
            public static (double U, double V) F{{s.Index}}(double x, double y, double z, int n) => ({{s.First}}, {{s.Second}});

            public static void All{{s.Index}}(double x, double y, double z, int n, Span<double> all)
            {
                (all[0], all[1]) = F{{s.Index}}(x, y, z, n);
                ((all[2], all[3]), (all[4], all[5])) = F{{s.Index}}Jvp(x, y, z, n, {{Direction[0]}}, {{Direction[1]}}, {{Direction[2]}});
                (all[6], all[7], all[8]) = F{{s.Index}}Vjp(x, y, z, n, ({{Cotangent[0]}}, {{Cotangent[1]}}));
            }

        """);
}
