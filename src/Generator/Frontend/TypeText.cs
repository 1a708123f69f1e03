using Microsoft.CodeAnalysis;

namespace SymGrad.Generator.Frontend;

/// <summary>Types and well-known classes as short as they may be at a place without leaning on the user's using directives.</summary>
internal sealed class TypeText(SemanticModel model, int position)
{
    private static readonly (string Name, string Namespace)[] WellKnown =
    [
        ("Math", "System"), ("MathF", "System"), ("MidpointRounding", "System"), ("ReadOnlySpan", "System"), ("Span", "System"), ("ArgumentException", "System"), ("ArgumentNullException", "System"),
        ("ArgumentOutOfRangeException", "System"), ("Functions", "SymGrad"), ("IObjective", "SymGrad"), ("Traced", "SymGrad"), ("TraceTable", "SymGrad"),
        ("SpecialFunctions", "MathNet.Numerics"),
        ("Buffers", "SymGrad"), ("Scratch", "SymGrad"), ("Tangents", "SymGrad"), ("BitConverter", "System"),
        ("IFloatingPointIeee754", "System.Numerics"), ("Vector", "System.Numerics"),
    ];

    public string Of(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { Name: "ReadOnlySpan" or "Span", TypeArguments.Length: 1 } span && span.ContainingNamespace.ToDisplayString() == "System" && ShortNames([]).Contains(span.Name))
            return $"{span.Name}<{Of(span.TypeArguments[0])}>";
        if (type is not INamedTypeSymbol { IsTupleType: false, SpecialType: SpecialType.None } named || !IsShort(named.OriginalDefinition)
            || !SymbolEqualityComparer.Default.Equals(named.ContainingType, named.ContainingType?.OriginalDefinition))
        {
            return CSharpText.Type(type);
        }

        string arguments = string.Join(", ", named.TypeArguments.Select(Of));
        return CSharpText.Identifier(named.Name) + (arguments == "" ? "" : $"<{arguments}>") + (IsNullable(named) ? "?" : "");
    }

    /// <summary>A parameter's type: one from code without nullable annotations takes null, as it does there, but for an array, which is read.</summary>
    public string OfParameter(ITypeSymbol type)
    {
        string text = type.TypeKind == TypeKind.Dynamic ? "object" : Of(type);
        bool takesNull = type.IsReferenceType && type.NullableAnnotation != NullableAnnotation.NotAnnotated && (type is not IArrayTypeSymbol || IsNullable(type));
        return takesNull && !text.EndsWith("?", StringComparison.Ordinal) ? text + "?" : text;
    }

    /// <summary>The well-known names that nothing else at this place is called.</summary>
    public IEnumerable<string> ShortNames(IEnumerable<string> taken)
    {
        var used = new HashSet<string>(taken);
        return WellKnown.Where(k => !used.Contains(k.Name) && IsMeant(k.Name, k.Namespace)).Select(k => k.Name);
    }

    // What is neither the framework's nor SymGrad's must be in reach already.
    private bool IsMeant(string name, string ns)
    {
        ISymbol[] found = [.. model.LookupSymbols(position, name: name)];
        return found.All(s => s is INamedTypeSymbol type && type.ContainingNamespace.ToDisplayString() == ns)
            && (found.Length > 0 || ns is "System" or "SymGrad" or "System.Numerics");
    }

    // A type of an enclosing type or namespace is found by its own name, wherever the file's usings point.
    private bool IsShort(INamedTypeSymbol type)
    {
        ISymbol? here = model.GetEnclosingSymbol(position);
        while (here is not null && !SymbolEqualityComparer.Default.Equals(here, (ISymbol?)type.ContainingType ?? type.ContainingNamespace))
            here = here.ContainingSymbol;
        if (here is null)
            return false;
        ISymbol[] found = [.. model.LookupSymbols(position, name: type.Name).Where(s => s is not INamedTypeSymbol other || other.Arity == type.Arity)];
        return found.Length == 1 && SymbolEqualityComparer.Default.Equals(found[0], type);
    }

    private static bool IsNullable(ITypeSymbol type) => type.IsReferenceType && type.NullableAnnotation == NullableAnnotation.Annotated;
}
