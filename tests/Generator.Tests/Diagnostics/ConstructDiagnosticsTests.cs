namespace SymGrad.Generator.Tests.Diagnostics;

/// <summary>SYMG2xxx: C# that cannot be differentiated (yet), named and underlined where it stands.</summary>
public class ConstructDiagnosticsTests
{
    public static TheoryData<string, string> Cases => new()
    {
        { "SYMG2001", "double F(double x, [NoGradient] string s)\n{\n    ⟦foreach (char c in s) x *= c;⟧\n    return x;\n}" },
        { "SYMG2001", "double F(double x, [NoGradient] System.Collections.Generic.List<double> list)\n{\n    ⟦foreach (double d in list)\n        x *= d;⟧\n    return x;\n}" },
        { "SYMG2001", "double F(double x)\n{\n    ⟦while (true)\n        x *= x;⟧\n}" },
        { "SYMG2001", "double F(double[] x, int n)\n{\n    double[] now = x, before = x;\n    ⟦for (int t = 0; t < n; t++)\n    {\n        var next = new double[x.Length];\n        next[0] = now[0] * before[0];\n        before = now;\n        now = next;\n    }⟧\n    return now[0];\n}" },
        { "SYMG2009", "double F(double[] x, bool swap)\n{\n    double[] c = swap ? new double[2] : new double[3];\n    ⟦c[0]⟧ = x[0];\n    return x[0];\n}" },
        { "SYMG2001", "double F(double x, [NoGradient] Node node)\n{\n    ⟦while (x < 9)\n    {\n        x += node.Value;\n        node = node.Next;\n    }⟧\n    return x;\n}\npublic sealed class Node { public double Value; public Node Next = null!; }" },
        { "SYMG2002", "double F(double x) => x * ⟦BitConverter.DoubleToInt64Bits(x)⟧;" },
        { "SYMG2002", "double F(double x) => x * ⟦Outside(x)⟧;\n[System.Runtime.InteropServices.DllImport(\"m\")] private static extern double Outside(double x);" },
        { "SYMG2003", "double F(double x) => x > 9 ? x : ⟦F(x * x)⟧;" },
        { "SYMG2003", "double F(double x) => G(x);\nprivate static double G(double x) => x > 9 ? x : H(x * x);\nprivate static double H(double x) => ⟦G(x)⟧;" },
        { "SYMG2004", "double F(double x, [NoGradient] Shape s) => ⟦s.Area(x)⟧;\npublic abstract class Shape { public abstract double Area(double x); }" },
        { "SYMG2004", "double F(double x, [NoGradient] Shape s) => ⟦s.Area(x)⟧;\npublic class Shape { public virtual double Area(double x) => x; }" },
        { "SYMG2004", "double F(double x, [NoGradient] IShape s) => ⟦s.Area(x)⟧;\npublic interface IShape { double Area(double x); }" },
        { "SYMG2004", "double F(double x, [NoGradient] Shape s) => x * ⟦s.Area⟧;\npublic class Shape { public virtual double Area => 3; }" },
        { "SYMG2005", "double F(double x)\n{\n    Func<double, double> f = ⟦y => y * y⟧;\n    return f(x);\n}" },
        { "SYMG2005", "double F(double x, [NoGradient] Func<double, double> f) => ⟦f(x)⟧;" },
        { "SYMG2005", "double F(double x)\n{\n    Func<double, double> f = ⟦Math.Sin⟧;\n    return f(x);\n}" },
        { "SYMG2005", "double F(double x, [NoGradient] dynamic d) => x * ⟦d.Rate⟧;" },
        { "SYMG2006", "double F(double x)\n{\n    ⟦Wait()⟧;\n    return x;\n}\nprivate static async void Wait() => await System.Threading.Tasks.Task.Delay(1);" },
        { "SYMG2007", "double F(double x)\n{\n    double y = x;\n    if (y < 0)\n    {\n        y++;\n        ⟦throw new ArgumentException();⟧\n    }\n    return y;\n}" },
        { "SYMG2007", "double F(double x) => ⟦throw new ArgumentException()⟧;" },
        { "SYMG2007", "double F(double x)\n{\n    if (x < 0)\n        throw new ArgumentException($\"{x} {x + 1} {⟦x + 2⟧}\");\n    return x;\n}" },
        { "SYMG2007", "double F(double x)\n{\n    if (x < 0)\n        ⟦throw Failure();⟧\n    return x;\n}\nprivate static Exception Failure() => new();" },
        { "SYMG2008", "double F(double x) => ⟦s_last⟧ = x;\nprivate static double s_last;" },
        { "SYMG2008", "double F(double x)\n{\n    ⟦s_count⟧++;\n    return x;\n}\nprivate static int s_count;" },
        { "SYMG2008", "using SymGrad;\npublic partial class Sample(double rate)\n{\n    [Differentiable]\n    public double F(double y)\n    {\n        ⟦rate⟧ = y;\n        return y * rate;\n    }\n}" },
        { "SYMG2008", "double F(double x, [NoGradient] Box box) => ⟦box.Value⟧ = x;\npublic sealed class Box { public double Value; }" },
        { "SYMG2008", "using SymGrad;\npublic partial struct Sample\n{\n    public double X;\n    [Differentiable]\n    public double F(double y)\n    {\n        ⟦X⟧ = y;\n        return X;\n    }\n}" },
        { "SYMG2008", "using SymGrad;\npublic partial struct Sample\n{\n    public double X;\n    [Differentiable]\n    public double F(double y)\n    {\n        ⟦this⟧ = default;\n        return y;\n    }\n}" },
        { "SYMG2009", "double F(⟦double[,,] x⟧) => 1;" },
        { "SYMG2009", "double F(double[,] x)\n{\n    double y = 0;\n    ⟦foreach (double e in x)\n        y += e;⟧\n    return y;\n}" },
        { "SYMG2009", "double F(double x)\n{\n    double[,] a = new double[1, 1];\n    ⟦System.Array.Clear(a)⟧;\n    return x;\n}" },
        { "SYMG2009", "double F(double x, ⟦double[][][] y⟧) => x;" },
        { "SYMG2008", "double F(double x, [NoGradient] double[][] w) => ⟦w[0][0]⟧ = x;" },
        { "SYMG2008", "double F(double x, [NoGradient] double[][] w)\n{\n    ⟦w[0]⟧ = w[1];\n    return x;\n}" },
        { "SYMG2010", "double F(double x)\n{\n    double[][] w = ⟦new double[3][]⟧;\n    return x;\n}" },
        { "SYMG2009", "double F(double x, int[][] w, int[][] v)\n{\n    int[][] u = x > 0 ? w : v;\n    return ⟦u[0]⟧[0];\n}" },
        { "SYMG2009", "double F(double x, ⟦Span<double> y⟧) => x;" },
        { "SYMG2009", "double F(double x)\n{\n    double[,,] a = ⟦new double[3, 3, 3]⟧;\n    return x;\n}" },
        { "SYMG2009", "double F(double x, [NoGradient] System.Collections.Generic.List<double> list) => x * ⟦list[0]⟧;" },
        { "SYMG2009", "double F(double x, int i) => Pick(i, x, x);\nprivate static double Pick(int i, params double[] values) => ⟦values[i]⟧;" },
        { "SYMG2010", "double F(double x)\n{\n    decimal d = ⟦(decimal)x⟧;\n    return (double)d;\n}" },
        { "SYMG2011", "double F(double x)\n{\n    ⟦try { x *= x; } finally { x += 1; }⟧\n    return x;\n}" },
        { "SYMG2011", "double F(double x)\n{\n    ⟦lock (typeof(Sample)) x *= x;⟧\n    return x;\n}" },
        { "SYMG2011", "double F(double x)\n{\n    ⟦using (new System.IO.MemoryStream()) x *= x;⟧\n    return x;\n}" },
        { "SYMG2012", "double F(double x)\n{\n    double[] a = [x, 2, 3];\n    int i = 0;\n    Twice(ref ⟦a[i++]⟧);\n    return a[0] * i;\n}\n\nprivate static void Twice(ref double y) => y *= 2;" },
        { "SYMG2012", "double F(double x) => x * ⟦$\"{x}\"⟧.Length;" },
        { "SYMG2012", "double F(double x, [NoGradient] object o) => ⟦o is string⟧ ? x : 2 * x;" },
        { "SYMG2012", "double F(double x, [NoGradient] string s) => x * (⟦s?.Length⟧ == 3 ? 1 : 2);" },
        { "SYMG2012", "double F(double x, [NoGradient] double? d) => x * (⟦d ?? 1⟧);" },
        { "SYMG2012", "double F(double x) => ⟦new { x }⟧.x;" },
        { "SYMG2012", "double F(double x) => x * ⟦new Box()⟧.Value;\nprivate sealed class Box { public double Value = 1; }" },
        { "SYMG2013", "double F(double x, [NoGradient] object o) => o is ⟦string s⟧ && s.Length == 1 ? x : 2 * x;" },
        { "SYMG2013", "double F(double x, P p) => p is ⟦(> 1, _)⟧ ? x : 2 * x;\npublic record struct P(double A, double B);" },
        { "SYMG2014", "double F(double x, int n)\n{\n#pragma warning disable CS8509\n    return ⟦n switch { 0 => x, 1 => x * x }⟧;\n}" },
        { "SYMG2015", "double F(⟦ref double x⟧) => x;" },
        { "SYMG2015", "double F(double x, ⟦out double y⟧) => y = x;" },
        { "SYMG2015", "double F(double x)\n{\n    ref double ⟦y = ref x⟧;\n    y *= 2;\n    return x;\n}" },
        { "SYMG2015", "double F(double x) => ⟦Pick(ref x)⟧;\nprivate static ref double Pick(ref double x) => ref x;" },
        { "SYMG2016", "double F(double x) => x * ⟦Missing(x)⟧;" },
        { "SYMG2017", "double F(double x) => Helper.Scaled(x);\npublic static class Helper\n{\n    private static readonly double s_scale = 2;\n    public static double Scaled(double x) => x * ⟦s_scale⟧;\n}" },
        { "SYMG2017", "double F(double x, [NoGradient] Box box) => box.Scaled(x);\npublic sealed class Box\n{\n    private double _scale = 2;\n    public double Scaled(double x) => x * ⟦_scale⟧;\n    public void Set(double x) => _scale = x;\n}" },
        { "SYMG2018", "double F(double x) => LossGradient(x);\n\n[Differentiable]\nprivate static double Loss(double x) => ⟦Table(x)⟧;\nprivate static readonly System.Collections.Generic.List<double> s_table = [1];\nprivate static double Table(double x) => s_table[0];\n[DerivativeOf(nameof(Table))]\nprivate static double TableDerivative(double x) => s_table[0];" },
        { "SYMG2019", "double F(double x) => ⟦OtherGradient(x)⟧;\n\nprivate static double Other(double x) => x;" },
        { "SYMG2019", "double F(double x) => ⟦OtherGradient(x, x)⟧;\n\n[Differentiable]\nprivate static double Other(double x) => x;" },
        { "SYMG2019", "double F(double x) => ⟦OtherTrace(x).y.Adjoint⟧;\n\n[Differentiable(Derivatives.Trace)]\nprivate static double Other(double x)\n{\n    double y = x * x;\n    return y;\n}" },
        { "SYMG2019", "double F(double x) => ⟦OtherHessian(x, stackalloc double[1])⟧;\n\n[Differentiable]\nprivate static double Other(double x) => x;" },
        { "SYMG2019", "double F(double x, int n) => ⟦PowerGradient(x, n, stackalloc double[9])⟧;\n\n" + Power },
        { "SYMG2019", "double F(double x, int n) => x * ⟦PowerWorkspaceLength(x, n)⟧;\n\n" + Power },
        { "SYMG2012", "double F(ReadOnlySpan<double> x)\n{\n    Span<double> y = stackalloc double[x.Length];\n    ⟦SumGradient(y, y)⟧;\n    return y[0];\n}\n\n" + Sum },
        { "SYMG2008", "double F(ReadOnlySpan<double> x, double[] y)\n{\n    ⟦SumGradient(x, y)⟧;\n    return y[0];\n}\n\n" + Sum },
        { "SYMG2020", "double F(double t, double rate) => Decay(t, ⟦rate * rate⟧);\nprivate static double Decay(double t, [NoGradient] double rate) => Math.Exp(-rate * t);\n[DerivativeOf(nameof(Decay))]\nprivate static double DecayDerivative(double t, double rate) => -rate * Decay(t, rate);" },
        { "SYMG2020", "double F(double t, double rate) => DecayGradient(t, rate);\n[Differentiable]\nprivate static double Decay(double t, [NoGradient] double rate) => ⟦Known(t, rate)⟧;\nprivate static double Known(double t, double rate) => Math.Exp(-rate * t);\n[DerivativeOf(nameof(Known))]\nprivate static double KnownDerivative(double t, [NoGradient] double rate) => -rate * Known(t, rate);" },
        { "SYMG2003", "double F(double x) => ⟦FGradient(x)⟧;" },
        { "SYMG4001", "using SymGrad;\npublic static partial class Sample\n{\n    [Differentiable(MaxOperations = 8)]\n    public static double ⟦F⟧(double x) => G(G(G(x)));\n    private static double G(double x) => x * x + x - 1;\n}" },
        { "SYMG4001", "using SymGrad;\npublic static partial class Sample\n{\n    [Differentiable(MaxOperations = 9)]\n    public static double ⟦F⟧(double x) => G(G(G(x)));\n    private static double G(double x) => x * x + x - 1;\n}" },
    };

