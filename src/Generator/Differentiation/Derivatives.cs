using SymGrad.Generator.Analysis;
using SymGrad.Generator.IR;
using SymGrad.Generator.Simplification;

namespace SymGrad.Generator.Differentiation;

/// <summary>
/// The order of the passes from a function to what is printed for it. Every kind of derivative is a composition of the two modes, with
/// the seeds that it needs; no kind has passes of its own.
/// </summary>
internal sealed class Derivatives
{
    // Beyond that many entries, a Jacobian is not derived in both modes to see which is cheaper.
    private const int MostEntriesCompared = 400;

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
        _tape = new Input(_declaration.Appended("workspace"), _declaration.Appended("workspace"), ScalarType.Buffer, IsActive: false) { Element = _declaration.Scalar, IsTape = true };
        _valueAndGradient = new(() => Reverse(Seed.Of(0)));
    }

    private Input[] Active => [.. _primal.Inputs.Where(input => input.IsActive)];

    private int Values => _primal.Results.Count;

    public static Derivative Derive(DifferentiableMethod method)
    {
        var derivatives = new Derivatives(method);
        return new Derivative(derivatives._primal, derivatives._trace, method.Declaration.Kinds.Select(derivatives.Derive).ToEquatableArray()) { WorkspaceLength = derivatives.WorkspaceLength() };
    }

    // What the loops keep depends on the primal alone: one length serves every member that goes back through them.
    private Graph? WorkspaceLength()
    {
        if (!HasLoops)
            return null;
        Graph both = ReverseMode.Apply(_primal, _tape, Into(Seed.Of(0)));
        Graph length = Pruning.Apply(both.WithResults([both.Results[both.Results.Count - 1]]));
        return length[length.Results[0]] is { Op: Op.Constant, Payload: 0 } ? null : DerivativePairing.Apply(Sinking.Apply(Joined(length, length, values: 1)));
    }

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
        DerivativeKind.Jacobian => Jacobian(),
        DerivativeKind.Hessian => Hessian(),
        DerivativeKind.HessianVectorProduct => HessianVectorProduct(),
        DerivativeKind.Trace => Trace(_trace!),
    };

    private static Graph Primal(Graph function) => UniqueNames.Apply(Ready(Unfolding.Apply(function, Nested)));

    // What only one branch needs moves there first: then its adjoint does not exist on the other paths.
    private static Graph Ready(Graph function) => Sinking.Apply(BranchMerging.Apply(function, isPrimal: _ => true));

    // A derivative inside a function, computed as it is in a member of its own.
    private static Graph Nested(Graph function, DerivativeKind kind)
    {
        Graph primal = Ready(function);
        Input[] active = [.. primal.Inputs.Where(input => input.IsActive)];
        int values = primal.Results.Count, given = primal.Inputs.Count(input => input.Argument is not null);
        Seed Beside(IEnumerable<(string Name, ScalarType Type)> entries) => Seed.Of(entries.Select((entry, k) => Input.OfArgument(entry.Name, given + k, entry.Type, isActive: false)));
        Seed Along() => Beside(active.Select(input => (input.Name, input.Type)));
        Graph Swept(Seed seed) => Joined(Pruning.Apply(ReverseMode.Apply(primal, seed)), values);
        static Graph Last(Graph graph, int count) => graph.WithResults(graph.Results.Skip(graph.Results.Count - count));

        Graph derivative = kind switch
        {
            DerivativeKind.Gradient => Last(Swept(Seed.Of(0)), active.Length),
            DerivativeKind.ValueAndGradient => Swept(Seed.Of(0)),
            DerivativeKind.Jvp => Joined(ForwardMode.Apply(primal, Along()), values),
            DerivativeKind.Vjp => Last(Swept(Beside(primal.Results.Select(result => ("cotangent", primal[result].Type)))), active.Length),
            DerivativeKind.HessianVectorProduct => Last(Joined(ForwardMode.Apply(Sinking.Apply(Swept(Seed.Of(0))), Along()), values), active.Length),
            _ => throw new InvalidOperationException($"{kind} is not the value of a call"),
        };
        // The value is no longer that of what is generated.
        return derivative with { Names = derivative.Names.Select(name => name is { Text: "value", IsUsers: false } ? default : name).ToEquatableArray() };

        static Graph Joined(Graph graph, int values) => Derivatives.Joined(graph, graph, values);
    }

    // Both are read off one sweep, so that their code is the same.
    private DerivedMember Gradient(bool withValue)
    {
        Graph both = _valueAndGradient.Value;
        Graph wanted = withValue ? both : both.WithResults(both.Results.Skip(1));
        return Member(withValue ? DerivativeKind.ValueAndGradient : DerivativeKind.Gradient, both, wanted) with { Unscheduled = Releasing.Apply(Joined(both, both, Values)) };
    }

    private DerivedMember Jvp()
    {
        Graph pushed = ForwardMode.Apply(_primal, Along("Tangent"));
        string[] values = [.. _declaration.Output.Leaves.Select(leaf => leaf.Path == "" ? "value" : Camel(leaf.Name))];
        Graph named = pushed.WithNames([.. values, .. values.Select(name => name == "value" ? "tangent" : name + "Tangent")]);
        return Member(DerivativeKind.Jvp, named, named);
    }

    private DerivedMember Vjp()
    {
        Graph pulledBack = Reverse(Cotangent());
        return Member(DerivativeKind.Vjp, pulledBack, pulledBack.WithResults(pulledBack.Results.Skip(Values)));
    }

    // Reverse mode takes a sweep a row, forward mode one a column.
    private DerivedMember Jacobian()
    {
        int m = Values, n = Active.Length;
        DerivedMember Rows() => Matrix(
            DerivativeKind.Jacobian, Reverse([.. Seed.Units(m)]),
            from row in Enumerable.Range(0, m) from column in Enumerable.Range(0, n) select m + (row * n) + column);
        DerivedMember Columns() => Matrix(
            DerivativeKind.Jacobian, ForwardMode.Apply(_primal, [.. Seed.Units(n)]),
            from row in Enumerable.Range(0, m) from column in Enumerable.Range(0, n) select m + (column * m) + row);

        if (m * n > MostEntriesCompared)
            return m <= n ? Rows() : Columns();
        return Cheaper(Rows(), Columns());
    }

    // Forward mode over the gradient, along every axis. By symmetry half of the entries are enough, and whichever half is cheaper.
    private DerivedMember Hessian()
    {
        int n = Active.Length;
        Graph columns = ForwardMode.Apply(Prepared(_valueAndGradient.Value), [.. Seed.Units(n)]);
        DerivedMember Half(Func<int, int, (int Partial, int Direction)> entry) => Matrix(
            DerivativeKind.Hessian, columns,
            from row in Enumerable.Range(0, n) from column in Enumerable.Range(0, row + 1) let at = entry(row, column) select ((1 + at.Direction) * (1 + n)) + 1 + at.Partial);
        return Cheaper(Half((row, column) => (row, column)), Half((row, column) => (column, row)));
    }

    private DerivedMember HessianVectorProduct()
    {
        Graph along = ForwardMode.Apply(Prepared(_valueAndGradient.Value), Into(Along("Direction"), "Product"));
        Graph products = along.WithResults(along.Results.Skip(along.Results.Count - Active.Length));
        return Member(DerivativeKind.HessianVectorProduct, along, products.WithNames([.. Active.Select(leaf => Camel(leaf.Name) + "Product")]));
    }

    // The gradient by the ε of each assignment, and then without ε.
    private static DerivedMember Trace(Trace trace)
    {
        int values = trace.Graph.Results.Count;
        int[] active = [.. Enumerable.Range(0, trace.Graph.Inputs.Count).Where(i => trace.Graph.Inputs[i].IsActive)];
        Graph adjoints = ReverseMode.Apply(trace.Graph, Seed.Of(0)).Limited();
        Graph wanted = adjoints.WithResults(
            [.. adjoints.Results.Take(values), .. trace.Locals.Select(local => adjoints.Results[values + Array.IndexOf(active, local.Input)])]);
        Graph plain = WithoutEpsilon.Apply(wanted, trace.Locals.Select(local => local.Input)).WithNames(["value"]);
        return Member(DerivativeKind.Trace, plain, plain, values);
    }

    private static DerivedMember Cheaper(DerivedMember first, DerivedMember second) =>
        OperationCount.Of(second.Graph).Total < OperationCount.Of(first.Graph).Total ? second : first;

    private Seed Along(string suffix) => Seed.Of(Active.Select(leaf => _declaration.Beside(leaf, suffix)));

    private Seed Cotangent()
    {
        string name = _declaration.Appended("cotangent");
        return Seed.Of(_declaration.Output.Leaves.Select(leaf => new Input(name + leaf.Name, name + leaf.Path, leaf.Type, IsActive: false)));
    }

    // A matrix is of one type, whatever those of the leaves are.
    private DerivedMember Matrix(DerivativeKind kind, Graph graph, IEnumerable<int> entries)
    {
        Graph converted = ResultTypes.Convert(graph, _declaration.Scalar);
        return Member(kind, converted, converted.WithResults(entries.Select(entry => converted.Results[entry])));
    }

    private DerivedMember Member(DerivativeKind kind, Graph graph, Graph wanted) => Member(kind, graph, wanted, Values);

    private static DerivedMember Member(DerivativeKind kind, Graph graph, Graph wanted, int values)
    {
        Graph joined = Releasing.Apply(Joined(graph, wanted, values));
        // A branch that has sunk into one on the same condition is decided there.
        Graph sunk = BranchMerging.Apply(Sinking.Apply(FirstWrites.Apply(LoopFusion.Apply(joined))), isPrimal: _ => true);
        return new DerivedMember(kind, joined, DerivativePairing.Apply(Sinking.Apply(sunk)).Limited());
    }

    // layer1.Bias is layer1Bias.
    private static string Camel(string path) => path.Split(['.'], StringSplitOptions.RemoveEmptyEntries)
        .Aggregate("", (name, part) => name + (name == "" ? char.ToLowerInvariant(part[0]) : char.ToUpperInvariant(part[0])) + part.Substring(1));

    private Graph Reverse(params IReadOnlyList<Seed> seeds)
    {
        Seed[] into = [.. seeds.Select(seed => Into(seed))];
        if (!HasLoops)
            return ReverseMode.Apply(_primal, into).Limited();
        Graph withLength = ReverseMode.Apply(_primal, _tape, into);
        return Pruning.Apply(withLength.WithResults(withLength.Results.Take(withLength.Results.Count - 1))).Limited();
    }

    private Graph Prepared(Graph graph) => Sinking.Apply(Joined(graph, graph, Values));

    // What the values need stays as the user wrote it; only derivative code is shortened by what is known in a branch.
    private static Graph Joined(Graph graph, Graph wanted, int values) =>
        BranchMerging.Apply(wanted, Liveness.Of(graph.WithResults(graph.Results.Take(values))).Contains);
}
