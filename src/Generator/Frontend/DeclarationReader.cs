using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymGrad.Generator.Diagnostics;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

/// <summary>Reads where a method stands and what its generated members are called; reports what stands in their way.</summary>
internal sealed class DeclarationReader(SyntaxNode node, SemanticModel model, IMethodSymbol method, AttributeData attribute, List<Problem> problems)
{
    // What an objective calls its own members and variables; its fields begin with an underscore.
    private static readonly HashSet<string> ObjectiveNames =
    [
        "ParameterCount", "ParameterName", "Value", "ValueAndGradient", "CheckLength",
        "index", "parameters", "gradient", "value", "partials", "length", "name",
    ];

    // Each method of a type asks for all of them: without this, reading a type would be quadratic. Goes with its compilation.
    private static readonly ConditionalWeakTable<INamedTypeSymbol, ILookup<string, Annotation>> AnnotatedIn = new();

    private readonly Annotation _annotation = new(method, attribute);

    public SyntaxNode NameSyntax => node;

    public Options Options => _annotation.Options;

    public SyntaxNode ReturnSyntax => ((MethodDeclarationSyntax)node).ReturnType;

    private string Stem => _annotation.Stem;

    private Location AttributeLocation => _annotation.Attribute.ApplicationSyntaxReference!.GetSyntax().GetLocation();

    private Location NameLocation => node is MethodDeclarationSyntax declaration ? declaration.Identifier.GetLocation() : node.GetLocation();

    public void Check()
    {
        if (node is not MethodDeclarationSyntax declaration)
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
        foreach (ITypeParameterSymbol other in ScalarTypeReader.Generic(method).Skip(1))
            problems.Add(new Problem(Rules.TypeParameter, NameLocation, other.Name, method.Name, $"its numbers are '{Number!.Name}' already, and there can be one such type parameter only"));
        if (method.IsAsync || method.IsIterator)
            problems.Add(new Problem(Rules.Suspension, NameLocation, $"'{method.Name}'"));
        if (declaration is { Body: null, ExpressionBody: null } && method.PartialImplementationPart is null)
            problems.Add(new Problem(Rules.NoBody, NameLocation, method.Name));
        if (ParameterReader.ReasonAgainst(method.ReturnType) is { } reason)
            problems.Add(new Problem(Rules.TypeParameter, declaration.ReturnType.GetLocation(), method.ReturnType.Name, method.Name, reason));
        else if ((!IsResult(method.ReturnType) && OutputReader.SpanOf(method) is null) || method.ReturnsByRef || method.ReturnsByRefReadonly)
            problems.Add(new Problem(Rules.ResultType, declaration.ReturnType.GetLocation(), method.Name, declaration.ReturnType.ToString(), ""));
        else
            problems.AddRange(_annotation.UnfitKinds.Select(kind => new Problem(Rules.KindNeedsScalar, AttributeLocation, kind, method.Name, declaration.ReturnType.ToString())));

        if (method is { IsStatic: false, ContainingType.IsRefLikeType: true } && StructShape.HasActiveLeaf(method.ContainingType))
            problems.Add(new Problem(Rules.CannotBuild, NameLocation, method.ContainingType.ToDisplayString(), "a ref struct cannot be part of a tuple; make it an ordinary struct, or the method static"));
        CheckNames();
    }

    /// <summary>What there is not for an array of arrays: its elements are no part of a flat span.</summary>
    public void CheckRows(IEnumerable<Parameter> parameters)
    {
        foreach (Parameter jagged in parameters.Where(p => p is { IsBuffer: true, IsJagged: true }).Take(1))
        {
            Problem[] unfit = [.. Kinds.Where(kind => kind is DerivativeKind.Jacobian or DerivativeKind.Hessian).Select(kind => new Problem(Rules.KindNeedsFlatBuffers, AttributeLocation, kind, jagged.Name))];
            problems.AddRange(unfit);
            if (unfit.Length == 0 && HasTypes && _annotation.TypeSuffixes.Contains("Objective"))
                problems.Add(new Problem(Rules.JaggedWithoutObjective, AttributeLocation, jagged.Name, Stem + "Objective", method.Name));
        }
    }