    private const string Power = "[Differentiable]\nprivate static double Power(double x, int n)\n{\n    double y = 1;\n    for (int i = 0; i < n; i++)\n        y = Math.Sin(y * x);\n    return y;\n}";

    private const string Sum = "[Differentiable]\nprivate static double Sum(ReadOnlySpan<double> x)\n{\n    double sum = 0;\n    foreach (double e in x)\n        sum += e * e;\n    return sum;\n}";

    [Theory]
    [MemberData(nameof(Cases))]
    public void Is_reported_at_its_place(string id, string source) => new DiagnosticCase(InClass(source)).AssertReports(id);

    [Fact]
    public void Derivatives_that_need_each_other_are_both_refused()
    {
        GeneratorRun run = GeneratorRun.Of(InClass("double F(double x) => OtherGradient(x);\n\n[Differentiable]\nprivate static double Other(double x) => FGradient(x);"));
        Assert.Equal(["OtherGradient(x)", "FGradient(x)"], run.AssertReported("SYMG2003").DiagnosticsOf("SYMG2003").Select(d => d.Text));
    }

    [Theory]
    [InlineData("private static double Other(double x) => x;", "'Other' is not marked [Differentiable]")]
    [InlineData("[Differentiable] private static double Other(double x, double y) => x;", "it takes (double x, double y), and is a member of 'Sample'")]
    [InlineData("[Differentiable(Derivatives.Jvp)] private static double Other(double x, double y) => x;", "it takes (double x, double y), and is a member of 'Sample'")]
    [InlineData("[Differentiable] private static double Other(string x) => 1;", "its [Differentiable] asks for no Gradient, or has an error of its own")]
    public void A_call_that_looks_like_one_of_a_generated_member_says_what_is_missing(string other, string reason)
    {
        GeneratorRun run = GeneratorRun.Of(InClass("double F(double x) => OtherGradient(x);\n\n" + other));
        Assert.Equal(
            $"'OtherGradient' is not generated: {reason}",
            run.GeneratorDiagnostics.Single(d => d.Id == "SYMG2019").GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Await_and_yield_are_no_result_of_a_scalar_method()
    {
        new DiagnosticCase("using SymGrad;\nstatic partial class Sample\n{\n    [Differentiable]\n    public static async ⟦System.Threading.Tasks.Task<double>⟧ F(double x) => await System.Threading.Tasks.Task.FromResult(x);\n}")
            .AssertAlsoReports("SYMG1004");
        new DiagnosticCase("using SymGrad;\nstatic partial class Sample\n{\n    [Differentiable]\n    public static System.Collections.Generic.IEnumerable<double> ⟦F⟧(double x) { yield return x; }\n}")
            .AssertAlsoReports("SYMG2006");
    }

    [Fact]
    public void Every_problem_of_a_body_is_reported_at_once()
    {
        GeneratorRun run = GeneratorRun.Of(new DiagnosticCase(InClass(
            "double F(double x)\n{\n    ⟦try { x *= x; } finally { }⟧\n    var a = new { x };\n    Func<double, double> f = y => y;\n    return x;\n}")).Source);
        run.AssertReported("SYMG2005", "SYMG2011", "SYMG2012");
    }

    // The class may hold types and other annotated methods of the case.
    private static string InClass(string source) => source.StartsWith("using", StringComparison.Ordinal)
        ? source
        : $"using System;\nusing SymGrad;\n\npublic static partial class Sample\n{{\n    [Differentiable]\n    public static {source.Replace("\n", "\n    ", StringComparison.Ordinal)}\n}}\n";
}
