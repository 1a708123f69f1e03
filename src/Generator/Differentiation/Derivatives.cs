using SymGrad.Generator.Analysis;
using SymGrad.Generator.IR;
using SymGrad.Generator.Simplification;

namespace SymGrad.Generator.Differentiation;

/// <summary>
/// The order of the passes from a function to what is printed for it. Every kind of derivative is a composition of the two modes, with
/// the seeds that it needs; no kind has passes of its own.
/// </summary>
internal sealed partial class Derivatives
{
    private readonly Declaration _declaration;
    private readonly Graph _primal;
    private readonly Input _tape;
    private readonly Trace? _trace;
    private readonly Lazy<Graph> _valueAndGradient;

    private Derivatives(DifferentiableMethod method)
    {
        _declaration = method.Declaration;
        _primal = Primal(method.Graph);
        _trace = method.Trace is { } trace ? trace with { Graph = Primal(trace.Graph) } : null;
        _tape = new Input(_declaration.Appended("workspace"), _declaration.Appended("workspace"), ScalarType.Buffer, IsActive: false) { Element = TapeFormat.TypeFor(_primal, _declaration.Scalar), IsTape = true };
        _valueAndGradient = new(() => Reverse(Seed.Of(0)));
    }

    private Input[] Active => [.. _primal.Inputs.Where(input => input.IsActive)];

    private int Values => _primal.Results.Count;

    public static Derivative Derive(DifferentiableMethod method)
    {
        var derivatives = new Derivatives(method);
        DerivedMember[] members = [.. method.Declaration.Kinds.Select(derivatives.Derive)];
        var derivative = new Derivative(derivatives._primal, derivatives._trace, members.ToEquatableArray())
        {
            Bounds = method.Bounds,
            WorkspaceLength = derivatives.WorkspaceLength(members.Where(member => member.NeedsWorkspace)),
        };
        return derivative with { Functions = Called([.. members.Select(member => member.Graph), .. derivative.WorkspaceLength is { } length ? [length] : Array.Empty<Graph>()]).ToEquatableArray() };
    }

    // What the loops keep depends on the primal alone, and on how often it is gone back through: one length serves every member.
    private Graph? WorkspaceLength(IEnumerable<DerivedMember> members)
    {
        if (!members.Any())
            return null;
        Seed[] seeds = IsSpanValued ? [Cotangent()] : members.Any(member => member.Kind == DerivativeKind.Jacobian) ? [.. Seed.Units(Values)] : [Seed.Of(0)];
        Graph both = ReverseMode.Apply(_primal, _tape, [.. seeds.Select(seed => Into(seed))]);
        Graph length = OnCopy(CountedSums.Apply(Pruning.Apply(both.WithResults([both.Results[both.Results.Count - 1]]))));
        return length[length.Results[0]] is { Op: Op.Constant, Payload: 0 } ? null : DerivativePairing.Apply(Sinking.Apply(Joined(length, length, values: 1)));
    }

    // What is run only to be counted leaves the caller's output alone.
    private static Graph OnCopy(Graph graph)
    {
        bool[] isWritten = [.. graph.Inputs.Select((input, i) => input.IsOutput && Enumerable.Range(0, graph.Nodes.Count).Any(n => graph[n].Op == Op.Store && graph.MemoryOf(n) == graph.LeafOf(i)))];
        if (!isWritten.Contains(true))
            return graph;
        var builder = new GraphBuilder(graph.Inputs, graph.Options) { Callees = graph.Callees };
        int[] arguments = [.. graph.Inputs.Select((input, i) => isWritten[i] ? BufferCopy.Of(builder, input) : builder.Input(i))];
        return builder.Build(Inlining.Apply(graph, builder, i => arguments[i]));
    }

    // Whether the results are the elements of a span of the caller's.
    private bool IsSpanValued => _declaration.Output.Span is not null;

    private bool HasLoops => _primal.Nodes.Any(node => node.Op == Op.Loop);

    // The adjoints of buffers go to buffers of the caller's.
    private Seed Into(Seed seed, string suffix = "Gradient") => seed with
    {
        Destinations = Enumerable.Range(0, _primal.Inputs.Count).Where(i => _primal.Inputs[i] is { IsActive: true, IsBuffer: true })
            .Select(i => _declaration.Beside(_primal.Inputs[i], suffix) with { IsDestination = true, LengthOf = i }).ToEquatableArray(),
    };

