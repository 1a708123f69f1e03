using System.Globalization;

namespace SymGrad.EndToEnd.Tests.Language;

/// <summary>
/// The part of a probe that calls the members of a method with buffers: into destinations full of NaN, with a workspace full of NaN where there
/// is one; and where the method throws, so must they, and leave their destinations alone.
/// </summary>
internal static class Buffers
{
    /// <summary>What the calls need, beside the probes.</summary>
    public const string Support = """
        public static class Probing
        {
            /// <summary>The numbers of a method that throws: there is nothing to compare.</summary>
            public static readonly double[] Nothing = [double.NaN, double.NaN, double.NaN, 0];

            public static T[] Filled<T>(int length) where T : System.Numerics.IFloatingPointIeee754<T>
            {
                var filled = new T[length];
                Array.Fill(filled, T.NaN);
                return filled;
            }

            public static Exception? Thrown(Action action)
            {
                try
                {
                    action();
                    return null;
                }
                catch (Exception e)
                {
                    return e;
                }
            }

            /// <summary>An element that the result does not depend on is not read, and so may be none.</summary>
            public static void Throws(Exception expected, Action action)
            {
                if (Thrown(action) is not { } thrown)
                    return;
                if (thrown.GetType() != expected.GetType())
                    throw new InvalidOperationException($"a derivative throws {thrown.GetType().Name}, the method {expected.GetType().Name}");
            }

            public static void Same<T>(T[] expected, T[] actual)
            {
                if (!System.Linq.Enumerable.SequenceEqual(expected, actual))
                    throw new InvalidOperationException("the gradient is another one with a workspace of the caller's");
            }

            public static System.Reflection.MethodInfo? Member(string name, int count) =>
                Array.Find(typeof(Test.C).GetMethods(), m => m.Name == name && m.GetParameters().Length == count);
        }

        """;

    public static string Calls(RandomMethod method, List<Parameter> active, string arguments)
    {
        var main = method.Main;
        var buffers = Enumerable.Range(0, active.Count).Where(i => active[i].Form.IsBuffer()).ToList();
        var others = active.Where(p => !p.Form.IsBuffer()).ToList();
        string Each(Func<int, string> text) => string.Concat(buffers.Select(text));
        var value = main.Result.Text(false);
        var count = main.Parameters.Count;
        return string.Create(CultureInfo.InvariantCulture, $$"""
                    {{Each(i => string.Concat(((string[])["alone", "both", "worked"]).Select(p => $"var {p}{i} = Probing.Filled<{Real(active[i])}>({active[i].Length}); ")))}}
                    if (Probing.Thrown(() => Test.C.{{main.Name}}({{arguments}})) is { } thrown)
                    {
                        Probing.Throws(thrown, () => Test.C.{{main.Name}}Gradient({{arguments}}{{Each(i => $", alone{i}")}}));
                        Probing.Throws(thrown, () => Test.C.{{main.Name}}ValueAndGradient({{arguments}}{{Each(i => $", both{i}")}}));
                        return Probing.Nothing;
                    }

                    {{(others.Count > 0 ? "var alone = " : "")}}Test.C.{{main.Name}}Gradient({{arguments}}{{Each(i => $", alone{i}")}});
                    var {{(others.Count > 0 ? "(value, both)" : "value")}} = Test.C.{{main.Name}}ValueAndGradient({{arguments}}{{Each(i => $", both{i}")}});
                    if (Probing.Member("{{main.Name}}WorkspaceLength", {{count}}) is { } lengthOf)
                    {
                        int length = lengthOf.CreateDelegate<Length{{method.Index}}>()({{arguments}});
                        var overload = Probing.Member("{{main.Name}}ValueAndGradient", {{count + buffers.Count + 1}}) ?? throw new InvalidOperationException("there is a workspace length, and no overload that takes one");
                        var worked = overload.CreateDelegate<Worked{{method.Index}}>()({{arguments}}{{Each(i => $", worked{i}")}}, Probing.Filled<{{value}}>(length));
                        Probing.Same([{{(others.Count > 0 ? "(value, both)" : "value")}}], [worked]);
                        {{Each(i => $"Probing.Same(both{i}, worked{i}); ")}}
                    }

            """);

        string Real(Parameter p) => p.Form.RealOf().Text(false);
    }

    /// <summary>The signatures by which a probe calls what is generated only for some methods.</summary>
    public static string Delegates(RandomMethod method)
    {
        var parameters = string.Join(", ", method.Main.Parameters.Select((p, i) => $"{p.Modifier}{Qualified(p)} p{i}"));
        var active = method.Main.Parameters.Where(p => p.Leaves().Any(l => l.IsActive)).ToList();
        var destinations = string.Concat(active.Where(p => p.Form.IsBuffer()).Select((p, i) => $", Span<{p.Form.RealOf().Text(false)}> g{i}"));
        var others = active.Where(p => !p.Form.IsBuffer()).Select(Qualified).ToList();
        var value = method.Main.Result.Text(false);
        var result = others.Count == 0 ? value : $"({value}, {(others.Count == 1 ? others[0] : $"({string.Join(", ", others)})")})";
        return $"    private delegate int Length{method.Index}({parameters});\n    private delegate {result} Worked{method.Index}({parameters}{destinations}, Span<{value}> workspace);\n\n";
    }

    private static string Qualified(Parameter parameter) => (parameter.Form >= Form.Point ? "Test." : "") + parameter.Form.Text(false);
}
