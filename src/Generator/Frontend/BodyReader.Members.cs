using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymGrad.Generator.Diagnostics;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

internal sealed partial class BodyReader
{
    private Value ReadInstance(IInstanceReferenceOperation instance)
    {
        object key = instance.ReferenceKind == InstanceReferenceKind.ImplicitReceiver ? _frame.Initialized.Peek() : _frame.Receiver;
        return _environment[key] ?? throw new Unsupported(Rules.Expression, instance.Syntax, $"'{instance.Syntax}'");
    }

    private Value ReadField(IFieldReferenceOperation reference)
    {
        IFieldSymbol field = reference.Field;
        if (reference.Instance is null)
            return Held(Accessible(field, reference.Syntax) + "." + CSharpText.Identifier(field.Name), _frame.Types.Apply(field.Type));
        return ReadMember(Read(reference.Instance), StructFields.Key(field), field, _frame.Types.Apply(field.Type), reference.Syntax);
    }

    private Value ReadProperty(IPropertyReferenceOperation reference, Value? instance)
    {
        IPropertySymbol property = reference.Property;
        if (instance is (Aggregate { Type: IArrayTypeSymbol } or Window) and { } buffer && property.Name == "Length")
            return LengthOf(buffer);
        if (instance is Window && property.Name == "IsEmpty")
            return new Scalar(_builder.Add(Op.Equal, ScalarType.Boolean, ((Scalar)LengthOf(instance)).Node, _builder.Constant(ScalarType.Int32, 0L)));
        if (instance is Window window && property.IsIndexer)
            return Element(window, ReadIndex(reference.Arguments[0].Value, window), reference.Syntax);
        if (property.IsIndexer)
            throw new Unsupported(Rules.Buffer, reference.Syntax, $"'{reference.Syntax}'");
        if (FunctionReader.GenericConstant(property, _frame.Types) is { } constant)
            return new Scalar(constant.Type.IsReal() ? _builder.Constant(constant.Type, constant.Value) : _builder.Constant(constant.Type, (long)constant.Value));
        if (FunctionReader.IsOfNumbers(property) && _frame.Types.Apply(property.Type) is var number && ScalarTypeReader.IsReal(number))
            return Held($"{CSharpText.Type(number)}.{property.Name}", number);
        // Code that mentions the field behind a property can be read, but not repeated elsewhere: there the property itself is read.
        bool isField = StructFields.HasBackingField(property.OriginalDefinition) && (instance is not Aggregate || StructFields.IsPlain(property.GetMethod));
        if (isField && !IsVirtual(property, reference.Instance))
        {
            return instance is null
                ? Held(Accessible(property, reference.Syntax) + "." + CSharpText.Identifier(property.Name), _frame.Types.Apply(property.Type))
                : ReadMember(instance, property.Name, property, _frame.Types.Apply(property.Type), reference.Syntax);
        }

        if (property.GetMethod is not { } getter)
            throw new Unsupported(Rules.Expression, reference.Syntax, $"'{reference.Syntax}'");
        if (IsVirtual(property, reference.Instance))
            throw new Unsupported(Rules.VirtualCall, reference.Syntax, property.Name, "virtual");
        return Inline(getter, instance, [], reference.Syntax);
    }

    private Value ReadMember(Value instance, string key, ISymbol member, ITypeSymbol type, SyntaxNode at) => instance switch
    {
        Aggregate aggregate => aggregate[key] ?? throw new Unsupported(Rules.Expression, at, $"'{at}'"),
        Reference reference => HeldMember(reference, member, type, at),
        _ => throw new Unsupported(Rules.Expression, at, $"'{at}'"),
    };

    private Value HeldMember(Reference reference, ISymbol member, ITypeSymbol type, SyntaxNode at)
    {
        Accessible(member, at);
        return Held(reference.Access + "." + CSharpText.Identifier(member.Name), type);
    }

    // A value that is held constant and read when the derivative is called.
    private Value Held(string access, ITypeSymbol type)
    {
        ITypeSymbol? ofRows = ElementOfRows(type);
        if ((ofRows ?? ElementOf(type)) is { } element && ScalarTypeReader.Read(element) is { } elementType)
            return Buffer(new Input(access, access, ScalarType.Buffer, IsActive: false) { Element = elementType, IsArray = type is IArrayTypeSymbol, IsJagged = ofRows is not null }, type, element);
        return ScalarTypeReader.Read(type) is { } scalar
            ? Input(new Input(access, ScalarTypeReader.Access(access, type), scalar, IsActive: false))
            : new Reference(access, type);
    }

    private string Accessible(ISymbol member, SyntaxNode at)
    {
        if (!_bodies.Compilation.IsSymbolAccessibleWithin(member, _home) || CSharpText.IsFileLocal(member.ContainingType))
            throw new Unsupported(Rules.Inaccessible, at, member.Name, _home.Name);
        Used.Add(member);
        return CSharpText.Type(_frame.Types.Apply(member.ContainingType));
    }

    private Aggregate TakeApart(Value value, SyntaxNode at) => value switch
    {
        Aggregate aggregate => aggregate,
        Reference reference when IsStruct(reference.Type) && StructLimits.Of(reference.Type) is not null => throw new Unsupported(Rules.Type, at, reference.Type.ToDisplayString()),
        Reference reference when IsStruct(reference.Type) => TakeApart(reference),
        _ => throw new Unsupported(Rules.Expression, at, $"'{at}'"),
    };

    private Aggregate TakeApart(Reference reference) => new(
        reference.Type,
        [.. StructFields.Of(reference.Type).Select(f => new KeyValuePair<string, Value>(f.Name, Held(reference.Access + "." + CSharpText.Identifier(f.Symbol.Name), f.Type)))]);

    private Value Default(ITypeSymbol type, SyntaxNode at)
    {
        if (ScalarTypeReader.Read(type) is { } scalar)
            return new Scalar(_builder.Constant(scalar, 0L));
        if (!IsStruct(type) || StructLimits.Of(type) is not null)
            throw new Unsupported(Rules.Type, at, type.ToDisplayString());
        return new Aggregate(type, [.. StructFields.Of(type).Select(f => new KeyValuePair<string, Value>(f.Name, Default(f.Type, at)))]);
    }

    // The array that C# makes of arguments for 'params': its elements, known one by one.
    private Value ReadParamsArray(IArrayCreationOperation array) => new Aggregate(
        array.Type!,
        [.. array.Initializer?.ElementValues.Select((e, i) => new KeyValuePair<string, Value>(StructFields.ElementName(i), Read(e))) ?? []]);

    private Value ReadTuple(ITupleOperation tuple) => new Aggregate(
        TypeOf(tuple),
        [.. tuple.Elements.Select((e, i) => new KeyValuePair<string, Value>(StructFields.ElementName(i), Read(e)))]);

    private static bool IsVirtual(ISymbol member, IOperation? instance) =>
        (member.IsVirtual || member.IsAbstract || (member.IsOverride && !member.IsSealed))
        && member.ContainingType is { IsValueType: false, IsSealed: false }
        && instance is not IInstanceReferenceOperation { Syntax: Microsoft.CodeAnalysis.CSharp.Syntax.BaseExpressionSyntax }
        && instance?.Type is not { IsSealed: true } and not { IsValueType: true };
}
