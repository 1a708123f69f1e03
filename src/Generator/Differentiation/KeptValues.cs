using SymGrad.Generator.IR;

namespace SymGrad.Generator.Differentiation;

/// <summary>
/// Cuts an iteration and its sweep in two: what depends on adjoints runs on the way back, and reads what it needs of the rest from the
/// tape, unless that is at hand again or cheaply computed again.
/// </summary>
internal sealed class KeptValues : GraphRewriter
{
    // Computing a few sums and products again is cheaper than writing them to memory and reading them back, in additions of integers.
    private const int MostRecomputed = 16;
    private const int OfReals = 4;
    private const int IntegerDivision = 8;
    private const int Gone = MostRecomputed + 1;

    // An instruction or two each.
    private static readonly HashSet<Elementary> s_cheap =
        [Elementary.Abs, Elementary.Min, Elementary.Max, Elementary.Clamp, Elementary.CopySign, Elementary.Sqrt, Elementary.FusedMultiplyAdd];

    private readonly Dictionary<int, int> _inputs = [];

    private KeptValues(Graph joint, EquatableArray<Input> inputs) : base(joint, inputs)
    {
    }

    /// <summary>The nodes of the joint function to keep, in order.</summary>
    /// <param name="isCounter">Whether a carried value is known again on the way back.</param>
    public static IReadOnlyList<int> Find(Graph joint, IterationShape shape, Func<int, bool> isCounter)
    {
        Liveness live = Liveness.Of(joint);
        bool[] late = Late(joint, shape, live);
        bool[] isOutside = Outside(joint, shape);
        var kept = new List<int>();
        var cost = new Dictionary<int, int>();
        foreach (int node in Read(joint, shape, live, late))
        {
            if (CostOf(node) > MostRecomputed)
                kept.Add(node);
            // Read from the tape or computed again, it is there for what is computed from it.
            cost[node] = 0;
        }

        return kept;

        // How much it takes to have a value again; too much where it takes one that is gone.
        int CostOf(int index)
        {
            if (cost.TryGetValue(index, out int known))
                return known;
            Node node = joint[index];
            if (isOutside[index])
                return cost[index] = 0;
            int own = node.Op switch
            {
                Op.Constant or Op.Undefined => 0,
                Op.Input when node.Payload < shape.Carried => isCounter((int)node.Payload) ? 0 : Gone,
                Op.Input => 0,
                Op.Load => joint.IsOrdered(index) ? Gone : OfReals,
                Op.Length or Op.Slice or Op.Row or Op.At or Op.Cell => 0,
                Op.Divide or Op.Remainder when node.Type.IsInteger() => IntegerDivision,
                Op.Invoke when node.Type.IsReal() || joint.IsCallOfFunction(index) => Gone,
                Op.Invoke => IntegerDivision,
                Op.Result when joint[node.A].Op == Op.If && IsPlain(joint, node.A) => CostOf(joint[node.A].A) + CostOf(joint.Yielded(index, true)) + CostOf(joint.Yielded(index, false)),
                Op.Result or Op.Carried => Gone,
                _ when node.Type.IsInteger() => 1,
                Op.Add or Op.Subtract or Op.Multiply or Op.Negate or Op.Convert or Op.Not => OfReals,
                _ when node.Op.IsComparison() => OfReals,
                _ => Gone,
            };
            if (node.Type == ScalarType.Buffer)
                own = 0;
            else if (node.Op != Op.Result)
            {
                for (int k = 0; k < node.OperandCount && own <= MostRecomputed; k++)
                    own += CostOf(node.Operand(k));
            }

            return cost[index] = own;
        }
    }

    // Whether a branch does nothing but compute values, one by one.
    private static bool IsPlain(Graph joint, int branch) =>
        joint.NodesOf(joint[branch].B).Concat(joint.NodesOf(joint[branch].C)).All(n => joint[n].Op is not (Op.Guard or Op.Store or Op.Loop or Op.If or Op.Allocate));

