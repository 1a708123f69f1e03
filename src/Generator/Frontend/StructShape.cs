using Microsoft.CodeAnalysis;
using SymGrad.Generator.Diagnostics;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

/// <summary>Finds a way to build a struct from its fields: a constructor that only stores its arguments, or an object initializer.</summary>
internal sealed class StructShape(Bodies bodies, INamedTypeSymbol home)
{
    public static bool IsMarked(ISymbol symbol) => symbol.GetAttributes().Any(a => a.AttributeClass?.ToDisplayString() == "SymGrad.NoGradientAttribute");

    public static bool IsActive(StructFields.Member member) =>
        !IsMarked(member.Symbol) && !IsMarked(member.Field)
        && (ScalarTypeReader.IsReal(member.Type)
            || (member.Type is { IsValueType: true, TypeKind: TypeKind.Struct } && ScalarTypeReader.Read(member.Type) is null && HasActiveLeaf(member.Type)));

    public static bool HasActiveLeaf(ITypeSymbol type) => !StructLimits.IsEndless(type) && StructFields.Of(type).Any(IsActive);

    /// <summary>Refuses a field that cannot be read where the derivative is generated, or that is more than a field.</summary>
    public void Check(StructFields.Member member, ITypeSymbol type, SyntaxNode at)
    {
        if (!IsAccessible(member.Symbol) || (member.Symbol is IPropertySymbol { GetMethod: { } getter } && !IsAccessible(getter)))
            throw new Unsupported(Rules.CannotBuild, at, type.ToDisplayString(), $"its field '{member.Symbol.Name}' is not accessible from '{home.Name}'");
        if (member.Symbol is IPropertySymbol property && !(StructFields.IsPlain(property.GetMethod) && StructFields.IsPlain(property.SetMethod)))
            throw new Unsupported(Rules.CannotBuild, at, type.ToDisplayString(), $"the accessors of '{property.Name}' do more than store a value");
    }

    /// <summary>Whether generated code can set a field where it builds a value.</summary>
    public bool IsSettable(ISymbol member) => member switch
    {
        IFieldSymbol field => !field.IsReadOnly && IsAccessible(field),
        IPropertySymbol { SetMethod: { } setter } => IsAccessible(setter),
        _ => false,
    };

    /// <summary>Whether a leaf of a variable is one too: all on the way to it are fields that can be assigned, or it is a number with a setter.</summary>
    /// <param name="path">The way, in C#: <c>.A.X</c>.</param>
    public static bool IsVariable(ITypeSymbol type, string path)
    {
        string[] names = path.Split('.');
        for (int i = 1; i < names.Length; i++)
        {
            StructFields.Member member = StructFields.Of(type).First(m => CSharpText.Identifier(m.Symbol.Name) == names[i]);
            if (member.Symbol is not IFieldSymbol { IsReadOnly: false } && !(i == names.Length - 1 && member.Symbol is IPropertySymbol { SetMethod.IsInitOnly: false }))
                return false;
            type = member.Type;
        }

        return true;
    }

    public Shape Build(INamedTypeSymbol type, string typeText, IReadOnlyList<StructPart> parts, SyntaxNode at)
    {
        if (type.IsTupleType)
            return new Shape(typeText, $"({string.Join(", ", parts.Select(p => p.Gradient ?? "default"))})", $"({string.Join(", ", parts.Select(p => p.Value))})");
        bool canInitialize = parts.All(p => IsSettable(p.Member.Symbol));
        if ((type.IsRecord || !canInitialize) && FindConstructor(type) is { } order)
        {
            IEnumerable<StructPart> arguments = order.Select(name => parts.First(p => p.Member.Name == name));
            return new Shape(
                typeText,
                $"new {typeText}({string.Join(", ", arguments.Select(p => p.Gradient ?? "default"))})",
                $"new {typeText}({string.Join(", ", arguments.Select(p => p.Value))})");
        }

        if (!canInitialize)
        {
            string blocked = parts.First(p => !IsSettable(p.Member.Symbol)).Member.Symbol.Name;
            throw new Unsupported(Rules.CannotBuild, at, type.ToDisplayString(), $"'{blocked}' cannot be set, and no constructor just stores a value for each field; make it settable, or a record struct");
        }

        // A parameterless constructor of the user's own could do anything, and 'new' asks for required members: start from default.
        bool startsFromDefault = HasRequiredMembers(type) || type.InstanceConstructors.Any(c => c is { Parameters.IsEmpty: true, IsImplicitlyDeclared: false });
        string start = startsFromDefault ? $"default({typeText}) with" : $"new {typeText}";
        string Initializer(IEnumerable<string> members) => $"{start} {{ {string.Join(", ", members)} }}";
        return new Shape(
            typeText,
            Initializer(parts.Where(p => p.Gradient is not null).Select(p => $"{CSharpText.Identifier(p.Member.Symbol.Name)} = {p.Gradient}")),
            Initializer(parts.Select(p => $"{CSharpText.Identifier(p.Member.Symbol.Name)} = {p.Value}")));
    }

    private bool IsAccessible(ISymbol member) => bodies.Compilation.IsSymbolAccessibleWithin(member, home);

    private static bool HasRequiredMembers(INamedTypeSymbol type) =>
        type.GetMembers().Any(m => m is IFieldSymbol { IsRequired: true } or IPropertySymbol { IsRequired: true });

    // The fields in the order of the constructor's parameters. What the constructor does is read, not guessed from names.
    private IReadOnlyList<string>? FindConstructor(INamedTypeSymbol type)
    {
        foreach (IMethodSymbol constructor in type.InstanceConstructors)
        {
            if (constructor.Parameters.IsEmpty || constructor.Parameters.Any(c => c.RefKind is not (RefKind.None or RefKind.In)) || !IsAccessible(constructor))
                continue;
            if (HasRequiredMembers(type) && !constructor.GetAttributes().Any(a => a.AttributeClass?.ToDisplayString() == "System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute"))
                continue;
            if (new BodyReader(bodies, null, home, Options.Default).StoredBy(constructor, type) is { } order)
                return order;
        }

        return null;
    }
}
