using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymGrad.Generator.Diagnostics;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

/// <summary>Whether a method marked <c>[DerivativeOf]</c> fits the one it names.</summary>
internal static class DerivativeSignature
{
    /// <summary>The problems of a marked method, at its attribute. Never throws but for cancellation.</summary>
    public static EquatableArray<Problem> Check(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        AttributeData mark = context.Attributes[0];
        Location location = mark.ApplicationSyntaxReference!.GetSyntax(cancellation).GetLocation();
        string name = context.TargetSymbol.Name, target = mark.ConstructorArguments.LastOrDefault() is { Kind: TypedConstantKind.Primitive, Value: string named } ? named : "";
        string? reason = context is { TargetNode: MethodDeclarationSyntax, TargetSymbol: IMethodSymbol method } ? ReasonAgainst(method, mark, context.SemanticModel.Compilation) : "only a method of a type can be a derivative";
        return reason is null ? default : new[] { new Problem(Rules.DerivativeDoesNotFit, location, name, target, reason) }.ToEquatableArray();
    }

    /// <summary>The method whose derivative a marked one is, or the reason why it is none's.</summary>
    public static (IMethodSymbol? Target, string? Reason) Match(IMethodSymbol derivative, AttributeData mark)
    {
        INamedTypeSymbol home = mark.ConstructorArguments.Length > 1 && mark.ConstructorArguments[0].Value is INamedTypeSymbol named ? named : derivative.ContainingType;
        if (mark.ConstructorArguments.LastOrDefault() is not { Kind: TypedConstantKind.Primitive, Value: string name })
            return (null, "its name is not a constant");
        IMethodSymbol[] candidates = [.. BaseTypes(home).SelectMany(t => t.GetMembers(name)).OfType<IMethodSymbol>().Where(m => !SymbolEqualityComparer.Default.Equals(m, derivative))];
        if (candidates.Length == 0)
            return (null, $"'{home.Name}' has no method of this name");
        if (candidates.FirstOrDefault(m => HasParameters(m, derivative)) is not { } target)
            return (null, $"it must take the parameters of '{name}', {string.Join(" or ", candidates.Select(Parameters))}");
        return ReasonAgainst(derivative, target) is { } reason ? (null, reason) : (target, null);
    }

    /// <summary>Whether a method is differentiated by a parameter.</summary>
    public static bool IsActive(IParameterSymbol parameter) =>
        !StructShape.IsMarked(parameter)
        && (ScalarTypeReader.IsReal(parameter.Type)
            || (parameter.Type is { IsValueType: true, TypeKind: TypeKind.Struct } && ScalarTypeReader.Read(parameter.Type) is null && StructShape.HasActiveLeaf(parameter.Type)));

    private static string? ReasonAgainst(IMethodSymbol derivative, AttributeData mark, Compilation compilation)
    {
        derivative = derivative.PartialDefinitionPart ?? derivative;
        (IMethodSymbol? target, string? reason) = Match(derivative, mark);
        if (target is null)
            return reason;
        IMethodSymbol? other = CustomDerivatives.Of(compilation)[target].FirstOrDefault(m => !SymbolEqualityComparer.Default.Equals(m, derivative));
        return other is null ? null : $"'{other.Name}' is its derivative already";
    }

    private static string? ReasonAgainst(IMethodSymbol derivative, IMethodSymbol target)
    {
        if (derivative.IsGenericMethod || target.IsGenericMethod || derivative.ContainingType.IsGenericType || target.ContainingType.IsGenericType)
            return "neither of the two may be generic, or in a generic type";
        if (!ScalarTypeReader.IsReal(target.ReturnType) || target.ReturnsByRef || target.ReturnsByRefReadonly)
            return $"it returns '{target.ReturnType.ToDisplayString()}', and only double and float have a derivative";
        if (derivative.IsStatic != target.IsStatic)
            return $"it must be {(target.IsStatic ? "static" : "an instance method")}, too";
        if (!target.IsStatic && (target.ContainingType.IsValueType || !SymbolEqualityComparer.Default.Equals(target.ContainingType, derivative.ContainingType)))
            return "of instance methods, only those of the same class can be derivatives of each other";
        if (target.Parameters.FirstOrDefault(p => p.RefKind is not (RefKind.None or RefKind.In)) is { Name: { } referred })
            return $"its parameter '{referred}' is passed by reference";
        if (Bodies.Implementation(derivative).DeclaringSyntaxReferences.All(r => r.GetSyntax() is MethodDeclarationSyntax { Body: null, ExpressionBody: null }) || derivative.IsAsync || derivative.IsIterator)
            return "it has no body to differentiate";
        IParameterSymbol[] active = [.. target.Parameters.Zip(derivative.Parameters, (t, d) => (t, d)).Where(p => IsActive(p.t) && IsActive(p.d)).Select(p => p.d)];
        if (active.Length == 0)
            return "it has no active parameter";
        return ReturnsPartials(derivative.ReturnType, active)
            ? null
            : $"it must return {(active.Length == 1 ? $"'{active[0].Type.ToDisplayString()}', the partial by '{active[0].Name}'" : $"'({string.Join(", ", active.Select(p => p.Type.ToDisplayString()))})', the partials by {string.Join(", ", active.Select(p => $"'{p.Name}'"))}")}";
    }

    private static bool ReturnsPartials(ITypeSymbol type, IParameterSymbol[] active) => active.Length == 1
        ? SymbolEqualityComparer.Default.Equals(type, active[0].Type)
        : type is INamedTypeSymbol { IsTupleType: true } tuple && tuple.TupleElements.Select(e => e.Type).SequenceEqual(active.Select(p => p.Type), SymbolEqualityComparer.Default);

    private static bool HasParameters(IMethodSymbol target, IMethodSymbol derivative) =>
        target.Parameters.Select(p => (p.Type, p.RefKind)).SequenceEqual(derivative.Parameters.Select(p => (p.Type, p.RefKind)), ParameterComparer.Instance);

    private static string Parameters(IMethodSymbol method) => $"({string.Join(", ", method.Parameters.Select(p => p.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat)))})";

    private static IEnumerable<INamedTypeSymbol> BaseTypes(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? t = type; t is not null; t = t.BaseType)
            yield return t;
    }

    private sealed class ParameterComparer : IEqualityComparer<(ITypeSymbol Type, RefKind RefKind)>
    {
        public static readonly ParameterComparer Instance = new();

        public bool Equals((ITypeSymbol Type, RefKind RefKind) x, (ITypeSymbol Type, RefKind RefKind) y) =>
            x.RefKind == y.RefKind && SymbolEqualityComparer.Default.Equals(x.Type, y.Type);

        public int GetHashCode((ITypeSymbol Type, RefKind RefKind) parameter) => SymbolEqualityComparer.Default.GetHashCode(parameter.Type);
    }
}
