using Microsoft.CodeAnalysis;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

/// <summary>The methods that an annotated one calls as they are, and that their derivatives call in turn.</summary>
internal sealed class Callees
{
    private readonly List<(IMethodSymbol Method, Location At, Callee Callee)> _known = [];

    /// <summary>The inputs that the derivatives read beside their arguments.</summary>
    public HashSet<Input> Held { get; } = [];

    public Callee this[int index]
    {
        get => _known[index].Callee;
        set => _known[index] = _known[index] with { Callee = value };
    }

    /// <summary>The place of a method that is called in this way; −1 where it is not known yet.</summary>
    public int Find(IMethodSymbol method, string call) => _known.FindIndex(k => k.Callee.Call == call && SymbolEqualityComparer.Default.Equals(k.Method, method));

    /// <summary>Takes a place for a method before its derivative is read, which may call it.</summary>
    public int Add(IMethodSymbol method, Location at, Callee callee)
    {
        _known.Add((method, at, callee));
        return _known.Count - 1;
    }

    public EquatableArray<Callee> ToEquatableArray() => _known.Select(k => k.Callee).ToEquatableArray();
}
