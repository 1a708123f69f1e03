using Microsoft.CodeAnalysis;
using SymGrad.Generator.Analysis;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

/// <summary>Calls of methods that are functions of their own: read once, called wherever they are.</summary>
internal sealed partial class BodyReader
{
    // Equal for calls that one function can serve: integers that are known at compile time are part of it, as what they decide is decided
    // then. Null where a method has to be inlined, as one that is handed a buffer.
    private string? KeyOf(IMethodSymbol method, Value? instance, Value[] arguments)
    {
        bool isAlone = method.MethodKind is MethodKind.Ordinary || method is { MethodKind: MethodKind.LocalFunction, IsStatic: true };
        if (_large is null || !isAlone || (instance is not null && !IsPlain(instance)) || !arguments.All(IsPlain))
            return null;
        IEnumerable<ITypeSymbol> types = method.TypeArguments.Concat(method.ContainingType?.TypeArguments ?? []).Select(_frame.Types.Apply);
        string place = method.DeclaringSyntaxReferences.FirstOrDefault() is { } syntax ? $"{syntax.SyntaxTree.FilePath}:{syntax.Span.Start}" : "";
        return $"{method.OriginalDefinition.ToDisplayString()} {place} <{string.Join(", ", types.Select(t => t.ToDisplayString()))}> ({string.Join(", ", arguments.Prepend(instance).Select(Shape))})";
    }

    private static bool IsPlain(Value value) => value switch
    {
        Scalar or Reference or Unassigned => true,
        Aggregate aggregate => aggregate.Fields.All(field => IsPlain(field.Value)),
        _ => false,
    };

    private string Shape(Value? value) => value switch
    {
        Scalar { Node: var node } when IsKnown(node) => $"{_builder[node].Type} {Number((int)_builder[node].Payload)}",
        Scalar { Node: var node } => _builder[node].Type.ToString(),
        Reference reference => reference.Access,
        Aggregate aggregate => $"{aggregate.Type.ToDisplayString()} {{{string.Join(", ", aggregate.Fields.Select(field => Shape(field.Value)))}}}",
        _ => "",
    };

    private bool IsKnown(int node) => _builder[node] is { Op: Op.Constant } constant && !constant.Type.IsReal();

    // What a call of a function leaves behind; null where the method is inlined.
    private Completion? CallFunction(string key, IMethodSymbol method, Value? instance, Value[] arguments, SyntaxNode at)
    {
        if (!_large!.Contains(key))
            return null;
        if (!_callees.Functions.TryGetValue(key, out CalledFunction? function))
        {
            function = ReadLarge(key, method, instance, arguments, at);
            if (function is null)
            {
                _large.Refuse(key);
                return null;
            }

            _callees.Functions.Add(key, function);
        }

        var passed = new List<int>();
        foreach (Value value in arguments.Prepend(instance!))
            Rebuild(value, node => IsKnown(node) ? node : Pass(node));
        passed.AddRange(function.Held.Select(held => Input(held).Node));
        int[] answers = _builder.Invoke(function.Index, _callees[function.Index], passed);
        var done = new Completion(
            Rebuild(function.Done.Result, Outside),
            function.Done.Receiver is { } receiver ? Rebuild(receiver, Outside) : instance,
            [.. function.Done.Arguments.Select((argument, i) => method.Parameters[i].RefKind is RefKind.Ref or RefKind.Out ? Rebuild(argument, Outside) : arguments[i])]);
        Name(ResultName(method, arguments), done.Result, isUsers: false);
        return done;

        int Pass(int node)
        {
            passed.Add(node);
            return node;
        }

        // A result of the call; or an argument that is handed back, or a constant.
        int Outside(int inside)
        {
            for (int k = 0; k < answers.Length; k++)
            {
                if (function.Results[k] == inside)
                    return answers[k];
            }

            Node node = function.Node(inside);
            return node.Op == Op.Input ? passed[(int)node.Payload] : _builder.Add(node.Op, node.Type, payload: node.Payload);
        }
    }

