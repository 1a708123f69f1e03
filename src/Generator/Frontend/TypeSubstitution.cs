using Microsoft.CodeAnalysis;

namespace SymGrad.Generator.Frontend;

/// <summary>The type arguments at hand inside an inlined generic method.</summary>
internal sealed class TypeSubstitution
{
    private readonly Dictionary<ITypeSymbol, ITypeSymbol> _map = new(SymbolEqualityComparer.Default);

    public static readonly TypeSubstitution None = new();

    /// <summary>Maps the type parameters of a constructed method, and of the types around it, to their arguments.</summary>
    public static TypeSubstitution Of(IMethodSymbol method, TypeSubstitution outer)
    {
        var substitution = new TypeSubstitution();
        foreach (KeyValuePair<ITypeSymbol, ITypeSymbol> entry in outer._map)
            substitution._map[entry.Key] = entry.Value;
        substitution.Add(method.OriginalDefinition.TypeParameters, method.TypeArguments, outer);
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
            substitution.Add(type.OriginalDefinition.TypeParameters, type.TypeArguments, outer);
        return substitution;
    }

    public ITypeSymbol Apply(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol parameter => _map.TryGetValue(parameter, out ITypeSymbol? argument) ? argument : parameter,
        INamedTypeSymbol { IsGenericType: true } named when named.TypeArguments.Any(a => !SymbolEqualityComparer.Default.Equals(a, Apply(a))) =>
            named.OriginalDefinition.Construct([.. named.TypeArguments.Select(Apply)]),
        _ => type,
    };

    /// <summary>A method with its own type arguments, and those of its type, taken from here.</summary>
    public IMethodSymbol Apply(IMethodSymbol method)
    {
        IMethodSymbol found = Apply((ITypeSymbol)method.ContainingType).GetMembers(method.Name).OfType<IMethodSymbol>()
            .First(m => SymbolEqualityComparer.Default.Equals(m.OriginalDefinition, method.OriginalDefinition));
        return found.IsGenericMethod ? found.Construct([.. method.TypeArguments.Select(Apply)]) : found;
    }

    private void Add(IReadOnlyList<ITypeParameterSymbol> parameters, IReadOnlyList<ITypeSymbol> arguments, TypeSubstitution outer)
    {
        for (int i = 0; i < parameters.Count; i++)
        {
            ITypeSymbol argument = outer.Apply(arguments[i]);
            if (!SymbolEqualityComparer.Default.Equals(parameters[i], argument))
                _map[parameters[i]] = argument;
        }
    }
}
