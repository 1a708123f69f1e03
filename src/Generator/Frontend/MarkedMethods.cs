using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymGrad.Generator.Frontend;

/// <summary>Finds the methods of a compilation that have an attribute. Asked at every edit: what a file declares is looked for once.</summary>
internal sealed class MarkedMethods
{
    private static readonly ConditionalWeakTable<SyntaxTree, MarkedMethods> InFile = new();

    private readonly (MethodDeclarationSyntax Syntax, string[] Attributes)[] _methods;
    private readonly (string Alias, string Target)[] _aliases;

    private MarkedMethods(SyntaxNode root)
    {
        SyntaxNode[] declarations = [.. root.DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)];
        _methods = [.. declarations.OfType<MethodDeclarationSyntax>().Where(m => m.AttributeLists.Count > 0).Select(m => (m, m.AttributeLists.SelectMany(l => l.Attributes).Select(a => LastName(a.Name)).ToArray()))];
        _aliases = [.. declarations.OfType<UsingDirectiveSyntax>().Where(u => u.Alias is not null && u.Name is not null).Select(u => (u.Alias!.Name.Identifier.ValueText, LastName(u.Name!)))];
    }

    /// <summary>The methods with an attribute of <c>SymGrad</c>; of a partial method, the part that declares it.</summary>
    public static IEnumerable<(IMethodSymbol Method, AttributeData Mark)> In(Compilation compilation, string attribute)
    {
        if (compilation.GetTypeByMetadataName("SymGrad." + attribute) is not { } type)
            return [];
        MarkedMethods[] files = [.. compilation.SyntaxTrees.Select(tree => InFile.GetValue(tree, t => new MarkedMethods(t.GetRoot())))];
        var names = new HashSet<string>(files.SelectMany(f => f._aliases).Where(a => a.Target == attribute).Select(a => a.Alias)) { attribute, attribute.Substring(0, attribute.Length - "Attribute".Length) };
        return files
            .SelectMany(file => file._methods.Where(m => names.Overlaps(m.Attributes)))
            .Select(m => compilation.GetSemanticModel(m.Syntax.SyntaxTree).GetDeclaredSymbol(m.Syntax))
            .OfType<IMethodSymbol>()
            .Select(m => m.PartialDefinitionPart ?? m)
            .Distinct<IMethodSymbol>(SymbolEqualityComparer.Default)
            .Select(m => (m, m.GetAttributes().FirstOrDefault(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, type))!))
            .Where(m => m.Item2 is not null);
    }

    private static string LastName(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax aliased => aliased.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };
}
