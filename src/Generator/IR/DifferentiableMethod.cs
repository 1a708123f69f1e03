namespace SymGrad.Generator.IR;

/// <summary>A method to differentiate: where it stands and what it computes. The model that the pipeline compares.</summary>
/// <param name="Trace">What it computes, local by local; null unless its trace is asked for.</param>
internal sealed record DifferentiableMethod(Declaration Declaration, Graph Graph, Trace? Trace)
{
    /// <summary>What to ask of its arguments for every index to be in range.</summary>
    public Bounds Bounds { get; init; } = Bounds.None;

    /// <summary>What other assemblies know the method by, for which its function is published; null where it is not.</summary>
    public string? PublishedAs { get; init; }
}
