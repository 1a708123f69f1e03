namespace SymGrad.Generator.IR;

/// <summary>A scope of nodes: those with this region's index, in index order. Inner scopes see outer ones, never the reverse.</summary>
/// <param name="Parent">The enclosing region, −1 for the function's own.</param>
/// <param name="Results">What the region yields to its owner, or to the caller.</param>
internal readonly record struct Region(int Parent, EquatableArray<int> Results);