    public Declaration Read(EquatableArray<Parameter> parameters, Output output, UsedSymbols used)
    {
        INamedTypeSymbol[] around = [.. ContainingTypes().Reverse()];
        var text = new TypeText(model, node.SpanStart);
        string[] home = [.. text.ShortNames(method.Parameters.Select(p => p.Name).Concat(method.TypeParameters.Select(p => p.Name)))];
        return new Declaration(
            method.ContainingNamespace.IsGlobalNamespace ? "" : CSharpText.Namespace(method.ContainingNamespace),
            around.Select(Header).ToEquatableArray(),
            Accessibility,
            method.IsStatic,
            !method.IsStatic && method.ContainingType.IsValueType,
            CSharpText.Identifier(method.Name),
            Stem,
            ObjectiveNames.Contains(method.ContainingType.Name) || method.ContainingType.Name[0] == '_' ? CSharpText.Type(method.ContainingType) : text.Of(method.ContainingType),
            Generics(home),
            output,
            Kinds.ToEquatableArray(),
            parameters,
            output.IsScalar && HasTypes && parameters.All(p => !(p.IsBuffer && p.IsJagged) && (p.ElementScalar is null || p.ElementScalar == output.Scalar)),
            method.Parameters.Any(p => p.Type.IsRefLikeType && !parameters.First(read => read.Name == CSharpText.Identifier(p.Name)).IsBuffer) || (!method.IsStatic && method.ContainingType.IsRefLikeType),
            model.Compilation.Options is CSharpCompilationOptions { CheckOverflow: true },
            Suffixes.Where(suffix => IsHiding(suffix, parameters, output.Scalar)).Select(suffix => Stem + suffix).ToEquatableArray(),
            method.GetAttributes().Where(UsedSymbols.IsWarning).Select(CSharpText.Attribute).ToEquatableArray(),
            used.Warnings.ToEquatableArray(),
            home.ToEquatableArray(),
            HintName()) { Functions = Functions, Captured = Captured.ToEquatableArray(), MayChangeReceiver = !method.IsStatic && method.ContainingType.IsValueType && !method.IsReadOnly };
    }

    private ITypeParameterSymbol? Number => ScalarTypeReader.Generic(method).FirstOrDefault();

    private Generics Generics(string[] home)
    {
        string names = string.Join(", ", method.TypeParameters.Select(p => CSharpText.Declared(p.Name)));
        bool isShort = home.Contains("IFloatingPointIeee754");
        return new Generics(
            Number is null ? "" : CSharpText.Identifier(Number.Name),
            _annotation.IsUnmanaged,
            names == "" ? "" : $"<{names}>",
            method.TypeParameters.Select(CSharpText.Constraint).OfType<string>()
                .Select(clause => isShort ? clause.Replace("global::System.Numerics.IFloatingPointIeee754<", "IFloatingPointIeee754<") : clause).ToEquatableArray());
    }

    private static bool IsResult(ITypeSymbol type) => ScalarTypeReader.IsReal(type)
        || (type is { IsValueType: true, TypeKind: TypeKind.Struct, IsRefLikeType: false } and not { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T }
            && ScalarTypeReader.Read(type) is null && StructShape.HasActiveLeaf(type));

    private void CheckNames()
    {
        if (_annotation.Name is { } name && !SyntaxFacts.IsValidIdentifier(name))
            problems.Add(new Problem(Rules.InvalidName, AttributeLocation, name));
        foreach (string member in Suffixes.Select(suffix => Stem + suffix))
        {
            if (IsTaken(member))
                problems.Add(new Problem(Rules.NameTaken, AttributeLocation, method.ContainingType.Name, member, method.Name));
        }

        if (Siblings().Any(s => !IsThisMethod(s) && HasSignature(s.Method, []) && s.Suffixes.Intersect(_annotation.Suffixes).Any()))
            problems.Add(new Problem(Rules.NameTaken, AttributeLocation, method.ContainingType.Name, Stem + _annotation.Suffixes.First(), method.Name));
        else if (IsOverload)
            problems.AddRange(_annotation.TypeSuffixes.Select(type => new Problem(Rules.OverloadWithoutObjective, AttributeLocation, method.Name, Stem + type)));
        if (!_annotation.IsUnmanaged)
            problems.AddRange(_annotation.TypeSuffixes.Select(type => new Problem(Rules.NotUnmanaged, AttributeLocation, Number!.Name, Stem + type, method.Name)));
        if (IsInVariantInterface)
            problems.AddRange(_annotation.TypeSuffixes.Select(type => new Problem(Rules.VariantInterface, AttributeLocation, method.ContainingType.Name, Stem + type)));
    }

    // What is generated here: neither types, nor a trace, which returns one, where types cannot be.
    private IEnumerable<string> Suffixes => HasTypes ? _annotation.Suffixes : Kinds.Select(kind => kind.ToString());

    private IEnumerable<DerivativeKind> Kinds => _annotation.Kinds.Where(kind => HasTypes || kind != DerivativeKind.Trace);

    /// <summary>Whether there can be a type beside the generated members.</summary>
    public bool HasRoomForTypes => !IsInVariantInterface;

    private bool HasTypes => !IsOverload && !IsInVariantInterface && _annotation.IsUnmanaged;

    private bool IsOverload => Siblings().Count() > 1;

    private bool IsInVariantInterface => ContainingTypes().Any(t => t.TypeParameters.Any(p => p.Variance != VarianceKind.None));

    // By a member, by the type itself, by what it is generic in, or by what another method generates.
    private bool IsTaken(string member) =>
        !method.ContainingType.GetMembers(member).IsEmpty
        || method.ContainingType.Name == member
        || method.ContainingType.TypeParameters.Any(p => p.Name == member)
        || AnnotatedByStem(method.ContainingType).Where(others => others.Key != Stem && member.StartsWith(others.Key, StringComparison.Ordinal))
            .SelectMany(others => others).Any(other => other.Suffixes.Contains(member.Substring(other.Stem.Length)));

    private bool IsThisMethod(Annotation other) => SymbolEqualityComparer.Default.Equals(other.Method, method);

