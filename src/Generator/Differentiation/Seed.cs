using SymGrad.Generator.IR;
using SymGrad.Generator.Simplification;

namespace SymGrad.Generator.Differentiation;

/// <summary>
/// Where a sweep starts. In forward mode it is a direction, over the active inputs; in reverse mode a cotangent, over the results.
/// </summary>
/// <param name="Unit">The one entry that is not 0; null where all entries are inputs.</param>
/// <param name="Inputs">The entries, as inputs that the derivative has beside the function's own; none where the one entry is 1.</param>
internal sealed record Seed(int? Unit, EquatableArray<Input> Inputs)
{
    /// <summary>
    /// The buffers that results go to: in reverse mode the adjoints of active buffers, in forward mode the tangents of what the function
    /// itself writes to, in order.
    /// </summary>
    public EquatableArray<Input> Destinations { get; init; }

    /// <summary>The entries that the inputs stand for, where all others are 0; null where they stand for all.</summary>
    public EquatableArray<int>? Among { get; init; }

    /// <summary>Whether, in reverse mode, the adjoints are followed by the conditions under which they count.</summary>
    public bool IsConditional { get; init; }

    /// <summary>Which element of the one entry is not 0, where that is a buffer read at constant indices only; null for all of an entry.</summary>
    public int? Element { get; init; }

    /// <summary>Whether it is one element of a buffer, of which the derivative's input says which: all other entries are 0 there too.</summary>
    public bool IsAlongElement => Unit is not null && Inputs.Count > 0;

    /// <summary>The entries that are known to be 0 or 1, whatever their inputs hold; null for the others.</summary>
    public EquatableArray<int?> Literals { get; init; }

    /// <summary>The index-th unit vector: a column of the Jacobian in forward mode, a row of it in reverse mode.</summary>
    public static Seed Of(int index) => new(index, default);

    public static Seed Of(IEnumerable<Input> entries) => new(null, entries.ToEquatableArray());

    /// <summary>A direction that is 0 but for one entry, which is an input.</summary>
    public static Seed Along(int index, Input entry) => new(index, new[] { entry }.ToEquatableArray());

    /// <summary>All unit vectors of a dimension.</summary>
    public static IEnumerable<Seed> Units(int dimension) => Enumerable.Range(0, dimension).Select(Of);

    /// <summary>The inputs of a function, and after them those of its derivative's seeds.</summary>
    public static EquatableArray<Input> Append(EquatableArray<Input> inputs, IEnumerable<Seed> seeds) =>
        inputs.Concat(seeds.SelectMany(seed => seed.Inputs.Concat(seed.Destinations))).ToEquatableArray();

    /// <summary>An entry; null for one that is 0, since what is absent costs nothing.</summary>
    /// <param name="first">The place of the seed's first input among the derivative's.</param>
    public Expr? Entry(GraphBuilder builder, int entry, ScalarType type, int first) =>
        Unit is null && Among is { } among ? Enumerable.Range(0, among.Count).Where(k => among[k] == entry).Select(k => (Expr?)new Expr(builder, builder.Input(first + k))).FirstOrDefault()
        : Unit is null ? Given(builder, entry, type, first)
        : Unit != entry || Element is not null ? null
        : new Expr(builder, Inputs.Count == 0 ? builder.Constant(type, 1.0) : builder.Input(first));

    private Expr? Given(GraphBuilder builder, int entry, ScalarType type, int first) => (Literals.Count > 0 ? Literals[entry] : null) switch
    {
        0 => null,
        1 => new Expr(builder, builder.Constant(type, 1.0)),
        _ => new Expr(builder, builder.Input(first + entry)),
    };
}
