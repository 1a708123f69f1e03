using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using D = SymGrad.Tests.Harness.Dual<double>;

namespace SymGrad.Generator.Tests.Constructs;

/// <summary>
/// Checks a construct of C#: the code that is generated for it (a snapshot), and its numbers, in double and in float.
/// In a source, <c>real</c> stands for either; <c>Math</c> and literals such as <c>0.5</c> follow it.
/// </summary>
internal static partial class Construct
{
    /// <summary>The warnings of constructs that have a derivative, if not the one that was meant.</summary>
    public static readonly string[] Steps = ["SYMG3001", "SYMG3002", "SYMG3003"];

    /// <param name="members">The method F, which is annotated, and after it other members of its class; or a whole file.</param>
    /// <param name="reference">F again, over dual numbers: one for each number among the arguments, in order.</param>
    /// <param name="points">Arguments, one number for each leaf (a bool is 0 or 1).</param>
    /// <param name="types">Types beside the class.</param>
    /// <param name="name">Distinguishes several snapshots of one test.</param>
    public static void Check(
        string members,
        Func<D[], D> reference,
        double[][] points,
        string types = "",
        double ulps = 8,
        string? name = null,
        [CallerFilePath] string file = "",
        [CallerMemberName] string member = "")
    {
        GeneratorRun run = Run(members, types);
        Snapshot.Verify(Sources(run) + Derivatives(run.GeneratedText), name: name, file: file, member: member);
        Numbers(run, Run(members, types, "float"), reference, points, ulps);
    }

    /// <summary>Numbers only.</summary>
    public static void Numbers(string members, Func<D[], D> reference, double[][] points, string types = "", double ulps = 8) =>
        Numbers(Run(members, types), Run(members, types, "float"), reference, points, ulps);

    /// <summary>Runs the generator over a source with one of the two types in place of <c>real</c>.</summary>
    public static GeneratorRun Run(string members, string types = "", string real = "double")
    {
        string[] files = [.. FileBreak().Split(members.Contains("[Differentiable", StringComparison.Ordinal) ? members : InClass(members, types))];
        return GeneratorRun.Of([.. files.Select(text => real == "double" ? Real().Replace(text, "double") : InFloat(text))]);
    }

    private static void Numbers(GeneratorRun wide, GeneratorRun narrow, Func<D[], D> reference, double[][] points, double ulps)
    {
        (CompiledSample relaxed, CompiledSample strict) = wide.CompileBoth(Steps);
        using CompiledSample single = narrow.Compile(Steps);
        using (relaxed)
        using (strict)
        {
            foreach (CompiledSample sample in (CompiledSample[])[relaxed, strict, single])
            {
                var derivative = new CompiledDerivative(sample);
                foreach (double[] point in points)
                    derivative.Check(point, reference, ulps);
            }
        }
    }

    private static string InClass(string members, string types)
    {
        string indented = string.Join("\n", members.Trim().Split('\n').Select(line => line.Length == 0 ? line : "    " + line));
        return $"using System;\nusing SymGrad;\n\npublic static partial class Sample\n{{\n    [Differentiable]\n    public static {indented.TrimStart()}\n}}\n"
            + (types == "" ? "" : "\n" + types.Trim() + "\n");
    }

    private static string InFloat(string text) =>
        Decimal().Replace(MathClass().Replace(Real().Replace(text, "float"), "MathF$1"), "$0f");

    private static string Sources(GeneratorRun run) => string.Join("\n", run.Sources) + "\n// ----- generated -----\n\n";

    // The objective looks the same for all methods: it has tests of its own.
    public static string Derivatives(string text)
    {
        string[] files = text.Split("// ===== ");
        return string.Join("// ===== ", files.Select(file => Objective().Replace(file, "\n")));
    }

    [GeneratedRegex(@"\breal\b")]
    private static partial Regex Real();

    [GeneratedRegex(@"(?<!\w)(?<!global::System\.)Math(\.|;)")]
    private static partial Regex MathClass();

    [GeneratedRegex(@"(?<![\w.])\d+\.\d+(?![\w.])")]
    private static partial Regex Decimal();

    [GeneratedRegex(@"\n\n[^\n]*/// <summary><c>[^\n]*</c> as a function of its .*", RegexOptions.Singleline)]
    private static partial Regex Objective();

    [GeneratedRegex("(?<=\n)// another file\n")]
    private static partial Regex FileBreak();
}
