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
            foreach (int second in loops.Where(loop => loop > first && !joined.Contains(loop) && source[loop].Region == source[first].Region))
            {
                if (!CanJoin(first, second))
                    continue;
                if (!_partners.TryGetValue(first, out List<int>? partners))
                    _partners.Add(first, partners = []);
                partners.Add(second);
                joined.Add(second);
            }
        }
    }

    public static Graph Apply(Graph graph)
    {
        var fusion = new LoopFusion(graph);
        return fusion._partners.Count == 0 ? graph : Pruning.Apply(fusion.Run());
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
        if (_uses.Depends(second, first))
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
        int counter = CountedLoop.Of(Source, loops[0])!.Value.Counter;
        int[] carried = [.. loops.SelectMany(loop => Source.CarriedBy(loop).Where(Live.Contains)).Where(c => c == counter || !IsCounter(c, loops))];
        int[] answers = Target.Loop(
            [.. carried.Select(c => this[Source[c].A])],
            current =>
            {
                for (int i = 0; i < carried.Length; i++)
                {
                    this[carried[i]] = current[i];
                    CopyName(carried[i]);
                }

                foreach (int loop in loops)
                    this[CountedLoop.Of(Source, loop)!.Value.Counter] = this[counter];
                CopyRegion(Source[loops[0]].B);
                return this[Source.Regions[Source[loops[0]].B].Results[0]];
            },
            _ =>
            {
                foreach (int loop in loops)
                    CopyRegion(Source[loop].C);
                return [.. carried.Select(c => this[Source.Next(c)])];
            });
        foreach (int loop in loops)
        {
            _done.Add(loop);
            foreach (int result in Live.ResultsOf(loop))
            {
                int value = Source.CarriedBy(loop)[(int)Source[result].Payload];
                this[result] = answers[Array.IndexOf(carried, IsCounter(value, loops) ? counter : value)];
                CopyName(result);
            }
        }
    }

    private bool IsCounter(int carried, int[] loops) => loops.Any(loop => CountedLoop.Of(Source, loop)!.Value.Counter == carried);
}
