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

    public static string Namespace(INamespaceSymbol ns) =>
        ns.ContainingNamespace.IsGlobalNamespace ? Identifier(ns.Name) : Namespace(ns.ContainingNamespace) + "." + Identifier(ns.Name);

    public static string String(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>The name of a type in its declaration: the compiler warns of one in lower case only, unless it is escaped.</summary>
    public static string Declared(string name) => name.All(c => c is >= 'a' and <= 'z') ? "@" + name : Identifier(name);

    public static string Identifier(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;
}
