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

    /// <summary>The value of <c>this</c>; a local function shares it with the method around it.</summary>
    public object Receiver { get; } = method?.MethodKind == MethodKind.LocalFunction && caller is not null ? caller.Receiver : new();

    /// <summary>Whether <c>this</c> is that of the annotated method, which belongs to its caller.</summary>
    public bool IsReceiverOutside => Caller is null || (Receiver == Caller.Receiver && Caller.IsReceiverOutside);

    /// <summary>The jumps that may have left the statements being read, innermost last.</summary>
    public List<Jump> Jumps { get; } = [];

    /// <summary>The values under construction in enclosing object initializers and <c>with</c> expressions.</summary>
    public Stack<object> Initialized { get; } = new();

    public bool Owns(object variable) => variable == ReturnValue || variable == HasReturned || variable == Receiver;

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

/// <summary>A place that <c>break</c> or <c>continue</c> jumps to; whether it has been jumped to is a variable.</summary>
/// <param name="Target">The label of the statement's end, or of its next iteration; null for a loop that no statement can leave.</param>
internal sealed record Jump(ILabelSymbol? Target, bool IsOutOfLoop)
{
    public bool Equals(Jump? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
