using System.Globalization;
using System.Text;

namespace SymGrad.EndToEnd.Tests.Language;

/// <summary>
/// For each method a probe, which calls one of its members at a point and notes the numbers: first values, then derivatives by the axes in order. Destinations
/// and workspaces are full of NaN.
/// </summary>
internal static class Probes
{
    private static readonly (Member Member, Derivatives Kind)[] s_onRequest =
    [
        (Member.Jvp, Derivatives.Jvp), (Member.Vjp, Derivatives.Vjp), (Member.Jacobian, Derivatives.Jacobian),
        (Member.Hessian, Derivatives.Hessian), (Member.HessianVectorProduct, Derivatives.HessianVectorProduct),
    ];

    public static string Print(IReadOnlyList<RandomMethod> methods, IReadOnlyDictionary<string, string> workspaces) => $$"""
        using System;
        using SymGrad.EndToEnd.Tests;
        using D = SymGrad.Tests.Harness.Dual<double>;
        using S = SymGrad.Tests.Harness.Dual<float>;

        public static class Probes
        {
        {{string.Concat(methods.Select(m => Probe(m, workspaces.GetValueOrDefault(m.Main.Name))))}}}

        """;

    public static IEnumerable<Member> MembersOf(RandomMethod method, bool hasWorkspace)
    {
        if (!method.IsFilling)
            yield return Member.Gradient;
        if (!method.IsFilling)
            yield return Member.ValueAndGradient;
        if (!method.IsFilling && hasWorkspace)
            yield return Member.Workspace;
        foreach (var (member, _) in s_onRequest.Where(m => method.Kinds.HasFlag(m.Kind)))
            yield return member;
    }

    private static string Probe(RandomMethod method, string? workspace)
    {
        var (main, text) = (method.Main, new StringBuilder());
        text.Append(CultureInfo.InvariantCulture, $"    public static void {main.Name}(int member, Probing p)\n    {{\n");
        text.Append("        if (member == 1)\n        {\n            Twin.Library.HasMetPole = false;\n");
        Declare(text, method, isTwin: true);
        var call = $"Twin.C.{main.Name}({Names(main.Parameters)})";
        text.Append(method.IsFilling ? $"            {call};\n            p.Twin({Output(method)});\n" : $"            p.Twin({call});\n");
        text.Append("            p.HasMetPole = Twin.Library.HasMetPole;\n            return;\n        }\n\n        {\n");
        Declare(text, method, isTwin: false);
        text.Append("        switch (member)\n        {\n");
        foreach (var member in MembersOf(method, workspace is not null).Prepend(Member.Method))
            text.Append(CultureInfo.InvariantCulture, $"            case {(int)member}:\n            {{\n{Call(method, member, workspace)}                break;\n            }}\n\n");
        return text.Append("        }\n        }\n    }\n\n").ToString();
    }

    private static string Call(RandomMethod method, Member member, string? workspace)
    {
        var (main, text) = (method.Main, new StringBuilder());
        string name = $"Test.C.{main.Name}", arguments = Names(main.Parameters), real = Real(method);
        var active = main.Parameters.Where(p => p.Leaves().Any(l => l.IsActive)).ToList();
        var isSingle = active.Count(p => !p.Form.HasDestination()) == 1;
        var hasGradient = active.Any(p => !p.Form.HasDestination());
        var axes = method.Axes.Count;
        var destinations = "";
        void Line(FormattableString line) => text.Append("                ").Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        void Open()
        {
            foreach (var parameter in active.Where(p => p.Form.HasDestination()))
            {
                Line($"var {Destination(parameter)} = {Fresh(parameter)};");
                destinations += ", " + Destination(parameter);
            }
        }

        void Partials(string gradient)
        {
            foreach (var parameter in active)
            {
                foreach (var leaf in parameter.Leaves().Where(l => l.IsActive))
                    Line($"p.Add({(parameter.Form.HasDestination() ? Destination(parameter) : isSingle ? gradient : $"{gradient}.{parameter.Name}")}{leaf.Path});");
            }
        }

        string Value() => hasGradient ? "var (_value, _gradient)" : "var _value";
        string Gradient() => hasGradient ? "var _gradient = " : "";
        switch (member)
        {
            case Member.Method when method.IsFilling:
                Line($"{name}({arguments});");
                Line($"p.Add({Output(method)});");
                break;
            case Member.Method:
                Line($"p.Add({name}({arguments}));");
                break;
            case Member.Gradient:
                Open();
                Line($"{Gradient()}{name}Gradient({arguments}{destinations});");
                Partials("_gradient");
                break;
            case Member.ValueAndGradient or Member.Workspace:
                Open();
                var memory = member == Member.ValueAndGradient ? "" : $", Probing.Fresh({name}WorkspaceLength({arguments}), {workspace}.NaN)";
                Line($"{Value()} = {name}ValueAndGradient({arguments}{destinations}{memory});");
                Line($"p.Add(_value);");
                Partials("_gradient");
                break;
            case Member.Jvp when method.IsFilling:
                Line($"var _tangent = Probing.Fresh({method.Results}, {real}.NaN);");
                Line($"{name}Jvp({arguments}{Directions(method, active)}, _tangent);");
                Line($"p.Add({Output(method)});");
                Line($"p.Add(_tangent);");
                break;
            case Member.Jvp:
                Line($"var (_value, _tangent) = {name}Jvp({arguments}{Directions(method, active)});");
                Line($"p.Add(_value);");
                Line($"p.Add(_tangent);");
                break;
            case Member.Vjp:
                Open();
                var cotangent = method.IsFilling ? $"Probing.Made({method.Results}, Probing.{(real == "float" ? "UF" : "U")})" : $"Probing.{(real == "float" ? "UF" : "U")}(0)";
                Line($"{Gradient()}{name}Vjp({arguments}, {cotangent}{destinations});");
                if (method.IsFilling)
                    Line($"p.Add({Output(method)});");
                Partials("_gradient");
                break;
            case Member.Jacobian:
                Line($"var _jacobian = Probing.Fresh({method.Results * axes}, {real}.NaN);");
                Line($"{name}Jacobian({arguments}, _jacobian);");
                if (method.IsFilling)
                    Line($"p.Add({Output(method)});");
                Line($"p.Add(_jacobian);");
                break;
            case Member.Hessian:
                Line($"var _hessian = Probing.Fresh({axes * axes}, {real}.NaN);");
                Line($"{name}Hessian({arguments}, _hessian);");
                Line($"p.Add(_hessian);");
                break;
            default:
                Open();
                Line($"{Gradient()}{name}HessianVectorProduct({arguments}{Directions(method, active)}{destinations});");
                Partials("_gradient");
                break;
        }

        return text.ToString();
    }

