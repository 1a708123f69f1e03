using Microsoft.CodeAnalysis;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

/// <summary>The methods that an annotated one calls as they are, and that their derivatives call in turn.</summary>
internal sealed class Callees
{
    private readonly List<(IMethodSymbol Method, string Call, Location At, Callee Callee)> _known = [];

    private readonly HashSet<int> _pending = [];
    private HashSet<int> _forbidden = [];

    /// <summary>The methods that are called for their size, by the keys of their calls.</summary>
    public Dictionary<string, CalledFunction> Functions { get; } = [];

    /// <summary>The inputs that the derivatives read beside their arguments.</summary>
    public HashSet<Input> Held { get; } = [];

    public Callee this[int index]
    {
        get => _known[index].Callee;
        private set => _known[index] = _known[index] with { Callee = value };
    }

    /// <summary>Where each is called first.</summary>
    public EquatableArray<CallSite> Sites => _known.Select(k => new CallSite(k.Callee.Name, k.At)).ToEquatableArray();

    /// <summary>The place of a method that is called in this way; −1 where it is not known yet.</summary>
    public int Find(IMethodSymbol method, string call) => _known.FindIndex(k => k.Call == call && SymbolEqualityComparer.Default.Equals(k.Method, method));

    /// <summary>Takes a place for a method before its derivative is read, which may call it.</summary>
    public int Add(IMethodSymbol method, string call, Location at, Callee callee)
    {
        _known.Add((method, call, at, callee));
        return _known.Count - 1;
    }

    /// <summary>Whether a method is one whose derivative takes a derivative that would need it.</summary>
    public bool IsCircular(int index) => _forbidden.Contains(index);

    /// <summary>Completes a method by its derivative, which may call it.</summary>
    /// <param name="isDerived">Whether what is read is itself differentiated: then it may call nothing that is not complete yet.</param>
    public void Complete(int index, Func<Callee, Callee> complete, bool isDerived)
    {
        _pending.Add(index);
        HashSet<int> outside = _forbidden;
        if (isDerived)
            _forbidden = [.. _pending];
        this[index] = complete(this[index]);
        _forbidden = outside;
        _pending.Remove(index);
    }

    public CalleeTable ToTable() => new(_known.Select(k => k.Callee));
}
