using System.Collections;
using System.Globalization;

namespace SymGrad.Generator.IR;

/// <summary>
/// The methods that a function calls. All that is derived from the function shares it: where a mode differentiates a call, it adds the
/// derivative of what is called, once. Compared by what it holds.
/// </summary>
internal sealed class CalleeTable(IEnumerable<Callee> callees) : IReadOnlyList<Callee>, IEquatable<CalleeTable>
{
    private readonly List<Callee> _callees = [.. callees];
    private readonly Dictionary<string, int> _derived = [];

    public static CalleeTable None { get; } = new([]);

    public int Count => _callees.Count;

    public Callee this[int index]
    {
        get => _callees[index];
        set => _callees[index] = value;
    }

    /// <summary>What a method computes, with all that it calls at hand.</summary>
    public Graph FunctionOf(int index) => _callees[index].Function! with { Callees = this };

    /// <summary>The place of what was derived under a key; null where it was not yet.</summary>
    public int? Find(string key) => _derived.TryGetValue(key, out int index) ? index : null;

    /// <summary>Adds what was derived under a key, by a name that no other has.</summary>
    public int Add(string key, Callee callee)
    {
        string name = callee.Name;
        for (int number = 2; _callees.Any(c => c.Name == name); number++)
            name = callee.Name + number.ToString(CultureInfo.InvariantCulture);
        _callees.Add(callee with { Name = name });
        return _derived[key] = Count - 1;
    }

    public bool Equals(CalleeTable? other) => other is not null && (ReferenceEquals(this, other) || _callees.SequenceEqual(other._callees));

    public override bool Equals(object? obj) => Equals(obj as CalleeTable);

    public override int GetHashCode() => Count;

    public IEnumerator<Callee> GetEnumerator() => _callees.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
