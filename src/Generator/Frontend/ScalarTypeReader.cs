using Microsoft.CodeAnalysis;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

/// <summary>From C# types to the IR's.</summary>
internal static class ScalarTypeReader
{
    /// <summary>The scalar type of a primitive or an enum; null for anything else.</summary>
    public static ScalarType? Read(ITypeSymbol? type) => type switch
    {
        INamedTypeSymbol { TypeKind: TypeKind.Enum } named => Read(named.EnumUnderlyingType),
        _ => type?.SpecialType switch
        {
            SpecialType.System_Boolean => ScalarType.Boolean,
            SpecialType.System_SByte => ScalarType.SByte,
            SpecialType.System_Byte => ScalarType.Byte,
            SpecialType.System_Int16 => ScalarType.Int16,
            SpecialType.System_UInt16 => ScalarType.UInt16,
            SpecialType.System_Int32 => ScalarType.Int32,
            SpecialType.System_UInt32 => ScalarType.UInt32,
            SpecialType.System_Int64 => ScalarType.Int64,
            SpecialType.System_UInt64 => ScalarType.UInt64,
            SpecialType.System_Single => ScalarType.Single,
            SpecialType.System_Double => ScalarType.Double,
            _ => type is ITypeParameterSymbol parameter && IsFloatingPoint(parameter) ? ScalarType.Generic : null,
        },
    };

    public static bool IsReal(ITypeSymbol? type) => Read(type)?.IsReal() == true;

    /// <summary>The type parameters of a method and of the types around it that stand for a floating-point type.</summary>
    public static IEnumerable<ITypeParameterSymbol> Generic(IMethodSymbol method)
    {
        IEnumerable<ITypeParameterSymbol> all = method.TypeParameters;
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
            all = all.Concat(type.TypeParameters);
        return all.Where(IsFloatingPoint);
    }

    // A class is none: its default is null, not 0.
    private static bool IsFloatingPoint(ITypeParameterSymbol parameter) => !parameter.HasReferenceTypeConstraint
        && parameter.ConstraintTypes.OfType<INamedTypeSymbol>().SelectMany(constraint => constraint.AllInterfaces.Prepend(constraint)).Any(i =>
            i is { Name: "IFloatingPointIeee754", Arity: 1 } && i.ContainingNamespace.ToDisplayString() == "System.Numerics"
            && SymbolEqualityComparer.Default.Equals(i.TypeArguments[0], parameter));

    /// <summary>How the generated code reads a scalar at a place: an enum as the integer that it is in the IR.</summary>
    public static string Access(string place, ITypeSymbol type) =>
        type.TypeKind == TypeKind.Enum ? $"({Read(type)!.Value.Keyword()}){place}" : place;

    /// <summary>The bits of a constant as <see cref="Node.Payload"/> keeps them.</summary>
    public static long Bits(object? constant, ScalarType type) => constant switch
    {
        double value => BitConverter.DoubleToInt64Bits(value),
        float value => BitConverter.DoubleToInt64Bits(value),
        bool value => value ? 1 : 0,
        ulong value => unchecked((long)value),
        _ when type.IsReal() => BitConverter.DoubleToInt64Bits(Convert.ToDouble(constant, System.Globalization.CultureInfo.InvariantCulture)),
        _ => Convert.ToInt64(constant, System.Globalization.CultureInfo.InvariantCulture),
    };
}