    // What is computed from values outside the loop alone: once for all iterations, on the way back as on the way forth.
    private static bool[] Outside(Graph joint, IterationShape shape)
    {
        var isOutside = new bool[joint.Nodes.Count];
        for (int i = 0; i < isOutside.Length; i++)
        {
            Node node = joint[i];
            isOutside[i] = node.Op switch
            {
                Op.Constant => true,
                Op.Input => node.Type != ScalarType.Buffer && node.Payload >= shape.Carried && node.Payload < shape.Primal,
                Op.Add or Op.Subtract or Op.Multiply or Op.Negate or Op.Convert or Op.Call => node.Operands.All(operand => isOutside[operand]),
                Op.Divide => node.Type.IsReal() && node.Operands.All(operand => isOutside[operand]),
                _ => false,
            };
        }

        return isOutside;
    }

    /// <summary>
    /// Whether one of the values to keep takes an elementary function, or waits for the iteration before, as a power of a polynomial's
    /// variable does: both cost more than memory.
    /// </summary>
    public static bool AreDear(Graph joint, IterationShape shape, Func<int, bool> isCounter)
    {
        var seen = new HashSet<int>();
        var pending = new Stack<int>(Find(joint, shape, isCounter));
        while (pending.Count > 0)
        {
            int index = pending.Pop();
            if (!seen.Add(index))
                continue;
            Node node = joint[index];
            bool isHandedOn = node.Op == Op.Input && node.Payload < shape.Carried && node.Type.IsReal();
            if (isHandedOn || node.Op is Op.CallWithDerivative or Op.Invoke || (node.Op == Op.Call && !s_cheap.Contains(node.Function)))
                return true;
            foreach (int operand in joint.ValuesOf(index))
                pending.Push(operand);
        }

        return false;
    }

    /// <summary>The sweep alone: its inputs are those of the joint function, then the kept values.</summary>
    public static Graph Cut(Graph joint, IterationShape shape, IReadOnlyList<int> kept)
    {
        IEnumerable<Input> added = kept.Select(node => new Input(joint.Names[node].Text ?? NameOf(joint, node), "", joint[node].Type, IsActive: false));
        var cut = new KeptValues(joint, joint.Inputs.Concat(added).ToEquatableArray());
        for (int i = 0; i < kept.Count; i++)
            cut._inputs[kept[i]] = joint.Inputs.Count + i;
        for (int i = 0; i < joint.Nodes.Count; i++)
        {
            if (joint[i].Type == ScalarType.Buffer && joint[joint.MemoryOf(i)] is { Op: Op.Input, Payload: var input } && input == shape.Tape && joint[i].Region == 0)
                cut._inputs[i] = shape.Tape;
        }

        cut.CopyRegion(0);
        Graph back = Pruning.Apply(cut.Target.Build(joint.Results.Select(result => cut[result])).WithResults(
            Enumerable.Range(0, joint.Results.Count).Where(r => !shape.IsForth(r)).Select(r => cut[joint.Results[r]])));
        // The next value of the user's counter, where it is computed again, is not the counter.
        return back with { Names = back.Names.Select((name, i) => back[i].Type.IsInteger() ? name with { IsUsers = false } : name).ToEquatableArray() };
    }

    // What the way forth has checked need not be checked again.
    protected override void Copy(int index)
    {
        if (Source[index].Op != Op.Guard)
            base.Copy(index);
    }

    protected override int Substitute(int node, int copy) => _inputs.TryGetValue(node, out int input) ? Target.Input(input) : copy;

    private static string NameOf(Graph joint, int node) => joint[node].Op == Op.Input ? joint.Inputs[(int)joint[node].Payload].Name : "kept";

