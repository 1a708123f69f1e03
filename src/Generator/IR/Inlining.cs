namespace SymGrad.Generator.IR;

/// <summary>Copies a function into another one that is being built, at the place where it is, with values for its inputs.</summary>
internal sealed class Inlining : GraphRewriter
{
    private readonly Func<int, int> _argument;
    private readonly Dictionary<int, Node> _views = [];

    private Inlining(Graph function, GraphBuilder target, Func<int, int> argument) : base(function, target) => _argument = argument;

    /// <summary>The function's results.</summary>
    /// <param name="argument">The node of the target that an input becomes, of a buffer its state or a view of it; asked for those that the function reads.</param>
    public static int[] Apply(Graph function, GraphBuilder target, Func<int, int> argument)
    {
        var inlining = new Inlining(function, target, argument);
        inlining.CopyRegion(0);
        return [.. function.Results.Select(result => inlining[result])];
    }

    protected override int CopyLeaf(Node leaf)
    {
        if (leaf.Op != Op.Input)
            return base.CopyLeaf(leaf);
        int argument = _argument((int)leaf.Payload);
        if (Target[argument].Op != Op.View)
            return argument;
        _views[Source.LeafOf((int)leaf.Payload)] = Target[argument];
        return Target[argument].A;
    }

    protected override void Copy(int index)
    {
        Node node = Source[index];
        if (node.Op is not (Op.Load or Op.Store or Op.Slice or Op.Length) || ViewOf(node.A) is not { } view)
        {
            base.Copy(index);
            return;
        }

        this[index] = node.Op switch
        {
            Op.Load => Target.Load(node.Type, this[node.A], IndexIn(view, node.B)),
            Op.Store => Target.Store(this[node.A], IndexIn(view, node.B), this[node.C], node.Payload),
            Op.Slice => Target.Slice(IsPart(view) ? view.B : this[node.A], this[node.B], this[node.C], node.Payload),
            _ => LengthOf(view, (int)node.Payload),
        };
        CopyName(index);
    }

    // How the caller sees the memory of a state; null where that is not a view's.
    private Node? ViewOf(int state)
    {
        if (Source[state].Type != ScalarType.Buffer || Source.MemoryOf(state) is var memory && Source[memory].Op != Op.Input)
            return null;
        _ = this[memory]; // then it is known
        return _views.TryGetValue(memory, out Node view) ? view : null;
    }

    private static bool IsPart(Node view) => view.B != Node.None && view.C == Node.None;

    private int IndexIn(Node view, int index) => IsPart(view) && !Source[index].Op.IsPlace() ? Target.At(view.B, this[index]) : this[index];

    private int LengthOf(Node view, int dimension) => (dimension, view.C) switch
    {
        (1, not Node.None) => view.B,
        (2, not Node.None) => view.C,
        _ => Target.Length(IsPart(view) ? view.B : view.A, dimension),
    };
}
