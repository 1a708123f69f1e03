using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SymGrad.Generator.Diagnostics;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

internal sealed partial class BodyReader
{
    private Value Read(IOperation operation) => DeepStack.Run(ReadOperation, operation);

    private Value ReadOperation(IOperation operation)
    {
        if (operation.ConstantValue is { HasValue: true, Value: not (null or string or char or decimal) } constant
            && ScalarTypeReader.Read(operation.Type) is { } type)
        {
            return new Scalar(_builder.Add(Op.Constant, type, payload: ScalarTypeReader.Bits(constant.Value, type)));
        }

        if (Fence.Reject(operation) is not null)
            throw Rejected(operation);
        return operation switch
        {
            IParenthesizedOperation o => Read(o.Operand),
            IConversionOperation o => ReadConversion(o),
            ILocalReferenceOperation o => Variable(o.Local, o.Syntax),
            IParameterReferenceOperation o => Variable(o.Parameter, o.Syntax),
            IInstanceReferenceOperation o => ReadInstance(o),
            IFieldReferenceOperation o => ReadField(o),
            IPropertyReferenceOperation o => ReadProperty(o, o.Instance is null ? null : Read(o.Instance)),
            IArrayElementReferenceOperation o => ReadElement(o),
            IImplicitIndexerReferenceOperation o => ReadImplicitIndex(o),
            IArrayCreationOperation { IsImplicit: true, Parent: IArgumentOperation } o => ReadParamsArray(o),
            IArrayCreationOperation o => ReadNewArray(o),
            ICollectionExpressionOperation o => ReadCollection(o),
            _ when operation.Syntax is StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax => ReadStackAlloc(operation),
            IUnaryOperation o => ReadUnary(o),
            IBinaryOperation o => ReadBinary(o),
            ITupleBinaryOperation o => ReadTupleEquality(o),
            IConditionalOperation o => ReadConditional(o),
            IIsPatternOperation o => new Scalar(Match(o.Pattern, Read(o.Value))),
            ISwitchExpressionOperation o => ReadSwitchExpression(o),
            IInvocationOperation o => ReadInvocation(o),
            IObjectCreationOperation o => ReadCreation(o),
            IWithOperation o => ReadWith(o),
            ITupleOperation o => ReadTuple(o),
            IDefaultValueOperation o => Default(TypeOf(o), o.Syntax),
            ISimpleAssignmentOperation { IsRef: false } o => ReadAssignment(o),
            ICompoundAssignmentOperation o => ReadCompoundAssignment(o),
            IIncrementOrDecrementOperation o => ReadIncrement(o),
            IDeconstructionAssignmentOperation o => ReadDeconstruction(o),
            IDeclarationExpressionOperation o => Read(o.Expression),
            IThrowOperation o => throw new Unsupported(Rules.Throw, o.Syntax, "this one stands in an expression"),
            _ => throw new Unsupported(Rules.Expression, operation.Syntax, $"'{operation.Syntax}'"),
        };
    }

    private static Unsupported Rejected(IOperation operation)
    {
        Problem problem = Fence.Reject(operation)!;
        return new Unsupported(problem.Rule, operation.Syntax, problem.Arguments);
    }

    private Value Variable(ISymbol variable, SyntaxNode at) =>
        _environment[variable] ?? Captured(variable) ?? throw new Unsupported(Rules.Expression, at, $"'{variable.Name}', a parameter of a primary constructor or a variable of an outer scope,");

    // A parameter of the class's primary constructor: in scope in all of its parts, where nothing else has its name.
    private Value? Captured(ISymbol variable)
    {
        bool isInScope = IsOfPrimary(variable) && variable.ContainingType.IsReferenceType && !_hidden.Contains(variable.Name)
            && SymbolEqualityComparer.Default.Equals(variable.ContainingType, _home) && _environment[_frame.Receiver] is Reference { Access: "this" };
        return isInScope ? Held(CSharpText.Identifier(variable.Name), _frame.Types.Apply(((IParameterSymbol)variable).Type)) : null;
    }