    // What depends on an adjoint, and every branch or loop that holds such a node, as a whole.
    private static bool[] Late(Graph joint, IterationShape shape, Liveness live)
    {
        var late = new bool[joint.Nodes.Count];
        bool isSettled;
        do
        {
            isSettled = true;
            for (int i = 0; i < late.Length; i++)
            {
                Node node = joint[i];
                if (!live.Contains(i))
                    continue;
                late[i] |= node.Op == Op.Input && shape.IsBack(node.Payload);
                for (int k = 0; k < node.OperandCount; k++)
                    late[i] |= late[node.Operand(k)];
                if (node.Op is Op.If or Op.Loop)
                    late[i] |= joint.Regions[node.B].Results.Concat(joint.Regions[node.C].Results).Any(r => late[r]);
                late[i] |= node.Op == Op.Result && late[node.A];
                for (int owner = late[i] ? joint.OwnerOf(node.Region) : Node.None; owner != Node.None; owner = joint.OwnerOf(joint[owner].Region))
                    late[owner] = true;
                // A buffer for adjoints is made where they are.
                if (late[i] && node.Op == Op.Store && joint.MemoryOf(i) is var memory && joint[memory].Op == Op.Allocate && !late[memory])
                {
                    late[memory] = true;
                    isSettled = false;
                }
            }
        }
        while (!isSettled);

        for (int i = 0; i < late.Length; i++)
        {
            for (int owner = joint.OwnerOf(joint[i].Region); owner != Node.None; owner = joint.OwnerOf(joint[owner].Region))
                late[i] |= late[owner] && !joint[i].Op.IsLeaf();
            late[i] |= joint[i].Op == Op.Result && late[joint[i].A];
        }

        return late;
    }

    // What the late nodes, and the adjoints themselves, read of the others.
    private static IEnumerable<int> Read(Graph joint, IterationShape shape, Liveness live, bool[] late)
    {
        var read = new SortedSet<int>();
        for (int i = 0; i < late.Length; i++)
        {
            Node node = joint[i];
            if (!late[i] || !live.Contains(i))
                continue;
            read.UnionWith(joint.ResolvedValuesOf(i));
            if (node.Op is Op.If or Op.Loop)
                read.UnionWith(joint.Regions[node.B].Results.Concat(joint.Regions[node.C].Results));
        }

        for (int r = 0; r < joint.Results.Count; r++)
        {
            if (!shape.IsForth(r))
                read.Add(joint.Results[r]);
        }

        for (int known = -1; known < read.Count;)
        {
            known = read.Count;
            int[] filledAgain = [.. read.Where(node => joint[node].Type == ScalarType.Buffer).Select(joint.MemoryOf).Distinct().Where(memory => joint[memory].Op == Op.Allocate && !late[memory])];
            read.UnionWith(filledAgain.SelectMany(memory => FilledWith(joint, memory, store => live.Contains(store) && !late[store])).ToArray());
        }

        read.RemoveWhere(node => late[node] || !live.Contains(node) || joint[node].Type == ScalarType.Buffer);
        return read;
    }

    // What an iteration fills memory of its own with, by itself or in branches and loops.
    private static IEnumerable<int> FilledWith(Graph joint, int memory, Func<int, bool> isCounted)
    {
        for (int store = memory; store < joint.Nodes.Count; store++)
        {
            if (joint[store].Op != Op.Store || joint.MemoryOf(store) != memory || !isCounted(store))
                continue;
            int whole = store;
            while (joint[whole].Region != joint[memory].Region && joint[whole].Region != 0)
                whole = joint.OwnerOf(joint[whole].Region);
            foreach (int value in Enumerable.Range(0, joint.Nodes.Count).Where(node => node == whole || IsPart(node, whole)).SelectMany(joint.ResolvedValuesOf))
            {
                if (!IsPart(value, whole))
                    yield return value;
            }
        }

        bool IsPart(int node, int whole) => joint[whole].Op is Op.If or Op.Loop && (joint.IsInside(node, joint[whole].B) || joint.IsInside(node, joint[whole].C));
    }
}
