using Microsoft.CodeAnalysis;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

/// <summary>
/// What a differentiable method that takes arrays or spans computes, published in its assembly's metadata: the generator of another compilation has no source to read,
/// and what was generated for numbers would not do.
/// </summary>
internal static class Publication
{
    /// <summary>What other assemblies know a method of a library by, if they may call it and it takes buffers; null otherwise.</summary>
    public static string? NameOf(IMethodSymbol method, Compilation compilation) =>
        compilation.Options.OutputKind == OutputKind.DynamicallyLinkedLibrary && IsVisible(method) && TakesBuffers(method) ? method.GetDocumentationCommentId() : null;

    /// <summary>Whether a function is numbers and buffers through and through.</summary>
    public static bool IsSelfContained(Graph graph) =>
        graph.Callees.Count == 0 && !graph.Nodes.Any(node => node.Type == ScalarType.Generic || (node.Op == Op.Call && node.Function.Info().Home == Home.MathNet));

    /// <summary>The text that is published for a method; null where there is none.</summary>
    public static string? Of(IMethodSymbol method) => !TakesBuffers(method) ? null : method.ContainingAssembly.GetAttributes()
        .Where(a => a.AttributeClass?.ToDisplayString() == "SymGrad.DifferentiableFunctionAttribute")
        .Select(a => a.ConstructorArguments)
        .Where(arguments => arguments.Length == 2 && arguments[0].Value as string == method.GetDocumentationCommentId())
        .Select(arguments => arguments[1].Value as string)
        .FirstOrDefault();

    public static bool TakesBuffers(IMethodSymbol method) => method.Parameters.Any(p => BodyReader.ElementOfAny(p.Type) is { } element && BodyReader.IsElement(element));

    private static bool IsVisible(IMethodSymbol method)
    {
        for (ISymbol symbol = method; symbol is not INamespaceSymbol; symbol = symbol.ContainingSymbol)
        {
            if (symbol.DeclaredAccessibility != Accessibility.Public || symbol is IMethodSymbol { IsGenericMethod: true } or INamedTypeSymbol { IsGenericType: true })
                return false;
        }

        return true;
    }
}
