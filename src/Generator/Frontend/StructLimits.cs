using System.Reflection;
using System.Reflection.Metadata.Ecma335;
using Microsoft.CodeAnalysis;

namespace SymGrad.Generator.Frontend;

/// <summary>The structs whose value is not what their fields say, one by one.</summary>
internal static class StructLimits
{
    private const int ExplicitLayout = 2;
    private const int MostNested = 8;

    /// <summary>Why a struct cannot be taken apart into its fields; null when it can.</summary>
    public static string? Of(ITypeSymbol type)
    {
        if (type is not INamedTypeSymbol { IsTupleType: false } named)
            return null;
        if (HasExplicitLayout(named))
            return "its layout is explicit, so that its fields may overlap";
        if (named.GetAttributes().Any(a => a.AttributeClass?.ToDisplayString() == "System.Runtime.CompilerServices.InlineArrayAttribute"))
            return "it is an inline array: write its elements as fields";
        if (StructFields.Of(named).FirstOrDefault(m => m.Type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer) is { Name: { } pointer })
            return $"its field '{pointer}' is a pointer or a fixed-size buffer";
        if (StructFields.Of(named).GroupBy(m => m.Name).FirstOrDefault(g => g.Count() > 1) is { Key: { } twice })
            return $"it has several members named '{twice}'";
        return IsEndless(named) ? "it contains itself" : null;
    }

    /// <summary>Whether a struct contains itself, which the compiler forbids, but only after the generator has seen it.</summary>
    public static bool IsEndless(ITypeSymbol type) => IsEndless(type, []);

    private static bool IsEndless(ITypeSymbol type, List<ITypeSymbol> around)
    {
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None } named)
            return false;
        if (around.Contains(named, SymbolEqualityComparer.Default)
            || around.Count(a => SymbolEqualityComparer.Default.Equals(a.OriginalDefinition, named.OriginalDefinition) && !named.IsTupleType) == MostNested)
        {
            return true;
        }

        around.Add(named);
        bool isEndless = StructFields.Of(named).Any(m => IsEndless(m.Type, around));
        around.RemoveAt(around.Count - 1);
        return isEndless;
    }

    private static bool HasExplicitLayout(INamedTypeSymbol type)
    {
        type = type.OriginalDefinition;
        if (type.ContainingModule?.GetMetadata() is { } metadata && !type.DeclaringSyntaxReferences.Any())
        {
            var definition = metadata.GetMetadataReader().GetTypeDefinition(MetadataTokens.TypeDefinitionHandle(type.MetadataToken & 0xFFFFFF));
            return (definition.Attributes & TypeAttributes.LayoutMask) == TypeAttributes.ExplicitLayout;
        }

        return type.GetAttributes().Any(a => a.AttributeClass?.ToDisplayString() == "System.Runtime.InteropServices.StructLayoutAttribute"
            && a.ConstructorArguments.Any(c => c.Value is ExplicitLayout or (short)ExplicitLayout));
    }
}