    private CalledFunction? ReadLarge(string key, IMethodSymbol method, Value? instance, Value[] arguments, SyntaxNode at)
    {
        var function = new BodyReader(this);
        int count = 0;
        Value? receiver = instance is null ? null : AsArguments(function, "self", instance, ref count);
        var inputs = new Value[arguments.Length];
        for (int i = 0; i < inputs.Length; i++)
            inputs[i] = AsArguments(function, method.Parameters[i].Name, arguments[i], ref count);
        Completion done;
        try
        {
            done = function.ReadInPlace(method, receiver, inputs, at);
        }
        finally
        {
            function.ChooseLarge();
        }

        bool changesReceiver = done.Receiver is Aggregate && !ReferenceEquals(done.Receiver, receiver);
        done = done with { Receiver = changesReceiver ? done.Receiver : null };
        var left = new List<(string Name, Value Value)> { (CamelCase.Of(method.Name), done.Result) };
        if (changesReceiver)
            left.Add(("self", done.Receiver!));
        left.AddRange(method.Parameters.Where(p => p.RefKind is RefKind.Ref or RefKind.Out).Select(p => (p.Name, done.Arguments[p.Ordinal])));
        if (!left.All(value => IsPlain(value.Value)))
            return null;
        (string Name, int Node)[] results = [.. left.SelectMany(value => Scalars(value.Name, value.Value)).Where(r => !function._builder[r.Node].Op.IsLeaf()).GroupBy(r => r.Node).Select(r => r.First())];
        function._builder.Callees = _callees.ToTable();
        Graph read = function._builder.Build(results.Select(r => r.Node)), graph = Pruning.Apply(read);
        Input[] held = [.. graph.Inputs.Skip(count)];
        if (results.Length == 0 || held.Any(input => input.IsBuffer) || !Enumerable.Range(0, graph.Nodes.Count).All(IsOfFunction))
            return null;

        graph = graph with
        {
            Inputs = graph.Inputs.Select((input, k) => k < count ? input : IR.Input.OfArgument(CamelCase.Of(input.Name.Substring(input.Name.LastIndexOf('.') + 1).TrimStart('_', '@')), k, input.Type, isActive: false)).ToEquatableArray(),
            Names = graph.Names.Select(n => n with { IsUsers = false }).ToEquatableArray(),
        };
        EquatableArray<int>[] sources = [.. Activity.Sources(graph)];
        string[] variables = results.Length == 1 ? [] : [.. results.Select(r => r.Name)];
        IEnumerable<CallResult> described = results.Select((r, k) => new CallResult(read[r.Node].Type, results.Length == 1 ? method.Name : $"{method.Name}.{r.Name}", k) { By = sources[k] });
        var callee = new Callee(UniqueName(CSharpText.Identifier(method.Name)), results.Length == 1 ? OwnCall(method, arguments, done.Result, at) : "", variables.ToEquatableArray(), described.ToEquatableArray(), null) { Function = graph with { Callees = CalleeTable.None } };
        return new CalledFunction(_callees.Add(method, key, at.GetLocation(), callee), done, function.NodeOf, [.. results.Select(r => r.Node)], held, [.. function._suspects.Problems(read)]);

        // A check that throws stands where the call does, and what calls something else is the caller's business.
        bool IsOfFunction(int node) => graph[node].Op != Op.Guard && graph[node].Type != ScalarType.Generic && (graph[node].Op != Op.Invoke || !graph[node].Type.IsReal() || graph.IsCallOfFunction(node));
    }

    // The method itself is called for its value, where it takes and returns nothing but numbers and can be reached; any other is copied.
    private string OwnCall(IMethodSymbol method, Value[] arguments, Value result, SyntaxNode at)
    {
        bool isReachable = method is { IsStatic: true, MethodKind: MethodKind.Ordinary, IsGenericMethod: false, ContainingType.IsGenericType: false }
            && _bodies.Compilation.IsSymbolAccessibleWithin(method, _home) && !CSharpText.IsFileLocal(method.ContainingType);
        if (!isReachable || result is not Scalar || ScalarTypeReader.Read(method.ReturnType) is null || method.ReturnType.TypeKind == TypeKind.Enum || !method.Parameters.Zip(arguments, IsNumber).All(isNumber => isNumber))
            return "";
        Accessible(method, at);
        int next = 0;
        IEnumerable<string> texts = arguments.Cast<Scalar>().Select(argument => IsKnown(argument.Node) ? Literal.Of(_builder[argument.Node]) : Place(next++));
        return (IsInScope(method) ? "" : HomeOf(method, at)) + CSharpText.Name(method) + $"({string.Join(", ", texts)})";

        bool IsNumber(IParameterSymbol parameter, Value argument) =>
            parameter is { RefKind: RefKind.None, Type.TypeKind: not TypeKind.Enum } && argument is Scalar scalar && ScalarTypeReader.Read(parameter.Type) == _builder[scalar.Node].Type
            && (!IsKnown(scalar.Node) || _builder[scalar.Node].Type is ScalarType.Int32 or ScalarType.Boolean);
    }

    private Node NodeOf(int index) => _builder[index];

    private string UniqueName(string name)
    {
        int same = _callees.Functions.Values.Count(f => _callees[f.Index].Name.StartsWith(name, StringComparison.Ordinal));
        return same == 0 ? name : name + Number(same + 1);
    }

    // A value again, with an argument of a function for each scalar in it that is not known now.
    private Value AsArguments(BodyReader function, string name, Value value, ref int count)
    {
        switch (value)
        {
            case Scalar { Node: var node } when IsKnown(node):
                return new Scalar(function._builder.Add(Op.Constant, _builder[node].Type, payload: _builder[node].Payload));
            case Scalar { Node: var node }:
                ScalarType type = _builder[node].Type;
                return function.Input(IR.Input.OfArgument(name, count++, type, type.IsReal()));
            case Aggregate aggregate:
                var fields = new List<KeyValuePair<string, Value>>();
                foreach (KeyValuePair<string, Value> field in aggregate.Fields)
                    fields.Add(new(field.Key, AsArguments(function, name + StructFields.Capitalized(aggregate.Type, field.Key, fields.Count), field.Value, ref count)));
                return aggregate with { Fields = fields };
            default:
                return value;
        }
    }

    private static IEnumerable<(string Name, int Node)> Scalars(string name, Value value) => value switch
    {
        Scalar scalar => [(name, scalar.Node)],
        Aggregate aggregate => aggregate.Fields.SelectMany((field, i) => Scalars(name + StructFields.Capitalized(aggregate.Type, field.Key, i), field.Value)),
        _ => [],
    };
}
