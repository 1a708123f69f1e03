using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymGrad.Generator.Diagnostics;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

internal sealed partial class BodyReader
{
    private const int LongestName = 40;

    private Value ReadInvocation(IInvocationOperation call)
    {
        if (call.TargetMethod.MethodKind == MethodKind.DelegateInvoke)
            throw new Unsupported(Rules.Delegate, call.Syntax, "A call through a delegate");
        if (IsConstant(call.TargetMethod))
            return HoldConstant(Read(call.Arguments[0].Value));
        IMethodSymbol? derivative = _bodies.DerivativeOf(call.TargetMethod);
        if (derivative is null && ReadFunction(call) is { } known)
            return known;
        if (ReadBufferCall(call) is { } ofBuffer)
            return ofBuffer;
        if (IsNumberCreation(call.TargetMethod) && ScalarTypeReader.Read(TypeOf(call)) is { } created)
            return new Scalar(ConvertTo(ReadNode(call.Arguments[0].Value), created, isChecked: false));
        Value? instance = call.Instance is null ? null : Read(call.Instance);
        Value[] arguments = ReadArguments(call.Arguments, call.TargetMethod.Parameters.Length);
        IMethodSymbol method = call.TargetMethod;
        if (method.ReturnsByRef || method.ReturnsByRefReadonly)
            throw new Unsupported(Rules.Reference, call.Syntax, "A reference that a call returns");
        if (IsVirtual(method, call.Instance))
        {
            string kind = method.ContainingType.TypeKind == TypeKind.Interface ? "an interface's method" : method.IsAbstract ? "abstract" : "virtual";
            throw new Unsupported(Rules.VirtualCall, call.Syntax, method.Name, kind);
        }

        if (derivative is not null)
            return InvokeWithDerivative(method, derivative, instance, arguments, call.Syntax);
        if (GeneratedMembers.Of(method) is not null && _frame.Types.Apply(method) is var closed && GeneratedMembers.Of(closed) is { } members)
        {
            method = closed;
            DerivativeKind? kind = members.KindOf(method);
            bool isAtHand = _bodies.Find(members.Method) is not null;
            Graph? function = isAtHand ? null : ReadPublication(members, call.Syntax);
            if ((isAtHand || function is not null) && kind is { } nested)
                return InvokeNested(members, method, nested, function, instance, arguments, call.Syntax);
            if (function is not null)
                return InvokeFunction(members, function, instance, arguments, call.Syntax);
            if (!isAtHand && kind is null or DerivativeKind.Gradient or DerivativeKind.ValueAndGradient && members is { Gradient: not null, ValueAndGradient: not null })
                return InvokePublished(members, method, kind, instance, arguments, call.Syntax);
        }

        if (FunctionReader.IsOfIntegers(method, _frame.Types) && _bodies.Find(method) is null)
            return InvokeOfIntegers(method, arguments, call.Syntax);
        Completion done = Call(method, instance, arguments, call.Syntax);
        HandBack(done, instance, call.Instance);
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.Parameter is { RefKind: RefKind.Out or RefKind.Ref } parameter)
                AssignAgain(argument.Value, done.Arguments[parameter.Ordinal]);
        }

        return done.Result;
    }

    private static bool IsConstant(IMethodSymbol method) =>
        method.Name == "Constant" && method.ContainingType.ToDisplayString() == "SymGrad.Differentiate";

    private Value HoldConstant(Value value) => value switch
    {
        Scalar scalar => new Scalar(_builder.Hold(scalar.Node)),
        Aggregate aggregate => aggregate with { Fields = [.. aggregate.Fields.Select(f => new KeyValuePair<string, Value>(f.Key, HoldConstant(f.Value)))] },
        _ => value,
    };

    // T.CreateChecked(x) and kin, which are casts where T is a real type.
    private bool IsNumberCreation(IMethodSymbol method) =>
        method is { IsStatic: true, Parameters.Length: 1, Name: "CreateChecked" or "CreateSaturating" or "CreateTruncating" }
        && method.ContainingType.ContainingNamespace.ToDisplayString() is "System.Numerics" or "System"
        && ScalarTypeReader.IsReal(_frame.Types.Apply(method.ReturnType))
        && ScalarTypeReader.Read(_frame.Types.Apply(method.Parameters[0].Type)) is not null and not ScalarType.Boolean;

    // Arguments are read in the order they are written and passed in the order of the parameters.
    private Value[] ReadArguments(IReadOnlyList<IArgumentOperation> arguments, int count)
    {
        var values = new Value[count];
        foreach (IArgumentOperation argument in arguments)
        {
            values[argument.Parameter!.Ordinal] = argument.Parameter.RefKind == RefKind.Out
                ? Unassigned.Instance
                : Read(argument.Value);
        }

        return values;
    }

    private Value Inline(IMethodSymbol method, Value? instance, Value[] arguments, SyntaxNode at) =>
        Call(method, instance, arguments, at).Result;

    // A struct that a method was called on may have changed.
    private void HandBack(Completion done, Value? instance, IOperation? receiver)
    {
        if (receiver is not null && done.Receiver is Aggregate && !ReferenceEquals(done.Receiver, instance))
            AssignAgain(receiver, done.Receiver);
    }

    // A large method is called where it is called more than once; any other is read in place of the call.
    private Completion Call(IMethodSymbol method, Value? instance, Value[] arguments, SyntaxNode at)
    {
        string? chosen = _large is { Count: > 0 } && !_frame.IsCalling(method) ? KeyOf(method, instance, arguments) : null;
        if (chosen is not null && CallFunction(chosen, method, instance, arguments, at) is { } called)
            return called;
        int start = _builder.Count;
        Completion done = ReadInPlace(method, instance, arguments, at);
        if (_builder.Count - start >= LargeCalls.Least && KeyOf(method, instance, arguments) is { } key)
            _inlined.Add(new InlinedCall(key, start, _builder.Count));
        return done;
    }

    private Completion ReadInPlace(IMethodSymbol method, Value? instance, Value[] arguments, SyntaxNode at)
    {
        if (_frame.IsCalling(method))
            throw new Unsupported(Rules.Recursion, at, method.Name);
        if (method.IsAsync || method.IsIterator)
            throw new Unsupported(Rules.Suspension, at, $"'{method.Name}'");
        IOperation body = _bodies.Find(method) ?? throw NoSource(method, at);
        Frame caller = _frame;
        Environment outside = _environment.Clone();
        _frame = new Frame(method, TypeSubstitution.Of(method, caller.Types), caller);
        for (int i = 0; i < arguments.Length; i++)
        {
            IParameterSymbol parameter = Bodies.Implementation(method).Parameters[i];
            _environment[parameter] = arguments[i];
            Name(parameter.Name, arguments[i], isUsers: false);
        }

        if (instance is not null)
            _environment[method.OriginalDefinition.ContainingType?.ExtensionParameter ?? _frame.Receiver] = instance;
        if (body is IConstructorBodyOperation constructor)
            ReadConstructorBody(constructor);
        else
            ReadBody(body);
        var done = new Completion(
            _environment[_frame.ReturnValue] ?? Unassigned.Instance,
            _environment[_frame.Receiver],
            [.. Bodies.Implementation(method).Parameters.Select(p => _environment[p]!)]);
        Name(ResultName(method, arguments), done.Result, isUsers: false);
        _environment.Leave(_frame, outside);
        _frame = caller;
        return done;
    }

    private static Unsupported NoSource(IMethodSymbol method, SyntaxNode at)
    {
        string home = method.ContainingType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        bool takesBuffers = Publication.TakesBuffers(method);
        string advice = takesBuffers && GeneratedMembers.Of(method) is not null
            ? ", and what was generated for it does not say what it computes: it is generic or not public, of a program, reads more than its arguments, or calls what is not read in place of the call"
            : takesBuffers ? ": mark it [Differentiable] where it is declared"
            : method.MethodKind == MethodKind.Ordinary && ScalarTypeReader.IsReal(method.ReturnType)
            ? $": mark it [Differentiable] where it is declared, or give its derivative in a method marked [DerivativeOf(typeof({home}), nameof({home}.{method.Name}))]"
            : "";
        return new Unsupported(Rules.NoSource, at, method.ToDisplayString(), advice);
    }

    // What Sigma(z0) gives is called sigmaZ0; calls of calls would give ever longer names.
    private string ResultName(IMethodSymbol method, Value[] arguments)
    {
        string name = method.MethodKind is MethodKind.Ordinary or MethodKind.LocalFunction ? method.Name : "result";
        string argument = arguments.Length == 1 && arguments[0] is Scalar only ? _builder.Name(only.Node).Text ?? "" : "";
        return char.ToLowerInvariant(name[0]) + name.Substring(1)
            + (argument == "" || name.Length + argument.Length > LongestName ? "" : char.ToUpperInvariant(argument[0]) + argument.Substring(1));
    }

    /// <summary>What an inlined method leaves behind: its result, its receiver and its parameters as they are at its end.</summary>
    internal sealed record Completion(Value Result, Value? Receiver, IReadOnlyList<Value> Arguments);
}
