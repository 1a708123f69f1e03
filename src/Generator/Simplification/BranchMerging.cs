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
    private readonly Dictionary<int, bool> _facts = [];

    private readonly Func<int, bool> _isPrimal;

    private BranchMerging(Graph source, Func<int, bool> isPrimal) : base(source)
    {
        _schedule = new BranchSchedule(source, Live, Resolve);
        _isPrimal = isPrimal;
    }

    /// <param name="isPrimal">The nodes that must stay as they are; what is known inside a branch may shorten the others.</param>
    public static Graph Apply(Graph graph, Func<int, bool> isPrimal) => Pruning.Apply(new BranchMerging(graph, isPrimal).Run());

    protected override void Copy(int index)
    {
        Node node = Source[index];
        if (!_isPrimal(index) && node.Type.IsReal() && node.Op is >= Op.Add and <= Op.Negate
            && Algebra.Build(Target, node.Op, this[node.A], node.OperandCount > 1 ? this[node.B] : Node.None) is { } shortened)
        {
            this[index] = shortened;
            CopyName(index);
            return;
        }

        base.Copy(index);
    }

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
        int condition = Resolve(Source[group[0]].A);
        if (_facts.TryGetValue(condition, out bool known))
        {
            // An enclosing branch has decided: the arm that it leaves stands here by itself.
            foreach (int result in results)
                _aliases[result] = Source.Yielded(result, known);
            CopyNodes(Arms(group, known));
            return;
        }

        int[] Branch(bool taken)
        {
            int[] assumed = [.. Assume(group, taken)];
            int[] learned = [.. Learn(condition, taken)];
            CopyNodes(Arms(group, taken));
            int[] answers = [.. results.Select(result => this[Source.Yielded(result, taken)])];
            foreach (int fact in learned)
                _facts.Remove(fact);
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

    private IEnumerable<int> Arms(int[] group, bool taken) =>
        group.SelectMany(branch => Source.NodesOf(taken ? Source[branch].B : Source[branch].C));

    // What a condition implies: both sides of an 'and' that holds, of an 'or' that does not.
    private IEnumerable<int> Learn(int condition, bool holds)
    {
        condition = Resolve(condition);
        if (_facts.ContainsKey(condition))
            yield break;
        _facts.Add(condition, holds);
        yield return condition;
        Node node = Source[condition];
        IEnumerable<int> implied = [];
        if (node.Op == Op.Not)
            implied = Learn(node.A, !holds);
        else if (node.Op == Op.Result && Source[node.A].Op == Op.If)
        {
            int first = Source[node.A].A, whenTrue = Source.Yielded(condition, true), whenFalse = Source.Yielded(condition, false);
            if (Source[whenTrue].IsBoolean(!holds))
                implied = Learn(first, false).Concat(Learn(whenFalse, holds));
            else if (Source[whenFalse].IsBoolean(!holds))
                implied = Learn(first, true).Concat(Learn(whenTrue, holds));
        }

        foreach (int fact in implied)
            yield return fact;
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
