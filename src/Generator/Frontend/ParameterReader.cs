using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymGrad.Generator.Diagnostics;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

/// <summary>Flattens the parameters, and the receiver, into inputs; what is not active is held constant.</summary>
internal sealed class ParameterReader(BodyReader reader, Bodies bodies, IMethodSymbol method, TypeText types)
{
    private int _leaves;

    public IEnumerable<Parameter> Read()
    {
        if (!method.IsStatic)
            yield return ReadReceiver();
        foreach (IParameterSymbol parameter in method.Parameters)
            yield return Read(parameter);
    }

    private Parameter ReadReceiver()
    {
        INamedTypeSymbol type = method.ContainingType;
        string text = types.Of(type), name = ReceiverName(method);
        if (!type.IsValueType || !StructShape.HasActiveLeaf(type))
        {
            reader.SetReceiver(new Reference("this", type));
            return new Parameter(name, text, "", "", IsReceiver: true, Shape: null);
        }

        (Value value, Shape shape) = Flatten(type, name, "this", text, method.DeclaringSyntaxReferences[0].GetSyntax());
        reader.SetReceiver(value);
        return new Parameter(name, text, "", "", IsReceiver: true, shape);
    }

    /// <summary>What an instance method's receiver is called, unlike all parameters.</summary>
    public static string ReceiverName(IMethodSymbol method)
    {
        string name = "self";
        for (int number = 2; method.Parameters.Any(p => p.Name == name); number++)
            name = "self" + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return name;
    }

    private Parameter Read(IParameterSymbol parameter)
    {
        SyntaxNode at = parameter.DeclaringSyntaxReferences[0].GetSyntax();
        if (parameter.RefKind is RefKind.Ref or RefKind.Out)
            throw new Unsupported(Rules.Reference, at, $"The '{parameter.RefKind.ToString().ToLowerInvariant()}' parameter '{parameter.Name}'");
        if (CSharpText.IsFileLocal(parameter.Type))
            throw new Unsupported(Rules.FileLocal, at, parameter.Type.ToDisplayString());
        reader.Used.Add(parameter.Type);
        string name = CSharpText.Identifier(parameter.Name), type = types.OfParameter(parameter.Type);
        Shape? shape = null;
        Value value;
        ITypeSymbol? activeElement = null;
        bool isHeldSpan = parameter.Type.Name == "Span" && StructShape.IsMarked(parameter);
        bool isMatrix = parameter.Type is IArrayTypeSymbol { Rank: 2 };
        bool isJagged = BodyReader.ElementOfRows(parameter.Type) is not null;
        ITypeSymbol? elementType = BodyReader.ElementOfAny(parameter.Type);
        if (!isHeldSpan && elementType is { } element && BodyReader.IsElement(element))
        {
            bool isOutput = SymbolEqualityComparer.Default.Equals(OutputReader.SpanOf(method), parameter);
            if (parameter.Type.Name == "Span" && !isOutput)
                throw new Unsupported(Rules.Buffer, at, $"The parameter '{parameter.Name}', which can be written,");
            bool isActive = !isOutput && !StructShape.IsMarked(parameter) && (ScalarTypeReader.IsReal(element) || StructShape.HasActiveLeaf(element));
            activeElement = isActive ? element : null;
            var buffer = new Input(parameter.Name, name, ScalarType.Buffer, isActive) { IsArray = parameter.Type is IArrayTypeSymbol, IsOutput = isOutput, IsTwoDimensional = isMatrix, IsJagged = isJagged };
            value = reader.Buffer(buffer, parameter.Type, element);
            if (isActive)
                CheckLeaves(element, element, at);
        }
        else if (IsHeld(parameter, at))
        {
            value = ScalarTypeReader.Read(parameter.Type) is { } scalar
                ? reader.Input(new Input(parameter.Name, ScalarTypeReader.Access(name, parameter.Type), scalar, IsActive: false))
                : new Reference(name, parameter.Type);
        }
        else
        {
            (value, shape) = Flatten(parameter.Type, parameter.Name, name, type, at);
        }

        reader.SetParameter(Bodies.Implementation(method).Parameters[parameter.Ordinal], value);
        return new Parameter(name, type, Modifiers(parameter), Default(parameter), IsReceiver: false, shape) { Element = activeElement is null ? null : types.Of(activeElement), ElementScalar = ScalarTypeReader.Read(activeElement), IsTwoDimensional = isMatrix, IsJagged = isJagged };
    }

    // The gradient's elements are added to field by field.
    private void CheckLeaves(ITypeSymbol type, ITypeSymbol element, SyntaxNode at)
    {
        if (ScalarTypeReader.Read(type) is not null)
            return;
        var shapes = new StructShape(bodies, method.ContainingType);
        foreach (StructFields.Member member in StructFields.Of(type).Where(StructShape.IsActive))
        {
            reader.Used.Add(member.Symbol);
            reader.Used.Add(member.Type);
            shapes.Check(member, type, at);
            if (!shapes.IsSettable(member.Symbol))
                throw new Unsupported(Rules.CannotBuild, at, element.ToDisplayString(), $"'{member.Symbol.Name}' cannot be set in an element of a span; make it settable, or the struct a record struct");
            CheckLeaves(member.Type, element, at);
        }
    }