    private static string Names(IEnumerable<Parameter> parameters) => string.Join(", ", parameters.Select(p => "a_" + p.Name.TrimStart('@')));

    private static string Output(RandomMethod method) => Names(method.Main.Parameters.Where(p => p.IsOutput));

    private static string Real(RandomMethod method) => (method.IsFilling ? method.Main.Parameters.Single(p => p.IsOutput).Form.RealOf() : method.Main.Result).Text(false);

    private static string Destination(Parameter parameter) => $"d_{parameter.Name.TrimStart('@')}";

    private static string Fresh(Parameter parameter)
    {
        var real = parameter.Form.RealOf().Text(false);
        return string.Create(CultureInfo.InvariantCulture, $"Probing.Fresh({parameter.Length}, {parameter.Form switch
        {
            Form.Points or Form.PointsF => $"new Test.{Forms.PointOf(parameter.Form.RealOf())}({real}.NaN, {real}.NaN)",
            _ when parameter.Form.IsMatrix() => $"{parameter.Columns}, {real}.NaN",
            _ => real + ".NaN",
        }})");
    }

    private static void Declare(StringBuilder text, RandomMethod method, bool isTwin)
    {
        var at = 0;
        foreach (var parameter in method.Main.Parameters)
        {
            var leaves = parameter.Leaves().ToArray();
            text.Append(' ', isTwin ? 12 : 8).Append("var ").Append(Names([parameter])).Append(" = ").Append(Argument(parameter, leaves, at, isTwin)).Append(";\n");
            at += leaves.Length;
        }
    }

    private static string Argument(Parameter parameter, Leaf[] leaves, int at, bool isTwin)
    {
        var real = parameter.Form.RealOf();
        if (parameter.IsOutput)
            return string.Create(CultureInfo.InvariantCulture, $"Probing.Made<{real.Text(isTwin)}>({parameter.Length}, row => {(real == Form.Float ? "(float)" : "")}Probing.Before(row))");
        var numbers = leaves.Select((leaf, i) => Number(leaf, at + i, isTwin)).ToArray();
        return Shaped(parameter, numbers, isTwin ? "Twin" : "Test", real.Text(isTwin));
    }

    // One number of a point; in the twin, one that may vary.
    private static string Number(Leaf leaf, int at, bool isTwin) => string.Create(
        CultureInfo.InvariantCulture, $"p.{(isTwin && leaf.Form.IsReal() ? (leaf.IsActive ? "" : "Held") + leaf.Form.Text(true) : leaf.Form.ToString())}({at})");

    private static string Shaped(Parameter parameter, string[] numbers, string home, string real)
    {
        string All() => string.Join(", ", numbers);
        return parameter.Form switch
        {
            Form.Point or Form.PointF => $"new {home}.{parameter.Form}({All()})",
            Form.Blob or Form.BlobF => $"new {home}.{parameter.Form} {{ Inner = new({numbers[0]}, {numbers[1]}), Z = {numbers[2]}, W = {numbers[3]}, N = {numbers[4]} }}",
            Form.Indices => $"new int[] {{ {All()} }}",
            Form.Points or Form.PointsF => $"new {home}.{Forms.PointOf(parameter.Form.RealOf())}[] {{ {string.Join(", ", numbers.Chunk(2).Select(xy => $"new({xy[0]}, {xy[1]})"))} }}",
            _ when parameter.Form.IsMatrix() => $"new {real}[,] {{ {string.Join(", ", numbers.Chunk(parameter.Columns).Select(row => $"{{ {string.Join(", ", row)} }}"))} }}",
            _ when parameter.Form.IsBuffer() => $"new {real}[] {{ {All()} }}",
            _ => numbers[0],
        };
    }

    // A tangent for each active parameter, of its type; what is held constant in it does not matter.
    private static string Directions(RandomMethod method, List<Parameter> active)
    {
        var axis = 0;
        return string.Concat(active.Select(parameter => ", " + Shaped(
            parameter,
            [.. parameter.Leaves().Select(leaf => leaf.IsActive ? string.Create(CultureInfo.InvariantCulture, $"Probing.{(leaf.Form == Form.Float ? "VF" : "V")}({axis++})") : "default")],
            "Test",
            parameter.Form.RealOf().Text(false))));
    }
}
