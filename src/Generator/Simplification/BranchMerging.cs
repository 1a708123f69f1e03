using SymGrad.Generator.IR;

namespace SymGrad.Generator.Simplification;

/// <summary>
/// Joins branches on the same condition, so that a reverse branch runs inside its primal's and nothing is kept for later; branches
/// that a value in between ties apart stay apart. Inside a branch, what an earlier one on the same condition yielded is known.
/// </summary>
internal sealed class BranchMerging : GraphRewriter
{
    private readonly BranchSchedule _schedule;
    private readonly Dictionary<int, int> _aliases = [];
    private readonly List<int> _copied = [];

    private BranchMerging(Graph source) : base(source) => _schedule = new BranchSchedule(source, Live, Resolve);

    public static Graph Apply(Graph graph) => Pruning.Apply(new BranchMerging(graph).Run());

    protected override int Resolve(int node)
    {
        while (_aliases.TryGetValue(node, out int alias))
            node = alias;
        return node;
    }

    protected override void CopyRegion(int region) => CopyNodes(Source.NodesOf(region));

    private void CopyNodes(IEnumerable<int> nodes)
    {
        int visible = _copied.Count;
        foreach (int[] group in _schedule.Arrange(nodes.Where(Live.Contains)))
        {
            if (Source[group[0]].Op == Op.If)
                CopyBranches(group);
            else
                Copy(group[0]);
        }

        _copied.RemoveRange(visible, _copied.Count - visible);
    }

    private void CopyBranches(int[] group)
    {
        int[] results = [.. group.SelectMany(Live.ResultsOf)];
        int[] Branch(bool taken)
        {
            int[] assumed = [.. Assume(group, taken)];
            CopyNodes(group.SelectMany(branch => Source.NodesOf(taken ? Source[branch].B : Source[branch].C)));
            int[] answers = [.. results.Select(result => this[Source.Yielded(result, taken)])];
            foreach (int result in assumed)
                _aliases.Remove(result);
            return answers;
        }

        int[] answers = Target.If(this[Source[group[0]].A], () => Branch(true), () => Branch(false));
        for (int i = 0; i < answers.Length; i++)
        {
            this[results[i]] = answers[i];
            CopyName(results[i]);
        }

        _copied.AddRange(group);
    }

    // Results that are known while a branch is taken: those of the group itself, and those of earlier branches on its condition.
    private IEnumerable<int> Assume(int[] group, bool taken)
    {
        int condition = Resolve(Source[group[0]].A);
        foreach (int result in group.SelectMany(Live.ResultsOf))
        {
            _aliases[result] = Source.Yielded(result, taken);
            yield return result;
        }

        foreach (int earlier in _copied)
        {
            if (Resolve(Source[earlier].A) != condition)
                continue;
            Node branch = Source[earlier];
            var seen = new Dictionary<int, int>();
            foreach (int result in Live.ResultsOf(earlier))
            {
                int yielded = Source.Yielded(result, taken);
                if (_aliases.ContainsKey(result))
                    continue;
                if (!Source.IsInside(yielded, branch.B) && !Source.IsInside(yielded, branch.C))
                    _aliases[result] = yielded;
                else if (seen.TryGetValue(yielded, out int first))
                    _aliases[result] = first;
                else
                {
                    seen.Add(yielded, result);
                    continue;
                }

                yield return result;
            }
        }
    }
}