    private DerivedMember Derive(DerivativeKind kind) => kind switch
    {
        DerivativeKind.Gradient => Gradient(withValue: false),
        DerivativeKind.ValueAndGradient => Gradient(withValue: true),
        DerivativeKind.Jvp => Jvp(),
        DerivativeKind.Vjp => Vjp(),
        DerivativeKind.Jacobian => IsSized ? Jacobian() : SizedByBuffers(DerivativeKind.Jacobian),
        DerivativeKind.Hessian => IsSized ? Hessian() : SizedByBuffers(DerivativeKind.Hessian),
        DerivativeKind.HessianVectorProduct => HessianVectorProduct(),
        DerivativeKind.Trace => Trace(_trace!),
    };

    private static Graph Primal(Graph function) => UnreadElements.Mark(UniqueNames.Apply(Ready(Unfolding.Apply(WithOwnCallees(function), NestedDerivatives.Derive))));

    // What is called is made ready as the caller is; its derivatives are added where they are asked for, to a table of this derivation's own.
    private static Graph WithOwnCallees(Graph function) => function with
    {
        Callees = new CalleeTable(function.Callees.Select((callee, k) => callee.Function is null ? callee : callee with
        {
            Function = UniqueNames.Apply(Ready(function.Callees.FunctionOf(k))) with { Callees = CalleeTable.None },
        })),
    };

    // The functions that some graphs call, those that call others after them.
    private static IEnumerable<DerivedFunction> Called(IReadOnlyList<Graph> graphs)
    {
        var called = new SortedDictionary<int, DerivedFunction>();
        var pending = new Stack<Graph>(graphs);
        while (pending.Count > 0)
        {
            Graph caller = pending.Pop();
            foreach (int index in Enumerable.Range(0, caller.Nodes.Count).Where(caller.IsCallOfFunction).Select(call => (int)caller[call].Payload))
            {
                if (called.ContainsKey(index) || caller.Callees[index].Call != "")
                    continue;
                Graph function = Scheduled(Releasing.Apply(caller.Callees.FunctionOf(index)));
                called.Add(index, new DerivedFunction(caller.Callees[index], function));
                pending.Push(function);
            }
        }

        return called.Values;
    }

    /// <summary>What only one branch needs moves there first: then its adjoint does not exist on the other paths. What no iteration changes leaves its loop.</summary>
    public static Graph Ready(Graph function) => Hoisting.ApplyToPrimal(Sinking.Apply(BranchMerging.Apply(function, isPrimal: _ => true)));

    // Both are read off one sweep, so that their code is the same.
    private DerivedMember Gradient(bool withValue)
    {
        Graph both = _valueAndGradient.Value;
        Graph wanted = withValue ? both : both.WithResults(both.Results.Skip(1));
        return Member(withValue ? DerivativeKind.ValueAndGradient : DerivativeKind.Gradient, both, wanted) with { Unscheduled = Releasing.Apply(Joined(both, both, Values)) };
    }

    private DerivedMember Jvp()
    {
        if (IsSpanValued)
        {
            Graph filled = ForwardMode.Apply(_primal, Along("Tangent") with { Destinations = new[] { Written("Tangent") }.ToEquatableArray() });
            return Member(DerivativeKind.Jvp, filled, filled);
        }

        Graph pushed = Forward(Along("Tangent"));
        string[] values = [.. _declaration.Output.Leaves.Select(leaf => leaf.Path == "" ? "value" : CamelCase.Of(leaf.Name))];
        Graph named = pushed.WithNames([.. values, .. values.Select(name => name == "value" ? "tangent" : name + "Tangent")]);
        return Member(DerivativeKind.Jvp, named, named);
    }

    private DerivedMember Vjp()
    {
        Graph pulledBack = Reverse(Cotangent());
        return Member(DerivativeKind.Vjp, pulledBack, IsSpanValued ? pulledBack : pulledBack.WithResults(pulledBack.Results.Skip(Values)));
    }

