namespace SymGrad.Generator.IR;

/// <summary>A method to differentiate: where it stands and what it computes. The model that the pipeline compares.</summary>
/// <param name="Trace">What it computes, local by local; null unless its trace is asked for.</param>
internal sealed record DifferentiableMethod(Declaration Declaration, Graph Graph, Trace? Trace);