    private static bool IsOfPrimary(ISymbol variable) => variable is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } constructor } && IsPrimary(constructor);

    private Value ReadConditional(IConditionalOperation conditional)
    {
        if (conditional.IsRef)
            throw new Unsupported(Rules.Reference, conditional.Syntax, "A ref conditional");
        if (ThrownBy(conditional.WhenTrue) is { } thrown)
        {
            ReadGuard(ReadNode(conditional.Condition), thrown);
            return Read(conditional.WhenFalse!);
        }

        if (ThrownBy(conditional.WhenFalse) is { } otherwise)
        {
            ReadGuard(_builder.Not(ReadNode(conditional.Condition)), otherwise);
            return Read(conditional.WhenTrue);
        }

        return Choose(ReadNode(conditional.Condition), () => Read(conditional.WhenTrue), () => Read(conditional.WhenFalse!));
    }

    private Value ReadUnary(IUnaryOperation unary)
    {
        if (unary.OperatorMethod is { } method && !IsBuiltIn(method, unary.Operand))
            return Inline(method, null, [Read(unary.Operand)], unary.Syntax);
        int operand = ReadNode(unary.Operand);
        ScalarType type = ScalarTypeOf(unary);
        switch (unary.OperatorKind)
        {
            case UnaryOperatorKind.Plus:
                return new Scalar(operand);
            case UnaryOperatorKind.Minus:
                return new Scalar(_builder.Add(Op.Negate, type, operand, payload: Checked(Op.Negate, type, unary.IsChecked)));
            case UnaryOperatorKind.Not when type == ScalarType.Boolean:
                return new Scalar(_builder.Not(operand));
            case UnaryOperatorKind.Not or UnaryOperatorKind.BitwiseNegation:
                return new Scalar(_builder.Add(Op.BitNot, type, operand));
            default:
                throw new Unsupported(Rules.Expression, unary.Syntax, $"'{unary.Syntax}'");
        }
    }

    private Value ReadBinary(IBinaryOperation binary)
    {
        // A long sum is a deep tree: its depth must not be the stack's.
        var chain = new Stack<IBinaryOperation>();
        IOperation first = binary;
        while (first is IBinaryOperation next && !next.ConstantValue.HasValue)
        {
            chain.Push(next);
            first = next.LeftOperand;
        }

        Value value = Read(first);
        while (chain.Count > 0)
        {
            IBinaryOperation next = chain.Pop();
            value = IsShortCircuit(next) ? Decide(next, ToNode(value, next.LeftOperand.Syntax)) : Combine(next, value, Read(next.RightOperand));
        }

        return value;
    }

    private static bool IsShortCircuit(IBinaryOperation binary) =>
        binary.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr && binary.OperatorMethod is null;

    private Value Decide(IBinaryOperation binary, int left) => binary.OperatorKind == BinaryOperatorKind.ConditionalAnd
        ? Choose(left, () => Read(binary.RightOperand), () => new Scalar(_builder.Boolean(false)))
        : Choose(left, () => new Scalar(_builder.Boolean(true)), () => Read(binary.RightOperand));

    private Value Combine(IBinaryOperation binary, Value x, Value y)
    {
        if (binary.OperatorMethod is { } method && !IsBuiltIn(method, binary.LeftOperand))
            return Inline(method, null, [x, y], binary.Syntax);
        if (Operators.Of(binary.OperatorKind) is not { } op || binary.IsLifted)
            throw new Unsupported(Rules.Expression, binary.Syntax, $"'{binary.Syntax}'");
        int a = ToNode(x, binary.LeftOperand.Syntax), b = ToNode(y, binary.RightOperand.Syntax);
        ScalarType type = op.IsComparison() ? ScalarType.Boolean : ScalarTypeOf(binary);
        int result = _builder.Add(op, type, a, b, Checked(op, type, binary.IsChecked));
        NoteEquality(result, binary.Syntax);
        return new Scalar(result);
    }

    // x == x asks whether x is a number.
    private void NoteEquality(int result, SyntaxNode at)
    {
        if (_builder[result] is { Op: Op.Equal or Op.NotEqual, A: var a, B: var b } && a != b)
            _suspects.Add(Rules.Equality, result, [a, b], at);
    }

    private Value ReadTupleEquality(ITupleBinaryOperation tuples)
    {
        Aggregate x = TakeApart(Read(tuples.LeftOperand), tuples.Syntax), y = TakeApart(Read(tuples.RightOperand), tuples.Syntax);
        int equal = _builder.Boolean(true);
        for (int i = 0; i < x.Fields.Count; i++)
        {
            int a = ToNode(x.Fields[i].Value, tuples.Syntax), b = ToNode(y.Fields[i].Value, tuples.Syntax);
            if (_builder[a].Type != _builder[b].Type)
                throw new Unsupported(Rules.Expression, tuples.Syntax, "A comparison of tuples of different types");
            int equality = _builder.Add(Op.Equal, ScalarType.Boolean, a, b);
            NoteEquality(equality, tuples.Syntax);
            equal = And(equal, equality);
        }

        return new Scalar(tuples.OperatorKind == BinaryOperatorKind.NotEquals ? _builder.Not(equal) : equal);
    }

    private Value ReadConversion(IConversionOperation conversion)
    {
        Value value = Read(conversion.Operand);
        ITypeSymbol type = TypeOf(conversion);
        if (conversion.OperatorMethod is { } method && !IsBuiltIn(method, conversion.Operand) && value is not Window)
            return Inline(method, null, [value], conversion.Syntax);
        return Convert(value, type, conversion.IsChecked, conversion.Syntax);
    }

    private Value Convert(Value value, ITypeSymbol type, bool isChecked, SyntaxNode at)
    {
        switch (value)
        {
            case Scalar scalar when ScalarTypeReader.Read(type) is { } scalarType:
                int converted = ConvertTo(scalar.Node, scalarType, isChecked);
                if (scalarType.IsInteger() && _builder[scalar.Node].Type.IsReal())
                    _suspects.Add(Rules.IntegerConversion, converted, [scalar.Node], at);
                return new Scalar(converted);
            case Aggregate { Type: INamedTypeSymbol { IsTupleType: true } } tuple when type is INamedTypeSymbol { IsTupleType: true } target:
                IEnumerable<ITypeSymbol> elements = target.TupleElements.Select(e => e.Type);
                return new Aggregate(type, [.. tuple.Fields.Zip(elements, (f, t) => new KeyValuePair<string, Value>(f.Key, Convert(f.Value, _frame.Types.Apply(t), isChecked, at)))]);
            case Aggregate aggregate when SymbolEqualityComparer.Default.Equals(aggregate.Type, type):
                return aggregate;
            case Window window when type.SpecialType == SpecialType.System_Array || SymbolEqualityComparer.Default.Equals(type, window.Type) || SymbolEqualityComparer.Default.Equals(ElementOf(type), window.Element):
                return window;
            case Reference reference when SymbolEqualityComparer.Default.Equals(reference.Type, type) || reference.Type.IsReferenceType:
                return reference;
            default:
                throw new Unsupported(Rules.Type, at, type.ToDisplayString());
        }
    }

    private int ConvertTo(int node, ScalarType type, bool isChecked)
    {
        Node source = _builder[node];
        if (source.Type == type)
            return node;
        if (source.Op == Op.Constant && source.Type.IsInteger() && type.IsReal() && Math.Abs(source.Payload) < 1 << 24)
            return _builder.Constant(type, (double)source.Payload);
        return _builder.Add(Op.Convert, type, node, payload: type.IsInteger() && isChecked ? 1 : 0);
    }

    // Inside a generic method whose T is at hand, operators of T are the primitive's own.
    private bool IsBuiltIn(IMethodSymbol method, IOperation operand) =>
        ScalarTypeReader.Read(TypeOf(operand)) is not null
        && ((method.ContainingType.TypeKind == TypeKind.Interface && method.ContainingNamespace.ToDisplayString() == "System.Numerics")
            || ScalarTypeReader.Read(method.ContainingType) is not null);

    private static long Checked(Op op, ScalarType type, bool isChecked) => isChecked && type.IsInteger() && Operators.CanOverflow(op) ? 1 : 0;
}
