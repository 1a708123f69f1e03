using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymGrad.Generator.Diagnostics;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

/// <summary>Reads where a method stands and what its generated members are called; reports what stands in their way.</summary>
internal sealed class DeclarationReader(GeneratorAttributeSyntaxContext context, IMethodSymbol method, List<Problem> problems)
{
    private const int GradientFlag = 1;

    private static readonly (int Flag, string Name)[] Kinds =
    [
        (2, "Jvp"), (4, "Vjp"), (8, "Jacobian"), (16, "Hessian"), (32, "HessianVectorProduct"), (64, "Trace"),
    ];

    private readonly AttributeData _attribute = context.Attributes[0];

    public SyntaxNode NameSyntax => context.TargetNode;

    private string Stem => NameArgument ?? method.Name;

    private string? NameArgument => _attribute.NamedArguments.FirstOrDefault(a => a.Key == "Name").Value.Value as string;

    private Location AttributeLocation => _attribute.ApplicationSyntaxReference!.GetSyntax().GetLocation();

    private Location NameLocation => context.TargetNode is MethodDeclarationSyntax declaration ? declaration.Identifier.GetLocation() : context.TargetNode.GetLocation();

    public void Check()
    {
        if (context.TargetNode is not MethodDeclarationSyntax declaration)
        {
            problems.Add(new Problem(Rules.NotAMethod, NameLocation));
            return;
        }

        foreach (TypeDeclarationSyntax type in declaration.Ancestors().OfType<TypeDeclarationSyntax>())
        {
            if (!type.Modifiers.Any(SyntaxKind.PartialKeyword))
                problems.Add(new Problem(Rules.NotPartial, type.Identifier.GetLocation(), type.Identifier.Text, method.Name));
        }

        if (method.IsGenericMethod)
            problems.Add(new Problem(Rules.GenericMethod, NameLocation, method.Name));
        if (method.IsAsync || method.IsIterator)
            problems.Add(new Problem(Rules.Suspension, NameLocation, $"'{method.Name}'"));
        if (declaration is { Body: null, ExpressionBody: null } && method.PartialImplementationPart is null)
            problems.Add(new Problem(Rules.NoBody, NameLocation, method.Name));
        if (!ScalarTypeReader.IsReal(method.ReturnType) || method.ReturnsByRef || method.ReturnsByRefReadonly)
            problems.Add(new Problem(Rules.ResultType, declaration.ReturnType.GetLocation(), method.Name, declaration.ReturnType.ToString()));
        int kinds = _attribute.ConstructorArguments.FirstOrDefault().Value as int? ?? 0;
        foreach ((int flag, string name) in Kinds)
        {
            if ((kinds & flag) != 0)
                problems.Add(new Problem(Rules.KindUnsupported, AttributeLocation, name, method.Name));
        }

        CheckNames();
    }

    public Declaration Read(EquatableArray<Parameter> parameters)
    {
        INamedTypeSymbol[] around = [.. ContainingTypes().Reverse()];
        var text = new TypeText(context.SemanticModel, context.TargetNode.SpanStart);
        return new Declaration(
            method.ContainingNamespace.IsGlobalNamespace ? "" : CSharpText.Namespace(method.ContainingNamespace),
            around.Select(Header).ToEquatableArray(),
            SyntaxFacts.GetText(method.DeclaredAccessibility),
            method.IsStatic,
            !method.IsStatic && method.ContainingType.IsValueType,
            CSharpText.Identifier(method.Name),
            Stem,
            CSharpText.Identifier(method.ContainingType.Name) + TypeParameters(method.ContainingType),
            ScalarTypeReader.Read(method.ReturnType)!.Value,
            parameters,
            Siblings().Count() == 1,
            method.Parameters.Any(p => p.Type.IsRefLikeType),
            context.SemanticModel.Compilation.Options is CSharpCompilationOptions { CheckOverflow: true },
            text.ShortNames(method.Parameters.Select(p => p.Name)).ToEquatableArray(),
            HintName());
    }

    private void CheckNames()
    {
        if (NameArgument is { } name && !SyntaxFacts.IsValidIdentifier(name))
            problems.Add(new Problem(Rules.InvalidName, AttributeLocation, name));
        bool isOverload = Siblings().Count() > 1;
        string[] generated = [Stem + "Gradient", Stem + "ValueAndGradient", .. isOverload ? Array.Empty<string>() : [Stem + "Objective"]];
        foreach (string member in generated)
        {
            if (!method.ContainingType.GetMembers(member).IsEmpty)
                problems.Add(new Problem(Rules.NameTaken, AttributeLocation, method.ContainingType.Name, member, method.Name));
        }

        if (Siblings().Any(s => !SymbolEqualityComparer.Default.Equals(s, method) && s.Parameters.Select(Signature).SequenceEqual(method.Parameters.Select(Signature))))
            problems.Add(new Problem(Rules.NameTaken, AttributeLocation, method.ContainingType.Name, Stem + "Gradient", method.Name));
        else if (isOverload)
            problems.Add(new Problem(Rules.OverloadWithoutObjective, AttributeLocation, method.Name, Stem + "Objective"));
    }

    private static (ITypeSymbol, bool) Signature(IParameterSymbol parameter) => (parameter.Type, parameter.RefKind == RefKind.None);

    // The annotated methods of the type whose members have the same stem, this one included.
    private IEnumerable<IMethodSymbol> Siblings() => method.ContainingType.GetMembers().OfType<IMethodSymbol>().Where(m =>
        m.GetAttributes().FirstOrDefault(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, _attribute.AttributeClass)) is { } attribute
        && ((attribute.NamedArguments.FirstOrDefault(a => a.Key == "Name").Value.Value as string) ?? m.Name) == Stem);

    private IEnumerable<INamedTypeSymbol> ContainingTypes()
    {
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
            yield return type;
    }

    private static string Header(INamedTypeSymbol type)
    {
        string keyword = type switch
        {
            { IsRecord: true, IsValueType: true } => "record struct",
            { IsRecord: true } => "record",
            { TypeKind: TypeKind.Struct } => "struct",
            { TypeKind: TypeKind.Interface } => "interface",
            _ => "class",
        };
        return $"partial {keyword} {CSharpText.Identifier(type.Name)}{TypeParameters(type)}";
    }

    private static string TypeParameters(INamedTypeSymbol type) =>
        type.TypeParameters.IsEmpty ? "" : $"<{string.Join(", ", type.TypeParameters.Select(p => CSharpText.Identifier(p.Name)))}>";

    // Names that differ in case only collide as files: the hash of the whole signature tells them apart.
    private string HintName()
    {
        string type = method.ContainingType.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat).Replace('<', '{').Replace('>', '}').Replace("@", "");
        uint hash = 2166136261;
        foreach (char c in method.GetDocumentationCommentId() ?? method.ToDisplayString())
            hash = unchecked((hash ^ c) * 16777619);
        return $"{type}.{method.Name}.{hash:x8}.g.cs";
    }
}
