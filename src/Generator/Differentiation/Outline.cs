using SymGrad.Generator.IR;

namespace SymGrad.Generator.Differentiation;

/// <summary>
/// One iteration of a loop as a function of its own: of what the loop carries, then of what it reads from outside. Its results are the
/// next values.
/// </summary>
internal sealed class Outline : GraphRewriter
{
    private readonly Node _loop;

    private Outline(Graph source, int loop, IReadOnlyList<int> outside, IEnumerable<Input> declared)
        : base(source, new GraphBuilder(declared.ToEquatableArray(), source.Options) { Callees = source.Callees })
    {
        _loop = source[loop];
        int next = 0;
        int[] inputs = [.. source.CarriedBy(loop).Where(Live.Contains), .. outside];
        foreach (int node in inputs)
            this[node] = Target.Input(next++);
        foreach (int state in inputs.Where(node => source[node].Type == ScalarType.Buffer))
            this[source.MemoryOf(state)] = this[state];
        foreach (int state in inputs.Where(node => source[node].Type == ScalarType.Buffer))
        {
            // Parts of a buffer of structs are parts of its first leaf, which the iteration may not read.
            if (source.FirstLeaf(state) is var first && !inputs.Any(node => source[node].Type == ScalarType.Buffer && source.MemoryOf(node) == first))
                this[first] = this[state];
        }
    }

    /// <summary>The nodes outside that an iteration reads, in order.</summary>
    public static int[] Outside(Graph source, int loop, Liveness live)
    {
        int body = source[loop].C;
        var read = new SortedSet<int>();
        for (int i = 0; i < loop; i++)
        {
            Node node = source[i];
            if (!live.Contains(i) || node.Op == Op.Carried && node.Region == body || !source.IsInside(i, body) || source.IsInside(i, source[loop].B))
                continue;
            read.UnionWith(source.ResolvedValuesOf(i));
            if (node.Op is Op.If or Op.Loop)
                read.UnionWith(source.Regions[node.B].Results.Concat(source.Regions[node.C].Results).Where(live.Contains));
        }

        read.UnionWith(source.CarriedBy(loop).Where(live.Contains).Select(source.Next));
        read.RemoveWhere(node => source[node].Op is Op.Constant or Op.Undefined || (!IsLeaf(source[node]) && source.IsInside(node, body)));
        return [.. read];
    }

    /// <param name="isActive">Whether a node's derivative is wanted.</param>
    /// <param name="isCut">Whether what a branch has made can be read on the way forth only.</param>
    public static Graph Of(Graph source, int loop, IReadOnlyList<int> outside, Liveness live, Func<int, bool> isActive, bool isCut = false)
    {
        int[] carried = [.. source.CarriedBy(loop).Where(live.Contains)];
        var outline = new Outline(source, loop, outside, carried.Concat(outside).Select(node => ToInput(source, loop, node, isActive(node), isCut)));
        foreach (int place in PlacesAround(source, loop, live))
            outline.Copy(place);
        outline.CopyRegion(source[loop].C);
        return outline.Target.Build(carried.Select(c => outline[source.Next(c)]));
    }

    /// <summary>The parts of buffers that an iteration reads or writes, and indices, that are the same for all iterations, in order.</summary>
    public static IEnumerable<int> PlacesAround(Graph source, int loop, Liveness live)
    {
        int body = source[loop].C;
        var places = new SortedSet<int>();
        for (int i = loop - 1; i >= 0; i--)
        {
            if (live.Contains(i) && (places.Contains(i) || (source.IsInside(i, body) && !source.IsInside(i, source[loop].B))))
                places.UnionWith(source.ValuesOf(i).Where(value => (source[value].Op.IsPart() || source[value].Op.IsPlace()) && !source.IsInside(value, body)));
        }

        return places;
    }

    private static bool IsLeaf(Node node) => node.Op == Op.Input;

    /// <summary>Whether a function allocates inside a branch.</summary>
    public static bool HasMemoryInBranch(Graph function) =>
        Enumerable.Range(0, function.Nodes.Count).Any(n => function[n].Op == Op.Allocate && IsInBranch(function, n));

    private static bool IsInBranch(Graph source, int node)
    {
        int owner = source.OwnerOf(source[node].Region);
        while (owner != Node.None && source[owner].Op != Op.If)
            owner = source.OwnerOf(source[owner].Region);
        return owner != Node.None;
    }

    private static Input ToInput(Graph source, int loop, int node, bool isActive, bool isCut)
    {
        string name = source[node].Op == Op.Input ? source.Inputs[(int)source[node].Payload].Name : source.Names[node].Text ?? "";
        var input = new Input(name, name, source[node].Type, isActive);
        if (!input.IsBuffer)
            return input;
        bool isGone = isCut && IsInBranch(source, source.MemoryOf(node));
        return input with { Element = source.ElementOf(node), IsChanging = isGone || (source.IsChanging(node) && !source.IsSettled(node, loop)) };
    }
}
