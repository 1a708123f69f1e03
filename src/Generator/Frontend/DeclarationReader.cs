using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymGrad.Generator.Diagnostics;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

/// <summary>Reads where a method stands and what its generated members are called; reports what stands in their way.</summary>
internal sealed class DeclarationReader(GeneratorAttributeSyntaxContext context, IMethodSymbol method, List<Problem> problems)
{
    private static readonly (int Flag, string Name)[] Kinds =
    [
        (2, "Jvp"), (4, "Vjp"), (8, "Jacobian"), (16, "Hessian"), (32, "HessianVectorProduct"), (64, "Trace"),
    ];

    // What an objective calls its own members and variables; its fields begin with an underscore.
    private static readonly HashSet<string> ObjectiveNames =
    [
        "ParameterCount", "ParameterName", "Value", "ValueAndGradient", "CheckLength",
        "index", "parameters", "gradient", "value", "partials", "length", "name",
    ];

    private static readonly string[] Suffixes = ["Gradient", "ValueAndGradient", "Objective"];

    // Each method of a type asks for all of them: without this, reading a type would be quadratic. Goes with its compilation.
    private static readonly ConditionalWeakTable<INamedTypeSymbol, ILookup<string, IMethodSymbol>> AnnotatedIn = new();

    private readonly AttributeData _attribute = context.Attributes[0];

    public SyntaxNode NameSyntax => context.TargetNode;

    public Options Options => new(
        Argument(_attribute, "MaxOperations") as int? ?? Options.Default.MaxOperations, Argument(_attribute, "Relaxed") is true);

    private string Stem => NameArgument ?? method.Name;

    private string? NameArgument => NameIn(_attribute);

    private Location AttributeLocation => _attribute.ApplicationSyntaxReference!.GetSyntax().GetLocation();

    private Location NameLocation => context.TargetNode is MethodDeclarationSyntax declaration ? declaration.Identifier.GetLocation() : context.TargetNode.GetLocation();

    public void Check()
    {
        if (context.TargetNode is not MethodDeclarationSyntax declaration)
        {
            problems.Add(new Problem(Rules.NotAMethod, NameLocation));
            return;
        }

        if (method.ContainingType.IsExtension)
        {
            problems.Add(new Problem(Rules.NotAMethod, NameLocation));
            return;
        }

        foreach (TypeDeclarationSyntax type in declaration.Ancestors().OfType<TypeDeclarationSyntax>())
        {
            if (type.Modifiers.Any(SyntaxKind.FileKeyword))
                problems.Add(new Problem(Rules.FileLocal, type.Identifier.GetLocation(), type.Identifier.Text));
            else if (!type.Modifiers.Any(SyntaxKind.PartialKeyword))
                problems.Add(new Problem(Rules.NotPartial, type.Identifier.GetLocation(), type.Identifier.Text, method.Name));
        }

        if (!method.ExplicitInterfaceImplementations.IsEmpty)
            problems.Add(new Problem(Rules.ExplicitImplementation, NameLocation, declaration.Identifier.Text));
        if ((method.IsVirtual || (method.IsOverride && !method.IsSealed)) && method.ContainingType is { IsValueType: false, IsSealed: false })
            problems.Add(new Problem(Rules.VirtualCall, NameLocation, method.Name, "virtual"));
        if (method.IsGenericMethod)
            problems.Add(new Problem(Rules.GenericMethod, NameLocation, method.Name));
        if (method.IsAsync || method.IsIterator)
            problems.Add(new Problem(Rules.Suspension, NameLocation, $"'{method.Name}'"));
        if (declaration is { Body: null, ExpressionBody: null } && method.PartialImplementationPart is null)
            problems.Add(new Problem(Rules.NoBody, NameLocation, method.Name));
        if (!ScalarTypeReader.IsReal(method.ReturnType) || method.ReturnsByRef || method.ReturnsByRefReadonly)
            problems.Add(new Problem(Rules.ResultType, declaration.ReturnType.GetLocation(), method.Name, declaration.ReturnType.ToString()));
        int kinds = _attribute.ConstructorArguments.FirstOrDefault() is { Kind: TypedConstantKind.Enum, Value: int flags } ? flags : 0;
        foreach ((int flag, string name) in Kinds)
        {
            if ((kinds & flag) != 0)
                problems.Add(new Problem(Rules.KindUnsupported, AttributeLocation, name, method.Name));
        }

        if (method is { IsStatic: false, ContainingType.IsRefLikeType: true } && StructShape.HasActiveLeaf(method.ContainingType))
            problems.Add(new Problem(Rules.CannotBuild, NameLocation, method.ContainingType.ToDisplayString(), "a ref struct cannot be part of a tuple; make it an ordinary struct, or the method static"));
        CheckNames();
    }

    public Declaration Read(EquatableArray<Parameter> parameters, UsedSymbols used)
    {
        INamedTypeSymbol[] around = [.. ContainingTypes().Reverse()];
        var text = new TypeText(context.SemanticModel, context.TargetNode.SpanStart);
        return new Declaration(
            method.ContainingNamespace.IsGlobalNamespace ? "" : CSharpText.Namespace(method.ContainingNamespace),
            around.Select(Header).ToEquatableArray(),
            Accessibility,
            method.IsStatic,
            !method.IsStatic && method.ContainingType.IsValueType,
            CSharpText.Identifier(method.Name),
            Stem,
            ObjectiveNames.Contains(method.ContainingType.Name) || method.ContainingType.Name[0] == '_' ? CSharpText.Type(method.ContainingType) : text.Of(method.ContainingType),
            ScalarTypeReader.Read(method.ReturnType)!.Value,
            parameters,
            !IsOverload && !IsInVariantInterface,
            method.Parameters.Any(p => p.Type.IsRefLikeType) || (!method.IsStatic && method.ContainingType.IsRefLikeType),
            context.SemanticModel.Compilation.Options is CSharpCompilationOptions { CheckOverflow: true },
            Suffixes.Select(suffix => Stem + suffix).Where(IsHiding).ToEquatableArray(),
            method.GetAttributes().Where(UsedSymbols.IsWarning).Select(CSharpText.Attribute).ToEquatableArray(),
            used.Warnings.ToEquatableArray(),
            text.ShortNames(method.Parameters.Select(p => p.Name)).ToEquatableArray(),
            HintName());
    }

