using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymGrad.Generator.Frontend;

/// <summary>The instance fields of a struct or tuple in declaration order, under the names a user knows them by.</summary>
internal static class StructFields
{
    /// <summary>A field, or the auto-property it is behind.</summary>
    internal readonly record struct Member(string Name, ITypeSymbol Type, ISymbol Symbol, IFieldSymbol Field);

    public static IEnumerable<Member> Of(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { IsTupleType: true } tuple)
            return tuple.TupleElements.Select((e, i) => new Member(ElementName(i), e.Type, e, e));
        if (type.SpecialType != SpecialType.None)
            return [];
        return type.GetMembers().OfType<IFieldSymbol>().Where(f => !f.IsStatic).Select(f => PropertyOf(f) is { } p
            ? new Member(p.Name, f.Type, p, f)
            : new Member(f.Name, f.Type, f, f));
    }

    /// <summary>The key of a field in an <see cref="Aggregate"/>.</summary>
    public static string Key(IFieldSymbol field)
    {
        if (field.ContainingType is { IsTupleType: true })
            return (field.CorrespondingTupleField ?? field).Name;
        return PropertyOf(field)?.Name ?? field.Name;
    }

    public static string ElementName(int index) => "Item" + (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Whether a property stores its value in a field of the compiler's.</summary>
    public static bool HasBackingField(IPropertySymbol property) =>
        property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(f => SymbolEqualityComparer.Default.Equals(PropertyOf(f), property));

    /// <summary>Whether all that an accessor does is to read or write that field. One that is not there does nothing else.</summary>
    public static bool IsPlain(IMethodSymbol? accessor)
    {
        if (accessor is null)
            return true;
        accessor = accessor.OriginalDefinition;
        if (accessor.AssociatedSymbol is not IPropertySymbol property || !HasBackingField(property))
            return false;
        if (accessor.Locations.All(l => l.IsInMetadata))
            return accessor.GetAttributes().Any(a => a.AttributeClass?.ToDisplayString() == "System.Runtime.CompilerServices.CompilerGeneratedAttribute");
        return accessor.DeclaringSyntaxReferences.All(r => r.GetSyntax()
            is AccessorDeclarationSyntax { Body: null, ExpressionBody: null } or not (AccessorDeclarationSyntax or ArrowExpressionClauseSyntax));
    }

    // In metadata a field does not say which property it is behind, but its name does.
    private static IPropertySymbol? PropertyOf(IFieldSymbol field)
    {
        if (field.AssociatedSymbol is IPropertySymbol property)
            return property;
        const string end = ">k__BackingField";
        if (!field.Name.StartsWith("<", StringComparison.Ordinal) || !field.Name.EndsWith(end, StringComparison.Ordinal))
            return null;
        string name = field.Name.Substring(1, field.Name.Length - 1 - end.Length);
        return field.ContainingType.GetMembers(name).OfType<IPropertySymbol>().FirstOrDefault();
    }

    /// <summary>The field's name, an element's own where a tuple has given it one.</summary>
    public static string NameOf(ITypeSymbol type, string key, int index) =>
        type is INamedTypeSymbol { IsTupleType: true } tuple ? tuple.TupleElements[index].Name : key;

    public static string Capitalized(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);

    /// <summary>The field's name as the second part of a compound name.</summary>
    public static string Capitalized(ITypeSymbol type, string key, int index)
    {
        string name = NameOf(type, key, index).TrimStart('_');
        return name.Length == 0 ? key : Capitalized(name);
    }
}
