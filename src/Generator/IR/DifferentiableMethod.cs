namespace SymGrad.Generator.IR;

/// <summary>A method to differentiate: where it stands and what it computes. The model that the pipeline compares.</summary>
internal sealed record DifferentiableMethod(Declaration Declaration, Graph Graph);
