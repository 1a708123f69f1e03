using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymGrad.Generator.Diagnostics;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

internal sealed partial class BodyReader
{
    private const int MostCallees = 64;

    // Calls a method whose derivative is the user's.
    private Value InvokeWithDerivative(IMethodSymbol method, IMethodSymbol derivative, Value? instance, Value[] arguments, SyntaxNode at)
    {
        method = _frame.Types.Apply(method);
        derivative = DerivativeSignature.Close(derivative, method);
        bool takesReceiver = DerivativeSignature.TakesReceiver(derivative, method), hasActiveReceiver = DerivativeSignature.HasActiveReceiver(method);
        if (hasActiveReceiver && instance is Reference)
            instance = TakeApart(instance, at);
        bool[] isActive = [.. method.Parameters.Zip(derivative.Parameters.Skip(takesReceiver ? 1 : 0), (m, d) => DerivativeSignature.IsActive(m) && DerivativeSignature.IsActive(d))];
        Passed passed = Pass(method, instance, arguments, isActive, at);
        IEnumerable<string> active = method.Parameters.Where((_, i) => isActive[i]).Select(p => p.Name);
        string[] parameters = [.. hasActiveReceiver ? active.Prepend("self") : active];
        var callee = new Callee(method.Name, "", default, Parts(method.ReturnType, new CallResult(default, method.Name), at).ToEquatableArray(), null);
        int index = Declare(method, callee, passed, at, () => ReadPartials(derivative, takesReceiver ? null : instance, takesReceiver ? [instance!, .. arguments] : arguments, passed)
            ?? Calling(passed.Leaves, Declare(derivative, Gradient(derivative, parameters, Symbols(method, parameters), at), takesReceiver ? passed.WithReceiver() : passed, at, () => null)));
        return new Scalar(Invoke(index, method, passed, at)[0]);
    }

    // Calls a method of integers, which has no derivative to ask for.
    private Scalar InvokeOfIntegers(IMethodSymbol method, Value[] arguments, SyntaxNode at)
    {
        string call = $"{CSharpText.Type(method.ContainingType)}.{CSharpText.Name(method)}({string.Join(", ", arguments.Select((_, k) => Place(k)))})";
        var callee = new Callee(method.Name, call, default, new[] { new CallResult(ScalarTypeOf(method.ReturnType, at), method.Name) }.ToEquatableArray(), null);
        int index = Declare(method, call, callee, at, known => known, isDerived: false);
        return new Scalar(_builder.Invoke(index, _callees[index], arguments.Select(argument => ToNode(argument, at)))[0]);
    }

    private int[] Invoke(int index, IMethodSymbol method, Passed passed, SyntaxNode at)
    {
        int[] results = _builder.Invoke(index, _callees[index], passed.Nodes);
        int call = _builder[results[0]].Op == Op.Invoke ? results[0] : _builder[results[0]].A;
        foreach (Leaf held in passed.Leaves.Where(leaf => !leaf.IsActive && leaf.Type.IsReal()))
            _suspects.AddHeld(method.Name, held.Name, call, held.Node, ArgumentAt(at, held.Name.Split('.')[0]));
        return results;
    }

