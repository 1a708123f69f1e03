using SymGrad.Generator.Analysis;
using SymGrad.Generator.Differentiation;
using SymGrad.Generator.IR;
using Xunit.Abstractions;

namespace SymGrad.Generator.Tests.Kinds;

/// <summary>A Hessian of n ≤ 8 parameters does at most n times the arithmetic of the gradient. The table in docs/performance.md is what this prints.</summary>
public class HessianCostTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, string> s_functions = new()
    {
        ["Rosenbrock"] = "double F(double x, double y) { double a = 1 - x, b = y - x * x; return a * a + 100 * b * b; }",
        ["Rosenbrock, extended"] = "double F(double x, double y, double z, double w) { double a = 1 - x, b = y - x * x, c = 1 - z, d = w - z * z; return a * a + 100 * b * b + c * c + 100 * d * d; }",
        ["Rosenbrock, chained, n = 8"] = """
            double F(double x1, double x2, double x3, double x4, double x5, double x6, double x7, double x8) =>
                Link(x1, x2) + Link(x2, x3) + Link(x3, x4) + Link(x4, x5) + Link(x5, x6) + Link(x6, x7) + Link(x7, x8);
            private static double Link(double x, double y) => (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x);
            """,
        ["Himmelblau"] = "double F(double x, double y) { double a = x * x + y - 11, b = x + y * y - 7; return a * a + b * b; }",
        ["Beale"] = "double F(double x, double y) { double a = 1.5 - x + x * y, b = 2.25 - x + x * y * y, c = 2.625 - x + x * y * y * y; return a * a + b * b + c * c; }",
        ["Booth"] = "double F(double x, double y) { double a = x + 2 * y - 7, b = 2 * x + y - 5; return a * a + b * b; }",
        ["Powell's singular function"] = "double F(double a, double b, double c, double d) { double p = a + 10 * b, q = c - d, r = b - 2 * c, s = a - d; return p * p + 5 * q * q + r * r * r * r + 10 * s * s * s * s; }",
        ["Wood"] = "double F(double a, double b, double c, double d) { double p = a * a - b, q = c * c - d; return 100 * p * p + (a - 1) * (a - 1) + (c - 1) * (c - 1) + 90 * q * q + 10.1 * ((b - 1) * (b - 1) + (d - 1) * (d - 1)) + 19.8 * (b - 1) * (d - 1); }",
        ["Goldstein and Price's first factor"] = "double F(double x, double y) { double s = x + y + 1; return 1 + s * s * (19 - 14 * x + 3 * x * x - 14 * y + 6 * x * y + 3 * y * y); }",
        ["Camel with six humps"] = "double F(double x, double y) => (4 - 2.1 * x * x + x * x * x * x / 3) * x * x + x * y + (-4 + 4 * y * y) * y * y;",
        ["Ackley"] = "double F(double x, double y) => -20 * Math.Exp(-0.2 * Math.Sqrt(0.5 * (x * x + y * y))) - Math.Exp(0.5 * (Math.Cos(6.28 * x) + Math.Cos(6.28 * y)));",
        ["Rastrigin"] = "double F(double x, double y, double z) => x * x - 10 * Math.Cos(6.28 * x) + y * y - 10 * Math.Cos(6.28 * y) + z * z - 10 * Math.Cos(6.28 * z);",
        ["Levy, a term"] = "double F(double x, double y) { double a = Math.Sin(3 * x), b = Math.Sin(3 * y); return a * a + (x - 1) * (x - 1) * (1 + b * b); }",
        ["Logistic loss"] = "double F(double w0, double w1, double b, [NoGradient] double x0, [NoGradient] double x1, bool y) => Functions.Softplus(y ? -(w0 * x0 + w1 * x1 + b) : w0 * x0 + w1 * x1 + b);",
        ["Yukawa potential"] = "double F(double x, double y, double z) { double r = Math.Sqrt(x * x + y * y + z * z); return Math.Exp(-r) / r; }",
        ["Gaussian of four"] = "double F(double a, double b, double c, double d) => Math.Exp(-0.5 * (a * a + 2 * b * b + 3 * c * c + 4 * d * d));",
        ["Product of five"] = "double F(double a, double b, double c, double d, double e) => a * b * c * d * e;",
        ["Two layers of tanh"] = "double F(double w, double b, double v, double c, [NoGradient] double x, [NoGradient] double y) { double h = Math.Tanh(w * x + b); double r = Math.Tanh(v * h + c) - y; return r * r; }",
        ["Two bodies, n = 6"] = "double F(double a, double b, double c, double d, double e, double f) { double x = a - d, y = b - e, z = c - f; return -1 / Math.Sqrt(x * x + y * y + z * z); }",
        ["Sum of squares, n = 8"] = "double F(double a, double b, double c, double d, double e, double f, double g, double h) { double s = a * a + b * b + c * c + d * d + e * e + f * f + g * g + h * h; return s * s; }",
    };

    public static TheoryData<string> Names => [.. s_functions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_Hessian_costs_at_most_n_gradients(string name)
    {
        DerivedMember? gradient = null, hessian = null;
        int n = 0;
        GeneratorRun.Of(GeneratorOptions.Default with
        {
            Generator = () => new DifferentiableGenerator(method =>
            {
                Derivative derivative = Differentiation.Derivatives.Derive(method);
                (gradient, hessian) = (derivative[DerivativeKind.Gradient], derivative[DerivativeKind.Hessian]);
                n = method.Graph.Inputs.Count(input => input.IsActive);
                return derivative;
            }),
        }, Kinds.Annotated(s_functions[name], kinds: "Derivatives.Hessian")).AssertReported();
        int once = OperationCount.Of(gradient!.Graph).Total, all = OperationCount.Of(hessian!.Graph).Total;
        output.WriteLine($"| {name} | {n} | {once} | {all} | {all / (double)once:F1} |");
        Assert.InRange(all, 0, n * once);
    }
}
