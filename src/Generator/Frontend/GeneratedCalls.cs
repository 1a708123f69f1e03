using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymGrad.Generator.Diagnostics;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

/// <summary>
/// Calls of generated members. A generator does not see what it generates, so they are unresolved, until the compilation is completed by
/// the signatures of all that will be generated: then C# itself says what they mean.
/// </summary>
internal static class GeneratedCalls
{
    private static readonly ConditionalWeakTable<Compilation, Compilation> Completed = new();

    // What is generated, but is no derivative that another one could be taken of.
    private static readonly Dictionary<string, string> NoDerivatives = new()
    {
        ["Trace"] = "a trace is there to be looked at: mark a method that takes the local as its parameter, and call its Gradient",
        ["WorkspaceLength"] = "what a derivative keeps is kept in the caller's own workspace here: call it without a workspace",
    };

    // The longest first: FValueAndGradient is not the gradient of FValueAnd.
    private static readonly string[] Suffixes = [.. Enum.GetNames(typeof(DerivativeKind)).Append("WorkspaceLength").OrderByDescending(name => name.Length)];

    /// <summary>Whether a problem may be that of a call to a generated member.</summary>
    public static bool MayBe(Problem problem) => problem.Rule == Rules.Unresolved && NamesIn(problem).Any();

    public static Compilation Complete(Compilation compilation, Func<Declaration, string> signatures, CancellationToken cancellation) =>
        Completed.GetValue(compilation, c => c.AddSyntaxTrees(
            MarkedMethods.In(c, "DifferentiableAttribute")
                .Select(m => MethodReader.ReadDeclaration(m.Method, m.Mark, c, cancellation))
                .OfType<Declaration>()
                .Select(d => CSharpSyntaxTree.ParseText(signatures(d), (CSharpParseOptions)c.SyntaxTrees.First().Options, cancellationToken: cancellation))));

    /// <summary>Says why a call that looks like one of a generated member is none; any other problem stays what it is.</summary>
    public static Problem Explain(Problem problem, Compilation completed)
    {
        if (problem.Rule != Rules.Unresolved)
            return problem;
        foreach (SimpleNameSyntax name in NamesIn(problem))
        {
            string called = name.Identifier.ValueText, suffix = SuffixOf(called)!, stem = called.Substring(0, called.Length - suffix.Length);
            IMethodSymbol[] generated = [.. completed.GetSymbolsWithName(called, SymbolFilter.Member).OfType<IMethodSymbol>()];
            IMethodSymbol[] methods = [.. completed.GetSymbolsWithName(stem, SymbolFilter.Member).OfType<IMethodSymbol>()];
            bool isAnnotated = MarkedMethods.In(completed, "DifferentiableAttribute").Any(m => m.Method.Name == stem || m.Mark.NamedArguments.Any(a => a.Key == "Name" && a.Value.Value as string == stem));
            string? reason = isAnnotated && NoDerivatives.TryGetValue(suffix, out string? advice) ? advice
                : generated.Length > 0 ? $"it takes {string.Join(" or ", generated.Select(Parameters))}, and is a member of '{generated[0].ContainingType.Name}'"
                : isAnnotated ? $"its [Differentiable] asks for no {suffix}, or has an error of its own"
                : methods.Length > 0 ? $"'{stem}' is not marked [Differentiable]"
                : null;
            if (reason is not null)
                return new Problem(Rules.NotGenerated, problem.Location, called, reason);
        }

        return problem;
    }

    private static IEnumerable<SimpleNameSyntax> NamesIn(Problem problem) => problem.Location.SourceTree!.GetRoot()
        .FindNode(problem.Location.SourceSpan, getInnermostNodeForTie: true).DescendantNodesAndSelf()
        .OfType<SimpleNameSyntax>().Where(name => SuffixOf(name.Identifier.ValueText) is not null);

    private static string? SuffixOf(string name) => Suffixes.FirstOrDefault(suffix => name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal));

    private static string Parameters(IMethodSymbol method) => $"({string.Join(", ", method.Parameters.Select(p => p.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat)))})";
}
