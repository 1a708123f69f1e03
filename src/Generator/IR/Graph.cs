namespace SymGrad.Generator.IR;

/// <summary>
/// A function: a flat arena of hash-consed nodes inside structured regions; region 0 is the body and its results are the
/// function's. Invariants: an operand precedes its user and is visible from the user's region; leaves belong to region 0; a
/// region's nodes precede the node that owns it; regions are numbered in the order they open. Holds nothing of Roslyn, so the incremental pipeline compares it by value.
/// </summary>
internal sealed record Graph(
    EquatableArray<Input> Inputs,
    EquatableArray<Node> Nodes,
    EquatableArray<Region> Regions,
    EquatableArray<NodeName> Names,
    EquatableArray<string> Throws)
{
    private int[][]? _nodesOf;
    private int[]? _leafOf;
    private int[]? _lastInside;
    private int[]? _ownerOf;
    private int[][]? _carriedIn;
    private HashSet<int>? _changing;

    /// <summary>How the graph is to be differentiated.</summary>
    public Options Options { get; init; } = Options.Default;

    /// <summary>The same function, to be differentiated by exact rules.</summary>
    public Graph Exact => this with { Options = Options with { IsRelaxed = false } };

    /// <summary>The methods that are called, not inlined.</summary>
    public CalleeTable Callees { get; init; } = CalleeTable.None;

    public EquatableArray<int> Results => Regions[0].Results;

    public Node this[int index] => Nodes[index];

    /// <summary>The same nodes with other results.</summary>
    public Graph WithResults(IEnumerable<int> results) => this with
    {
        Regions = Regions.Select((region, i) => i == 0 ? region with { Results = results.ToEquatableArray() } : region).ToEquatableArray(),
    };

    /// <summary>The same with names suggested for the first results, but for those that the user has named.</summary>
    public Graph WithNames(IReadOnlyList<string> names)
    {
        NodeName[] all = [.. Names];
        for (int i = 0; i < names.Count; i++)
        {
            if (!Nodes[Results[i]].Op.IsLeaf() && !all[Results[i]].IsUsers)
                all[Results[i]] = new NodeName(names[i], IsUsers: false);
        }

        return this with { Names = all.ToEquatableArray() };
    }

    /// <summary>The nodes of a region that are not leaves, in order.</summary>
    public int[] NodesOf(int region) => (_nodesOf ??= GroupByRegion())[region];

    /// <summary>The node that reads an input; −1 where none does.</summary>
    public int LeafOf(int input) => (_leafOf ??= FindLeaves())[input];

    /// <summary>What a branch's region yields for one of the branch's <see cref="Op.Result"/> nodes.</summary>
    public int Yielded(int result, bool taken)
    {
        Node branch = Nodes[Nodes[result].A];
        return Regions[taken ? branch.B : branch.C].Results[(int)Nodes[result].Payload];
    }

    /// <summary>The branch or loop that a region belongs to; −1 for the function's own.</summary>
    public int OwnerOf(int region) => (_ownerOf ??= FindOwners())[region];

    /// <summary>The values that a loop carries, in the order of their slots.</summary>
    public int[] CarriedBy(int loop) => (_carriedIn ??= FindCarried())[Nodes[loop].C];

    /// <summary>Those of them that stay what they are at first: each becomes itself, or another one that began as the same and stays so too.</summary>
    public HashSet<int> UnchangedBy(int loop)
    {
        var unchanged = new HashSet<int>(CarriedBy(loop));
        while (unchanged.RemoveWhere(c => Next(c) != Nodes[c].A && !(unchanged.Contains(Next(c)) && Nodes[Next(c)].A == Nodes[c].A)) > 0)
        {
        }

        return unchanged;
    }

    /// <summary>What a carried value becomes in the next iteration.</summary>
    public int Next(int carried) => Regions[Nodes[carried].Region].Results[(int)Nodes[carried].Payload];

    /// <summary>The memory that a buffer's state is the state of: the node that brings it into the function.</summary>
    public int MemoryOf(int state)
    {
        while (Nodes[state].Op is not (Op.Input or Op.Allocate))
            state = Nodes[state].Op == Op.Result ? ChangedBy(state) : Nodes[state].A;
        return state;
    }

    /// <summary>The buffer, or the part of one, that a load or a store is to.</summary>
    public int WholeOf(int access) => Nodes[Nodes[access].B].Op == Op.At ? Nodes[Nodes[access].B].A : MemoryOf(Nodes[access].A);

    /// <summary>The branches and loops that a node is in, from the inside out.</summary>
    public IEnumerable<int> OwnersOf(int node)
    {
        for (int owner = OwnerOf(Nodes[node].Region); owner != Node.None; owner = OwnerOf(Nodes[owner].Region))
            yield return owner;
    }

    /// <summary>The values that a node is computed from: of a part of a buffer, where it begins and ends, whatever the buffer holds.</summary>
    public IEnumerable<int> ValuesOf(int node) =>
        Nodes[node].Operands.Where(operand => Nodes[node].Op != Op.Slice || Nodes[operand].Type != ScalarType.Buffer);

    /// <summary>The same, with the parts of buffers among them resolved to what they are computed from.</summary>
    public IEnumerable<int> ResolvedValuesOf(int node) => ValuesOf(node).SelectMany(Resolved);

    /// <summary>A node itself; but for a part of a buffer, or an index into one, what that is computed from.</summary>
    public IEnumerable<int> Resolved(int node) => Nodes[node].Op.IsPart() || Nodes[node].Op.IsPlace() ? ValuesOf(node).SelectMany(Resolved) : [node];

    /// <summary>Whether a buffer is an array of two dimensions.</summary>
    public bool IsTwoDimensional(int state) => Nodes[MemoryOf(state)] is { Op: Op.Input, Payload: var input } && Inputs[(int)input].IsTwoDimensional;

    /// <summary>Whether a part of a buffer goes on to the end of what it is a part of.</summary>
    public bool IsRest(int slice)
    {
        (Node part, Node whole) = (Nodes[slice], Nodes[Nodes[slice].A]);
        return part.Payload == 0 && Nodes[part.C] is { Op: Op.Subtract } rest && rest.B == part.B && whole.Op switch
        {
            Op.Slice => rest.A == whole.C,
            Op.Allocate => rest.A == whole.A,
            Op.Row => Nodes[rest.A] is { Op: Op.Length } length && length.A == part.A,
            _ => Nodes[rest.A] is { Op: Op.Length } length && MemoryOf(length.A) == part.A,
        };
    }

    /// <summary>The leaf of a buffer of structs that stands for all where its length or a part of it is concerned; for any other buffer its memory.</summary>
    public int FirstLeaf(int state)
    {
        int memory = MemoryOf(state);
        if (Nodes[memory].Op != Op.Input || Inputs[(int)Nodes[memory].Payload] is not { ElementType: not null, Access: var access })
            return memory;
        int first = Enumerable.Range(0, Inputs.Count).First(i => Inputs[i].IsBuffer && Inputs[i].Access == access);
        return LeafOf(first) is var leaf and not Node.None ? leaf : memory;
    }

    /// <summary>The type of a buffer's elements.</summary>
    public ScalarType ElementOf(int state) => Nodes[MemoryOf(state)] is { Op: Op.Input, Payload: var input } ? Inputs[(int)input].Element : (ScalarType)Nodes[MemoryOf(state)].Payload;

    /// <summary>Whether a node reads or writes what a store changes, before or after: then its place among the stores matters.</summary>
    public bool IsOrdered(int node) => Nodes[node].Op switch
    {
        Op.Store => true,
        Op.Load => IsChanging(Nodes[node].A),
        _ => false,
    };

    /// <summary>Whether some store changes the memory that a state is the state of.</summary>
    public bool IsChanging(int state)
    {
        _changing ??= [.. Enumerable.Range(0, Nodes.Count).Where(n => Nodes[n].Op == Op.Store).Select(MemoryOf)];
        int memory = MemoryOf(state);
        return _changing.Contains(memory) || (Nodes[memory].Op == Op.Input && Inputs[(int)Nodes[memory].Payload].IsChanging);
    }

    /// <summary>Whether no store changes a memory any more once a loop has begun: what was read of it can be read again later.</summary>
    public bool IsSettled(int state, int loop)
    {
        int memory = MemoryOf(state);
        if (Nodes[memory].Op == Op.Input && Inputs[(int)Nodes[memory].Payload].IsChanging)
            return false;
        int outermost = loop;
        for (int owner = loop; owner != Node.None; owner = OwnerOf(Nodes[owner].Region))
            outermost = Nodes[owner].Op == Op.Loop ? owner : outermost;
        for (int i = 0; i < Nodes.Count; i++)
        {
            if (Nodes[i].Op == Op.Store && MemoryOf(i) == memory && (i > outermost || IsInside(i, Nodes[outermost].C)))
                return false;
        }

        return true;
    }

    /// <summary>Whether a value is there before a loop, or is the length of what is there.</summary>
    public bool IsKnownBefore(int value, int loop)
    {
        int body = Nodes[loop].C;
        return !IsInside(value, body) || (Nodes[value].Op == Op.Length && (Nodes[Nodes[value].A].Op != Op.Row || !IsInside(Nodes[Nodes[value].A].B, body)));
    }

    /// <summary>The last of the argument checks that come before all that is written; −1 where there is none.</summary>
    public int LastCheck()
    {
        if (Throws.Count == 0)
            return Node.None;
        int last = Node.None;
        foreach (int node in NodesOf(0))
        {
            if (Nodes[node].Op is Op.Store or Op.Loop || (Nodes[node].Op == Op.If && HasStore(node)))
                break;
            last = Nodes[node].Op == Op.Guard ? node : last;
        }

        return last;

        bool HasStore(int branch) => Enumerable.Range(0, branch).Any(n => Nodes[n].Op == Op.Store && (IsInside(n, Nodes[branch].B) || IsInside(n, Nodes[branch].C)));
    }

    /// <summary>Whether a region is, or lies in, the body or the test of a loop.</summary>
    public bool IsRepeated(int region) => OwnerOf(region) is var owner and not Node.None && Nodes[owner].Op == Op.Loop;

    /// <summary>The carried value that a node is the next or the last value of; null for any other node.</summary>
    public int? CarriedAs(int node)
    {
        if (Nodes[node].Op == Op.Result && Nodes[Nodes[node].A].Op == Op.Loop)
            return CarriedBy(Nodes[node].A)[(int)Nodes[node].Payload];
        if (!IsRepeated(Nodes[node].Region))
            return null;
        int slot = Array.FindIndex(CarriedBy(OwnerOf(Nodes[node].Region)), c => c != node && Next(c) == node);
        return slot < 0 ? null : CarriedBy(OwnerOf(Nodes[node].Region))[slot];
    }

    /// <summary>Whether a node is a result of a method that is called.</summary>
    public bool IsCallResult(int index) => Nodes[index].Op switch
    {
        Op.Invoke => !CalleeOf(index).HasParts,
        Op.Result => Nodes[Nodes[index].A].Op == Op.Invoke,
        _ => false,
    };

    /// <summary>Whether a node calls a method whose results are read one by one.</summary>
    public bool IsCallInParts(int index) => Nodes[index].Op == Op.Invoke && CalleeOf(index).HasParts;

    /// <summary>Whether a node calls a method of which is known what it computes.</summary>
    public bool IsCallOfFunction(int index) => Nodes[index].Op == Op.Invoke && CalleeOf(index).Function is not null;

    /// <summary>The method that a node calls, or is a result of.</summary>
    public Callee CalleeOf(int index) => Callees[(int)Nodes[InvocationOf(index)].Payload];

    /// <summary>Which of its method's results a node is.</summary>
    public CallResult CallResultOf(int index) => CalleeOf(index).Results[RowOf(index)];

    /// <summary>The place of a node among its method's results.</summary>
    public int RowOf(int index) => Nodes[index].Op == Op.Result ? (int)Nodes[index].Payload : 0;

    /// <summary>The arguments that a method is called with, in order.</summary>
    public IReadOnlyList<int> ArgumentsOf(int index)
    {
        var arguments = new List<int>();
        for (int link = Nodes[InvocationOf(index)].A; link != Node.None; link = Nodes[link].B)
            arguments.Insert(0, Nodes[link].A);
        return arguments;
    }

    /// <summary>Whether a node lies in a region or in one inside it.</summary>
    public bool IsInside(int node, int region) => IsWithin(Nodes[node].Region, region);

    /// <summary>Whether a node can be read from a region.</summary>
    public bool IsVisible(int node, int from) => IsWithin(from, Nodes[node].Region);

    /// <summary>The graph itself, if what it runs is within reach of the proof: calls of calls double each time, though their code does not.</summary>
    public Graph LimitedWithCalls()
    {
        var run = new double[Callees.Count];
        for (int callee = 0; callee < run.Length; callee++)
            run[callee] = Callees[callee].Function is { } function ? Run(function) : 0;   // what it calls comes before it
        return Run(this) <= 10.0 * Options.MaxOperations ? this : throw new TooManyOperations(Options.MaxOperations + 1, Options.MaxOperations);

        double Run(Graph graph) => graph.Nodes.Sum(node => node.Op == Op.Invoke ? run[(int)node.Payload] : node.Op.IsOperation() ? 1 : 0);
    }

    /// <summary>The graph itself, if it is within its limit.</summary>
    public Graph Limited()
    {
        int operations = Nodes.Count(node => node.Op.IsOperation());
        return operations <= Options.MaxOperations ? this : throw new TooManyOperations(operations, Options.MaxOperations);
    }

    public bool Equals(Graph? other) =>
        other is not null && Nodes.Equals(other.Nodes) && Regions.Equals(other.Regions) && Names.Equals(other.Names)
        && Inputs.Equals(other.Inputs) && Throws.Equals(other.Throws) && Options == other.Options
        && Callees.Equals(other.Callees);

    public override int GetHashCode() => unchecked((Nodes.GetHashCode() * 31) + Names.GetHashCode());

    private int InvocationOf(int index) => Nodes[index].Op == Op.Result ? Nodes[index].A : index;

    // Regions are numbered as they are opened, so those inside one follow it without a gap.
    private bool IsWithin(int inner, int outer) => inner >= outer && inner <= (_lastInside ??= FindLastInside())[outer];

    private int[] FindLastInside()
    {
        var last = new int[Regions.Count];
        for (int r = last.Length - 1; r >= 0; r--)
        {
            last[r] = Math.Max(last[r], r);
            if (Regions[r].Parent != Node.None)
                last[Regions[r].Parent] = Math.Max(last[Regions[r].Parent], last[r]);
        }

        return last;
    }

    private int[] FindLeaves()
    {
        int[] leaves = [.. Inputs.Select(_ => Node.None)];
        for (int i = 0; i < Nodes.Count; i++)
        {
            if (Nodes[i].Op == Op.Input)
                leaves[Nodes[i].Payload] = i;
        }

        return leaves;
    }

    private int[][] GroupByRegion()
    {
        var lists = new List<int>[Regions.Count];
        for (int r = 0; r < lists.Length; r++)
            lists[r] = [];
        for (int i = 0; i < Nodes.Count; i++)
        {
            if (!Nodes[i].Op.IsLeaf())
                lists[Nodes[i].Region].Add(i);
        }

        return Array.ConvertAll(lists, list => list.ToArray());
    }

    private int ChangedBy(int result) => Nodes[Nodes[result].A].Op == Op.Loop
        ? CarriedBy(Nodes[result].A)[(int)Nodes[result].Payload]
        : Yielded(result, true);

    private int[] FindOwners()
    {
        int[] owners = [.. Regions.Select(_ => Node.None)];
        for (int i = 0; i < Nodes.Count; i++)
        {
            if (Nodes[i].Op is Op.If or Op.Loop)
                owners[Nodes[i].B] = owners[Nodes[i].C] = i;
        }

        return owners;
    }

    private int[][] FindCarried() =>
        [.. Enumerable.Range(0, Regions.Count).Select(r => NodesOf(r).Where(n => Nodes[n].Op == Op.Carried).OrderBy(n => Nodes[n].Payload).ToArray())];
}
