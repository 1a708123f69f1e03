using Microsoft.CodeAnalysis;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

/// <summary>Recognises the elementary functions by the class they live on.</summary>
internal static class FunctionReader
{
    /// <summary>The functions that a call computes: one, or one for each element of the tuple it returns; none when it is a method to inline.</summary>
    public static IReadOnlyList<Elementary> Find(IMethodSymbol method, TypeSubstitution types)
    {
        if (!IsKnownHome(method, types))
            return [];
        bool isReal = method.Parameters.Any(p => ScalarTypeReader.IsReal(types.Apply(p.Type)));
        bool takesMode = method.Parameters.Last().Type.TypeKind == TypeKind.Enum;
        return [.. ElementaryFunctions.Named(method.Name, LibraryOf(method))
            .Where(f => f.Arity == method.Parameters.Length && f.TakesMode == takesMode && (isReal || f.TakesIntegers))
            .Select(f => f.Id)];
    }

    /// <summary>Whether it is a static method of scalars on a class of elementary functions.</summary>
    public static bool IsKnownHome(IMethodSymbol method, TypeSubstitution types) =>
        method is { IsStatic: true, Parameters.Length: > 0 }
        && method.Parameters.All(p => ScalarTypeReader.Read(types.Apply(p.Type)) is not null && p.RefKind == RefKind.None)
        && (LibraryOf(method) is not null
            || HomeOf(method) is "System.Math" or "System.MathF" or "double" or "float"
            || (method.ContainingType.TypeKind == TypeKind.Interface && method.ContainingNamespace.ToDisplayString() == "System.Numerics"));

    /// <summary>Whether it is a static method of integers and conditions alone on a class of the framework that has no other state: it is called where it is needed.</summary>
    public static bool IsOfIntegers(IMethodSymbol method, TypeSubstitution types) =>
        method is { IsStatic: true, IsGenericMethod: false, Parameters.Length: > 0 }
        && method.Parameters.All(p => p.RefKind == RefKind.None && IsInteger(types.Apply(p.Type))) && IsInteger(types.Apply(method.ReturnType))
        && (HomeOf(method) is "System.Math" or "System.Numerics.BitOperations" || IsInteger(method.ContainingType));

    private static bool IsInteger(ITypeSymbol type) => type.TypeKind != TypeKind.Enum && ScalarTypeReader.Read(type) is { } scalar && !scalar.IsReal();

    /// <summary>The value of T.Zero, T.One and the like, where T is at hand.</summary>
    public static (ScalarType Type, double Value)? GenericConstant(IPropertySymbol property, TypeSubstitution types)
    {
        if (!IsOfNumbers(property) || ScalarTypeReader.Read(types.Apply(property.Type)) is not { } type)
            return null;

        double? value = property.Name switch
        {
            "Zero" or "AdditiveIdentity" => 0,
            "One" or "MultiplicativeIdentity" => 1,
            "NegativeOne" => -1,
            "NegativeZero" => -0.0,
            "Pi" => type == ScalarType.Single ? (float)Math.PI : Math.PI,
            "E" => type == ScalarType.Single ? (float)Math.E : Math.E,
            "Tau" => type == ScalarType.Single ? (float)(2 * Math.PI) : 2 * Math.PI,
            "NaN" => double.NaN,
            "PositiveInfinity" => double.PositiveInfinity,
            "NegativeInfinity" => double.NegativeInfinity,
            _ => null,
        };
        return value is { } number && (type.IsReal() || number == Math.Floor(number)) ? (type, number) : null;
    }

    /// <summary>Whether it is a static property of the interfaces of numbers, T.Epsilon for instance.</summary>
    public static bool IsOfNumbers(IPropertySymbol property) =>
        property is { IsStatic: true, ContainingType.TypeKind: TypeKind.Interface } && property.ContainingNamespace.ToDisplayString() == "System.Numerics";

    // Null for Math and the types of numbers.
    private static Home? LibraryOf(IMethodSymbol method) => HomeOf(method) switch
    {
        "SymGrad.Functions" => Home.Functions,
        "MathNet.Numerics.SpecialFunctions" => Home.MathNet,
        _ => null,
    };

    private static string HomeOf(IMethodSymbol method) => method.ContainingType.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);
}
