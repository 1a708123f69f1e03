namespace SymGrad.Generator.IR;

/// <summary>
/// Copies a graph into a new one, region by region; a pass overrides what it does differently. Only what the results and the
/// guards need is copied, so every pass also removes dead code.
/// </summary>
internal abstract class GraphRewriter
{
    private readonly int[] _map;

    protected GraphRewriter(Graph source, EquatableArray<Input>? inputs = null)
        : this(source, new GraphBuilder(inputs ?? source.Inputs) { Callees = source.Callees })
    {
    }

    protected GraphRewriter(Graph source, GraphBuilder target)
    {
        Source = source;
        Target = target;
        Live = Liveness.Of(source);
        _map = new int[source.Nodes.Count];
        for (int i = 0; i < _map.Length; i++)
            _map[i] = Node.None;
    }

    protected Graph Source { get; }

    protected GraphBuilder Target { get; }

    protected Liveness Live { get; }

    /// <summary>The copy of a node of the source.</summary>
    public int this[int node]
    {
        get
        {
            node = Resolve(node);
            if (_map[node] == Node.None && Source[node].Op.IsLeaf())
                this[node] = CopyLeaf(Source[node]);
            return _map[node] != Node.None ? _map[node] : throw new InvalidOperationException($"node {node} is read before it is copied");
        }
        protected set => _map[node] = Substitute(node, value);
    }

    public Graph Run()
    {
        CopyRegion(0);
        return Target.Build(Source.Results.Select(result => this[result]));
    }

    /// <summary>What stands for a node of the source from now on: its copy, or something else.</summary>
    protected virtual int Substitute(int node, int copy) => copy;

    protected virtual int CopyLeaf(Node leaf) => Target.Add(leaf.Op, leaf.Type, payload: leaf.Payload);

    /// <summary>The node of the source that stands for another where the copy is now.</summary>
    protected virtual int Resolve(int node) => node;

    /// <summary>The nodes to copy into a region, in order.</summary>
    protected virtual IReadOnlyList<int> NodesOf(int region) => Source.NodesOf(region);

    protected virtual void CopyRegion(int region)
    {
        foreach (int node in NodesOf(region))
        {
            if (Live.Contains(node))
                Copy(node);
        }
    }

    protected virtual void Copy(int index)
    {
        Node node = Source[index];
        switch (node.Op)
        {
            case Op.If:
                CopyIf(index, Live.ResultsOf(index));
                break;
            case Op.Loop:
                CopyLoop(index);
                break;
            case Op.Guard:
                Target.Guard(this[node.A], Source.Throws[(int)node.Payload], Copied(node.B), Copied(node.C));
                break;
            case Op.Result when Source[node.A].Op is Op.If or Op.Loop:
            case Op.Carried:
                break; // mapped with the node that owns it
            case Op.Allocate:
                this[index] = Target.Allocate((ScalarType)node.Payload, this[node.A]);
                break;
            case Op.Store:
                this[index] = Target.Store(this[node.A], this[node.B], this[node.C]);
                break;
            case Op.Slice:
                this[index] = Target.Slice(this[node.A], this[node.B], this[node.C]);
                break;
            default:
                this[index] = Target.Add(
                    node.Op, node.Type, this[node.A], Copied(node.B), node.Payload, Copied(node.C));
                break;
        }

        if (_map[index] != Node.None)
            CopyName(index);
    }

    protected void CopyName(int index)
    {
        if (Source.Names[index].Text is { } name)
            Target.SetName(this[index], name, Source.Names[index].IsUsers);
    }

    private int Copied(int operand) => operand == Node.None ? Node.None : this[operand];

    private void CopyLoop(int index)
    {
        Node loop = Source[index];
        int[] live = [.. Source.CarriedBy(index).Where(Live.Contains)];
        int[] carried = [.. live.Where(c => Source.Next(c) != c)];
        foreach (int constant in live.Except(carried))
            this[constant] = this[Source[constant].A];
        int[] answers = Target.Loop(
            [.. carried.Select(c => this[Source[c].A])],
            current =>
            {
                for (int i = 0; i < current.Length; i++)
                {
                    this[carried[i]] = current[i];
                    CopyName(carried[i]);
                }

                CopyRegion(loop.B);
                return this[Source.Regions[loop.B].Results[0]];
            },
            _ =>
            {
                CopyRegion(loop.C);
                return [.. carried.Select(c => this[Source.Next(c)])];
            });
        foreach (int result in Live.ResultsOf(index))
        {
            int slot = Array.IndexOf(carried, Source.CarriedBy(index)[(int)Source[result].Payload]);
            this[result] = slot >= 0 ? answers[slot] : this[Source.CarriedBy(index)[(int)Source[result].Payload]];
            CopyName(result);
        }
    }

    private void CopyIf(int index, IReadOnlyList<int> results)
    {
        Node node = Source[index];
        int[] Branch(bool taken)
        {
            CopyRegion(taken ? node.B : node.C);
            return [.. results.Select(result => this[Source.Yielded(result, taken)])];
        }

        int[] answers = Target.If(this[node.A], () => Branch(true), () => Branch(false));
        for (int i = 0; i < answers.Length; i++)
        {
            this[results[i]] = answers[i];
            CopyName(results[i]);
        }
    }
}

/// <summary>Copies what is live and nothing else.</summary>
internal sealed class Pruning : GraphRewriter
{
    private Pruning(Graph source) : base(source)
    {
    }

    public static Graph Apply(Graph graph) => new Pruning(graph).Run();
}
