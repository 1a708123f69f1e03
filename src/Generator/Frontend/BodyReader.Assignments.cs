using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymGrad.Generator.Diagnostics;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

internal sealed partial class BodyReader
{
    private Value ReadAssignment(ISimpleAssignmentOperation assignment)
    {
        Slot target = Place(assignment.Target);
        return target.Assign(Read(assignment.Value));
    }

    /// <summary>A place that has been found: it can be read and assigned any number of times, and is evaluated once.</summary>
    private readonly record struct Slot(Func<Value> Read, Func<Value, Value> Assign);

    // Where a value goes; C# finds that out before it computes the value.
    private Slot Place(IOperation target)
    {
        switch (target)
        {
            case IParenthesizedOperation parenthesized:
                return Place(parenthesized.Operand);
            case IArrayElementReferenceOperation or IPropertyReferenceOperation { Property.IsIndexer: true } or IImplicitIndexerReferenceOperation:
                (Window window, int index) = ElementAt(target) ?? throw new Unsupported(Rules.Buffer, target.Syntax, $"'{target.Syntax}'");
                return new Slot(() => Element(window, index, target.Syntax), value => Store(window, index, value, target.Syntax));
            case IFieldReferenceOperation { Instance: { } instance } field when IsInElement(instance):
                return PlaceIn(Place(instance), StructFields.Key(field.Field), target);
            case IPropertyReferenceOperation { Instance: { } instance, Property: var property } when IsInElement(instance) && StructFields.HasBackingField(property.OriginalDefinition) && StructFields.IsPlain(property.SetMethod):
                return PlaceIn(Place(instance), property.Name, target);
            case ITupleOperation tuple:
                Slot[] places = [.. tuple.Elements.Select(Place)];
                return new Slot(() => Read(target), value => Deconstruct(tuple, places, TakeApart(value, target.Syntax)));
            default:
                return new Slot(() => Read(target), value => Assign(target, value));
        }
    }

    private Slot PlaceIn(Slot whole, string member, IOperation target) => new(
        () => TakeApart(whole.Read(), target.Syntax)[member]!,
        value =>
        {
            whole.Assign(TakeApart(whole.Read(), target.Syntax).With(member, value));
            return value;
        });

    // To a place that has been read before, which must be the same one now.
    private void AssignAgain(IOperation place, Value value)
    {
        if (IsInElement(place) && HasEffects(place))
            throw new Unsupported(Rules.Expression, place.Syntax, $"'{place.Syntax}', an element whose index changes variables,");
        Assign(place, value);
    }

    // Whether a place is, or is a part of, an element of a buffer.
    private bool IsInElement(IOperation place) => place switch
    {
        IParenthesizedOperation o => IsInElement(o.Operand),
        IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation or IPropertyReferenceOperation { Property.IsIndexer: true } => true,
        IFieldReferenceOperation { Instance: { } instance } => IsStruct(TypeOf(instance)) && IsInElement(instance),
        IPropertyReferenceOperation { Instance: { } instance } => IsStruct(TypeOf(instance)) && IsInElement(instance),
        _ => false,
    };

    private Value Assign(IOperation target, Value value)
    {
        switch (target)
        {
            case IDiscardOperation:
                break;
            case ILocalReferenceOperation local:
                if (local.Local.IsRef)
                    throw new Unsupported(Rules.Reference, target.Syntax, "A ref local");
                SetVariable(local.Local, value);
                break;
            case IParameterReferenceOperation parameter:
                bool isCaptured = IsOfPrimary(parameter.Parameter) && _environment[parameter.Parameter] is null;
                if (isCaptured || (parameter.Parameter.RefKind is RefKind.Ref or RefKind.Out && _frame.Caller is null))
                    throw new Unsupported(Rules.SideEffect, target.Syntax, $"An assignment to '{target.Syntax}'");
                SetVariable(parameter.Parameter, value);
                break;
            case IDeclarationExpressionOperation declaration:
                Assign(declaration.Expression, value);
                break;
            case IArrayElementReferenceOperation or IPropertyReferenceOperation { Property.IsIndexer: true } or IImplicitIndexerReferenceOperation or ITupleOperation:
                return Place(target).Assign(value);
            case IFieldReferenceOperation { Instance: { } instance } when IsInElement(instance):
                return Place(target).Assign(value);
            case IFieldReferenceOperation { Instance: { } instance } field:
                AssignMember(instance, StructFields.Key(field.Field), value, target);
                break;
            case IPropertyReferenceOperation { Instance: { } instance } property when StructFields.HasBackingField(property.Property.OriginalDefinition) && StructFields.IsPlain(property.Property.SetMethod):
                AssignMember(instance, property.Property.Name, value, target);
                break;
            case IInstanceReferenceOperation when !_frame.IsReceiverOutside && ReadInstance((IInstanceReferenceOperation)target) is Aggregate:
                _environment[_frame.Receiver] = value;
                break;
            case IPropertyReferenceOperation { Property.SetMethod: { } setter, Instance: { } instance } when IsStruct(TypeOf(instance)):
                Value changed = Read(instance);
                HandBack(Call(setter, changed, [value], target.Syntax), changed, instance);
                break;
            default:
                throw new Unsupported(Rules.SideEffect, target.Syntax, $"An assignment to '{target.Syntax}'");
        }

        return value;
    }