    private DerivedMember HessianVectorProduct()
    {
        Graph along = ForwardMode.Apply(Prepared(_valueAndGradient.Value), Into(Along("Direction"), "Product"));
        Graph products = along.WithResults(along.Results.Skip(along.Results.Count - Active.Length));
        return Member(DerivativeKind.HessianVectorProduct, along, products.WithNames([.. Active.Select(leaf => CamelCase.Of(leaf.Name) + "Product")]));
    }

    // The gradient by the ε of each assignment, and then without ε.
    private DerivedMember Trace(Trace trace)
    {
        int values = trace.Graph.Results.Count;
        int[] active = [.. Enumerable.Range(0, trace.Graph.Inputs.Count).Where(i => trace.Graph.Inputs[i].IsActive)];
        Graph adjoints = OwnTape.Sweep(trace.Graph, Into(Seed.Of(0))).Limited();
        Graph wanted = adjoints.WithResults(
            [.. adjoints.Results.Take(values), .. trace.Locals.Select(local => adjoints.Results[values + Array.IndexOf(active, local.Input)])]);
        Graph plain = Silencing.Apply(wanted, trace.Locals.Select(local => local.Input)).WithNames(["value"]);
        return Member(DerivativeKind.Trace, plain, plain, values);
    }

    private Seed Along(string suffix) => Seed.Of(Active.Select(leaf => _declaration.Beside(leaf, suffix)));

    // The tangents of the output.
    private Input Written(string suffix)
    {
        int output = Enumerable.Range(0, _primal.Inputs.Count).First(i => _primal.Inputs[i].IsOutput);
        return _declaration.Beside(_primal.Inputs[output], suffix) with { IsDestination = true, LengthOf = output };
    }

    private Seed Cotangent()
    {
        string name = _declaration.Appended("cotangent");
        if (IsSpanValued)
            return Seed.Of([new Input(name, name, ScalarType.Buffer, IsActive: false) { Element = _declaration.Scalar }]);
        return Seed.Of(_declaration.Output.Leaves.Select(leaf => new Input(name + leaf.Name, name + leaf.Path, leaf.Type, IsActive: false)));
    }

    private DerivedMember Member(DerivativeKind kind, Graph graph, Graph wanted) => Member(kind, graph, wanted, Values);

    private static DerivedMember Member(DerivativeKind kind, Graph graph, Graph wanted, int values)
    {
        Graph joined = Releasing.Apply(Joined(graph, wanted, values));
        return new DerivedMember(kind, joined, Scheduled(joined));
    }

    private static Graph Scheduled(Graph joined)
    {
        // A branch that has sunk into one on the same condition is decided there.
        Graph sunk = BranchMerging.Apply(Sinking.Apply(FirstWrites.Apply(LoopFusion.Apply(joined))), isPrimal: _ => true);
        return DerivativePairing.Apply(LoopParts.Apply(Turning.Apply(Hoisting.Apply(Sinking.Apply(sunk))))).Limited();
    }

    private Graph Reverse(params IReadOnlyList<Seed> seeds) => ReverseTo([.. seeds.Select(seed => Into(seed))]);

    private Graph ReverseTo(IReadOnlyList<Seed> into)
    {
        if (!HasLoops)
            return Reciprocals.Apply(ReverseMode.Apply(_primal, into), Values).Limited();
        Graph withLength = ReverseMode.Apply(_primal, _tape, into);
        return Reciprocals.Apply(Pruning.Apply(withLength.WithResults(withLength.Results.Take(withLength.Results.Count - 1))), Values).Limited();
    }

    private Graph Forward(params IReadOnlyList<Seed> seeds) => Reciprocals.Apply(ForwardMode.Apply(_primal, seeds), Values);

    private Graph Prepared(Graph graph) => Prepared(graph, Values);

    /// <summary>A derivative that is to be differentiated again.</summary>
    internal static Graph Prepared(Graph graph, int values) => Sinking.Apply(Joined(graph, graph, values));

    /// <summary>What the values need stays as the user wrote it; only derivative code is shortened by what is known in a branch.</summary>
    /// <param name="values">How many of the first results are values.</param>
    public static Graph Joined(Graph graph, Graph wanted, int values) =>
        BranchMerging.Apply(wanted, Liveness.Of(graph.WithResults(graph.Results.Take(values))).Contains);
}