    private static string? NameIn(AttributeData attribute) => Argument(attribute, "Name") as string;

    private static object? Argument(AttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(a => a.Key == name).Value is { Kind: TypedConstantKind.Primitive, Value: { } value } ? value : null;

    private void CheckNames()
    {
        if (NameArgument is { } name && !SyntaxFacts.IsValidIdentifier(name))
            problems.Add(new Problem(Rules.InvalidName, AttributeLocation, name));
        foreach (string member in Suffixes.Where(suffix => suffix != "Objective" || !IsOverload).Select(suffix => Stem + suffix))
        {
            if (IsTaken(member))
                problems.Add(new Problem(Rules.NameTaken, AttributeLocation, method.ContainingType.Name, member, method.Name));
        }

        if (Siblings().Any(s => !IsThisMethod(s) && HasSignature(s)))
            problems.Add(new Problem(Rules.NameTaken, AttributeLocation, method.ContainingType.Name, Stem + "Gradient", method.Name));
        else if (IsOverload)
            problems.Add(new Problem(Rules.OverloadWithoutObjective, AttributeLocation, method.Name, Stem + "Objective"));
        if (IsInVariantInterface)
            problems.Add(new Problem(Rules.VariantInterface, AttributeLocation, method.ContainingType.Name, Stem + "Objective"));
    }

    private bool IsOverload => Siblings().Count() > 1;

    private bool IsInVariantInterface => ContainingTypes().Any(t => t.TypeParameters.Any(p => p.Variance != VarianceKind.None));

    private static string StemOf(string member, string suffix) => member.Substring(0, member.Length - suffix.Length);

    // By a member, by the type itself, by what it is generic in, or by what another method generates.
    private bool IsTaken(string member) =>
        !method.ContainingType.GetMembers(member).IsEmpty
        || method.ContainingType.Name == member
        || method.ContainingType.TypeParameters.Any(p => p.Name == member)
        || Suffixes.Any(suffix => member.EndsWith(suffix, StringComparison.Ordinal) && StemOf(member, suffix) is var other && other != Stem && AnnotatedByStem(method.ContainingType).Contains(other));

    private bool IsThisMethod(IMethodSymbol other) => SymbolEqualityComparer.Default.Equals(other, method);

    // Whether a generated member hides one that a base type declares, or one that is generated there.
    private bool IsHiding(string member)
    {
        bool isType = member == Stem + "Objective";
        for (INamedTypeSymbol? type = method.ContainingType.BaseType; type is not null; type = type.BaseType)
        {
            if (type.GetMembers(member).Any(m => IsAccessible(m) && (isType || m is not IMethodSymbol other || HasSignature(other))))
                return true;
            IMethodSymbol[] generating = [.. AnnotatedByStem(type)[Stem].Where(IsAccessible)];
            if (isType ? generating.Length == 1 : generating.Any(HasSignature))
                return true;
        }

        return false;
    }

    private bool IsAccessible(ISymbol member) => context.SemanticModel.Compilation.IsSymbolAccessibleWithin(member, method.ContainingType);

    private bool HasSignature(IMethodSymbol other) => !other.IsGenericMethod && other.Parameters.Select(Signature).SequenceEqual(method.Parameters.Select(Signature));

    // A sealed class can override a protected method, but not add one.
    private string Accessibility => SyntaxFacts.GetText(!method.ContainingType.IsSealed ? method.DeclaredAccessibility : method.DeclaredAccessibility switch
    {
        Microsoft.CodeAnalysis.Accessibility.Protected or Microsoft.CodeAnalysis.Accessibility.ProtectedAndInternal => Microsoft.CodeAnalysis.Accessibility.Private,
        Microsoft.CodeAnalysis.Accessibility.ProtectedOrInternal => Microsoft.CodeAnalysis.Accessibility.Internal,
        var other => other,
    });

    private static (ITypeSymbol, bool) Signature(IParameterSymbol parameter) => (parameter.Type, parameter.RefKind == RefKind.None);

    // The annotated methods of the type whose members have the same stem, this one included.
    private IEnumerable<IMethodSymbol> Siblings() => AnnotatedByStem(method.ContainingType)[Stem];

    private ILookup<string, IMethodSymbol> AnnotatedByStem(INamedTypeSymbol home) => AnnotatedIn.GetValue(home, type => type
        .GetMembers().OfType<IMethodSymbol>()
        .Select(m => (Method: m, Attribute: m.GetAttributes().FirstOrDefault(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, _attribute.AttributeClass))))
        .Where(m => m.Attribute is not null)
        .ToLookup(m => NameIn(m.Attribute!) ?? m.Method.Name, m => m.Method));

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
        string parameters = string.Join(", ", type.TypeParameters.Select(p => Variance(p) + CSharpText.Declared(p.Name)));
        return $"partial {keyword} {CSharpText.Declared(type.Name)}{(parameters == "" ? "" : $"<{parameters}>")}";
    }

    private static string Variance(ITypeParameterSymbol parameter) => parameter.Variance switch
    {
        VarianceKind.In => "in ",
        VarianceKind.Out => "out ",
        _ => "",
    };

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
