using SymGrad.Generator.Differentiation;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Verification;

/// <summary>
/// Interprets derivatives before they are emitted, at a few deterministic points inside the domain, contracted with random directions
/// and a random cotangent, so that one number stands for a whole matrix. All in double arithmetic. Costs a bounded number of
/// evaluations, whatever the number of parameters.
/// </summary>
internal sealed class Proof
{
    private const int WantedPoints = 3;
    private const int MostCandidates = 24;
    private const int LongestBuffer = 64;
    private const long MostOperations = 400_000;

    private readonly Derivative _derivative;
    private readonly Graph _primal;
    private readonly double[] _direction;
    private readonly double[] _other;
    private readonly double[] _directionByColumn;
    private readonly double[] _otherByColumn;
    private readonly double[] _cotangent;
    private readonly Seed _along;
    private readonly int _bufferLength;
    private uint _random = 2463534242;

    private Proof(Derivative derivative, int bufferLength)
    {
        _derivative = derivative;
        _bufferLength = bufferLength;
        _primal = derivative.Primal.Exact;
        Input[] active = [.. _primal.Inputs.Where(input => input.IsActive)];
        int dimension = active.Sum(Entries);
        _direction = Direction(dimension);
        _other = Direction(dimension);
        int[] byColumn = [.. Columns(active)];
        _directionByColumn = [.. byColumn.Select(entry => _direction[entry])];
        _otherByColumn = [.. byColumn.Select(entry => _other[entry])];
        _cotangent = Direction(ResultEntries);
        _along = Seed.Of(active.Select(input => input with { Name = input.Name + "Tangent", IsActive = false }));
    }

    /// <summary>A contradiction; null when there is none.</summary>
    public static Refutation? Refute(Derivative derivative, CancellationToken cancellation)
    {
        // What a function with buffers does depends on how long they are.
        int[] lengths = derivative.Primal.Inputs.Any(input => input.IsBuffer) ? [3, 1, 6, 0, LongestNamed(derivative.Primal)] : [0];
        return lengths.Distinct().Select(length => new Proof(derivative, length).Refute(cancellation)).FirstOrDefault(refutation => refutation is not null);
    }

    // How long a buffer must be for its elements b[0], b[1], b[2] to be there.
    private static int LongestNamed(Graph graph) => (int)graph.Nodes
        .Where(node => node.Op == Op.Load && graph[node.B] is { Op: Op.Constant, Payload: >= 0 and < LongestBuffer }).Select(node => graph[node.B].Payload + 1).DefaultIfEmpty(0).Max();

    private int ResultEntries => _primal.Results.Sum(result => _primal[result].Type == ScalarType.Buffer ? _bufferLength : 1);

    private int Entries(Input input) => input.IsBuffer ? _bufferLength : 1;

    private Refutation? Refute(CancellationToken cancellation)
    {
        Statement[] statements = [.. Statements()];
        foreach (Statement statement in statements)
        {
            int points = 0;
            long budget = MostOperations;
            for (int candidate = 0; candidate < MostCandidates && points < WantedPoints && budget > 0; candidate++)
            {
                cancellation.ThrowIfCancellationRequested();
                budget -= statement.Cost;
                switch (statement.Check(Candidate(candidate)))
                {
                    case { Refutation: { } refutation }:
                        return refutation;
                    case { IsInside: true }:
                        points++;
                        break;
                }
            }
        }

        return null;
    }

    private IEnumerable<Statement> Statements()
    {
        int m = ResultEntries;
        Graph forward = ForwardMode.Apply(_primal, _along);
        var value = new Claim("the value", _primal, [], m, results => Weighted(results)) { BufferLength = _bufferLength };
        var slope = new Claim("the slope", forward, _direction, m, results => Weighted(results.Skip(m))) { BufferLength = _bufferLength };
        Claim[] first = [.. _derivative.Members.Select(FirstOrder).OfType<Claim>()], second = [.. _derivative.Members.Select(SecondOrder).OfType<Claim>()];
        if (first.Length > 0)
            yield return new Statement(value, slope, OverInputs(_direction), first);
        if (_derivative.Trace is { } trace)
            yield return Trace(trace, _derivative[DerivativeKind.Trace]!);
        if (second.Length > 0)
        {
            Graph twice = ForwardMode.Apply(forward, _along);
            var curvature = new Claim("the curvature", twice, [.. _direction, .. _other], 0, results => Weighted(results.Skip(3 * m))) { BufferLength = _bufferLength };
            yield return new Statement(slope, curvature, OverInputs(_other), second);
        }
    }

    // The adjoints of a trace are the gradient by ε, at ε = 0.
    private Statement Trace(Trace trace, DerivedMember member)
    {
        int n = trace.Locals.Count;
        double[] weights = Direction(n);
        // For each input its entries: only ε moves.
        double[][] moves = [.. trace.Graph.Inputs.Select(input => new double[Entries(input)])];
        for (int i = 0; i < n; i++)
            moves[trace.Locals[i].Input][0] = weights[i];
        int[] active = [.. Enumerable.Range(0, moves.Length).Where(i => trace.Graph.Inputs[i].IsActive)];
        Graph forward = ForwardMode.Apply(trace.Graph.Exact, Seed.Of(active.Select(i => trace.Graph.Inputs[i] with { IsActive = false })));
        return new Statement(
            new Claim("the value", trace.Graph, [], 0, results => results.Take(1)) { BufferLength = _bufferLength },
            new Claim("the slope", forward, [.. active.SelectMany(i => moves[i])], 0, results => [results[1 + n]]) { BufferLength = _bufferLength },
            [.. moves.SelectMany(entries => entries)],
            [Of(member, [], 1 + n, results => Along(results.Skip(1 + n), weights))]) { Epsilons = n };
    }

