using System.Globalization;
using System.Text;

namespace SymGrad.EndToEnd.Tests.Language;

/// <summary>
/// The text of an assembly that holds some random methods, their twins in dual numbers, and for each a probe: a method from
/// a point to all the numbers that are compared.
/// </summary>
internal static class Program
{
    public const string ProbesFile = "Probes.cs";

    /// <summary>The files' names, in the order of <see cref="Sources"/>.</summary>
    public static IReadOnlyList<string> Files { get; } = ["Methods.cs", "Library.cs", "Twins.cs", "TwinLibrary.cs", "Dual.cs", ProbesFile];

    public static string[] Sources(IReadOnlyList<RandomMethod> methods) =>
        [Methods(methods), Library.Program, Twins(methods), Library.Twin, DualSource.Text, Probes(methods)];

    /// <summary>The methods as a user would write them.</summary>
    public static string Methods(IReadOnlyList<RandomMethod> methods) => $$"""
        using System;
        using SymGrad;
        using static Test.Library;

        namespace Test;

        public static partial class C
        {
        {{string.Concat(methods.SelectMany(m => m.Functions.Select(f => Printer.Print(f, isTwin: false, isAnnotated: f == m.Main))))}}}

        """;

    private static string Twins(IReadOnlyList<RandomMethod> methods) => $$"""
        using System;
        using SymGrad.Tests.Harness;
        using D = SymGrad.Tests.Harness.Dual<double>;
        using S = SymGrad.Tests.Harness.Dual<float>;
        using static Twin.Library;

        namespace Twin;

        public static class C
        {
        {{string.Concat(methods.SelectMany(m => m.Functions.Select(f => Printer.Print(f, isTwin: true, isAnnotated: false))))}}}

        """;

    private static string Probes(IReadOnlyList<RandomMethod> methods) => $$"""
        using System;
        using System.Collections.Generic;
        using D = SymGrad.Tests.Harness.Dual<double>;
        using S = SymGrad.Tests.Harness.Dual<float>;

        public static class Probes
        {
        {{string.Concat(methods.Select(m => m.HasBuffers ? Buffers.Delegates(m) + Probe(m) : Probe(m)))}}}

        {{Buffers.Support}}
        """;

    // F, the value of FValueAndGradient, the twin's value, whether it took a root of 0 or divided by 0; then for each leaf of an active parameter both gradients, and the twin's partial and scale.
    private static string Probe(RandomMethod method)
    {
        var text = new StringBuilder();
        var name = method.Main.Name;
        var active = method.Main.Parameters.Where(p => p.Leaves().Any(l => l.IsActive)).ToList();
        var leaves = active.SelectMany(p => p.Leaves()).ToList();
        var byValue = active.Count(p => !p.Form.IsBuffer());
        var arguments = string.Join(", ", Arguments(method, isTwin: false));
        text.Append(CultureInfo.InvariantCulture, $$"""
                public static double[] {{name}}(double[] a)
                {
            {{(method.HasBuffers ? Buffers.Calls(method, active, arguments) : $"""
                    var alone = Test.C.{name}Gradient({arguments});
                    var (value, both) = Test.C.{name}ValueAndGradient({arguments});
            """)}}
                    List<double> all = [Test.C.{{name}}({{arguments}}), value, 0, 0];
                    Twin.Library.HasMetPole = false;
                    for (int k = 0; k < a.Length; k++)
                    {
                        var dual = Twin.C.{{name}}({{string.Join(", ", Arguments(method, isTwin: true))}});
                        (all[2], all[3]) = (dual.Value, Twin.Library.HasMetPole ? 1 : 0);
                        switch (k)
                        {

            """);
        for (var k = 0; k < method.Leaves.Count; k++)
        {
            var leaf = method.Leaves[k];
            if (!leaves.Contains(leaf))
                continue;
            var at = active.FindIndex(p => p.Name == leaf.Parameter);
            var path = active[at].Form.IsBuffer() ? $"{at}{leaf.Path}" : (byValue == 1 ? "" : "." + leaf.Parameter) + leaf.Path;
            text.Append(CultureInfo.InvariantCulture, $"                case {k}: all.AddRange([alone{path}, both{path}, dual.Tangent, dual.Scale]); break;\n");
        }

        return text.Append("            }\n        }\n\n        return all.ToArray();\n    }\n\n").ToString();
    }

    private static IEnumerable<string> Arguments(RandomMethod method, bool isTwin)
    {
        var at = 0;
        foreach (var parameter in method.Main.Parameters)
        {
            var values = parameter.Leaves().Select(leaf => Argument(leaf, at++, isTwin)).ToArray();
            yield return parameter.Form switch
            {
                Form.Point or Form.PointF => $"new {(isTwin ? "Twin" : "Test")}.{parameter.Form}({values[0]}, {values[1]})",
                Form.Blob or Form.BlobF => $"new {(isTwin ? "Twin" : "Test")}.{parameter.Form} {{ Inner = new({values[0]}, {values[1]}), Z = {values[2]}, W = {values[3]}, N = {values[4]} }}",
                Form.Indices => $"new int[] {{ {string.Join(", ", values)} }}",
                _ when parameter.Form.IsBuffer() => $"new {parameter.Form.RealOf().Text(isTwin)}[] {{ {string.Join(", ", values)} }}",
                _ => values[0],
            };
        }
    }

    private static string Argument(Leaf leaf, int at, bool isTwin)
    {
        var number = string.Create(CultureInfo.InvariantCulture, $"a[{at}]");
        if (leaf.Form == Form.Int)
            return $"(int){number}";
        if (leaf.Form == Form.Bool)
            return $"{number} != 0";
        if (leaf.Form == Form.Float)
            number = "(float)" + number;
        if (!isTwin)
            return number;
        return leaf.IsActive
            ? string.Create(CultureInfo.InvariantCulture, $"{leaf.Form.Text(true)}.Variable({number}, k == {at} ? 1 : 0)")
            : $"{leaf.Form.Text(true)}.Constant({number})";
    }
}
