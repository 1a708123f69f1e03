using SymGrad.Generator.Analysis;
using SymGrad.Generator.IR;
using SymGrad.Generator.Simplification;

namespace SymGrad.Generator.Differentiation;

/// <summary>
/// A derivative inside a function (see <see cref="NestedDerivative"/>), composed of the modes as in a member of its own. It is to be
/// differentiated again: what loops keep is in a buffer of its own, and each buffer that is written to is one chain of states.
/// </summary>
internal sealed class NestedDerivatives
{
    private readonly Graph _primal;
    private readonly Input[] _active;
    private readonly EquatableArray<int?> _literals;
    private int _arguments;

    private NestedDerivatives(Graph function, EquatableArray<int?> literals)
    {
        _primal = Derivatives.Ready(function);
        _active = [.. _primal.Inputs.Where(input => input.IsActive)];
        _literals = literals;
        _arguments = _primal.Inputs.Count(input => input.Argument is not null);
    }

    private int Values => _primal.Results.Count;

    private bool IsSpanValued => _primal.Results.Any(result => _primal[result].Type == ScalarType.Buffer);

    // Of a matrix.
    private ScalarType Scalar => _primal.Results.Max(result => _primal[result].Type == ScalarType.Buffer ? _primal.ElementOf(result) : _primal[result].Type);

    /// <param name="literals">The arguments beside the function's own that are known to be 0 or 1.</param>
    public static Graph Derive(Graph function, DerivativeKind kind, EquatableArray<int?> literals)
    {
        Graph derivative = new NestedDerivatives(function, literals).Derive(kind);
        Graph ordered = derivative.WithResults(derivative.Results.OrderBy(result => derivative[result].Type == ScalarType.Buffer));
        // The value is no longer that of what is generated.
        Graph renamed = ordered with { Names = ordered.Names.Select(name => name is { Text: "value", IsUsers: false } ? default : name).ToEquatableArray() };
        return Cleared.Apply(FirstWrites.Apply(renamed));
    }

    private Graph Derive(DerivativeKind kind) => kind switch
    {
        DerivativeKind.Gradient => Last(Swept(Into(Seed.Of(0))), _active.Length),
        DerivativeKind.ValueAndGradient => Swept(Into(Seed.Of(0))),
        DerivativeKind.Jvp => Joined(ForwardMode.Apply(_primal, Along() with { Destinations = IsSpanValued ? Written() : default })),
        DerivativeKind.Vjp => Swept(Into(Cotangent())) is var pulledBack && IsSpanValued ? pulledBack : Last(pulledBack, _active.Length),
        DerivativeKind.HessianVectorProduct => Last(Joined(ForwardMode.Apply(ToBeMoved(), Into(Along()))), _active.Length),
        DerivativeKind.Jacobian => Jacobian(),
        DerivativeKind.Hessian => Hessian(),
        _ => throw new InvalidOperationException($"{kind} is not called by a function"),
    };

    // Whether the size of a matrix is known.
    private bool IsSized => !IsSpanValued && !_active.Any(input => input.IsBuffer);

    private Graph Jacobian()
    {
        if (IsSpanValued)
            return SizedByBuffers().Columns(seed => Joined(ForwardMode.Apply(_primal, seed with { Destinations = Own("Tangent", input => input.IsOutput) })));
        if (!IsSized)
            return SizedByBuffers().Rows([.. Seed.Units(Values).Select(seed => Last(Swept(seed with { Destinations = Own("Row", IsActiveBuffer) }), _active.Length))]);
        int m = Values, n = _active.Length;
        Graph rows = Joined(Swept([.. Seed.Units(m)]));
        return Matrix(rows, [.. Enumerable.Range(m, m * n)]);
    }

