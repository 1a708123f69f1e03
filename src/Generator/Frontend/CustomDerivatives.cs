using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymGrad.Generator.Frontend;

/// <summary>The methods of a compilation that are marked <c>[DerivativeOf]</c>, by the method whose derivative they are.</summary>
internal sealed class CustomDerivatives
{
    private const string Attribute = "SymGrad.DerivativeOfAttribute";

    // Asked at every edit: what a file declares is looked for once, and what the files declare together once a compilation.
    private static readonly ConditionalWeakTable<SyntaxTree, MarkedMethods> InFile = new();
    private static readonly ConditionalWeakTable<Compilation, CustomDerivatives> InCompilation = new();

    private readonly ILookup<ISymbol, IMethodSymbol> _byTarget;

    private CustomDerivatives(Compilation compilation)
    {
        MarkedMethods[] files = compilation.GetTypeByMetadataName(Attribute) is null ? [] : [.. compilation.SyntaxTrees.Select(MarkedMethods.Of)];
        var names = new HashSet<string>(files.SelectMany(f => f.Aliases).Concat(["DerivativeOf", "DerivativeOfAttribute"]));
        _byTarget = files
            .SelectMany(file => file.Methods.Where(m => names.Overlaps(m.Attributes)))
            .Select(m => compilation.GetSemanticModel(m.Syntax.SyntaxTree).GetDeclaredSymbol(m.Syntax))
            .OfType<IMethodSymbol>()
            .Select(m => m.PartialDefinitionPart ?? m)
            .Distinct<IMethodSymbol>(SymbolEqualityComparer.Default)
            .Select(m => (Derivative: m, Target: MarkOn(m) is { } mark ? DerivativeSignature.Match(m, mark).Target : null))
            .Where(m => m.Target is not null)
            .ToLookup(m => (ISymbol)m.Target!, m => m.Derivative, SymbolEqualityComparer.Default);
    }

    public static CustomDerivatives Of(Compilation compilation) => InCompilation.GetValue(compilation, c => new CustomDerivatives(c));

    /// <summary>The derivatives that the user has given for a method: none as a rule, and no more than one without an error.</summary>
    public IEnumerable<IMethodSymbol> this[IMethodSymbol method] => _byTarget[method];

    public static AttributeData? MarkOn(IMethodSymbol method) => method.GetAttributes().FirstOrDefault(a => a.AttributeClass?.ToDisplayString() == Attribute);

    /// <summary>The methods of a file that have attributes, and the names that it gives to the one looked for.</summary>
    private sealed class MarkedMethods(IReadOnlyList<(MethodDeclarationSyntax Syntax, string[] Attributes)> methods, IReadOnlyList<string> aliases)
    {
        public IReadOnlyList<(MethodDeclarationSyntax Syntax, string[] Attributes)> Methods => methods;

        public IReadOnlyList<string> Aliases => aliases;

        public static MarkedMethods Of(SyntaxTree tree) => InFile.GetValue(tree, t => Read(t.GetRoot()));

        private static MarkedMethods Read(SyntaxNode root)
        {
            SyntaxNode[] declarations = [.. root.DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)];
            return new MarkedMethods(
                [.. declarations.OfType<MethodDeclarationSyntax>().Where(m => m.AttributeLists.Count > 0).Select(m => (m, Names(m.AttributeLists)))],
                [.. declarations.OfType<UsingDirectiveSyntax>().Where(u => u.Alias is not null && u.Name is not null && LastName(u.Name) == "DerivativeOfAttribute").Select(u => u.Alias!.Name.Identifier.ValueText)]);
        }

        private static string[] Names(SyntaxList<AttributeListSyntax> lists) => [.. lists.SelectMany(l => l.Attributes).Select(a => LastName(a.Name))];

        private static string LastName(NameSyntax name) => name switch
        {
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax aliased => aliased.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => "",
        };
    }
}
