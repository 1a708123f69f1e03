using System.Globalization;

namespace SymGrad.Tests.Harness;

/// <summary>Methods F(x) as only a machine writes them: long, deep, or both. Tests ask whether they are right, benchmarks what they cost.</summary>
public static class LongMethods
{
    private static readonly Dictionary<string, string> s_bodies = new()
    {
        ["10,000 squarings"] = $"{{ {Times(10_000, _ => "x *= x;")} return x; }}",
        ["10,000 squarings, each with a name"] = $"{{ double a0 = x; {Times(10_000, i => $"double a{i + 1} = a{i} * a{i};")} return a10000; }}",
        ["a product of 500 factors"] = $"=> {Times(500, i => $"(x + {i / 500.0})", " * ")};",
        ["a polynomial nested 1,000 deep"] = $"=> {Nested(1_000, "x * (", "x", ") + 0.5")};",
        ["a sum of 2,000 terms"] = $"=> {Times(2_000, i => $"{i}.5 * x", " + ")};",
        ["1,000 nested ?:"] = $"=> {Times(1_000, i => $"x < {i} ? {i}.5 * x : ", "")}x * x;",
        ["a chain of 1,000 else if"] = $"{{ double y; {Times(1_000, i => $"if (x < {i}) y = {i}.5 * x;", " else ")} else y = x * x; return y; }}",
        ["1,000 early returns"] = $"{{ {Times(1_000, i => $"if (x < {i}) return {i}.5 * x;")} return x * x; }}",
        ["1,000 branches one after another"] = $"{{ double y = x; {Times(1_000, i => $"if (y > {i}) y += 0.5 * x;")} return y; }}",
        ["1,000 nested if"] = $"{{ double y = x; {Nested(1_000, "if (y > x - 1) { y += 0.5 * x; ", "", "}")} return y; }}",
        ["a switch of 1,000 arms"] = $"=> x switch {{ {Times(1_000, i => $"< {i} => {i}.5 * x,")} _ => x * x }};",
        ["a condition of 1,000 parts"] = $"=> {Times(1_000, i => $"x > -{i}.5", " && ")} ? x * x : x;",
        ["1,000 nested calls"] = $"=> {Nested(1_000, "Math.Sin(", "x", ")")};",
        ["1,000 nested signs"] = $"=> {Nested(1_000, "-(", "x", ")")};",
        ["400 methods that call each other"] = $"=> F400(x); static double F0(double x) => x * x; {Times(400, i => $"static double F{i + 1}(double x) => F{i}(x + 1);")}",
    };

    public static IEnumerable<string> Names => s_bodies.Keys;

    /// <summary>A file with the method, in class <c>Sample</c>.</summary>
    public static string Source(string name) =>
        $"using System;\nusing SymGrad;\n\npublic static partial class Sample\n{{\n    [Differentiable]\n    public static double F(double x) {s_bodies[name]}\n}}\n";

    private static string Times(int count, Func<int, FormattableString> text, string separator = " ") =>
        string.Join(separator, Enumerable.Range(0, count).Select(i => text(i).ToString(CultureInfo.InvariantCulture)));

    private static string Times(int count, Func<int, string> text) => string.Join(' ', Enumerable.Range(0, count).Select(text));

    private static string Nested(int count, string open, string core, string close) =>
        string.Concat(Enumerable.Repeat(open, count)) + core + string.Concat(Enumerable.Repeat(close, count));
}
