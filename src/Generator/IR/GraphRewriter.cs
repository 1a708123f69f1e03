using System.Collections;

namespace SymGrad.Generator.IR;

/// <summary>
/// Copies a graph into a new one, region by region; a pass overrides what it does differently. Only what the results and the
/// guards need is copied, so every pass also removes dead code.
/// </summary>
internal abstract class GraphRewriter
{
    private readonly int[] _map;

    protected GraphRewriter(Graph source, EquatableArray<Input>? inputs = null)
        : this(source, new GraphBuilder(inputs ?? source.Inputs, source.Options) { Callees = source.Callees })
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

    /// <summary>Copies a region with all that is in it.</summary>
    protected void CopyRegion(int region) => Nesting.Run(Copying(region));

    protected virtual IEnumerable Copying(int region)
    {
        foreach (int node in NodesOf(region).Where(Live.Contains))
        {
            if (Source[node].Op == Op.If)
                yield return CopyBranch(node);
            else
                Copy(node);
        }
    }

    protected virtual IEnumerable CopyBranch(int index)
    {
        Node node = Source[index];
        IReadOnlyList<int> results = Live.ResultsOf(index);
        return Branch(
            this[node.A],
            taken => Copying(taken ? node.B : node.C),
            taken => [.. results.Select(result => this[Source.Yielded(result, taken)])],
            answers => Answer(results, answers));
    }

    protected virtual void Copy(int index)
    {
        Node node = Source[index];
        switch (node.Op)
        {
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
            case Op.Load:
                this[index] = Target.Load(node.Type, this[node.A], this[node.B]);
                break;
            case Op.Store:
                this[index] = Target.Store(this[node.A], this[node.B], this[node.C], node.Payload);
                break;
            case Op.Length:
                this[index] = Target.Length(this[node.A], (int)node.Payload);
                break;
            case Op.Slice:
                this[index] = Target.Slice(this[node.A], this[node.B], this[node.C], node.Payload);
                break;
            case Op.Row:
                this[index] = Target.Row(this[node.A], this[node.B]);
                break;
            default:
                this[index] = Target.Add(
                    node.Op, node.Type, this[node.A], Copied(node.B), node.Payload, Copied(node.C));
                break;
        }

        if (_map[index] != Node.None)
            CopyName(index);
    }

    /// <summary>Forgets what was copied since the copy had <paramref name="count"/> nodes.</summary>
    protected void Rollback(int count)
    {
        Target.Rollback(count);
        for (int i = 0; i < _map.Length; i++)
            _map[i] = _map[i] < count ? _map[i] : Node.None;
    }

    /// <summary>Whether a copy is not what the name of its source says.</summary>
    protected virtual bool HasOwnName(int node) => false;

    protected void CopyName(int index)
    {
        if (Source.Names[index].Text is { } name && !HasOwnName(index))
            Target.SetName(this[index], name, Source.Names[index].IsUsers);
    }

    private int Copied(int operand) => operand == Node.None ? Node.None : this[operand];

    /// <summary>Those of the values that a loop carries which the copy does not: each is what it was before the loop.</summary>
    protected virtual HashSet<int> NotCarried(int loop) => Source.UnchangedBy(loop);

    /// <summary>Adds what a copied iteration begins with.</summary>
    protected virtual void BeginIteration(int loop)
    {
    }

    /// <summary>What a carried value is before the first iteration.</summary>
    protected virtual int Initial(int carried) => this[Source[carried].A];

    /// <summary>What it is after an iteration.</summary>
    protected virtual int Next(int carried) => this[Source.Next(carried)];

    /// <summary>Copies the condition under which a loop goes on.</summary>
    protected virtual int Test(int loop)
    {
        CopyRegion(Source[loop].B);
        return this[Source.Regions[Source[loop].B].Results[0]];
    }

    /// <summary>The role of a loop's copy.</summary>
    protected virtual LoopRole RoleOf(int loop) => Source[loop].Role;

    private void CopyLoop(int index)
    {
        Node loop = Source[index];
        int[] live = [.. Source.CarriedBy(index).Where(Live.Contains)];
        HashSet<int> apart = NotCarried(index);
        int[] carried = [.. live.Where(c => !apart.Contains(c))];
        foreach (int constant in live.Where(apart.Contains))
            this[constant] = this[Source[constant].A];
        int[] answers = Target.Loop(
            [.. carried.Select(Initial)],
            current =>
            {
                for (int i = 0; i < current.Length; i++)
                {
                    this[carried[i]] = current[i];
                    CopyName(carried[i]);
                }

                return Test(index);
            },
            _ =>
            {
                BeginIteration(index);
                CopyRegion(loop.C);
                return [.. carried.Select(Next)];
            },
            RoleOf(index));
        foreach (int result in Live.ResultsOf(index))
        {
            int slot = Array.IndexOf(carried, Source.CarriedBy(index)[(int)Source[result].Payload]);
            this[result] = slot >= 0 ? answers[slot] : this[Source.CarriedBy(index)[(int)Source[result].Payload]];
            CopyName(result);
        }
    }

    /// <summary>Maps results of a branch to those of its copy.</summary>
    protected void Answer(IReadOnlyList<int> results, int[] answers)
    {
        for (int i = 0; i < results.Count; i++)
        {
            this[results[i]] = answers[i];
            CopyName(results[i]);
        }
    }

    /// <summary>Makes a branch on a condition of the copy.</summary>
    /// <param name="arm">Copies what one arm computes.</param>
    /// <param name="yielded">What that arm yields.</param>
    /// <param name="joined">Takes the answers.</param>
    protected IEnumerable Branch(int condition, Func<bool, IEnumerable> arm, Func<bool, int[]> yielded, Action<int[]> joined)
    {
        if (Target[condition].Op == Op.Constant)
        {
            bool taken = Target.IsBoolean(condition, true);
            yield return arm(taken);
            joined(yielded(taken));
            yield break;
        }

        bool first = Target[condition].Op != Op.Not;
        int thenRegion = Target.OpenRegion();
        yield return arm(first);
        int[] whenTrue = yielded(first);
        Target.CloseRegion();
        int elseRegion = Target.OpenRegion();
        yield return arm(!first);
        int[] whenFalse = yielded(!first);
        Target.CloseRegion();
        joined(Target.If(first ? condition : Target[condition].A, thenRegion, elseRegion, whenTrue, whenFalse));
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
