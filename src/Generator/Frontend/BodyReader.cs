using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymGrad.Generator.Analysis;
using SymGrad.Generator.Diagnostics;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

/// <summary>
/// Reads a method's operations into a graph, calls inlined. Variables live in an environment and end at the graph's edge; a jump
/// (return, break) becomes a Boolean variable that what follows is conditional on. Each file of this class reads one family of
/// constructs.
/// </summary>
internal sealed partial class BodyReader
{
    private readonly GraphBuilder _builder;
    private readonly Bodies _bodies;
    private readonly INamedTypeSymbol _home;
    private readonly TypeText? _types;
    private readonly HashSet<string> _hidden;
    private readonly Callees _callees;
    private readonly LargeCalls? _large;
    private readonly List<InlinedCall> _inlined = [];
    private Environment _environment = new();
    private readonly Suspects _suspects = new();
    private Frame _frame;
    private Graph? _whole;

    /// <param name="method">The method to read; null to read a constructor on its own.</param>
    /// <param name="home">The type that the generated code will stand in.</param>
    /// <param name="types">Short names for types there.</param>
    /// <param name="inputs">Those that are known from an earlier reading.</param>
    /// <param name="large">The methods that are called, not inlined, for their size; null to inline all.</param>
    public BodyReader(
        Bodies bodies, IMethodSymbol? method, INamedTypeSymbol home, Options options, TypeText? types = null, EquatableArray<Input> inputs = default, LargeCalls? large = null)
    {
        _builder = new GraphBuilder(inputs, options, headroom: 1);
        _bodies = bodies;
        _home = home;
        _types = types;
        _hidden = [.. method?.Parameters.Select(p => p.Name) ?? []];
        _callees = new Callees();
        _large = large;
        _frame = new Frame(method, TypeSubstitution.None, null);
        Used = new UsedSymbols();
    }

    // Reads another method that the same generated code is made of.
    private BodyReader(BodyReader caller, IMethodSymbol method)
    {
        _builder = new GraphBuilder(default, caller._builder.Options, headroom: 1);
        _bodies = caller._bodies;
        _home = caller._home;
        _types = caller._types;
        _hidden = caller._hidden;
        _callees = caller._callees;
        _frame = new Frame(method, TypeSubstitution.Of(method, caller._frame.Types), null);
        Used = caller.Used;
    }

    // Reads a method that is a function of its own for its size.
    private BodyReader(BodyReader caller)
    {
        _builder = new GraphBuilder(default, caller._builder.Options, headroom: 1);
        _bodies = caller._bodies;
        _home = caller._home;
        _types = caller._types;
        _hidden = caller._hidden;
        _callees = caller._callees;
        _large = caller._large;
        _frame = new Frame(null, caller._frame.Types, caller._frame);
        Used = caller.Used;
    }

    /// <summary>What the generated code will mention.</summary>
    public UsedSymbols Used { get; }

    /// <summary>The methods that are called, not inlined.</summary>
    public Callees Callees => _callees;

    /// <summary>Whether what was read needs nothing but its arguments, and names nothing that another assembly might not see.</summary>
    public bool IsSelfContained { get; private set; } = true;

    /// <summary>Chooses the large ones among the calls that were inlined so far; gives how many are chosen.</summary>
    public int ChooseLarge()
    {
        _large?.Choose(_inlined);
        return _large?.Count ?? 0;
    }

    /// <summary>What to ask of the arguments of the method that was read for every index to be in range, whatever its results depend on.</summary>
    public Bounds Bounds => IndexBounds.Of(_whole!);

    /// <summary>Reads an annotated method whose parameters have been given their values.</summary>
    public Graph ReadMethod(IOperation body, List<Problem> problems)
    {
        int own = _builder.InputCount;
        Value? receiver = _environment[_frame.Receiver];
        IEnumerable<int> results = Leaves(ReadResult(body), body.Syntax);
        Graph graph = Build(results);
        IsSelfContained &= graph.Inputs.Count == own && ReferenceEquals(_environment[_frame.Receiver], receiver) && Publication.IsSelfContained(graph);
        problems.AddRange(_suspects.Problems(graph));
        _whole = graph;
        return Pruning.Apply(graph);
    }

    /// <summary>Declares an input of the graph and gives the value that reads it.</summary>
    public Scalar Input(Input input) => new(_builder.Input(_builder.InputIndex(input)));

    public void SetParameter(ISymbol parameter, Value value) => _environment[parameter] = value;

    public void SetReceiver(Value value) => _environment[_frame.Receiver] = value;

    // With all that is called, and what that reads.
    private Graph Build(IEnumerable<int> results)
    {
        int[] built = [.. results];
        foreach (Input held in _callees.Held)
            _builder.InputIndex(held);
        _builder.Callees = _callees.ToTable();
        return _builder.Build(built);
    }