    private SyntaxNode ArgumentAt(SyntaxNode call, string parameter) =>
        (_bodies.Operation(call) as IInvocationOperation)?.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter)?.Value.Syntax ?? call;

    // The place of a method among those that are called. Its derivative is read after it has one, since that may call it.
    private int Declare(IMethodSymbol method, Callee callee, Passed passed, SyntaxNode at, Func<Graph?> derivative)
    {
        string call = (IsInScope(method) ? "" : passed.Target(method)) + CSharpText.Name(method) + passed.Arguments;
        return Declare(method, call, callee with { Call = call }, at, known => known with { Derivative = derivative() }, isDerived: false);
    }

    private int Declare(IMethodSymbol method, string call, Callee callee, SyntaxNode at, Func<Callee, Callee> complete, bool isDerived)
    {
        int index = _callees.Find(method, call);
        if (index < 0)
        {
            index = _callees.Add(method, call, at.GetLocation(), callee);
            if (index >= MostCallees)
                throw new Unsupported(Rules.Recursion, at, method.Name);
            _callees.Complete(index, complete, isDerived);
        }

        return _callees.IsCircular(index) ? throw new Unsupported(Rules.Recursion, at, method.Name) : index;
    }

    // The body of a derivative as a function of its own, which can be differentiated again; null where it cannot be read.
    private Graph? ReadPartials(IMethodSymbol derivative, Value? instance, Value[] arguments, Passed passed)
    {
        try
        {
            return new BodyReader(this, derivative).ReadFunction(instance, arguments, passed.Leaves);
        }
        catch (Unsupported)
        {
            return null;
        }
    }

    // A method as a function of the scalars among its arguments; the results are the active scalars of what it returns.
    private Graph ReadFunction(Value? instance, IReadOnlyList<Value> arguments, IReadOnlyList<Leaf> leaves)
    {
        IMethodSymbol method = Bodies.Implementation(_frame.Method!);
        // The arguments come first, in order.
        for (int i = 0; i < leaves.Count; i++)
            Input(leaves[i].AsInput(i));
        int next = 0;
        if (instance is not null)
            SetReceiver(AsInputs(instance, leaves, ref next));
        for (int i = 0; i < arguments.Count; i++)
            SetParameter(method.Parameters[i], AsInputs(arguments[i], leaves, ref next));
        var results = new List<Leaf>();
        AddLeaves("", ReadResult(_bodies.Find(method)!), _frame.Types.Apply(method.ReturnType), isActive: true, results);
        Graph graph = Pruning.Apply(_builder.Build(results.Where(r => r.IsActive || _output is not null).Select(r => r.Node)));
        _callees.Held.UnionWith(graph.Inputs.Skip(leaves.Count));
        return graph with { Names = graph.Names.Select(n => n with { IsUsers = false }).ToEquatableArray() };
    }

    // A function of the same arguments that is nothing but a call.
    private Graph Calling(IReadOnlyList<Leaf> leaves, int callee)
    {
        var builder = new GraphBuilder(leaves.Select((leaf, k) => leaf.AsInput(k)).ToEquatableArray(), _builder.Options);
        return builder.Build(builder.Invoke(callee, _callees[callee], leaves.Select((_, k) => builder.Input(k))));
    }

    // The value again, with an input for each scalar in it.
    private Value AsInputs(Value value, IReadOnlyList<Leaf> leaves, ref int next)
    {
        switch (value)
        {
            case Scalar:
                return Input(leaves[next].AsInput(next++));
            case Aggregate aggregate:
                var fields = new List<KeyValuePair<string, Value>>();
                foreach (KeyValuePair<string, Value> field in aggregate.Fields)
                    fields.Add(new(field.Key, AsInputs(field.Value, leaves, ref next)));
                return aggregate with { Fields = fields };
            case Window { IsHeld: true, Given: { } given } window:
                return Buffer(given, window.Type, window.Element);
            case Window { Given: null } window:
                return AsInputs(window, leaves, ref next);
            default:
                return value;
        }
    }

    private Passed Pass(IMethodSymbol method, Value? instance, Value[] arguments, IReadOnlyList<bool> isActive, SyntaxNode at)
    {
        List<Leaf> leaves = [];
        string receiver = instance switch
        {
            null or Reference { Access: "this" } => "",
            Reference reference => reference.Access + ".",
            _ when Place(instance) is { } place => PassLeaves("self", instance, method.ContainingType, isActive: true, leaves, place) + ".",
            _ => $"({Pass("self", instance, method.ContainingType, isActive: true, leaves, at)}).",
        };
        for (int i = 0; i < arguments.Length; i++)
        {
            bool isTakenApart = isActive[i] && arguments[i] is Reference && IsStruct(method.Parameters[i].Type);
            arguments[i] = isTakenApart ? TakeApart(arguments[i], at) : arguments[i];
        }

        string[] texts = [.. arguments.Select((argument, i) => Pass(method.Parameters[i].Name, argument, _frame.Types.Apply(method.Parameters[i].Type), isActive[i], leaves, at))];
        return new Passed(Target, $"({string.Join(", ", texts)})", leaves) { Receiver = receiver == "" ? "this" : receiver.Substring(0, receiver.Length - 1) };

        string Target(IMethodSymbol called)
        {
            if (called.IsStatic)
                return HomeOf(called, at);
            if (receiver != "")
                Accessible(called, at);
            return receiver;
        }
    }

    private string HomeOf(IMethodSymbol method, SyntaxNode at)
    {
        string qualified = Accessible(method, at);
        return (_types?.Of(_frame.Types.Apply(method.ContainingType)) ?? qualified) + ".";
    }

    // Whether a method's bare name means it where the generated code stands.
    private bool IsInScope(IMethodSymbol method) =>
        method.IsStatic && SymbolEqualityComparer.Default.Equals(method.ContainingType, _home) && !_hidden.Contains(method.Name);

    // A value as C#, with {k} for its k-th scalar.
    private string Pass(string name, Value value, ITypeSymbol type, bool isActive, List<Leaf> leaves, SyntaxNode at)
    {
        switch (value)
        {
            case Scalar:
                string scalar = PassLeaves(name, value, type, isActive, leaves, Place(leaves.Count));
                return type.TypeKind == TypeKind.Enum ? $"({CSharpText.Type(type)})({scalar})" : scalar;
            case Reference reference:
                return reference.Access;
            case Window { IsHeld: true, Given: { } given }:
                return given.Access;
            case Aggregate when Place(value) is { } place:
                return PassLeaves(name, value, type, isActive, leaves, place);
            case Aggregate aggregate when type is INamedTypeSymbol { TypeKind: TypeKind.Struct } named:
                StructPart[] parts = [.. StructFields.Of(type).Select(m => new StructPart(m, null, Pass(name + "." + m.Symbol.Name, aggregate[m.Name]!, m.Type, isActive && StructShape.IsActive(m), leaves, at)))];
                return new StructShape(_bodies, _home).Build(named, _types?.Of(type) ?? CSharpText.Type(type), parts, at).Value;
            default:
                throw new Unsupported(Rules.Buffer, at, $"'{at}'");
        }
    }

    private string PassLeaves(string name, Value value, ITypeSymbol type, bool isActive, List<Leaf> leaves, string text)
    {
        AddLeaves(name, value, type, isActive, leaves);
        return text;
    }

    // Where a struct stands in the generated method, if it is one of the user's as it came in.
    private string? Place(Value value)
    {
        if (value is not Aggregate { Fields.Count: > 0 } aggregate || aggregate.Type is INamedTypeSymbol { IsTupleType: true })
            return null;
        string[] roots = [.. StructFields.Of(aggregate.Type).Select(m => RootOf(aggregate[m.Name]!, "." + CSharpText.Identifier(m.Symbol.Name))).Distinct()];
        return roots.Length == 1 && roots[0] != "" ? roots[0] : null;
    }

    private string RootOf(Value value, string path)
    {
        string? access = value switch
        {
            Scalar scalar => _builder.InputOf(scalar.Node)?.Access,
            Reference reference => reference.Access,
            _ => Place(value),
        };
        return access?.EndsWith(path, StringComparison.Ordinal) == true ? access.Substring(0, access.Length - path.Length) : "";
    }

    private void AddLeaves(string name, Value value, ITypeSymbol type, bool isActive, List<Leaf> leaves)
    {
        if (value is Scalar scalar)
            leaves.Add(new Leaf(name, scalar.Node, _builder[scalar.Node].Type, isActive && _builder[scalar.Node].Type.IsReal()));
        else if (value is Aggregate aggregate)
        {
            foreach (StructFields.Member member in StructFields.Of(type))
                AddLeaves(name + "." + member.Symbol.Name, aggregate[member.Name]!, member.Type, isActive && StructShape.IsActive(member), leaves);
        }
        else if (value is Window { Given: null } window)
            AddLeaves(name, window, isActive, leaves);
    }

    // A method that returns the partials by some parameters: the one, or a tuple of several.
    private Callee Gradient(IMethodSymbol method, IReadOnlyList<string> parameters, IReadOnlyList<string> symbols, SyntaxNode at)
    {
        string[] variables = parameters.Count > 1 ? [.. parameters.Select(p => "d" + p)] : ScalarTypeReader.IsReal(method.ReturnType) ? [] : ["gradient"];
        return new Callee(method.Name, "", variables.ToEquatableArray(), Partials(method.ReturnType, symbols, at).ToEquatableArray(), null);
    }

    private IEnumerable<CallResult> Partials(ITypeSymbol gradient, IReadOnlyList<string> symbols, SyntaxNode at) => symbols.Count == 1
        ? Parts(gradient, new CallResult(default, symbols[0]), at)
        : ((INamedTypeSymbol)gradient).TupleElements.SelectMany((e, i) => Parts(e.Type, new CallResult(default, symbols[i], i), at));

    // The active scalars of a value that a method returns.
    private IEnumerable<CallResult> Parts(ITypeSymbol type, CallResult whole, SyntaxNode at)
    {
        if (ScalarTypeReader.Read(type) is { } scalar)
            return [whole with { Type = scalar }];
        return StructFields.Of(type).Where(StructShape.IsActive).SelectMany(m => Parts(m.Type, whole with { Symbol = whole.Symbol + "." + m.Symbol.Name, Path = whole.Path + "." + Reachable(m) }, at));

        string Reachable(StructFields.Member member)
        {
            if (!member.Symbol.ContainingType.IsTupleType)
                Accessible(member.Symbol, at);
            return CSharpText.Identifier(member.Symbol.Name);
        }
    }

    private static string[] Symbols(IMethodSymbol method, IEnumerable<string> parameters) => [.. parameters.Select(p => $"∂{method.Name}/∂{p}")];

    private static string Place(int index) => "{" + Number(index) + "}";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The arguments of a call: as C#, and as the scalars in it.</summary>
    private sealed record Passed(Func<IMethodSymbol, string> Target, string Arguments, IReadOnlyList<Leaf> Leaves)
    {
        /// <summary>What the method is called on.</summary>
        public string Receiver { get; init; } = "";

        /// <summary>The same for a method that takes this as its first argument.</summary>
        public Passed WithReceiver() => this with { Arguments = $"({Receiver}{(Arguments == "()" ? "" : ", ")}{Arguments.Substring(1)}" };

        public IEnumerable<int> Nodes => Leaves.Select(leaf => leaf.Node);
    }

    /// <summary>A scalar among the arguments of a call, and whether the method is differentiated by it.</summary>
    private readonly record struct Leaf(string Name, int Node, ScalarType Type, bool IsActive)
    {
        /// <summary>What else there is to say of a buffer.</summary>
        public Input? Buffer { get; init; }

        public Leaf AsOutput() => this with { Buffer = Buffer!.Value with { IsOutput = true } };

        public Input AsInput(int index) => IR.Input.OfArgument(Name, index, Type, IsActive) is var input && Buffer is { } buffer ? buffer with { Access = input.Access } : input;
    }
}