    // Whether a generated member hides one that a base type declares, or one that is generated there.
    private bool IsHiding(string suffix, EquatableArray<Parameter> parameters, ScalarType scalar)
    {
        bool isType = _annotation.TypeSuffixes.Contains(suffix);
        (ITypeSymbol, bool)[] appended = [.. isType ? [] : Appended((DerivativeKind)Enum.Parse(typeof(DerivativeKind), suffix), parameters, scalar)];
        for (INamedTypeSymbol? type = method.ContainingType.BaseType; type is not null; type = type.BaseType)
        {
            if (type.GetMembers(Stem + suffix).Any(m => IsAccessible(m) && (isType ? IsHiddenByType(m) : m is not IMethodSymbol other || HasSignature(other, appended))))
                return true;
            Annotation[] generating = [.. AnnotatedByStem(type)[Stem].Where(a => IsAccessible(a.Method) && a.Suffixes.Contains(suffix))];
            if (isType ? generating.Length == 1 && generating[0].IsUnmanaged && generating[0].Method.Arity == method.Arity : generating.Any(a => HasSignature(a.Method, [])))
                return true;
        }

        return false;
    }

    // One type hides another that is generic in as many parameters.
    private bool IsHiddenByType(ISymbol member) => member is not INamedTypeSymbol type || type.Arity == method.Arity;

    private IEnumerable<string> Captured => method.ContainingType.InstanceConstructors.Where(BodyReader.IsPrimary).SelectMany(constructor => constructor.Parameters).Select(parameter => parameter.Name);

    // A name that is free; overloads have one each.
    private string Functions
    {
        get
        {
            int place = Siblings().TakeWhile(other => !IsThisMethod(other)).Count();
            string name = Stem + "Functions" + (place == 0 ? "" : (place + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
            while (IsTaken(name))
                name += "_";
            return name;
        }
    }

    // The types of the parameters that a member has beside the method's own.
    private IEnumerable<(ITypeSymbol, bool)> Appended(DerivativeKind kind, EquatableArray<Parameter> parameters, ScalarType scalar)
    {
        switch (kind)
        {
            case DerivativeKind.Jvp or DerivativeKind.HessianVectorProduct:
                IEnumerable<(ITypeSymbol, bool)> own = method.Parameters.Select(Signature);
                return (method.IsStatic ? own : own.Prepend((method.ContainingType, true))).Where((_, i) => parameters[i].IsActive);
            case DerivativeKind.Vjp:
                return [(method.ReturnType, true)];
            case DerivativeKind.Jacobian or DerivativeKind.Hessian:
                Compilation compilation = model.Compilation;
                ITypeSymbol entry = scalar == ScalarType.Generic ? Number! : compilation.GetSpecialType(scalar == ScalarType.Single ? SpecialType.System_Single : SpecialType.System_Double);
                return compilation.GetTypeByMetadataName("System.Span`1") is { } span ? [(span.Construct(entry), true)] : [];
            default:
                return [];
        }
    }

    private bool IsAccessible(ISymbol member) => model.Compilation.IsSymbolAccessibleWithin(member, method.ContainingType);

    private bool HasSignature(IMethodSymbol other, IEnumerable<(ITypeSymbol, bool)> appended) =>
        other.Arity == method.Arity
        && (other.IsGenericMethod ? other.Construct([.. method.TypeParameters]) : other).Parameters.Select(Signature).SequenceEqual(method.Parameters.Select(Signature).Concat(appended));

    // A sealed class can override a protected method, but not add one.
    private string Accessibility => SyntaxFacts.GetText(!method.ContainingType.IsSealed ? method.DeclaredAccessibility : method.DeclaredAccessibility switch
    {
        Microsoft.CodeAnalysis.Accessibility.Protected or Microsoft.CodeAnalysis.Accessibility.ProtectedAndInternal => Microsoft.CodeAnalysis.Accessibility.Private,
        Microsoft.CodeAnalysis.Accessibility.ProtectedOrInternal => Microsoft.CodeAnalysis.Accessibility.Internal,
        var other => other,
    });

    private static (ITypeSymbol, bool) Signature(IParameterSymbol parameter) => (parameter.Type, parameter.RefKind == RefKind.None);

    // The annotated methods of the type whose members have the same stem, this one included.
    private IEnumerable<Annotation> Siblings() => AnnotatedByStem(method.ContainingType)[Stem];

    private ILookup<string, Annotation> AnnotatedByStem(INamedTypeSymbol home) => AnnotatedIn.GetValue(home, type => type
        .GetMembers().OfType<IMethodSymbol>()
        .Select(m => (Method: m, Attribute: m.GetAttributes().FirstOrDefault(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, attribute.AttributeClass))))
        .Where(m => m.Attribute is not null)
        .Select(m => new Annotation(m.Method, m.Attribute!))
        .ToLookup(a => a.Stem));

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
        uint hash = Fingerprint.Of(method.GetDocumentationCommentId() ?? method.ToDisplayString());
        return $"{type}.{method.Name}.{hash:x8}.g.cs";
    }
}
