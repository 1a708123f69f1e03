using System.Globalization;
using SymGrad.EndToEnd.Tests.Language;

namespace SymGrad.EndToEnd.Tests;

/// <summary>What a run has really looked at.</summary>
internal sealed class Statistics
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, int> _constructs = new(StringComparer.Ordinal);
    private readonly long[] _errors = new long[6];

    public int Methods { get; private set; }

    public long Nodes { get; private set; }

    public long Partials { get; private set; }

    /// <summary>Partials that dual numbers give no finite value for.</summary>
    public long Infinite { get; private set; }

    public double LargestError { get; private set; }

    /// <summary>How often each construct stands in the programs of the run.</summary>
    public IReadOnlyDictionary<string, int> Constructs => _constructs;

    public void Add(RandomMethod method)
    {
        lock (_lock)
        {
            Methods++;
            Nodes += method.Size;
            foreach (var node in method.Nodes)
                Count(node.Kind is Kind.Function or Kind.LibraryCall ? $"{node.Kind} {node.Text}" : node.Kind.ToString());
            foreach (var parameter in method.Main.Parameters)
                Count($"Parameter {(parameter.IsHeld ? "[NoGradient] " : "")}{parameter.Modifier}{parameter.Form}");
            foreach (var function in method.Functions)
            {
                if (function.Body.All().Count(n => n.Kind == Kind.Return) > 1)
                    Count(function == method.Main ? "Early return" : "Early return of a helper");
            }
        }
    }

    public void Add(RandomMethod method, ReadOnlySpan<double> numbers)
    {
        lock (_lock)
        {
            for (var i = Judge.First; i < numbers.Length; i += 4)
            {
                Partials++;
                if (!double.IsFinite(numbers[i + 2]))
                {
                    Infinite++;
                    continue;
                }

                var error = Judge.Error(numbers[i + 1], numbers[i + 2], numbers[i + 3], method.HasFloat);
                LargestError = Math.Max(LargestError, error);
                _errors[error switch { 0 => 0, <= 1 => 1, <= 2 => 2, <= 4 => 3, <= 8 => 4, _ => 5 }]++;
            }
        }
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Methods} methods, {Nodes} nodes, {Partials} partials ({Infinite} not finite); exact {_errors[0]}, ≤1 ulp {_errors[1]}, ≤2 {_errors[2]}, ≤4 {_errors[3]}, ≤8 {_errors[4]}, more {_errors[5]}; largest {LargestError:G3}\n")
        + string.Join("\n", _constructs.Select(c => $"  {c.Key}: {c.Value}"));

    private void Count(string construct) => _constructs[construct] = _constructs.GetValueOrDefault(construct) + 1;
}
