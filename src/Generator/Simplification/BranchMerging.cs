using System.Collections;
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

    private readonly Dictionary<Node, int> _first = [];
    private readonly Func<int, bool> _isPrimal;

    private BranchMerging(Graph source, Func<int, bool> isPrimal) : base(source)
    {
        _schedule = new BranchSchedule(source, Live, Resolve, Condition);
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

    // What a condition comes down to here.
    private int Condition(int node) => First(Value(node));

    // What a value comes down to here: an enclosing branch may have decided what it is the result of.
    private int Value(int node)
    {
        node = Resolve(node);
        while (Source[node].Op == Op.Result && Source[Source[node].A] is { Op: Op.If } branch && _facts.TryGetValue(First(Resolve(branch.A)), out bool known))
            node = Resolve(Source.Yielded(node, known));
        return node;
    }

    // Comparisons of the same values are the same condition, wherever they are made.
    private int First(int node)
    {
        if (!Source[node].Op.IsComparison())
            return node;
        Node key = Source[node] with { Region = 0 };
        if (!_first.TryGetValue(key, out int first))
            _first.Add(key, first = node);
        return first;
    }

    protected override IEnumerable Copying(int region) => CopyNodes(Source.NodesOf(region));

    private IEnumerable CopyNodes(IEnumerable<int> nodes)
    {
        int visible = _copied.Count;
        foreach (int[] group in _schedule.Arrange(nodes.Where(Live.Contains)))
        {
            if (Source[group[0]].Op != Op.If)
            {
                Copy(group[0]);
                continue;
            }

            int condition = Condition(Source[group[0]].A);
            if (Known(condition) is { } known)
            {
                yield return CopyArm(group, known);
                continue;
            }

            yield return CopyBranches(group, condition);
            _copied.AddRange(group);
        }

        _copied.RemoveRange(visible, _copied.Count - visible);
    }

    // An enclosing branch has decided: the arm that it leaves stands here by itself.
    private IEnumerable CopyArm(int[] group, bool taken)
    {
        foreach (int result in group.SelectMany(Live.ResultsOf))
            _aliases[result] = Source.Yielded(result, taken);
        return CopyNodes(Arms(group, taken));
    }

    // What enclosing branches say of a condition, directly or by another comparison of the same values.
    private bool? Known(int condition)
    {
        if (_facts.TryGetValue(condition, out bool known))
            return known;
        return Source[condition].Op.IsComparison() && _facts.Any(fact => fact.Value && Excludes(fact.Key, condition)) ? false : null;
    }

    // Above or below is not the same; a root is 0 where its argument is.
    private bool Excludes(int fact, int condition)
    {
        (Node order, Node equality) = (Source[fact], Source[condition]);
        if (equality.Op != Op.Equal || order.Op is not (Op.Less or Op.Greater))
            return false;
        int compared = Value(equality.A);
        if (Source[compared] is { Op: Op.Call, Function: Elementary.Sqrt } root && Source[equality.B].IsZero)
            compared = Value(root.A);
        return (Value(order.A), Value(order.B)) == (compared, Value(equality.B));
    }

    private IEnumerable CopyBranches(int[] group, int condition)
    {
        int[] results = [.. group.SelectMany(Live.ResultsOf)], yields = [];
        return Branch(this[Source[group[0]].A], Arm, _ => yields, answers => Answer(results, answers));

        IEnumerable Arm(bool taken)
        {
            int[] assumed = [.. Assume(group, condition, taken)];
            int[] learned = [.. Learn(condition, taken)];
            yield return CopyNodes(Arms(group, taken));
            yields = [.. results.Select(result => this[Source.Yielded(result, taken)])];
            foreach (int fact in learned)
                _facts.Remove(fact);
            foreach (int result in assumed)
                _aliases.Remove(result);
        }
    }

    private IEnumerable<int> Arms(int[] group, bool taken) =>
        group.SelectMany(branch => Source.NodesOf(taken ? Source[branch].B : Source[branch].C));

    // What a condition implies: both sides of an 'and' that holds, of an 'or' that does not.
    private IEnumerable<int> Learn(int condition, bool holds)
    {
        var pending = new Stack<(int Condition, bool Holds)>([(condition, holds)]);
        while (pending.Count > 0)
        {
            (condition, holds) = pending.Pop();
            condition = Condition(condition);
            if (_facts.ContainsKey(condition))
                continue;
            _facts.Add(condition, holds);
            yield return condition;
            Node node = Source[condition];
            if (node.Op == Op.Not)
                pending.Push((node.A, !holds));
            else if (node.Op == Op.Result && Source[node.A].Op == Op.If)
            {
                int whenTrue = Source.Yielded(condition, true), whenFalse = Source.Yielded(condition, false);
                bool isDecidedByFirst = Source[whenTrue].IsBoolean(!holds);
                if (!isDecidedByFirst && !Source[whenFalse].IsBoolean(!holds))
                    continue;
                pending.Push((isDecidedByFirst ? whenFalse : whenTrue, holds));
                pending.Push((Source[node.A].A, !isDecidedByFirst));
            }
        }
    }

    // Results that are known while a branch is taken: those of the group itself, and those of earlier branches on its condition.
    private IEnumerable<int> Assume(int[] group, int condition, bool taken)
    {
        foreach (int result in group.SelectMany(Live.ResultsOf))
        {
            _aliases[result] = Source.Yielded(result, taken);
            yield return result;
        }

        foreach (int earlier in _copied)
        {
            if (Condition(Source[earlier].A) != condition)
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
