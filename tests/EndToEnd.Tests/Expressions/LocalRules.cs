using System.Globalization;
using System.Text;

namespace SymGrad.EndToEnd.Tests.Expressions;

/// <summary>
/// Every operation alone, with its generated derivatives, which the references of <c>tests/references</c> prove: what is left to test is
/// how SymGrad puts them together.
/// </summary>
internal sealed class LocalRules : IDisposable
{
    private const int Count = Jet.Variables;

    private readonly CompiledSample _sample;
    private readonly Evaluate[] _evaluate;

    public LocalRules()
    {
        var source = new StringBuilder("using System;\nusing SymGrad;\n\npublic static partial class Alone\n{\n");
        for (var i = 0; i < Operation.All.Length; i++)
            source.Append(Method(i, Operation.All[i].Text));
        _sample = ExpressionSample.Compile(source.Append("}\n").ToString());
        _evaluate = [.. Operation.All.Select((_, i) => _sample.Bind<Evaluate>("Alone", string.Create(CultureInfo.InvariantCulture, $"All{i}")))];
    }

    private delegate void Evaluate(double x, double y, double z, int n, Span<double> all);

    public LocalDerivatives At(Operation operation, IReadOnlyList<Jet> operands, int n)
    {
        Span<double> all = stackalloc double[1 + Count + (Count * Count)];
        double Operand(int i) => i < operands.Count ? operands[i].Value : 0;
        _evaluate[operation.Index](Operand(0), Operand(1), Operand(2), n, all);
        return new(all[0], all.Slice(1, Count).ToArray(), all[(1 + Count)..].ToArray());
    }

    public void Dispose() => _sample.Dispose();

    private static string Method(int i, string text) => string.Create(CultureInfo.InvariantCulture, $$"""
            [Differentiable(Derivatives.Gradient | Derivatives.Hessian)]
            public static double F{{i}}(double x, double y, double z, int n) => {{text}};

            public static void All{{i}}(double x, double y, double z, int n, Span<double> all)
            {
                all[0] = F{{i}}(x, y, z, n);
                (all[1], all[2], all[3]) = F{{i}}Gradient(x, y, z, n);
                F{{i}}Hessian(x, y, z, n, all[4..]);
            }

        """);
}