    private Graph Hessian()
    {
        if (!IsSized)
            return SizedByBuffers().Hessian(seed => Last(Joined(ForwardMode.Apply(ToBeMoved(), seed with { Destinations = Own("Row", IsActiveBuffer) })), _active.Length));
        int n = _active.Length;
        Graph columns = Joined(ForwardMode.Apply(ToBeMoved(), [.. Seed.Units(n)]));
        return Matrix(columns, [.. from row in Enumerable.Range(0, n) from column in Enumerable.Range(0, n) select Derivatives.EntryOfHessian(n, Math.Max(row, column), Math.Min(row, column))]);
    }

    // The entries go to a buffer of the caller's, in their order.
    private Graph Matrix(Graph graph, int[] entries)
    {
        Input matrix = MatrixArgument();
        var builder = new GraphBuilder(graph.Inputs.Append(matrix).ToEquatableArray(), graph.Options) { Callees = graph.Callees };
        int[] results = Inlining.Apply(graph, builder, builder.Input);
        int state = builder.Input(graph.Inputs.Count);
        for (int k = 0; k < entries.Length; k++)
            state = builder.Store(state, builder.Constant(ScalarType.Int32, (long)k), Algebra.Convert(builder, results[entries[k]], Scalar));
        return builder.Build([state]);
    }

    private Input MatrixArgument() => Argument("matrix", ScalarType.Buffer) with { Element = Scalar, IsMatrix = true };

    private NestedMatrices SizedByBuffers() => new(_primal, MatrixArgument());

    private Graph Swept(params IReadOnlyList<Seed> seeds) => Joined(OwnTape.Sweep(_primal, seeds));

    // The gradient, before it is differentiated: its own destinations hold what is differentiated, and nobody reads them.
    private Graph ToBeMoved() => Sinking.Apply(Swept(Seed.Of(0) with { Destinations = Own("Gradient", IsActiveBuffer) }));

    private Seed Along() => Given(_active.Select(input => (input.Name, input.Type, input.Element)));

    private Seed Cotangent() => Given(_primal.Results.Select(result => _primal[result].Type == ScalarType.Buffer
        ? ("cotangent", ScalarType.Buffer, _primal.ElementOf(result))
        : ("cotangent", _primal[result].Type, default)));

    private Seed Given(IEnumerable<(string Name, ScalarType Type, ScalarType Element)> entries) =>
        Seed.Of([.. entries.Select(entry => Argument(entry.Name, entry.Type) with { Element = entry.Element })]) is var seed && _literals.Count > 0
            ? seed with { Literals = _literals }
            : seed;

    private Seed Into(Seed seed) => seed with { Destinations = Destinations(IsActiveBuffer, Destination) };

    private EquatableArray<Input> Written() => Destinations(input => input.IsOutput, Destination);

    // Destinations that are no arguments.
    private EquatableArray<Input> Own(string suffix, Func<Input, bool> isDifferentiated) =>
        Destinations(isDifferentiated, input => input with { Name = input.Name + suffix, Access = "", IsActive = false, IsOutput = false, IsDestination = true });

    private EquatableArray<Input> Destinations(Func<Input, bool> isDifferentiated, Func<Input, Input> buffer) => Enumerable.Range(0, _primal.Inputs.Count)
        .Where(i => isDifferentiated(_primal.Inputs[i])).Select(i => buffer(_primal.Inputs[i]) with { LengthOf = i }).ToEquatableArray();

    private static bool IsActiveBuffer(Input input) => input is { IsActive: true, IsBuffer: true };

    private Input Destination(Input like) => Argument(like.Name, ScalarType.Buffer) with { Element = like.Element, IsTwoDimensional = like.IsTwoDimensional, IsDestination = true };

    private Input Argument(string name, ScalarType type) => Input.OfArgument(name, _arguments++, type, isActive: false);

    private Graph Joined(Graph graph) => Derivatives.Joined(graph, graph, Values);

    private static Graph Last(Graph graph, int count) => graph.WithResults(graph.Results.Skip(graph.Results.Count - count));
}
