using SymGrad.Generator.Analysis;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Simplification;

/// <summary>
/// Integers that a counted loop adds the same amount to in every iteration, or raises to the same amount, without the loop: the number of
/// iterations times the amount. Not for code whose operations are the user's.
/// </summary>
internal sealed class CountedSums : GraphRewriter
{
    private readonly IntegerSums _sums;
    private readonly bool _staysLoop;

    private CountedSums(Graph source, bool staysLoop = false) : base(source) => (_sums, _staysLoop) = (new IntegerSums(Target), staysLoop);

    public static Graph Apply(Graph graph)
    {
        // What an inner loop adds is an amount of the outer one.
        while (true)
        {
            Graph simpler = Pruning.Apply(new CountedSums(graph).Run());
            if (Loops(simpler) == Loops(graph))
                return simpler;
            graph = simpler;
        }
    }

    /// <summary>The loops stay, for what else they do.</summary>
    public static Graph AfterLoops(Graph graph) => Pruning.Apply(new CountedSums(graph, staysLoop: true).Run());

    protected override void Copy(int index)
    {
        if (Source[index].Op != Op.Loop || CountedLoop.Of(Source, index) is not { } counted || !IsKnown(index, counted))
        {
            base.Copy(index);
            return;
        }

        IReadOnlyList<int> results = Live.ResultsOf(index);
        if (_staysLoop)
        {
            base.Copy(index);
            foreach (int result in results)
            {
                int carried = Source.CarriedBy(index)[(int)Source[result].Payload];
                if (Added(index, counted, carried) is { } added)
                    this[result] = Target.Add(Op.Add, ScalarType.Int32, this[Source[carried].A], added);
            }

            return;
        }

        int[] closed = [.. results.Select(result => Closed(index, counted, Source.CarriedBy(index)[(int)Source[result].Payload]))];
        if (closed.Contains(Node.None))
            base.Copy(index);
        else
            Answer(results, closed);
    }

    private static int Loops(Graph graph) => graph.Nodes.Count(node => node.Op == Op.Loop);

    // Whether the number of iterations is known outside, and they do nothing else.
    private bool IsKnown(int loop, CountedLoop counted) =>
        counted is { By: 1, Step: Op.Add, Comparison: Op.Less or Op.LessOrEqual } or { By: 1, Step: Op.Subtract, Comparison: Op.Greater or Op.GreaterOrEqual }
        && Source[counted.Counter].Type == ScalarType.Int32 && IsOutside(counted.Bound, loop)
        && !Enumerable.Range(0, loop).Any(n => Source[n].Op == Op.Guard && Source.IsInside(n, Source[loop].C));

    // What a carried value is after the loop.
    private int Closed(int loop, CountedLoop counted, int carried)
    {
        Node next = Source[Source.Next(carried)];
        if (next is { Op: Op.Call, Function: Elementary.Max } && next.A == carried && IsOutside(next.B, loop))
        {
            int highest = Outside(next.B, loop), initial = this[Source[carried].A];
            return Target.If(IsRun(loop, counted), () => [_sums.Max(initial, highest)], () => [initial])[0];
        }

        return Added(loop, counted, carried) is { } added ? _sums.Sum(this[Source[carried].A], added) : Node.None;
    }

    // What all iterations add to a carried value.
    private int? Added(int loop, CountedLoop counted, int carried)
    {
        var terms = new List<(int Node, bool IsAdded)>();
        if (Source[carried].Type != ScalarType.Int32 || !Terms(Source.Next(carried), carried, loop, terms))
            return null;
        int amount = terms.Aggregate(_sums.Integer(0), (sum, term) => _sums.Sum(sum, _sums.Product(_sums.Integer(term.IsAdded ? 1 : -1), Outside(term.Node, loop))));
        return _sums.Product(Trips(loop, counted), amount);
    }

    // Whether the next value is the one before and what is added to it.
    private bool Terms(int sum, int carried, int loop, List<(int, bool)> terms)
    {
        for (int node = sum; node != carried; node = Source[node].A)
        {
            if (Source[node] is not { Op: Op.Add or Op.Subtract, IsChecked: false } step)
                return false;
            if (step.Op == Op.Add && step.B == carried && IsOutside(step.A, loop))
            {
                terms.Add((step.A, true));
                return true;
            }

            if (!IsOutside(step.B, loop))
                return false;
            terms.Add((step.B, step.Op == Op.Add));
        }

        return true;
    }

    // Whether a value is the same in all iterations and throws nothing where there are none.
    private bool IsOutside(int node, int loop)
    {
        if (Source[node].Op.IsLeaf() || !Source.IsInside(node, Source[loop].C))
            return true;
        Node inside = Source[node];
        if (inside.Op == Op.Length)
            return IsOutside(OfLength(inside), loop);
        return inside is { Type: ScalarType.Int32, Op: Op.Add or Op.Subtract or Op.Multiply or Op.Negate, IsChecked: false } or { Type: ScalarType.Int32, Op: Op.Call, Function: Elementary.Max or Elementary.Min }
            && inside.Operands.All(operand => IsOutside(operand, loop));
    }

    private int OfLength(Node length) => Source[length.A].Op == Op.Row ? length.A : Source.MemoryOf(length.A);

    private int Outside(int node, int loop)
    {
        Node inside = Source[node];
        if (inside.Op.IsLeaf() || !Source.IsInside(node, Source[loop].C))
            return this[node];
        if (inside.Op == Op.Length)
            return Target.Length(this[OfLength(inside)], (int)inside.Payload);
        int a = Outside(inside.A, loop), b = inside.B == Node.None ? Node.None : Outside(inside.B, loop);
        return inside.Op == Op.Add ? _sums.Sum(a, b) : inside.Op == Op.Multiply ? _sums.Product(a, b) : Target.Add(inside.Op, inside.Type, a, b, inside.Payload);
    }

    private int IsRun(int loop, CountedLoop counted) => Target.Add(counted.Comparison, ScalarType.Boolean, this[Source[counted.Counter].A], Outside(counted.Bound, loop));

    // From the first value to the last one; none where the bound lies before the first.
    private int Trips(int loop, CountedLoop counted)
    {
        int first = this[Source[counted.Counter].A], bound = Outside(counted.Bound, loop), end = _sums.Integer(counted.Comparison is Op.LessOrEqual or Op.GreaterOrEqual ? -1 : 0);
        return counted.Step == Op.Add ? _sums.Count(_sums.Sum(first, end), bound) : _sums.Count(_sums.Sum(bound, end), first);
    }
}
