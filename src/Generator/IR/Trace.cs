namespace SymGrad.Generator.IR;

/// <summary>
/// A scalar function read once more for its trace: every assignment to one of its locals adds an active input of its own, ε = 0, so
/// that the partial by ε is the local's adjoint. The results are the function's value, then those of the assignments.
/// </summary>
internal sealed record Trace(Graph Graph, EquatableArray<TracedLocal> Locals);

/// <summary>An assignment to a local, or to a leaf of one.</summary>
/// <param name="Name">What the trace calls it, unlike all others.</param>
/// <param name="Input">The index of its ε; all of them follow the function's own inputs.</param>
internal readonly record struct TracedLocal(string Name, ScalarType Type, int Input);
