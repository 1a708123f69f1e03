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
        if (candidates.All(m => m.Arity != derivative.Arity))
            return (null, $"it must have the type parameters of '{name}'");
        if (candidates.FirstOrDefault(m => HasParameters(m, derivative)) is not { } target)
            return (null, $"it must take the parameters of '{name}', {string.Join(" or ", candidates.Select(m => Parameters(m, derivative)))}");
        return ReasonAgainst(derivative, target) is { } reason ? (null, reason) : (target, null);
    }

    /// <summary>Whether a derivative of an instance method takes the receiver as its first argument.</summary>
    public static bool TakesReceiver(IMethodSymbol derivative, IMethodSymbol target) => derivative.IsStatic && !target.IsStatic;

    /// <summary>The derivative of a method whose type arguments, and those of its type, are at hand.</summary>
    public static IMethodSymbol Close(IMethodSymbol derivative, IMethodSymbol target)
    {
        IMethodSymbol closed = !derivative.ContainingType.IsGenericType ? derivative
            : target.ContainingType.GetMembers(derivative.Name).OfType<IMethodSymbol>().First(m => SymbolEqualityComparer.Default.Equals(m.OriginalDefinition, derivative));
        return closed.IsGenericMethod ? closed.Construct([.. target.TypeArguments]) : closed;
    }

    /// <summary>Whether the struct that a method is called on is differentiated by.</summary>
    public static bool HasActiveReceiver(IMethodSymbol method) => method is { IsStatic: false, ContainingType.IsValueType: true } && StructShape.HasActiveLeaf(method.ContainingType);

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
        bool isSameType = SymbolEqualityComparer.Default.Equals(target.ContainingType, derivative.ContainingType);
        if (!isSameType && (derivative.ContainingType.IsGenericType || target.ContainingType.IsGenericType))
            return "of methods of generic types, only those of the same type can be derivatives of each other";
        if (!ScalarTypeReader.IsReal(target.ReturnType) || target.ReturnsByRef || target.ReturnsByRefReadonly)
            return $"it returns '{target.ReturnType.ToDisplayString()}', and only a floating-point number has a derivative: write a method for each number that it computes";
        if (target.IsStatic && !derivative.IsStatic)
            return "it must be static, too";
        if (!target.IsStatic && !derivative.IsStatic && !isSameType)
            return $"it must be static, and take the '{target.ContainingType.Name}' that '{target.Name}' is called on as its first parameter";
        if (target.Parameters.FirstOrDefault(p => !IsByValue(p)) is { } referred)
            return $"its parameter '{referred.Name}' is passed by reference: write a method that {(referred.RefKind == RefKind.Out ? "returns" : "takes")} it by value, and the derivative of that";
        if (derivative.TypeParameters.Zip(target.TypeParameters, IsImplied).Contains(false))
            return $"its type parameters must not be more constrained than those of '{target.Name}'";
        if (Bodies.Implementation(derivative).DeclaringSyntaxReferences.All(r => r.GetSyntax() is MethodDeclarationSyntax { Body: null, ExpressionBody: null }) || derivative.IsAsync || derivative.IsIterator)
            return "it has no body to differentiate";
        IEnumerable<(string Name, ITypeSymbol Type)> parameters = target.Parameters.Zip(derivative.Parameters.Skip(TakesReceiver(derivative, target) ? 1 : 0), (t, d) => (t, d))
            .Where(p => IsActive(p.t) && IsActive(p.d)).Select(p => (p.d.Name, p.d.Type));
        (string Name, ITypeSymbol Type)[] active = [.. HasActiveReceiver(target) ? parameters.Prepend(("this", target.ContainingType)) : parameters];
        if (active.Length == 0)
            return "it has no active parameter";
        return ReturnsPartials(derivative.ReturnType, [.. active.Select(p => p.Type)])
            ? null
            : $"it must return {(active.Length == 1 ? $"'{active[0].Type.ToDisplayString()}', the partial by '{active[0].Name}'" : $"'({string.Join(", ", active.Select(p => p.Type.ToDisplayString()))})', the partials by {string.Join(", ", active.Select(p => $"'{p.Name}'"))}")}";
    }

    private static bool ReturnsPartials(ITypeSymbol type, ITypeSymbol[] active) => active.Length == 1
        ? SymbolEqualityComparer.Default.Equals(type, active[0])
        : type is INamedTypeSymbol { IsTupleType: true } tuple && tuple.TupleElements.Select(e => e.Type).SequenceEqual(active, SymbolEqualityComparer.Default);

    // The same types; 'in' is a matter of how they are passed.
    private static bool HasParameters(IMethodSymbol target, IMethodSymbol derivative)
    {
        if (target.Arity != derivative.Arity)
            return false;
        IMethodSymbol closed = target.IsGenericMethod ? target.Construct([.. derivative.TypeParameters]) : target;
        IEnumerable<IParameterSymbol> parameters = derivative.Parameters;
        if (TakesReceiver(derivative, target))
        {
            if (derivative.Parameters.Length == 0 || !IsByValue(derivative.Parameters[0]) || !SymbolEqualityComparer.Default.Equals(derivative.Parameters[0].Type, target.ContainingType))
                return false;
            parameters = parameters.Skip(1);
        }

        return closed.Parameters.Select(Passed).SequenceEqual(parameters.Select(Passed), ParameterComparer.Instance);
    }

    private static (ITypeSymbol, RefKind) Passed(IParameterSymbol parameter) => (parameter.Type, IsByValue(parameter) ? RefKind.None : parameter.RefKind);

    private static bool IsByValue(IParameterSymbol parameter) => parameter.RefKind is RefKind.None or RefKind.In;

    // Whether all that a type parameter of a derivative asks for is known of that of the method.
    private static bool IsImplied(ITypeParameterSymbol own, ITypeParameterSymbol given)
    {
        IEnumerable<string> Clauses(ITypeParameterSymbol parameter) => (CSharpText.Constraint(parameter) is { } clause ? clause.Substring(clause.IndexOf(':') + 1) : "")
            .Replace($"<{CSharpText.Identifier(parameter.Name)}>", "<>").Split(',').Select(part => part.Trim()).Where(part => part != "");
        return Clauses(own).All(Clauses(given).Contains);
    }

    private static string Parameters(IMethodSymbol method, IMethodSymbol derivative) =>
        $"({string.Join(", ", method.Parameters.Select(p => p.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat)).Prepend(TakesReceiver(derivative, method) ? method.ContainingType.Name : "").Where(text => text != ""))})";

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
