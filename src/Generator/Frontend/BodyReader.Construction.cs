using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SymGrad.Generator.Diagnostics;

namespace SymGrad.Generator.Frontend;

internal sealed partial class BodyReader
{
    /// <summary>The fields that a constructor stores its parameters in, in the parameters' order; null if it does anything else.</summary>
    public IReadOnlyList<string>? StoredBy(IMethodSymbol constructor, ITypeSymbol type)
    {
        var arguments = constructor.Parameters.Select(p => Held(p.Name, p.Type)).ToArray();
        try
        {
            SyntaxNode? at = constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
            if (at is null || Construct(constructor, type, arguments, at) is not Aggregate built || built.Fields.Count != arguments.Length || _builder.HasGuards)
                return null;
            string?[] order = [.. arguments.Select(a => built.Fields.FirstOrDefault(f => Equals(f.Value, a)).Key)];
            return order.Contains(null) || order.Distinct().Count() != order.Length ? null : [.. order.Select(name => name!)];
        }
        catch (Unsupported)
        {
            return null;
        }
    }

    private Value ReadCreation(IObjectCreationOperation creation)
    {
        ITypeSymbol type = TypeOf(creation);
        if (!IsStruct(type))
            throw new Unsupported(Rules.Expression, creation.Syntax, $"'{creation.Syntax}', an object,");
        Value[] arguments = ReadArguments(creation.Arguments, creation.Arguments.Length);
        return Initialize(Construct(creation.Constructor!, type, arguments, creation.Syntax), creation.Initializer);
    }

    private Value ReadWith(IWithOperation with) => Initialize(TakeApart(Read(with.Operand), with.Syntax), with.Initializer);

    private Value Initialize(Value value, IObjectOrCollectionInitializerOperation? initializer)
    {
        if (initializer is null)
            return value;
        var built = new object();
        _environment[built] = value;
        _frame.Initialized.Push(built);
        foreach (IOperation member in initializer.Initializers)
        {
            if (member is IMemberInitializerOperation nested)
                Assign(nested.InitializedMember, Initialize(Read(nested.InitializedMember), nested.Initializer));
            else if (member is ISimpleAssignmentOperation)
                Read(member);
            else
                throw new Unsupported(Rules.Expression, member.Syntax, $"'{member.Syntax}'");
        }

        _frame.Initialized.Pop();
        return _environment.Take(built);
    }

    private Value Construct(IMethodSymbol constructor, ITypeSymbol type, Value[] arguments, SyntaxNode at)
    {
        if (type is INamedTypeSymbol { IsTupleType: true })
            return new Aggregate(type, [.. arguments.Select((a, i) => new KeyValuePair<string, Value>(StructFields.ElementName(i), a))]);
        if (constructor.IsImplicitlyDeclared && arguments.Length == 0)
            return Default(type, at);
        if (IsPrimary(constructor))
            return ConstructByPrimary(constructor, type, arguments, at);
        return Call(constructor, Default(type, at), arguments, at).Receiver!;
    }

    private void ReadConstructorBody(IConstructorBodyOperation body)
    {
        if (body.Initializer is IExpressionStatementOperation { Operation: IInvocationOperation { TargetMethod: { } chained } initializer })
        {
            Value[] arguments = ReadArguments(initializer.Arguments, chained.Parameters.Length);
            Value self = _environment[_frame.Receiver]!;
            _environment[_frame.Receiver] = Construct(chained, ((Aggregate)self).Type, arguments, initializer.Syntax);
        }

        if ((body.BlockBody ?? body.ExpressionBody) is { } block)
            ReadBody(block);
    }

    public static bool IsPrimary(IMethodSymbol constructor) =>
        constructor.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is TypeDeclarationSyntax);

    // Parameters of a record struct's primary constructor are its properties; initializers of fields may use them.
    private Value ConstructByPrimary(IMethodSymbol constructor, ITypeSymbol type, Value[] arguments, SyntaxNode at)
    {
        var built = (Aggregate)Default(type, at);
        for (int i = 0; i < arguments.Length; i++)
        {
            IParameterSymbol parameter = constructor.OriginalDefinition.Parameters[i];
            _environment[parameter] = arguments[i];
            if (type.IsRecord && built[parameter.Name] is not null)
                built = built.With(parameter.Name, arguments[i]);
        }

        Frame caller = _frame;
        _frame = new Frame(constructor, TypeSubstitution.Of(constructor, caller.Types), caller);
        foreach (StructFields.Member member in StructFields.Of(type))
        {
            if (InitializerOf(member.Symbol) is { } initializer && _bodies.Operation(initializer) is ISymbolInitializerOperation { Value: { } value })
                built = built.With(member.Name, Read(value));
        }

        _frame = caller;
        return built;
    }

    private static SyntaxNode? InitializerOf(ISymbol member) => member.OriginalDefinition.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() switch
    {
        VariableDeclaratorSyntax field => field.Initializer,
        PropertyDeclarationSyntax property => property.Initializer,
        _ => null,
    };
}
