using Microsoft.CodeAnalysis;

namespace SymGrad.Generator.Frontend;

/// <summary>A method being read: the annotated one, or one that is inlined into it. Its members are keys of the environment.</summary>
internal sealed class Frame(IMethodSymbol? method, TypeSubstitution types, Frame? caller)
{
    public IMethodSymbol? Method { get; } = method;

    public TypeSubstitution Types { get; } = types;

    public Frame? Caller { get; } = caller;

    /// <summary>Variables that the method's control flow needs: what it returns, and whether it has.</summary>
    public object ReturnValue { get; } = new();

    public object HasReturned { get; } = new();

    public object Receiver { get; } = new();

    /// <summary>Whether a statement has left the enclosing switch, innermost last.</summary>
    public List<object> Breaks { get; } = [];

    /// <summary>The values under construction in enclosing object initializers and <c>with</c> expressions.</summary>
    public Stack<object> Initialized { get; } = new();

    public bool IsCalling(IMethodSymbol method)
    {
        for (Frame? frame = this; frame is not null; frame = frame.Caller)
        {
            if (SymbolEqualityComparer.Default.Equals(frame.Method?.OriginalDefinition, method.OriginalDefinition))
                return true;
        }

        return false;
    }
}
