using Microsoft.CodeAnalysis;

namespace SymGrad.Generator.Frontend;

/// <summary>The instance fields of a struct or tuple in declaration order, under the names a user knows them by.</summary>
internal static class StructFields
{
    /// <summary>A field, or the auto-property it is behind.</summary>
    internal readonly record struct Member(string Name, ITypeSymbol Type, ISymbol Symbol, IFieldSymbol Field);

    public static IEnumerable<Member> Of(ITypeSymbol type) => type is INamedTypeSymbol { IsTupleType: true } tuple
        ? tuple.TupleElements.Select((e, i) => new Member(ElementName(i), e.Type, e, e))
        : type.GetMembers().OfType<IFieldSymbol>().Where(f => !f.IsStatic).Select(f => f.AssociatedSymbol is IPropertySymbol p
            ? new Member(p.Name, f.Type, p, f)
            : new Member(f.Name, f.Type, f, f));

    /// <summary>The key of a field in an <see cref="Aggregate"/>.</summary>
    public static string Key(IFieldSymbol field)
    {
        if (field.ContainingType is { IsTupleType: true })
            return (field.CorrespondingTupleField ?? field).Name;
        return field.AssociatedSymbol is IPropertySymbol property ? property.Name : field.Name;
    }

    public static string ElementName(int index) => "Item" + (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static bool IsAutoProperty(IPropertySymbol property) =>
        property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(f => SymbolEqualityComparer.Default.Equals(f.AssociatedSymbol, property));
}
