using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SymGrad.Generator.Frontend;

/// <summary>Symbols and constants as C# text that means the same anywhere.</summary>
internal static class CSharpText
{
    private static readonly SymbolDisplayFormat Qualified = SymbolDisplayFormat.FullyQualifiedFormat
        .WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
            | SymbolDisplayMiscellaneousOptions.UseSpecialTypes
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    public static string Type(ITypeSymbol type) => type.ToDisplayString(Qualified);

    /// <summary>Whether a type, or one that it is made of, can be seen in one file only.</summary>
    public static bool IsFileLocal(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => IsFileLocal(array.ElementType),
        INamedTypeSymbol named => named.IsFileLocal || IsFileLocal(named.ContainingType) || named.TypeArguments.Any(IsFileLocal),
        _ => false,
    };

    /// <summary>A type as an attribute may name it: without its arguments where they are not known before run time.</summary>
    public static string TypeOf(ITypeSymbol type, string text) =>
        type is INamedTypeSymbol named && HasTypeParameter(named) ? Type((named.TupleUnderlyingType ?? named).ConstructUnboundGenericType()) : text;

    private static bool HasTypeParameter(ITypeSymbol? type) => type switch
    {
        ITypeParameterSymbol => true,
        IArrayTypeSymbol array => HasTypeParameter(array.ElementType),
        INamedTypeSymbol named => HasTypeParameter(named.ContainingType) || named.TypeArguments.Any(HasTypeParameter),
        _ => false,
    };

    /// <summary>An attribute with its arguments, which are strings and Booleans.</summary>
    public static string Attribute(AttributeData attribute)
    {
        IEnumerable<string> arguments = attribute.ConstructorArguments.Select(a => Argument(a.Value))
            .Concat(attribute.NamedArguments.Select(a => $"{a.Key} = {Argument(a.Value.Value)}"));
        return $"[{Type(attribute.AttributeClass!)}({string.Join(", ", arguments)})]";

        static string Argument(object? value) => value switch
        {
            string text => String(text),
            bool flag => flag ? "true" : "false",
            _ => "null",
        };
    }

    public static string Namespace(INamespaceSymbol ns) =>
        ns.ContainingNamespace.IsGlobalNamespace ? Identifier(ns.Name) : Namespace(ns.ContainingNamespace) + "." + Identifier(ns.Name);

    public static string Character(char character) => SymbolDisplay.FormatLiteral(character, quote: true);

    public static string String(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>A method as it is called: with its type arguments, if it has any.</summary>
    public static string Name(IMethodSymbol method) =>
        Identifier(method.Name) + (method.IsGenericMethod ? $"<{string.Join(", ", method.TypeArguments.Select(Type))}>" : "");

    /// <summary>What a type parameter is constrained to: <c>where T : unmanaged</c>; null where it is not.</summary>
    public static string? Constraint(ITypeParameterSymbol parameter)
    {
        string? kind = parameter switch
        {
            { HasUnmanagedTypeConstraint: true } => "unmanaged",
            { HasValueTypeConstraint: true } => "struct",
            { HasReferenceTypeConstraint: true, ReferenceTypeConstraintNullableAnnotation: NullableAnnotation.Annotated } => "class?",
            { HasReferenceTypeConstraint: true } => "class",
            { HasNotNullConstraint: true } => "notnull",
            _ => null,
        };
        string[] constraints = [.. kind is null ? [] : new[] { kind }, .. parameter.ConstraintTypes.Select(Type), .. parameter.HasConstructorConstraint ? ["new()"] : Array.Empty<string>()];
        return constraints.Length == 0 ? null : $"where {Identifier(parameter.Name)} : {string.Join(", ", constraints)}";
    }

    /// <summary>The name of a type in its declaration: the compiler warns of one in lower case only, unless it is escaped.</summary>
    public static string Declared(string name) => name.All(c => c is >= 'a' and <= 'z') ? "@" + name : Identifier(name);

    public static string Identifier(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;
}
