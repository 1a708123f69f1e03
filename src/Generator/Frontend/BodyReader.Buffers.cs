using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymGrad.Generator.Diagnostics;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

/// <summary>Arrays and spans.</summary>
internal sealed partial class BodyReader
{
    private object? _output;

    /// <summary>Declares a buffer that comes from outside and gives the value that views it.</summary>
    public Window Buffer(Input input, ITypeSymbol type, ITypeSymbol element)
    {
        var storage = new object();
        _environment[storage] = States(element, "", input.IsActive, (leaf, path, isActive) => Input(input with
        {
            Name = input.Name + path.Replace("@", ""),
            Element = leaf,
            IsActive = isActive && leaf.IsReal(),
            Path = path,
            IsReplaced = !StructShape.IsVariable(element, path),
            ElementType = path == "" ? null : _types?.Of(element) ?? CSharpText.Type(element),
        }).Node);
        if (input.IsOutput)
        {
            _output = storage;
            return new Window(storage, type, element) { Memory = _environment[storage] };
        }

        int state = StatesIn(_environment[storage]!).First();
        return new Window(storage, type, element)
        {
            Given = input,
            Shape = input.IsTwoDimensional ? (_builder.Length(state, 1), _builder.Length(state, 2)) : null,
            IsJagged = input.IsJagged,
        };
    }

    /// <summary>Whether buffers of this type are supported: of scalars, and of structs that are made of them.</summary>
    public static bool IsElement(ITypeSymbol type) => ScalarTypeReader.Read(type) is not null
        || (IsStruct(type) && StructLimits.Of(type) is null && StructFields.Of(type).Any() && StructFields.Of(type).All(field => IsElement(field.Type)));

    // A state for each leaf of an element.
    private static Value States(ITypeSymbol type, string path, bool isActive, Func<ScalarType, string, bool, int> state) => ScalarTypeReader.Read(type) is { } scalar
        ? new Scalar(state(scalar, path, isActive))
        : new Aggregate(type, [.. StructFields.Of(type).Select(field => new KeyValuePair<string, Value>(
            field.Name, States(field.Type, path + "." + CSharpText.Identifier(field.Symbol.Name), isActive && StructShape.IsActive(field), state)))]);

    private static IEnumerable<int> StatesIn(Value states) => states is Aggregate aggregate ? aggregate.Fields.SelectMany(field => StatesIn(field.Value)) : [((Scalar)states).Node];