    // ⟨u, J·v⟩ as each member gives it.
    private Claim? FirstOrder(DerivedMember member)
    {
        int m = ResultEntries, n = _direction.Length, filled = _derivative.IsSpanValued ? m : 0;
        return member.Kind switch
        {
            DerivativeKind.Gradient => Of(member, [], 0, results => Along(results, _direction).Select(term => _cotangent[0] * term)),
            DerivativeKind.ValueAndGradient => Of(member, [], 1, results => Along(results.Skip(1), _direction).Select(term => _cotangent[0] * term)),
            DerivativeKind.Jvp => Of(member, _direction, m, results => Weighted(results.Skip(m))),
            DerivativeKind.Vjp => Of(member, _cotangent, filled, results => Along(results.Skip(filled), _direction)),
            DerivativeKind.Jacobian => Of(member, [], filled, results => results.Skip(filled).Take(m * n).Select((entry, i) => _cotangent[i / n] * entry * _directionByColumn[i % n])) with { MatrixLength = m * n },
            _ => null,
        };
    }

    // wᵀ·H·v as each member gives it; the lower triangle of a Hessian of numbers stands for both.
    private Claim? SecondOrder(DerivedMember member) => member.Kind switch
    {
        DerivativeKind.Hessian when member.FillsMatrix => Of(member, [], 0, Whole) with { MatrixLength = _direction.Length * _direction.Length },
        DerivativeKind.Hessian => Of(member, [], 0, Triangle),
        DerivativeKind.HessianVectorProduct => Of(member, _direction, 0, results => Along(results, _other).Select(term => _cotangent[0] * term)),
        _ => null,
    };

    // The entry that each column of a matrix is by: those of a buffer of structs are element by element, not leaf by leaf.
    private IEnumerable<int> Columns(Input[] active)
    {
        int first = 0;
        for (int i = 0, leaves; i < active.Length; i += leaves)
        {
            leaves = active[i].IsBuffer ? active.Skip(i).TakeWhile(input => input.IsBuffer && input.Access == active[i].Access).Count() : 1;
            for (int k = 0; k < leaves * Entries(active[i]); k++)
                yield return first + (k % leaves * Entries(active[i])) + (k / leaves);
            first += leaves * Entries(active[i]);
        }
    }

    private IEnumerable<double> Whole(double[] matrix)
    {
        int n = _direction.Length;
        return matrix.Take(n * n).Select((entry, i) => _cotangent[0] * entry * _directionByColumn[i / n] * _otherByColumn[i % n]);
    }

    private IEnumerable<double> Triangle(double[] lower)
    {
        int entry = 0;
        for (int i = 0; i < _direction.Length; i++)
        {
            for (int j = 0; j <= i; j++, entry++)
            {
                double weight = i == j ? _direction[i] * _other[i] : (_direction[i] * _other[j]) + (_direction[j] * _other[i]);
                yield return _cotangent[0] * lower[entry] * weight;
            }
        }
    }

    private Claim Of(DerivedMember member, double[] seeds, int values, Func<double[], IEnumerable<double>> terms) =>
        new("its " + member.Kind, member.Graph, seeds, values, terms) { BufferLength = _bufferLength };

    private IEnumerable<double> Weighted(IEnumerable<double> results) => Along(results, _cotangent);

    private static IEnumerable<double> Along(IEnumerable<double> entries, double[] direction) => entries.Zip(direction, (entry, weight) => entry * weight);

    private double[] OverInputs(double[] direction)
    {
        int next = 0;
        return [.. _primal.Inputs.SelectMany(input => Enumerable.Range(0, Entries(input)).Select(_ => input.IsActive ? direction[next++] : 0))];
    }

    private double[] Candidate(int index)
    {
        (double low, double high) = (index % 6) switch
        {
            0 => (0.1, 0.9),
            1 => (-2.0, 2.0),
            2 => (0.5, 4.0),
            3 => (-0.9, 0.9),
            4 => (1.0, 30.0),
            _ => (-30.0, 30.0),
        };
        return [.. _primal.Inputs.SelectMany(input => Enumerable.Range(0, Entries(input)).Select(_ => (input.IsBuffer ? input.Element : input.Type) switch
        {
            ScalarType.Boolean => Uniform(0, 2) < 1 ? 0 : 1,
            var type when type.IsReal() => Uniform(low, high),
            _ => Math.Floor(input.IsBuffer ? Uniform(0, _bufferLength) : Uniform(1, 4)),
        }))];
    }

    private double[] Direction(int dimension)
    {
        var direction = new double[dimension];
        for (int i = 0; i < dimension; i++)
            direction[i] = Uniform(0.5, 1.5) * (Uniform(-1, 1) < 0 ? -1 : 1);
        return direction;
    }

    // A constant, not System.Random: the same points on every platform.
    private double Uniform(double low, double high)
    {
        _random ^= _random << 13;
        _random ^= _random >> 17;
        _random ^= _random << 5;
        return low + ((high - low) * (_random / 4294967296.0));
    }
}
