namespace SymGrad.Generator.IR;

/// <summary>What is emitted for a method: a graph for each member, ready to print.</summary>
/// <param name="Trace">What the trace was derived from; null where none was asked for.</param>
internal sealed record Derivative(Graph Primal, Trace? Trace, EquatableArray<DerivedMember> Members)
{
    /// <summary>What members ask of the method's arguments before they write anything.</summary>
    public Bounds Bounds { get; init; } = Bounds.None;

    /// <summary>Whether the results are the elements of a span of the caller's.</summary>
    public bool IsSpanValued => Primal.Results.Any(result => Primal[result].Type == ScalarType.Buffer);

    /// <summary>How many values the loops keep for the way back; null where they keep none.</summary>
    public Graph? WorkspaceLength { get; init; }

    /// <summary>The functions that members call, and that these call in turn.</summary>
    public EquatableArray<DerivedFunction> Functions { get; init; }

    /// <summary>The member of a kind; null where it was not asked for.</summary>
    public DerivedMember? this[DerivativeKind kind] => Members.FirstOrDefault(member => member.Kind == kind);
}

/// <summary>One member's graph; its results are what <see cref="DerivativeKind"/> says.</summary>
/// <param name="Unscheduled">The same before work was moved and paired: what the closed forms are written from.</param>
internal sealed record DerivedMember(DerivativeKind Kind, Graph Unscheduled, Graph Graph)
{
    /// <summary>Whether its code stores the entries of a matrix itself; otherwise they are its results.</summary>
    public bool FillsMatrix => Graph.Inputs.Any(input => input.IsMatrix);

    /// <summary>Whether its code keeps values in a workspace of the caller's.</summary>
    public bool NeedsWorkspace => Tape is not null;

    /// <summary>The type of that workspace's elements; null where there is none.</summary>
    public ScalarType? Tape => Graph.Nodes.Where(node => node.Op == Op.Input && Graph.Inputs[(int)node.Payload].IsTape).Select(node => (ScalarType?)Graph.Inputs[(int)node.Payload].Element).FirstOrDefault();
}

/// <summary>A function that members call, ready to print; its inputs are the arguments, by name.</summary>
internal sealed record DerivedFunction(Callee Callee, Graph Graph);