    /// <summary>The element type of an array of one dimension, or of a span; null for anything else.</summary>
    public static ITypeSymbol? ElementOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1 } array => array.ElementType,
        INamedTypeSymbol { Name: "Span" or "ReadOnlySpan", TypeArguments.Length: 1 } span when span.ContainingNamespace.ToDisplayString() == "System" => span.TypeArguments[0],
        _ => null,
    };

    /// <summary>The element type of the rows of an array of arrays; null for anything else.</summary>
    public static ITypeSymbol? ElementOfRows(ITypeSymbol type) => type is IArrayTypeSymbol { Rank: 1, ElementType: IArrayTypeSymbol { Rank: 1 } row } ? row.ElementType : null;

    /// <summary>The element type of any of these, of an array of two dimensions too.</summary>
    public static ITypeSymbol? ElementOfAny(ITypeSymbol type) => type is IArrayTypeSymbol { Rank: 2 } matrix ? matrix.ElementType : ElementOfRows(type) ?? ElementOf(type);

    private Value ReadNewArray(IArrayCreationOperation array)
    {
        if (array.DimensionSizes.Length == 2 && array.Initializer is null)
            return NewMatrix(array);
        if (array.DimensionSizes.Length != 1)
            throw new Unsupported(Rules.Buffer, array.Syntax, "An array of several dimensions");
        Window window = NewBuffer(TypeOf(array), ((IArrayTypeSymbol)TypeOf(array)).ElementType, ReadNode(array.DimensionSizes[0]), array.Syntax);
        return array.Initializer is null ? window : Filled(window, array.Initializer.ElementValues);
    }

    private Value NewMatrix(IArrayCreationOperation array)
    {
        int rows = ReadNode(array.DimensionSizes[0]), columns = ReadNode(array.DimensionSizes[1]);
        int length = _builder.Add(Op.Multiply, ScalarType.Int32, ConvertTo(rows, ScalarType.Int32, isChecked: true), ConvertTo(columns, ScalarType.Int32, isChecked: true), payload: 1);
        return NewBuffer(TypeOf(array), ((IArrayTypeSymbol)TypeOf(array)).ElementType, length, array.Syntax) with { Shape = (rows, columns) };
    }

    private Value ReadCollection(ICollectionExpressionOperation collection)
    {
        if (ElementOf(TypeOf(collection)) is not { } element || collection.Elements.Any(e => e is ISpreadOperation))
            throw new Unsupported(Rules.Buffer, collection.Syntax, $"'{collection.Syntax}'");
        Window window = NewBuffer(TypeOf(collection), element, _builder.Constant(ScalarType.Int32, (long)collection.Elements.Length), collection.Syntax);
        return Filled(window, collection.Elements);
    }

    private Window Filled(Window window, IReadOnlyList<IOperation> elements)
    {
        for (int i = 0; i < elements.Count; i++)
            Store(window, _builder.Constant(ScalarType.Int32, (long)i), Read(elements[i]), elements[i].Syntax);
        return window;
    }

    private Value ReadStackAlloc(IOperation stackAlloc)
    {
        ITypeSymbol? type = stackAlloc.Type is { } known ? _frame.Types.Apply(known) : null;
        if (type is null || ElementOf(type) is not { } element || stackAlloc.ChildOperations.FirstOrDefault() is not { } length || stackAlloc.ChildOperations.Count > 1)
            throw new Unsupported(Rules.Buffer, stackAlloc.Syntax, "This 'stackalloc'");
        return NewBuffer(type, element, ReadNode(length), stackAlloc.Syntax);
    }

    private Window NewBuffer(ITypeSymbol type, ITypeSymbol element, int length, SyntaxNode at)
    {
        var storage = new object();
        if (!IsElement(element))
            throw new Unsupported(Rules.Type, at, element.ToDisplayString());
        int elements = ConvertTo(length, ScalarType.Int32, isChecked: true);
        Value memory = _environment[storage] = States(element, "", isActive: true, (leaf, _, _) => _builder.Allocate(leaf, elements));
        return new Window(storage, type, element) { Memory = memory };
    }

    private Value Store(Window window, int index, Value value, SyntaxNode at)
    {
        if (window.Memory is null)
            throw new Unsupported(Rules.SideEffect, at, $"An assignment to '{at}'");
        _environment[window.Storage] = Stored(_environment[window.Storage]!, IndexIn(window, index), value is Reference ? TakeApart(value, at) : value, at);
        return value;
    }

    // Leaf by leaf; what an element keeps is not stored again.
    private Value Stored(Value states, int index, Value value, SyntaxNode at)
    {
        if (states is Aggregate leaves)
            return leaves with { Fields = [.. leaves.Fields.Select(field => new KeyValuePair<string, Value>(field.Key, Stored(field.Value, index, ((Aggregate)value)[field.Key]!, at)))] };
        int state = ((Scalar)states).Node, stored = ToNode(value, at);
        return new Scalar(stored == Loaded(state, index) ? state : _builder.Store(state, index, stored));
    }

    private Value Loaded(Value states, int index) => states is Aggregate leaves
        ? leaves with { Fields = [.. leaves.Fields.Select(field => new KeyValuePair<string, Value>(field.Key, Loaded(field.Value, index)))] }
        : new Scalar(Loaded(((Scalar)states).Node, index));

    private int Loaded(int state, int index) => _builder.Load(_builder.ElementOf(state), state, index);

    private Value ReadElement(IArrayElementReferenceOperation element)
    {
        Value array = Read(element.ArrayReference);
        if (element.Indices[0] is IRangeOperation range)
            return CopyOf(Slice(array, range, element.Syntax), TypeOf(element), element.Syntax);
        return Element(array, ReadIndices(element, array), element.Syntax);
    }

    // The place of an element, by one index or by two.
    private int ReadIndices(IArrayElementReferenceOperation element, Value array)
    {
        if (element.Indices.Length == 1)
            return ReadIndex(element.Indices[0], array);
        if (array is not Window { Shape: { } shape })
            throw new Unsupported(Rules.Buffer, element.Syntax, $"'{element.Syntax}'");
        int row = ReadNode(element.Indices[0]), column = ReadNode(element.Indices[1]);
        return _builder.Cell(shape.Columns, row, column);
    }

    private (Window Window, int Index)? ElementAt(IOperation target)
    {
        if (target is IArrayElementReferenceOperation element && element.Indices[0] is not IRangeOperation)
            return Read(element.ArrayReference) is Window array ? (array, ReadIndices(element, array)) : null;
        (IOperation? instance, IOperation? index) = target switch
        {
            IPropertyReferenceOperation { Arguments.Length: 1 } o => (o.Instance, o.Arguments[0].Value),
            IImplicitIndexerReferenceOperation o when o.Argument is not IRangeOperation => (o.Instance, o.Argument),
            _ => (null, null),
        };
        return instance is not null && Read(instance) is Window window ? (window, ReadIndex(index!, window)) : null;
    }

    // ^1 counts from the end.
    private int ReadIndex(IOperation index, Value of)
    {
        if (index is IConversionOperation { Type.Name: "Index", OperatorMethod: not null } conversion)
            return ReadIndex(conversion.Operand, of);
        if (index is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } hat)
            return _builder.Add(Op.Subtract, ScalarType.Int32, ((Scalar)LengthOf(of)).Node, ReadNode(hat.Operand));
        return ReadNode(index);
    }

    private Value ReadImplicitIndex(IImplicitIndexerReferenceOperation reference)
    {
        Value instance = Read(reference.Instance);
        if (reference.Argument is IRangeOperation range)
            return Slice(instance, range, reference.Syntax);
        return Element(instance, ReadIndex(reference.Argument, instance), reference.Syntax);
    }

    private Value Element(Value of, int index, SyntaxNode at) => of switch
    {
        Window { HasRows: true } rows => rows with { Type = ((IArrayTypeSymbol)rows.Type).ElementType, Part = Frontend.Part.OfRow(ConvertTo(index, ScalarType.Int32, isChecked: true)) },
        Window { Shape: not null } when _builder[index].Op != Op.Cell => throw new Unsupported(Rules.Buffer, at, $"'{at}'"),
        Window window => Loaded(_environment[window.Storage]!, IndexIn(window, index)),
        Aggregate { Type: IArrayTypeSymbol } array when _builder[index] is { Op: Op.Constant } constant && constant.Payload >= 0 && constant.Payload < array.Fields.Count =>
            array.Fields[(int)constant.Payload].Value,
        _ => throw new Unsupported(Rules.Buffer, at, $"'{at}'"),
    };

    private Value LengthOf(Value buffer) => buffer switch
    {
        Window { Part: { IsRow: true } part } row => new Scalar(_builder.Length(SliceOf(row, part))),
        Window { Part: { } part } => new Scalar(part.Length),
        Window window => new Scalar(_builder.Length(FirstState(window))),
        Aggregate array => new Scalar(_builder.Constant(ScalarType.Int32, (long)array.Fields.Count)),
        _ => throw new InvalidOperationException("only buffers have a length"),
    };
}