    private static bool IsHeld(IParameterSymbol parameter, SyntaxNode at)
    {
        if (parameter.Type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer)
            throw new Unsupported(Rules.ParameterType, at, parameter.Name, parameter.Type.ToDisplayString());
        if (StructShape.IsMarked(parameter))
            return true;
        if (ScalarTypeReader.Read(parameter.Type) is { } scalar)
            return !scalar.IsReal();
        if (parameter.Type is IArrayTypeSymbol || parameter.Type.IsRefLikeType)
            throw new Unsupported(Rules.Buffer, at, $"The parameter '{parameter.Name}'");
        if (parameter.Type is { IsValueType: true, TypeKind: TypeKind.Struct } and not { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } and not { SpecialType: SpecialType.System_Decimal })
            return !StructShape.HasActiveLeaf(parameter.Type);
        if (ReasonAgainst(parameter.Type) is { } reason)
            throw new Unsupported(Rules.TypeParameter, at, parameter.Type.Name, parameter.ContainingSymbol.Name, reason);
        throw new Unsupported(Rules.ParameterType, at, parameter.Name, parameter.Type.ToDisplayString());
    }

    /// <summary>Why a type parameter is no type of numbers; null for any other type.</summary>
    public static string? ReasonAgainst(ITypeSymbol type) => type is ITypeParameterSymbol && !ScalarTypeReader.IsReal(type)
        ? $"constrain it, 'where {type.Name} : unmanaged, IFloatingPointIeee754<{type.Name}>', or mark what is of this type [NoGradient]"
        : null;

    private (Value Value, Shape Shape) Flatten(ITypeSymbol type, string name, string access, string typeText, SyntaxNode at)
    {
        if (ScalarTypeReader.Read(type) is { } scalar)
        {
            string leaf = "{" + (_leaves++).ToString(System.Globalization.CultureInfo.InvariantCulture) + "}";
            return (reader.Input(new Input(name, access, scalar, IsActive: true)), new Shape(typeText, leaf, leaf));
        }

        if (StructLimits.Of(type) is { } reason)
            throw new Unsupported(Rules.CannotBuild, at, type.ToDisplayString(), reason);
        var shapes = new StructShape(bodies, method.ContainingType);
        var values = new List<KeyValuePair<string, Value>>();
        var parts = new List<StructPart>();
        var nested = new List<string>();
        foreach (StructFields.Member member in StructFields.Of(type))
        {
            reader.Used.Add(member.Symbol);
            reader.Used.Add(member.Type);
            string memberAccess = access + "." + CSharpText.Identifier(member.Symbol.Name);
            shapes.Check(member, type, at);
            if (StructShape.IsActive(member))
            {
                (Value value, Shape shape) = Flatten(member.Type, name + "." + member.Symbol.Name, memberAccess, types.Of(member.Type), at);
                values.Add(new(member.Name, value));
                parts.Add(new StructPart(member, shape.Gradient, shape.Value));
                if (!ScalarTypeReader.IsReal(member.Type))
                    nested.AddRange([CSharpText.TypeOf(member.Type, shape.Type), .. shape.NestedStructs]);
            }
            else
            {
                Value value = ScalarTypeReader.Read(member.Type) is { } held
                    ? reader.Input(new Input(name + "." + member.Symbol.Name, ScalarTypeReader.Access(memberAccess, member.Type), held, IsActive: false))
                    : new Reference(memberAccess, member.Type);
                values.Add(new(member.Name, value));
                string path = memberAccess.Substring(memberAccess.IndexOf('.'));
                parts.Add(new StructPart(member, null, "{" + path + "}"));
            }
        }

        Shape built = shapes.Build((INamedTypeSymbol)type, typeText, parts, at);
        return (new Aggregate(type, values), built with { NestedStructs = nested.Distinct().ToEquatableArray() });
    }

    private static string Modifiers(IParameterSymbol parameter)
    {
        string modifiers = parameter is { Ordinal: 0, ContainingSymbol: IMethodSymbol { IsExtensionMethod: true } } ? "this " : "";
        if (parameter.ScopedKind != ScopedKind.None && parameter.RefKind != RefKind.None)
            modifiers += "scoped ";
        return modifiers + parameter.RefKind switch
        {
            RefKind.In => "in ",
            RefKind.RefReadOnlyParameter => "ref readonly ",
            _ => "",
        };
    }

    private static string Default(IParameterSymbol parameter) =>
        parameter.HasExplicitDefaultValue ? " = " + Constant(parameter.ExplicitDefaultValue, parameter.Type) : "";

    private static string Constant(object? value, ITypeSymbol type)
    {
        if (value is null)
            return type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.NotAnnotated } or IArrayTypeSymbol ? "default!" : "default";
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: var arguments })
            type = arguments[0];
        if (ScalarTypeReader.Read(type) is { } scalar)
        {
            string literal = Literal.Of(new Node(Op.Constant, scalar, Node.None, Node.None, Node.None, ScalarTypeReader.Bits(value, scalar), 0));
            return type.TypeKind == TypeKind.Enum ? $"({CSharpText.Type(type)})({literal})" : literal;
        }

        return value switch
        {
            string text => CSharpText.String(text),
            char character => CSharpText.Character(character),
            decimal number => number.ToString(System.Globalization.CultureInfo.InvariantCulture) + "m",
            _ => System.Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture),
        };
    }
}
