namespace SymGrad.Generator.Frontend;

/// <summary>The methods that are called as functions of their own: large ones, which would be copied to more than one place.</summary>
internal sealed class LargeCalls
{
    /// <summary>The nodes from which on a method is large: then a call costs a few percent of what it does, and less than code that is not in the cache.</summary>
    public const int Least = 150;

    private readonly HashSet<string> _chosen = [], _refused = [];

    /// <summary>How many are chosen so far.</summary>
    public int Count { get; private set; }

    public bool Contains(string key) => _chosen.Contains(key) && !_refused.Contains(key);

    /// <summary>Says that a method cannot be called as a function.</summary>
    public void Refuse(string key) => _refused.Add(key);

    /// <summary>Chooses among the calls that were inlined into one graph: the largest first, since what they call is then there only once.</summary>
    public void Choose(IReadOnlyList<InlinedCall> inlined)
    {
        var gone = new List<InlinedCall>();
        IEnumerable<IGrouping<string, InlinedCall>> large = inlined.Reverse().Where(call => !_refused.Contains(call.Key)).GroupBy(call => call.Key).OrderByDescending(calls => calls.Max(call => call.Size));
        foreach (IGrouping<string, InlinedCall> calls in large)
        {
            InlinedCall[] left = [.. calls.Where(call => !gone.Any(call.IsInside))];
            if (left.Length < 2)
                continue;
            gone.AddRange(left.Take(left.Length - 1));
            Count += _chosen.Add(calls.Key) ? 1 : 0;
        }
    }
}

/// <summary>A large call that was inlined, and the nodes that this made.</summary>
/// <param name="Key">Equal for calls that one function can serve.</param>
internal readonly record struct InlinedCall(string Key, int Start, int End)
{
    public int Size => End - Start;

    public bool IsInside(InlinedCall other) => other.Start <= Start && End <= other.End;
}
