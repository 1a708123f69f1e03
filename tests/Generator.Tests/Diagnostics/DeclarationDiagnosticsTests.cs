using Microsoft.CodeAnalysis;

namespace SymGrad.Generator.Tests.Diagnostics;

/// <summary>SYMG1xxx: what stands in the way at the declaration, each with its place.</summary>
public class DeclarationDiagnosticsTests
{
    public static TheoryData<string, string> Cases => new()
    {
        { "SYMG1001", "using SymGrad;\nstatic class ⟦Sample⟧\n{\n    [Differentiable]\n    static double F(double x) => x;\n}" },
        { "SYMG1001", "using SymGrad;\nstatic class ⟦Outer⟧\n{\n    static partial class Sample\n    {\n        [Differentiable]\n        static double F(double x) => x;\n    }\n}" },
        { "SYMG1002", "using SymGrad;\nstatic partial class Sample\n{\n    [⟦Differentiable⟧]\n    static double F(double x) => x;\n    static void FGradient() { }\n}" },
        { "SYMG1002", "using SymGrad;\nstatic partial class Sample\n{\n    [⟦Differentiable(Name = \"G\")⟧]\n    static double F(double x) => x;\n    const int GObjective = 1;\n}" },
        { "SYMG1003", "⟦[Differentiable]\n    public static double F(int n) => n;⟧" },
        { "SYMG1003", "⟦[Differentiable]\n    public static double F([NoGradient] double x) => x;⟧" },
        { "SYMG1004", "⟦int⟧ F(double x) => 1;" },
        { "SYMG1004", "⟦(double, int)⟧ F(double x) => (x, 1);" },
        { "SYMG1004", "⟦(int, int)⟧ F(double x) => (1, 1);" },
        { "SYMG1004", "⟦double?⟧ F(double x) => x;" },
        { "SYMG1004", "⟦Counted⟧ F(double x) => default;\n\npublic struct Counted\n{\n    public double Value;\n    [NoGradient] public double Rate;\n}" },
        { "SYMG1004", "⟦void⟧ F(double x) { }" },
        { "SYMG1004", "⟦void⟧ F(double x, System.Span<double> a, System.Span<double> b) => a[0] = b[0] = x;" },
        { "SYMG1004", "⟦void⟧ F(double x, [NoGradient] System.Span<double> a) => a[0] = x;" },
        { "SYMG1004", "⟦void⟧ F(double x, System.Span<int> a) => a[0] = (int)x;" },
        { "SYMG1005", "double F(double x, ⟦string s⟧) => x;" },
        { "SYMG1005", "double F(double x, ⟦double? y⟧) => x;" },
        { "SYMG1005", "double F(double x, ⟦decimal y⟧) => x;" },
        { "SYMG1006", "double F(⟦System.ReadOnlySpan<Vec> p⟧) => p[0].X;\npublic readonly struct Vec(double x)\n{\n    public readonly double X = x;\n}" },
        { "SYMG1006", "double F(⟦Closed c⟧) => 1;\n\npublic readonly struct Closed\n{\n    private readonly double _x;\n}" },
        { "SYMG1006", "double F(⟦Odd c⟧) => c.X;\n\npublic readonly struct Odd\n{\n    public readonly double X;\n    public Odd(double x) => X = 2 * x;\n}" },
        { "SYMG1007", "using SymGrad;\nabstract partial class Sample\n{\n    [Differentiable]\n    public abstract double ⟦F⟧(double x);\n}" },
        { "SYMG1008", "using SymGrad;\nstatic partial class Sample\n{\n    [⟦Differentiable⟧]\n    public static double F(double x) => x;\n    [Differentiable(Name = \"G\")]\n    public static double G(double x) => x;\n    [Differentiable(Name = \"F\")]\n    public static double H(double x, double y) => x;\n}" },
        { "SYMG1009", "using SymGrad;\nstatic partial class Sample\n{\n    [⟦Differentiable(Derivatives.Hessian)⟧]\n    static (double, double) F(double x) => (x, x);\n}" },
        { "SYMG1009", "using SymGrad;\nstatic partial class Sample\n{\n    [⟦Differentiable(Derivatives.Jacobian | Derivatives.Gradient)⟧]\n    static (double, double) F(double x) => (x, x);\n}" },
        { "SYMG1010", "using SymGrad;\nstatic partial class Sample\n{\n    [⟦Differentiable(Name = \"1 2\")⟧]\n    static double F(double x) => x;\n}" },
        { "SYMG1010", "using SymGrad;\nstatic partial class Sample\n{\n    [⟦Differentiable(Name = \"\")⟧]\n    static double F(double x) => x;\n}" },
        { "SYMG1011", "double F<T>(double x, ⟦T y⟧) => x;" },
        { "SYMG1011", "using System.Numerics;\nusing SymGrad;\nstatic partial class Sample\n{\n    [Differentiable]\n    static ⟦T⟧ F<T>(T x) where T : INumber<T> => x;\n}" },
        { "SYMG1011", "using System.Numerics;\nusing SymGrad;\nstatic partial class Sample\n{\n    [Differentiable]\n    static ⟦T⟧ F<T>(T x) where T : class, IFloatingPointIeee754<T> => x;\n}" },
        { "SYMG1011", "using System.Numerics;\nusing SymGrad;\nstatic partial class Sample<T> where T : unmanaged, IFloatingPointIeee754<T>\n{\n    [Differentiable]\n    static T ⟦F⟧<U>(T x, U y) where U : unmanaged, IFloatingPointIeee754<U> => x;\n}" },
        { "SYMG1012", "using SymGrad;\nstatic partial class Sample\n{\n    static double Outer(double x)\n    {\n        return F(x);\n        ⟦[Differentiable]\n        static double F(double y) => y;⟧\n    }\n}" },
        { "SYMG1013", "using SymGrad;\nfile static partial class ⟦Sample⟧\n{\n    [Differentiable]\n    public static double F(double x) => x;\n}" },
        { "SYMG1014", "using SymGrad;\npartial interface ISample<out T>\n{\n    [⟦Differentiable⟧]\n    static double F(double x) => x;\n}" },
        { "SYMG1015", "using SymGrad;\ninterface IModel { double F(double x); }\npartial class Sample : IModel\n{\n    [Differentiable]\n    double IModel.⟦F⟧(double x) => x;\n}" },
        { "SYMG1016", "using SymGrad;\nstatic class Sample\n{\n    static double G(double x) => x;\n    [⟦DerivativeOf(\"H\")⟧]\n    static double D(double x) => 1;\n}" },
        { "SYMG1016", "using SymGrad;\nstatic class Sample\n{\n    static double G(double x) => x;\n    [⟦DerivativeOf(nameof(G))⟧]\n    static double D(double x, double y) => 1;\n}" },
        { "SYMG1016", "using SymGrad;\nstatic class Sample\n{\n    static double G(double x) => x;\n    [⟦DerivativeOf(nameof(G))⟧]\n    static float D(double x) => 1;\n}" },
        { "SYMG1016", "using SymGrad;\nstatic class Sample\n{\n    static double G(double x, int n) => x;\n    [⟦DerivativeOf(nameof(G))⟧]\n    static (double, int) D(double x, int n) => (1, 0);\n}" },
        { "SYMG1016", "using SymGrad;\nstatic class Sample\n{\n    static int G(double x) => 1;\n    [⟦DerivativeOf(nameof(G))⟧]\n    static double D(double x) => 1;\n}" },
        { "SYMG1016", "using SymGrad;\nstatic class Sample\n{\n    static double G(int n) => n;\n    [⟦DerivativeOf(nameof(G))⟧]\n    static double D(int n) => 1;\n}" },
        { "SYMG1016", "using SymGrad;\nstatic class Sample\n{\n    static double G<T>(double x) => x;\n    [⟦DerivativeOf(nameof(G))⟧]\n    static double D(double x) => 1;\n}" },
        { "SYMG1016", "using SymGrad;\nclass Sample\n{\n    static double G(double x) => x;\n    [⟦DerivativeOf(nameof(G))⟧]\n    double D(double x) => 1;\n}" },
        { "SYMG1016", "using SymGrad;\nstruct Sample\n{\n    double _a;\n    double G(double x) => _a * x;\n    [⟦DerivativeOf(nameof(G))⟧]\n    double D(double x) => 1;\n}" },
        { "SYMG1016", "using SymGrad;\nclass Other\n{\n    public double G(double x) => x;\n}\nclass Sample\n{\n    [⟦DerivativeOf(typeof(Other), nameof(Other.G))⟧]\n    double D(double x) => 1;\n}" },
        { "SYMG1016", "using SymGrad;\nclass Other\n{\n    public double G(double x) => x;\n}\nclass Sample\n{\n    [⟦DerivativeOf(typeof(Other), nameof(Other.G))⟧]\n    static double D(double x) => 1;\n}" },
        { "SYMG1016", "using SymGrad;\nclass Other<T>\n{\n    public static double G(double x) => x;\n}\nclass Sample\n{\n    [⟦DerivativeOf(typeof(Other<int>), \"G\")⟧]\n    static double D(double x) => 1;\n}" },
        { "SYMG1016", "using System.Numerics;\nusing SymGrad;\nstatic class Sample\n{\n    static T G<T>(T x) where T : IFloatingPointIeee754<T> => x;\n    [⟦DerivativeOf(nameof(G))⟧]\n    static T D<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => x;\n}" },
        { "SYMG1016", "using System.Numerics;\nusing SymGrad;\nstatic class Sample\n{\n    static T G<T>(T x) where T : INumber<T> => x;\n    [⟦DerivativeOf(nameof(G))⟧]\n    static T D<T>(T x) where T : INumber<T> => x;\n}" },
        { "SYMG1016", "using SymGrad;\nstatic class Sample\n{\n    static double G(double x, out double y) => y = x;\n    [⟦DerivativeOf(nameof(G))⟧]\n    static double D(double x, out double y) => y = 1;\n}" },
        { "SYMG1016", "using SymGrad;\nstatic class Sample\n{\n    static double G(ref readonly double x) => x;\n    [⟦DerivativeOf(nameof(G))⟧]\n    static double D(ref readonly double x) => 1;\n}" },
        { "SYMG1016", "using SymGrad;\nstatic class Sample\n{\n    static double G(ref double x) => x;\n    [⟦DerivativeOf(nameof(G))⟧]\n    static double D(ref double x) => 1;\n}" },
        { "SYMG1016", "using SymGrad;\nabstract class Sample\n{\n    double G(double x) => x;\n    [⟦DerivativeOf(nameof(G))⟧]\n    public abstract double D(double x);\n}" },
        { "SYMG1016", "using SymGrad;\nclass Sample\n{\n    static double G(double x)\n    {\n        return D(x);\n        [⟦DerivativeOf(nameof(G))⟧]\n        static double D(double y) => y;\n    }\n}" },
        { "SYMG1019", "using System.Numerics;\nusing SymGrad;\nstatic partial class Sample\n{\n    [⟦Differentiable⟧]\n    static T F<T>(T x) where T : IFloatingPointIeee754<T> => x;\n}" },
        { "SYMG1020", "using SymGrad;\nstatic partial class Sample\n{\n    [⟦Differentiable(Derivatives.Jvp | Derivatives.Jacobian)⟧]\n    static (double, double) F(double[][] w) => (w[0][0], 1);\n}" },
        { "SYMG1021", "using SymGrad;\nstatic partial class Sample\n{\n    [⟦Differentiable⟧]\n    static double F(double[][] w) => w[0][0];\n}" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Is_reported_at_its_place(string id, string source)
    {
        // Where the whole declaration is underlined, the mark stands before the attribute.
        string file = source.StartsWith("using", StringComparison.Ordinal) ? source
            : source.StartsWith("⟦[Differentiable]", StringComparison.Ordinal) ? $"using SymGrad;\npublic static partial class Sample\n{{\n    {source}\n}}"
            : $"using SymGrad;\npublic static partial class Sample\n{{\n    [Differentiable]\n    public static {source}\n}}";
        if (id == "SYMG1008")
            AssertOverloads(file);
        else
            new DiagnosticCase(file).AssertReports(id);
    }

    [Fact]
    public void An_overload_still_gets_its_gradient()
    {
        GeneratorRun run = GeneratorRun.Of(
            "using SymGrad; public static partial class Sample { [Differentiable] public static double F(double x) => x; [Differentiable] public static double F(double x, double y) => x * y; }");
        Assert.All(run.AssertReported("SYMG1008").GeneratorDiagnostics, d => Assert.Equal(DiagnosticSeverity.Info, d.Severity));
        run.Compile();
        Assert.DoesNotContain("FObjective", run.GeneratedText, StringComparison.Ordinal);
    }

    [Fact]
    public void An_information_honours_pragma()
    {
        GeneratorRun run = GeneratorRun.Of(
            """
            using SymGrad;
            public static partial class Sample
            {
            #pragma warning disable SYMG1008
                [Differentiable]
                public static double F(double x) => x;
            #pragma warning restore SYMG1008
                [Differentiable]
                public static double F(double x, double y) => x * y;
            }
            """);
        Assert.Equal(8, run.Diagnostic("SYMG1008").Line);
    }

    [Theory]
    [InlineData("#pragma warning disable SYMG2002, SYMG2000\n", "")]
    [InlineData("", "[System.Diagnostics.CodeAnalysis.SuppressMessage(\"SymGrad\", \"SYMG2002\")] ")]
    public void An_error_cannot_be_silenced(string pragma, string attribute)
    {
        GeneratorRun run = GeneratorRun.Of(
            pragma + "using SymGrad; public static partial class Sample { " + attribute
            + "[Differentiable] public static double F(double x) => System.BitConverter.DoubleToInt64Bits(x); }");
        Assert.Equal(DiagnosticSeverity.Error, run.Diagnostic("SYMG2002").Severity);
        Assert.Empty(run.GeneratedSources);
    }

    // Both overloads are told; the first is the marked one.
    private static void AssertOverloads(string file)
    {
        var marked = new DiagnosticCase(file);
        GeneratorRun run = GeneratorRun.Of(marked.Source).AssertReported("SYMG1008");
        Assert.Equal(2, run.DiagnosticsOf("SYMG1008").Length);
        Assert.Equal((marked.Text, marked.Line), (run.DiagnosticsOf("SYMG1008")[0].Text, run.DiagnosticsOf("SYMG1008")[0].Line));
    }
}