    // What a method returns, by its body; or by calling it, where its derivative is the user's.
    private Value ReadResult(IOperation body)
    {
        IMethodSymbol method = _frame.Method!;
        if (_bodies.DerivativeOf(method) is { } derivative)
            return InvokeWithDerivative(method, derivative, _environment[_frame.Receiver], [.. Bodies.Implementation(method).Parameters.Select(p => _environment[p]!)], body.Syntax);
        ReadBody(body);
        return _output is { } output ? _environment[output]! : _environment[_frame.ReturnValue]!;
    }

    private void ReadBody(IOperation body)
    {
        _environment[_frame.HasReturned] = new Scalar(_builder.Boolean(false));
        _environment[_frame.ReturnValue] = Unassigned.Instance;
        if (body is Microsoft.CodeAnalysis.Operations.IBlockOperation block)
            ReadAll(block.Operations);
        else
            ReadStatement(body);
    }

    // Evaluates one of two pieces of code; variables that differ afterwards are joined.
    private void Branch(int condition, Action then, Action otherwise)
    {
        Node node = _builder[condition];
        if (node.Op == Op.Not)
        {
            Branch(node.A, otherwise, then);
            return;
        }

        if (node.Op == Op.Constant)
        {
            (_builder.IsBoolean(condition, true) ? then : otherwise)();
            return;
        }

        Environment before = _environment;
        int mark = _builder.Count;
        int thenRegion = _builder.OpenRegion();
        Environment afterThen = Run(then, before);
        int elseRegion = _builder.OpenRegion();
        Environment afterElse = Run(otherwise, before);
        if (Mixed(before, afterThen, afterElse) is { Length: > 0 } mixed && CanMerge(mixed, before))
        {
            Rollback(mark);
            _environment = before;
            Merge(mixed, left: _builder.Constant(ScalarType.Int32, 0L), _frame.Method!.DeclaringSyntaxReferences[0].GetSyntax());
            Branch(condition, then, otherwise);
            return;
        }

        List<int> whenTrue = [], whenFalse = [];
        List<(object Variable, Func<int[], Value> Join)> joins = [];
        foreach (object variable in before.Keys.Concat(DeclaredInExpressions(afterThen, afterElse, before)).Concat(_probes.Where(probe => before[probe] is null)))
        {
            Value a = afterThen[variable] ?? Missing(variable), b = afterElse[variable] ?? Missing(variable);
            if (!ReferenceEquals(a, b))
                joins.Add((variable, PlanJoin(a, b, whenTrue, whenFalse)));
            else if (!ReferenceEquals(a, before[variable]))
                joins.Add((variable, _ => a)); // both branches gave it the same value
        }

        int[] answers = _builder.If(condition, thenRegion, elseRegion, whenTrue, whenFalse);
        _environment = before;
        foreach ((object variable, Func<int[], Value> join) in joins)
        {
            _environment[variable] = join(answers);
            if (variable is ILocalSymbol local)
                Name(local.Name, _environment[variable]!, isUsers: true);
            else if (variable is Probe probe)
                Name(probe.Local, _environment[variable]!, isUsers: false);
        }
    }

