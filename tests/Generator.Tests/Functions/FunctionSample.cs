using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using SymGrad.Generator.Tests.Constructs;

namespace SymGrad.Generator.Tests.Functions;

/// <summary>
/// Many expressions, each the body of a method of its own, in double and in float, differentiated and compiled together. Of their
/// variables x, y and z are active, c is held constant and n is an integer; <c>real</c> stands for the type.
/// </summary>
internal sealed partial class FunctionSample : IDisposable
{
    private readonly string[] _expressions;
    private readonly CompiledSample _sample;

    /// <param name="inDouble">Whether there are methods in double alone.</param>
    public FunctionSample(IEnumerable<string> expressions, bool inDouble = false)
    {
        _expressions = [.. expressions.Distinct()];
        var source = new StringBuilder("using System;\nusing SymGrad;\n\npublic static partial class Sample\n{\n");
        for (var i = 0; i < _expressions.Length; i++)
        {
            source.Append(Method("double", i, Real().Replace(_expressions[i], "double")));
            if (!inDouble)
                source.Append(Method("float", i, InFloat(_expressions[i])));
        }

        _sample = GeneratorRun.Of(source.Append("}\n").ToString()).Compile(Construct.Steps);
    }

    /// <summary>The names of an expression's variables, in the order of its method's parameters.</summary>
    public static string[] Variables(string expression) => [.. "xyzcn".Select(v => v.ToString()).Where(v => Variable().Matches(expression).Any(m => m.Value == v))];

    public double Value(string type, string expression, double[] point) => Number(_sample.Call("Sample", Name(type, expression), Arguments(type, expression, point))!);

    /// <summary>The gradient, as both members give it: they must agree bit for bit, and so must the value with the method's.</summary>
    public double[] Gradient(string type, string expression, double[] point)
    {
        var (name, arguments) = (Name(type, expression), Arguments(type, expression, point));
        var alone = Numbers(_sample.Call("Sample", name + "Gradient", arguments)!);
        var both = (ITuple)_sample.Call("Sample", name + "ValueAndGradient", arguments)!;
        var together = Numbers(both[1]!);
        Ulp.AssertSameBits(Number(both[0]!), Value(type, expression, point), $"value of {expression} in {type} at {string.Join(", ", point)}");
        for (var i = 0; i < alone.Length; i++)
            Ulp.AssertSameBits(together[i], alone[i], $"{expression} in {type} at {string.Join(", ", point)}: partial {i} with the value and without");
        return alone;
    }

    public void Dispose() => _sample.Dispose();

    private string Name(string type, string expression) =>
        (type == "double" ? "D" : "S") + Array.IndexOf(_expressions, expression).ToString(CultureInfo.InvariantCulture);

    private static string Method(string type, int index, string body)
    {
        var parameters = Variables(body).Select(v => v == "n" ? "int n" : v == "c" ? $"[NoGradient] {type} c" : $"{type} {v}");
        return string.Create(CultureInfo.InvariantCulture,
            $"    [Differentiable] public static {type} {(type == "double" ? 'D' : 'S')}{index}({string.Join(", ", parameters)}) => {body};\n");
    }

    private static object[] Arguments(string type, string expression, double[] point) =>
    [
        .. Variables(expression).Zip(point, (v, x) => v == "n" ? (int)x : type == "double" ? x : (object)(float)x),
    ];

    private static double[] Numbers(object gradient) => gradient is ITuple tuple
        ? [.. Enumerable.Range(0, tuple.Length).Select(i => Number(tuple[i]!))]
        : [Number(gradient)];

    private static double Number(object value) => Convert.ToDouble(value, CultureInfo.InvariantCulture);

    // What MathF does not have.
    private static string InFloat(string text) =>
        Decimal().Replace(MathClass().Replace(Real().Replace(text, "float"), "MathF."), "$0f");

    [GeneratedRegex(@"\b[xyzcn]\b")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\breal\b")]
    private static partial Regex Real();

    [GeneratedRegex(@"\bMath\.(?!Clamp|DivRem|BigMul)")]
    private static partial Regex MathClass();

    [GeneratedRegex(@"(?<![\w.])\d+\.\d+(?![\w.])")]
    private static partial Regex Decimal();
}
