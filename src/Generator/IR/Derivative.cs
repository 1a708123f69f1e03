namespace SymGrad.Generator.IR;

/// <summary>What is emitted for a method: its value with its gradient, and its gradient alone, ready to print.</summary>
/// <param name="Unscheduled">Value and gradient before work was moved and paired: what the closed forms are written from.</param>
internal sealed record Derivative(Graph Primal, Graph Unscheduled, Graph ValueAndGradient, Graph Gradient);
