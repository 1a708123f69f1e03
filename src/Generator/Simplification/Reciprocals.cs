using SymGrad.Generator.IR;

namespace SymGrad.Generator.Simplification;

/// <summary>For <c>Relaxed = true</c>: where a derivative divides more than once by the same number, it divides once and multiplies by the reciprocal. What the values need stays as it is.</summary>
internal sealed class Reciprocals : GraphRewriter
{
    private readonly HashSet<int> _quotients;
    private readonly Dictionary<(int Divisor, int Region), int> _uses = [];

    private Reciprocals(Graph source, int values) : base(source)
    {
        Liveness exact = Liveness.Of(source.WithResults(source.Results.Take(values)));
        _quotients = [.. Enumerable.Range(0, source.Nodes.Count).Where(n => source[n] is { Op: Op.Divide } quotient && quotient.Type.IsReal() && source[quotient.A].Op != Op.Constant && source[quotient.B].Op != Op.Constant
            && Live.Contains(n) && !exact.Contains(n))];
        foreach (int quotient in _quotients)
        {
            (int, int) key = KeyOf(quotient);
            _uses[key] = _uses.TryGetValue(key, out int count) ? count + 1 : 1;
        }
    }

    /// <param name="values">How many of the first results are values.</param>
    public static Graph Apply(Graph graph, int values) => graph.Options.IsRelaxed ? new Reciprocals(graph, values).Run() : graph;

    protected override void Copy(int index)
    {
        if (!_quotients.Contains(index) || !IsShared(index))
        {
            base.Copy(index);
            return;
        }

        Node quotient = Source[index];
        int reciprocal = Target.Add(Op.Divide, quotient.Type, Target.Constant(quotient.Type, 1.0), this[quotient.B]);
        this[index] = Target.Add(Op.Multiply, quotient.Type, this[quotient.A], reciprocal);
        CopyName(index);
    }

    // Whether there is another one to multiply, or the reciprocal is there already.
    private bool IsShared(int index) => _uses[KeyOf(index)] > 1
        || Target.Find(Op.Divide, Source[index].Type, Target.Constant(Source[index].Type, 1.0), this[Source[index].B]) != Node.None;

    private (int Divisor, int Region) KeyOf(int quotient) => (Source[quotient].B, Source[quotient].Region);
}