    // Variables of patterns and out arguments outlive the operand that declares them: x > 0 && TryHalve(x, out var half).
    private static IEnumerable<ILocalSymbol> DeclaredInExpressions(Environment afterThen, Environment afterElse, Environment before) =>
        afterThen.Keys.Concat(afterElse.Keys).OfType<ILocalSymbol>()
            .Where(local => before[local] is null && local.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is SingleVariableDesignationSyntax))
            .Distinct<ILocalSymbol>(SymbolEqualityComparer.Default);

    private Environment Run(Action code, Environment before)
    {
        _environment = before.Clone();
        DeepStack.Run(Run, code);
        _builder.CloseRegion();
        return _environment;
    }

    private static bool Run(Action code)
    {
        code();
        return true;
    }

    // Lists the nodes to join, and says how to put the joined value together again.
    private Func<int[], Value> PlanJoin(Value a, Value b, List<int> whenTrue, List<int> whenFalse)
    {
        switch (a, b)
        {
            case (Scalar x, Scalar y):
                return Slot(x.Node, y.Node);
            case (Scalar x, Unassigned):
                return Slot(x.Node, _builder.Undefined(_builder[x.Node].Type));
            case (Unassigned, Scalar y):
                return Slot(_builder.Undefined(_builder[y.Node].Type), y.Node);
            case (Aggregate x, Aggregate y):
                return Fields(x, x.Fields.Select(f => PlanJoin(f.Value, y[f.Key]!, whenTrue, whenFalse)));
            case (Aggregate x, Unassigned):
                return Fields(x, x.Fields.Select(f => PlanJoin(f.Value, Unassigned.Instance, whenTrue, whenFalse)));
            case (Unassigned, Aggregate y):
                return Fields(y, y.Fields.Select(f => PlanJoin(Unassigned.Instance, f.Value, whenTrue, whenFalse)));
            case (Window x, Window y) when x.Storage == y.Storage && !Equals(x.Part, y.Part) && (!x.IsJagged || Frontend.Part.AreAlike(x.Part, y.Part)):
                Part like = PartOf(x);
                Func<int[], Value>[] numbers = [.. like.Numbers.Zip(PartOf(y).Numbers, Slot)];
                return answers =>
                {
                    var next = new Queue<int>(numbers.Select(number => ((Scalar)number(answers)).Node));
                    return x with { Part = like.With(_ => next.Dequeue()) };
                };
            case (Window { IsJagged: true } x, Window y) when x.Storage == y.Storage && !Equals(x.Part, y.Part):
                return _ => new Torn([x.Storage]);
            case (Window or Torn, Window or Torn) when StoragesOf(a).Union(StoragesOf(b)).ToArray() is { Length: > 1 } storages:
                return _ => new Torn(storages);
            case (Reference x, _) when IsStruct(x.Type):
                return PlanJoin(TakeApart(x), b, whenTrue, whenFalse);
            case (_, Reference y) when IsStruct(y.Type):
                return PlanJoin(a, TakeApart(y), whenTrue, whenFalse);
            default:
                // Variables that are equal, or never read again: the compiler has checked definite assignment.
                return a is Unassigned ? _ => b : Equals(a, b) || b is Unassigned ? _ => a : _ => Unassigned.Instance;
        }

        Func<int[], Value> Slot(int x, int y)
        {
            int slot = whenTrue.Count;
            whenTrue.Add(x);
            whenFalse.Add(y);
            return answers => new Scalar(answers[slot]);
        }

        static Func<int[], Value> Fields(Aggregate like, IEnumerable<Func<int[], Value>> joins)
        {
            Func<int[], Value>[] planned = [.. joins];
            return answers => like with
            {
                Fields = [.. like.Fields.Select((f, i) => new KeyValuePair<string, Value>(f.Key, planned[i](answers)))],
            };
        }
    }

    // The value of a conditional expression.
    private Value Choose(int condition, Func<Value> then, Func<Value> otherwise)
    {
        var chosen = new object();
        _environment[chosen] = Unassigned.Instance;
        Branch(condition, () => _environment[chosen] = then(), () => _environment[chosen] = otherwise());
        return _environment.Take(chosen);
    }

    private void Name(string name, Value value, bool isUsers)
    {
        if (value is Scalar scalar)
            _builder.SetName(scalar.Node, name, isUsers);
        else if (value is Window { Part: { } part } view)
        {
            int[] slices = [.. SlicesOf(view, part)];
            Name(name, slices.Distinct().Count() == 1 ? new Scalar(slices[0]) : Rebuild(_environment[view.Storage]!, new Queue<int>(slices).Dequeue), isUsers);
        }
        else if (value is Window { Memory: { } memory })
            Name(name, memory, isUsers);
        else if (value is Aggregate aggregate)
        {
            for (int i = 0; i < aggregate.Fields.Count; i++)
                Name(name + StructFields.Capitalized(aggregate.Type, aggregate.Fields[i].Key, i), aggregate.Fields[i].Value, isUsers: false);
        }
    }

    private ITypeSymbol TypeOf(IOperation operation) => _frame.Types.Apply(operation.Type!);

    private ScalarType ScalarTypeOf(IOperation operation) => ScalarTypeOf(TypeOf(operation), operation.Syntax);

    private static ScalarType ScalarTypeOf(ITypeSymbol type, SyntaxNode at) =>
        ScalarTypeReader.Read(type) ?? throw new Unsupported(Rules.Type, at, type.ToDisplayString());

    private int ReadNode(IOperation operation) => ToNode(Read(operation), operation.Syntax);

    private int ToNode(Value value, SyntaxNode at) => value switch
    {
        Scalar scalar => scalar.Node,
        Reference reference => throw new Unsupported(Rules.Type, at, reference.Type.ToDisplayString()),
        Window window => throw new Unsupported(Rules.Type, at, window.Type.ToDisplayString()),
        Aggregate aggregate => throw new Unsupported(Rules.Type, at, aggregate.Type.ToDisplayString()),
        _ => throw new Unsupported(Rules.Expression, at, "A variable without a value"),
    };

    private IEnumerable<int> Leaves(Value value, SyntaxNode at) => value is Aggregate || (value is Reference reference && IsStruct(reference.Type))
        ? TakeApart(value, at).Fields.SelectMany(field => Leaves(field.Value, at))
        : [ToNode(value, at)];

    private static bool IsStruct(ITypeSymbol type) =>
        type is { IsValueType: true, TypeKind: TypeKind.Struct } && ScalarTypeReader.Read(type) is null;
}
