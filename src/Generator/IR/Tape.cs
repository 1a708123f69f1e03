namespace SymGrad.Generator.IR;

/// <summary>Buffers in which loops keep values for the way back.</summary>
internal static class Tape
{
    /// <summary>The name of one that a function has for itself.</summary>
    public const string OwnName = "kept";

    /// <summary>What a reader calls the tape in this memory; null where it is none.</summary>
    public static string? Describe(Graph graph, int memory) => graph[memory].Op == Op.Input
        ? graph.Inputs[(int)graph[memory].Payload].IsTape ? "the workspace" : null
        : graph.Names[memory].Text == OwnName ? "memory of its own" : null;
}
