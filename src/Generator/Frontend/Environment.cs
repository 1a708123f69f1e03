using Microsoft.CodeAnalysis;

namespace SymGrad.Generator.Frontend;

/// <summary>The value of each variable at a point of the method. Keys are symbols, and objects for variables of our own.</summary>
internal sealed class Environment
{
    private readonly Dictionary<object, Value> _values;

    public Environment() => _values = new(KeyComparer.Instance);

    private Environment(Environment other) => _values = new(other._values, KeyComparer.Instance);

    public IEnumerable<object> Keys => _values.Keys;

    public Value? this[object variable]
    {
        get => _values.TryGetValue(variable, out Value? value) ? value : null;
        set => _values[variable] = value!;
    }

    public Environment Clone() => new(this);

    /// <summary>The value of a variable that is not needed any more.</summary>
    public Value Take(object variable)
    {
        Value value = _values[variable];
        _values.Remove(variable);
        return value;
    }

    /// <summary>Forgets the variables of a method that has been read, but for those that another environment has.</summary>
    public void Leave(Frame frame, Environment outside)
    {
        foreach (object variable in _values.Keys.Where(key => (key is ISymbol or Jump || frame.Owns(key)) && outside[key] is null).ToArray())
            _values.Remove(variable);
    }

    /// <summary>Takes over all values of another environment.</summary>
    public void Become(Environment other)
    {
        foreach (KeyValuePair<object, Value> variable in other._values)
            _values[variable.Key] = variable.Value;
    }

    private sealed class KeyComparer : IEqualityComparer<object>
    {
        public static readonly KeyComparer Instance = new();

        bool IEqualityComparer<object>.Equals(object x, object y) =>
            x is ISymbol a && y is ISymbol b ? SymbolEqualityComparer.Default.Equals(a, b) : ReferenceEquals(x, y);

        int IEqualityComparer<object>.GetHashCode(object key) =>
            key is ISymbol symbol ? SymbolEqualityComparer.Default.GetHashCode(symbol) : System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(key);
    }
}
