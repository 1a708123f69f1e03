using System.Collections;
using SymGrad.Generator.Analysis;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Simplification;

/// <summary>
/// Runs a loop together with an earlier one that counts through the same values, where it needs nothing of what the earlier one
/// computes: value and adjoint of a sum in one pass.
/// </summary>
internal sealed class LoopFusion : GraphRewriter
{
    private readonly Dictionary<int, List<int>> _partners = [];
    private readonly HashSet<int> _done = [];
    private readonly LoopUses _uses;

    private LoopFusion(Graph source) : base(source)
    {
        _uses = new LoopUses(source, Live);
        int[] loops = [.. Enumerable.Range(0, source.Nodes.Count).Where(n => source[n].Op == Op.Loop && Live.Contains(n))];
        var joined = new HashSet<int>();
        foreach (int first in loops.Where(loop => !joined.Contains(loop)))
        {
            List<int> together = [first];
            foreach (int next in loops.Where(loop => loop > first && !joined.Contains(loop) && source[loop].Region == source[first].Region))
            {
                if (together.All(earlier => CanJoin(earlier, next)) && joined.Add(next))
                    together.Add(next);
            }

            if (together.Count > 1)
                _partners.Add(first, [.. together.Skip(1)]);
        }
    }

    public static Graph Apply(Graph graph)
    {
        // What is inside joined loops may be joined in turn.
        var fusion = new LoopFusion(graph);
        if (fusion._partners.Count == 0)
            return graph;
        for (; fusion._partners.Count > 0; fusion = new LoopFusion(graph))
            graph = BranchMerging.Apply(fusion.Run(), isPrimal: _ => true);
        fusion.JoinTwins();
        return Pruning.Apply(fusion.Run());
    }

    // A loop by itself may still carry two values that are the same.
    private void JoinTwins()
    {
        foreach (int loop in Enumerable.Range(0, Source.Nodes.Count).Where(n => Source[n].Op == Op.Loop && Live.Contains(n) && CountedLoop.Of(Source, n) is not null))
        {
            if (Source.CarriedBy(loop).Where(c => Live.Contains(c) && Source[c].Type.IsReal()).GroupBy(c => Source[c].A).Any(same => same.Skip(1).Any()))
                _partners.Add(loop, []);
        }
    }

    protected override IEnumerable Copying(int region)
    {
        foreach (int node in NodesOf(region).Where(n => Live.Contains(n) && !_done.Contains(n)))
        {
            if (Source[node].Op == Op.If)
                yield return CopyBranch(node);
            else if (_partners.TryGetValue(node, out List<int>? partners))
                CopyTogether(node, partners);
            else
                Copy(node);
        }
    }

    private bool CanJoin(int first, int second)
    {
        if (CountedLoop.Of(Source, first) is not { } one || CountedLoop.Of(Source, second) is not { } other || !one.IsSame(Source, other))
            return false;
        // A loop over directions may take several a turn.
        if (Source[first].Role == LoopRole.Directions || Source[second].Role == LoopRole.Directions || _uses.Depends(second, first))
            return false;
        HashSet<int> written = _uses.Written(first), writtenLater = _uses.Written(second);
        if (_uses.Touched(second).Overlaps(written) || _uses.Touched(first).Overlaps(writtenLater))
            return false;
        int[] needed = [.. NeededBetween(first, second)];
        return needed.All(n => Source[n].Op is not (Op.If or Op.Loop or Op.Guard) && !Source.IsOrdered(n))
            && !Source.NodesOf(Source[first].Region).Any(n => n > first && n < second && Live.Contains(n) && _uses.Touched(n).Overlaps(writtenLater));
    }

    // The nodes between two loops that the second one needs.
    private IEnumerable<int> NeededBetween(int first, int second)
    {
        var needed = new HashSet<int>();
        var pending = new Stack<int>(_uses.Of(second));
        while (pending.Count > 0)
        {
            int node = pending.Pop();
            if (node > first && !Source[node].Op.IsLeaf() && Source[node].Region == Source[first].Region && needed.Add(node))
            {
                foreach (int use in _uses.Of(node))
                    pending.Push(use);
            }
        }

        return needed;
    }

    private void CopyTogether(int first, List<int> partners)
    {
        // What the later loops need, and the earlier one does not give, comes before both.
        foreach (int needed in partners.SelectMany(partner => NeededBetween(first, partner)).Distinct().OrderBy(n => n).Where(_done.Add))
            Copy(needed);
        int[] loops = [first, .. partners];
        int[] counters = [.. loops.Select(loop => CountedLoop.Of(Source, loop)!.Value.Counter)];
        Dictionary<int, int> twins = loops.SelectMany(loop => Source.CarriedBy(loop).Where(Live.Contains)).ToDictionary(c => c, c => counters.Contains(c) ? counters[0] : c);
        AssumeTwins(twins);
        (int mark, int[] done) = (Target.Count, [.. _done]);
        while (true)
        {
            int[] carried = [.. twins.Values.Distinct()];
            int[] answers = Repeat(loops, carried, twins);
            int[] wrong = [.. twins.Keys.Where(c => this[Source.Next(c)] != this[Source.Next(twins[c])])];
            if (wrong.Length == 0)
            {
                Answer(loops, carried, twins, answers);
                return;
            }

            Rollback(mark);
            _done.IntersectWith(done);
            foreach (int different in wrong)
                twins[different] = different;
        }
    }

    // Values that start as the same one are taken for the same, until an iteration shows that they are not.
    private void AssumeTwins(Dictionary<int, int> twins)
    {
        var first = new Dictionary<int, int>();
        foreach (int carried in twins.Keys.Where(c => twins[c] == c && Source[c].Type.IsReal()).ToArray())
        {
            if (first.TryGetValue(this[Source[carried].A], out int twin))
                twins[carried] = twin;
            else
                first[this[Source[carried].A]] = carried;
        }
    }

    private int[] Repeat(int[] loops, int[] carried, Dictionary<int, int> twins) => Target.Loop(
        [.. carried.Select(c => this[Source[c].A])],
        current =>
        {
            foreach (int value in twins.Keys)
            {
                this[value] = current[Array.IndexOf(carried, twins[value])];
                CopyName(value);
            }

            CopyRegion(Source[loops[0]].B);
            return this[Source.Regions[Source[loops[0]].B].Results[0]];
        },
        _ =>
        {
            foreach (int loop in loops)
                CopyRegion(Source[loop].C);
            return [.. carried.Select(c => this[Source.Next(c)])];
        },
        LoopRoles.Joined(loops.Select(loop => Source[loop].Role)));

    private void Answer(int[] loops, int[] carried, Dictionary<int, int> twins, int[] answers)
    {
        foreach (int loop in loops)
        {
            _done.Add(loop);
            foreach (int result in Live.ResultsOf(loop))
            {
                this[result] = answers[Array.IndexOf(carried, twins[Source.CarriedBy(loop)[(int)Source[result].Payload]])];
                CopyName(result);
            }
        }
    }
}
