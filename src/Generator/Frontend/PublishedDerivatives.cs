using Microsoft.CodeAnalysis;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

/// <summary>What was generated for a <c>[Differentiable]</c> method in another assembly, found by the names of the contract.</summary>
internal sealed class PublishedDerivatives
{
    private PublishedDerivatives(IMethodSymbol method, string stem)
    {
        Method = method;
        Gradient = Find(method, stem + "Gradient", 0);
        ValueAndGradient = Find(method, stem + "ValueAndGradient", 0);
        Hessian = Find(method, stem + "Hessian", 1);
        HessianVectorProduct = Find(method, stem + "HessianVectorProduct", method.Parameters.Count(DerivativeSignature.IsActive));
    }

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

    /// <summary>The derivatives of a method, or those that a generated method is one of; null where nothing was generated.</summary>
    public static PublishedDerivatives? Of(IMethodSymbol method)
    {
        if (StemOf(method) is { } stem)
            return Complete(new PublishedDerivatives(method, stem));
        if (!IsGenerated(method))
            return null;
        return method.ContainingType.GetMembers().OfType<IMethodSymbol>()
            .Where(m => StemOf(m) is { } other && method.Name.StartsWith(other, StringComparison.Ordinal))
            .Select(m => Complete(new PublishedDerivatives(m, StemOf(m)!)))
            .FirstOrDefault(d => d is not null && (d.IsGradient(method) || d.IsValueAndGradient(method)));
    }

    /// <summary>The kind of derivative that a generated method gives; null for any other.</summary>
    public DerivativeKind? KindOf(IMethodSymbol method) => IsGradient(method) ? DerivativeKind.Gradient : IsValueAndGradient(method) ? DerivativeKind.ValueAndGradient : null;

    public bool IsGradient(IMethodSymbol method) => SymbolEqualityComparer.Default.Equals(Gradient, method);

    public bool IsValueAndGradient(IMethodSymbol method) => SymbolEqualityComparer.Default.Equals(ValueAndGradient, method);

    private static PublishedDerivatives? Complete(PublishedDerivatives derivatives) =>
        derivatives is { Gradient: not null, ValueAndGradient: not null } ? derivatives : null;

    private static string? StemOf(IMethodSymbol method) =>
        method.GetAttributes().FirstOrDefault(a => a.AttributeClass?.ToDisplayString() == "SymGrad.DifferentiableAttribute") is { } mark && ScalarTypeReader.IsReal(method.ReturnType)
            ? mark.NamedArguments.FirstOrDefault(a => a.Key == "Name").Value.Value as string ?? method.Name
            : null;

    private static IMethodSymbol? Find(IMethodSymbol method, string name, int more) => method.ContainingType.GetMembers(name).OfType<IMethodSymbol>().FirstOrDefault(m =>
        IsGenerated(m) && m.IsStatic == method.IsStatic && m.Parameters.Length == method.Parameters.Length + more
        && m.Parameters.Take(method.Parameters.Length).Select(p => p.Type).SequenceEqual(method.Parameters.Select(p => p.Type), SymbolEqualityComparer.Default));

    private static bool IsGenerated(IMethodSymbol method) => method.GetAttributes().Any(a =>
        a.AttributeClass?.ToDisplayString() == "System.CodeDom.Compiler.GeneratedCodeAttribute" && a.ConstructorArguments.Select(c => c.Value).FirstOrDefault() is "SymGrad.Generator");
}
