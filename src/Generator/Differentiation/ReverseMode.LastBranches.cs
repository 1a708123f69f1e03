using System.Collections;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Differentiation;

/// <summary>
/// Branches that nest deep, and whose results go nowhere but into what is returned: their adjoints are known before, so an arm is swept where it is
/// copied, and no value has to leave all the branches that it lies in to be read by the sweep. Elsewhere branches are joined afterwards, which leaves
/// more room for what comes between.
/// </summary>
internal sealed partial class ReverseMode
{
    private const int Deep = 16;

    private readonly HashSet<int> _sweptAtOnce = [];
    private readonly HashSet<int> _copies = [];
    private HashSet<int> _last = [];
    // The adjoints in the region that is being copied, where they are known.
    private AdjointScope? _known;

    // One sweep follows, and it changes no memory: neither order nor place of its parts matters.
    private bool CanSweepAtOnce(IReadOnlyList<Seed> seeds) => seeds.Count == 1 && Source.Nodes.All(node => node.Type != ScalarType.Buffer && node.Op != Op.Loop);

    protected override int Substitute(int node, int copy)
    {
        if (_last.Count > 0)
            _copies.Add(copy);
        return copy;
    }

    private HashSet<int> FindLast()
    {
        int[] depths = Depths();
        if (depths.All(depth => depth < Deep))
            return [];
        bool[] isRead = ReadByValues();
        var last = new HashSet<int>();
        // A branch follows those inside it.
        for (int i = Source.Nodes.Count - 1; i >= 0; i--)
        {
            if (Source[i].Op == Op.If && Live.Contains(i) && (Source[i].Region == 0 ? depths[i] >= Deep : last.Contains(Source.OwnerOf(Source[i].Region)))
                && Live.ResultsOf(i).All(result => !_varied[result] || !(isRead[result] || HasKink(result))))
                last.Add(i);
        }

        return last;
    }

    // How many branches lie in each other in each one.
    private int[] Depths()
    {
        var depths = new int[Source.Nodes.Count];
        for (int i = 0; i < depths.Length; i++)
        {
            if (Source[i].Op == Op.If && Source.OwnerOf(Source[i].Region) is var owner and not Node.None)
                depths[owner] = Math.Max(depths[owner], depths[i] + 1);
        }

        return depths;
    }

    // What something that varies is computed from, or what another region yields.
    private bool[] ReadByValues()
    {
        var isRead = new bool[Source.Nodes.Count];
        for (int i = 0; i < isRead.Length; i++)
        {
            for (int k = 0; k < Source[i].OperandCount && _varied[i] && Live.Contains(i); k++)
                isRead[Source[i].Operand(k)] = true;
        }

        for (int region = 0; region < Source.Regions.Count; region++)
        {
            foreach (int result in Source.Regions[region].Results.Where(r => Source[r].Region != region))
                isRead[result] = true;
        }

        return isRead;
    }

    private IEnumerable CopyAndSweep(int index, AdjointScope adjoints)
    {
        Node node = Source[index];
        int[] results = [.. Live.ResultsOf(index)], seeds = [.. results.Where(result => adjoints[result] is not null)];
        foreach (int seed in seeds)
            NameAdjoint(seed, adjoints[seed]!.Value.Value);
        yield return Fork(this[node.A], node.Region, adjoints, Copied(true), Copied(false), results);
        foreach (int result in results)
            NameAlone(result);
        _sweptAtOnce.Add(index);
        _known = adjoints;

        Func<AdjointScope, IEnumerable> Copied(bool taken) => scope => CopyAndSweep(taken ? node.B : node.C, scope, Arm(node, taken, seeds, adjoints));
    }

    private IEnumerable CopyAndSweep(int region, AdjointScope scope, Func<AdjointScope, IEnumerable> sweep)
    {
        IEnumerable swept = sweep(scope);
        _known = scope;
        yield return Copying(region);
        yield return swept;
    }
}
