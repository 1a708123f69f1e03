using Microsoft.CodeAnalysis;

namespace SymGrad.Generator.Frontend;

/// <summary>What generated code mentions of the user's: using some of it is a warning, which the user has read and silenced already.</summary>
internal sealed class UsedSymbols
{
    private readonly SortedSet<string> _warnings = new(StringComparer.Ordinal);

    /// <summary>The ids of the warnings that the mentioned symbols give: obsolete ones, experimental ones.</summary>
    public IEnumerable<string> Warnings => _warnings;

    public void Add(ISymbol? symbol)
    {
        for (; symbol is not null and not INamespaceSymbol; symbol = symbol.ContainingSymbol)
        {
            foreach (AttributeData attribute in symbol.GetAttributes())
                _warnings.UnionWith(WarningsOf(attribute));
            foreach (ITypeSymbol argument in (symbol as INamedTypeSymbol)?.TypeArguments.Where(a => a is INamedTypeSymbol) ?? [])
                Add(argument);
        }
    }

    /// <summary>Whether an attribute makes the use of a symbol a warning or an error.</summary>
    public static bool IsWarning(AttributeData attribute) => NameOf(attribute) is "System.ObsoleteAttribute" or "System.Diagnostics.CodeAnalysis.ExperimentalAttribute";

    private static IEnumerable<string> WarningsOf(AttributeData attribute)
    {
        if (!IsWarning(attribute))
            return [];
        if (NameOf(attribute) != "System.ObsoleteAttribute")
            return attribute.ConstructorArguments.Select(a => a.Value).OfType<string>();
        return attribute.NamedArguments.FirstOrDefault(a => a.Key == "DiagnosticId").Value.Value is string id ? [id] : ["CS0612", "CS0618"];
    }

    private static string? NameOf(AttributeData attribute) => attribute.AttributeClass?.ToDisplayString();
}
