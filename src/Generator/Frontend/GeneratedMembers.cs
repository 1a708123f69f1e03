using Microsoft.CodeAnalysis;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

/// <summary>What is generated for a <c>[Differentiable]</c> method, found by the names of the contract: in another assembly, or in this one to be.</summary>
internal sealed class GeneratedMembers
{
    private readonly string _stem;

    private GeneratedMembers(IMethodSymbol method, string stem)
    {
        Method = method;
        _stem = stem;
        Gradient = Find(DerivativeKind.Gradient, 0);
        ValueAndGradient = Find(DerivativeKind.ValueAndGradient, 0);
        Hessian = Find(DerivativeKind.Hessian, 1);
        HessianVectorProduct = Find(DerivativeKind.HessianVectorProduct, Active.Length);
    }

    /// <summary>The annotated method.</summary>
    public IMethodSymbol Method { get; }

    public IMethodSymbol? Gradient { get; }

    public IMethodSymbol? ValueAndGradient { get; }

    /// <summary>Takes a span besides, which it fills with the n×n second partials.</summary>
    public IMethodSymbol? Hessian { get; }

    /// <summary>Takes a direction besides for each active parameter.</summary>
    public IMethodSymbol? HessianVectorProduct { get; }

    /// <summary>Whether the method itself is active, as a struct with active fields.</summary>
    public bool HasActiveReceiver => Method is { IsStatic: false, ContainingType.IsValueType: true } && StructShape.HasActiveLeaf(Method.ContainingType);

    /// <summary>The names of what the method is differentiated by, in order.</summary>
    public string[] Active => [.. HasActiveReceiver ? ["self"] : Array.Empty<string>(), .. Method.Parameters.Where(DerivativeSignature.IsActive).Select(p => p.Name)];

    /// <summary>What is generated for a method, or along with it where it is generated itself; null where nothing is.</summary>
    public static GeneratedMembers? Of(IMethodSymbol method)
    {
        if (StemOf(method) is { } stem)
            return new GeneratedMembers(method, stem);
        if (!IsGenerated(method))
            return null;
        return method.ContainingType.GetMembers().OfType<IMethodSymbol>()
            .Where(m => m.Arity == method.Arity)
            .Select(m => m.IsGenericMethod ? m.Construct([.. method.TypeArguments]) : m)
            .Where(m => StemOf(m) is { } other && method.Name.StartsWith(other, StringComparison.Ordinal))
            .Select(m => new GeneratedMembers(m, StemOf(m)!))
            .FirstOrDefault(d => d.KindOf(method) is not null);
    }

    /// <summary>The kind of derivative that a method gives; null for the annotated one.</summary>
    public DerivativeKind? KindOf(IMethodSymbol member) =>
        BeginsLikeMethod(member) && member.Name.StartsWith(_stem, StringComparison.Ordinal) && Enum.TryParse(member.Name.Substring(_stem.Length), out DerivativeKind kind) ? kind : null;

    private static string? StemOf(IMethodSymbol method) =>
        method.GetAttributes().FirstOrDefault(a => a.AttributeClass?.ToDisplayString() == "SymGrad.DifferentiableAttribute") is { } mark ? new Annotation(method, mark).Stem : null;

    private IMethodSymbol? Find(DerivativeKind kind, int more) => Method.ContainingType.GetMembers(_stem + kind).OfType<IMethodSymbol>()
        .Where(m => m.Arity == Method.Arity)
        .Select(m => m.IsGenericMethod ? m.Construct([.. Method.TypeArguments]) : m)
        .FirstOrDefault(m => m.Parameters.Length == Method.Parameters.Length + more && BeginsLikeMethod(m));

    private bool BeginsLikeMethod(IMethodSymbol member) => IsGenerated(member) && member.IsStatic == Method.IsStatic
        && member.Parameters.Take(Method.Parameters.Length).Select(p => p.Type).SequenceEqual(Method.Parameters.Select(p => p.Type), SymbolEqualityComparer.Default);

    private static bool IsGenerated(IMethodSymbol method) => method.GetAttributes().Any(a =>
        a.AttributeClass?.ToDisplayString() == "System.CodeDom.Compiler.GeneratedCodeAttribute" && a.ConstructorArguments.Select(c => c.Value).FirstOrDefault() is "SymGrad.Generator");
}