    private void AssignMember(IOperation instance, string member, Value value, IOperation target)
    {
        if (instance is IInstanceReferenceOperation self && ReadInstance(self) is Aggregate built)
        {
            bool isInitialized = self.ReferenceKind == InstanceReferenceKind.ImplicitReceiver;
            if (!isInitialized && _frame.IsReceiverOutside)
                throw new Unsupported(Rules.SideEffect, target.Syntax, $"An assignment to '{target.Syntax}'");
            _environment[isInitialized ? _frame.Initialized.Peek() : _frame.Receiver] = built.With(member, value);
            return;
        }

        if (!IsStruct(TypeOf(instance)))
            throw new Unsupported(Rules.SideEffect, target.Syntax, $"An assignment to '{target.Syntax}'");
        Assign(instance, TakeApart(Read(instance), target.Syntax).With(member, value));
    }

    // All values are read before the first is assigned, so that (a, b) = (b, a) swaps.
    private Value Deconstruct(ITupleOperation targets, IReadOnlyList<Slot> places, Aggregate values)
    {
        if (targets.Elements.Length != values.Fields.Count)
            throw new Unsupported(Rules.Expression, targets.Syntax, $"'{targets.Syntax}'");
        for (int i = 0; i < targets.Elements.Length; i++)
        {
            Value value = values.Fields[i].Value;
            IOperation target = targets.Elements[i];
            places[i].Assign(target.Type is { } type && value is Scalar ? Convert(value, _frame.Types.Apply(type), false, target.Syntax) : value);
        }

        return values;
    }

    private Value ReadDeconstruction(IDeconstructionAssignmentOperation deconstruction)
    {
        Slot target = Place(deconstruction.Target is IDeclarationExpressionOperation { Expression: ITupleOperation declared } ? declared : deconstruction.Target);
        Value value = Read(deconstruction.Value);
        if (_bodies.DeconstructMethod(deconstruction.Syntax) is { } method)
            value = TakeApartBy(method, value, deconstruction.Syntax);
        return target.Assign(value);
    }

    private Value TakeApartBy(IMethodSymbol method, Value value, SyntaxNode at)
    {
        // A record's own Deconstruct has no body: it gives the properties its parameters are named after.
        if (_bodies.Find(method) is null && value is Aggregate record && method.IsImplicitlyDeclared)
        {
            return new Aggregate(
                record.Type,
                [.. method.Parameters.Select((p, i) => new KeyValuePair<string, Value>(StructFields.ElementName(i), record[p.Name]!))]);
        }

        Completion done = Call(method, value, [.. method.Parameters.Select(_ => (Value)Unassigned.Instance)], at);
        return new Aggregate(method.ContainingType, [.. done.Arguments.Select((o, i) => new KeyValuePair<string, Value>(StructFields.ElementName(i), o))]);
    }

    private Value ReadCompoundAssignment(ICompoundAssignmentOperation assignment)
    {
        Slot place = Place(assignment.Target);
        Value old = place.Read(), operand = Read(assignment.Value);
        if (assignment.OperatorMethod is { } method && !IsBuiltIn(method, assignment.Target))
            return place.Assign(Operate(method, old, [operand], assignment.Syntax));
        if (Operators.Of(assignment.OperatorKind) is not { } op)
            throw new Unsupported(Rules.Expression, assignment.Syntax, $"'{assignment.Syntax}'");
        ScalarType target = ScalarTypeOf(assignment.Target);
        ScalarType type = Operators.IsShift(op) ? Promoted(target) : ScalarTypeOf(assignment.Value);
        int x = ConvertTo(ToNode(old, assignment.Syntax), type, assignment.IsChecked);
        int result = _builder.Add(op, type, x, ToNode(operand, assignment.Syntax), Checked(op, type, assignment.IsChecked));
        return place.Assign(new Scalar(ConvertTo(result, target, assignment.IsChecked)));
    }

    // A user's operator gives the new value; one of an instance changes its receiver.
    private Value Operate(IMethodSymbol method, Value old, Value[] operands, SyntaxNode at) => method.IsStatic
        ? Inline(method, null, [old, .. operands], at)
        : Call(method, old, operands, at).Receiver!;

    private Value ReadIncrement(IIncrementOrDecrementOperation increment)
    {
        Slot place = Place(increment.Target);
        Value old = place.Read();
        if (increment.OperatorMethod is { } method && !IsBuiltIn(method, increment.Target))
        {
            Value changed = place.Assign(Operate(method, old, [], increment.Syntax));
            return increment.IsPostfix ? old : changed;
        }

        Op op = increment.Kind == OperationKind.Increment ? Op.Add : Op.Subtract;
        ScalarType target = ScalarTypeOf(increment.Target), type = Promoted(target);
        int x = ConvertTo(ToNode(old, increment.Syntax), type, increment.IsChecked);
        int result = _builder.Add(op, type, x, _builder.Constant(type, 1L), Checked(op, type, increment.IsChecked));
        Value value = place.Assign(new Scalar(ConvertTo(result, target, increment.IsChecked)));
        return increment.IsPostfix ? old : value;
    }

    private static ScalarType Promoted(ScalarType type) => type is >= ScalarType.SByte and <= ScalarType.UInt16 ? ScalarType.Int32 : type;
}
