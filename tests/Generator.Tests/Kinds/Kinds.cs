using System.Runtime.CompilerServices;
using SymGrad.Generator.Tests.Constructs;

namespace SymGrad.Generator.Tests.Kinds;

/// <summary>Checks every kind of derivative of a method: what is generated (a snapshot), and its numbers, in double and in float.</summary>
internal static class Kinds
{
    public const string First = "Derivatives.Jvp | Derivatives.Vjp | Derivatives.Jacobian";
    public const string All = First + " | Derivatives.Hessian | Derivatives.HessianVectorProduct";

    /// <param name="source">A whole file, or the method F and what follows it in its class; <c>real</c> stands for double and float.</param>
    /// <param name="reference">F over hyper-dual numbers: one for each number among the arguments, one for each that F returns.</param>
    public static void Check(
        string source,
        Func<HyperDual[], HyperDual[]> reference,
        double[][] points,
        string types = "",
        string kinds = All,
        double ulps = 16,
        [CallerFilePath] string file = "",
        [CallerMemberName] string member = "")
    {
        string text = Annotated(source, types, kinds);
        GeneratorRun run = Construct.Run(text).AssertReported();
        Snapshot.Verify(string.Join("\n", run.Sources) + "\n// ----- generated -----\n\n" + Construct.Derivatives(run.GeneratedText), file: file, member: member);
        using CompiledSample wide = run.Compile(), narrow = Construct.Run(text, real: "float").AssertReported().Compile();
        foreach (CompiledSample sample in (CompiledSample[])[wide, narrow])
        {
            foreach (double[] point in points)
                new CompiledKinds(sample, point, ulps).Check(reference);
        }
    }

    public static string Annotated(string source, string types = "", string kinds = All) => source.Contains("[Differentiable", StringComparison.Ordinal)
        ? source.Replace("KINDS", kinds, StringComparison.Ordinal)
        : $"using System;\nusing SymGrad;\n\npublic static partial class Sample\n{{\n    [Differentiable({kinds})]\n    public static {source.Trim().Replace("\n", "\n    ", StringComparison.Ordinal)}\n}}\n"
            + (types == "" ? "" : "\n" + types.Trim() + "\n");
}
