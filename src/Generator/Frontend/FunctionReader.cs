using Microsoft.CodeAnalysis;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

/// <summary>Recognises the elementary functions by the class they live on.</summary>
internal static class FunctionReader
{
    /// <summary>The function that a call computes; null when it is a method to inline.</summary>
    public static Elementary? Find(IMethodSymbol method, TypeSubstitution types)
    {
        if (!method.IsStatic || !method.Parameters.All(p => ScalarTypeReader.Read(types.Apply(p.Type)) is not null && p.RefKind == RefKind.None))
            return null;
        string home = method.ContainingType.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);
        Home? library = home switch
        {
            "System.Math" or "System.MathF" or "double" or "float" => Home.Math,
            "SymGrad.Functions" => Home.Functions,
            "MathNet.Numerics.SpecialFunctions" => Home.MathNet,
            _ when method.ContainingType.TypeKind == TypeKind.Interface && method.ContainingNamespace.ToDisplayString() == "System.Numerics" => Home.Math,
            _ => null,
        };
        if (library is null || ElementaryFunctions.Find(library.Value, method.Name) is not { } function || function.Arity != method.Parameters.Length)
            return null;
        bool isReal = ScalarTypeReader.IsReal(types.Apply(method.ReturnType));
        return isReal || function.Id is Elementary.Abs or Elementary.Min or Elementary.Max ? function.Id : null;
    }

    /// <summary>The value of T.Zero, T.One and the like, where T is at hand.</summary>
    public static (ScalarType Type, double Value)? GenericConstant(IPropertySymbol property, TypeSubstitution types)
    {
        if (!property.IsStatic || property.ContainingNamespace.ToDisplayString() != "System.Numerics"
            || ScalarTypeReader.Read(types.Apply(property.Type)) is not { } type)
        {
            return null;
        }

        double? value = property.Name switch
        {
            "Zero" or "AdditiveIdentity" => 0,
            "One" or "MultiplicativeIdentity" => 1,
            "NegativeOne" => -1,
            "Pi" => type == ScalarType.Single ? (float)Math.PI : Math.PI,
            "E" => type == ScalarType.Single ? (float)Math.E : Math.E,
            "Tau" => type == ScalarType.Single ? (float)(2 * Math.PI) : 2 * Math.PI,
            _ => null,
        };
        return value is { } number && (type.IsReal() || number == Math.Floor(number)) ? (type, number) : null;
    }
}
