using System.ComponentModel;

namespace SymGrad;

/// <summary>
/// What a <see cref="DifferentiableAttribute">differentiable</see> method of this assembly computes, so that methods of other assemblies which call it are
/// differentiated through it. The generator writes it and reads it; nothing else does.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DifferentiableFunctionAttribute : Attribute
{
    /// <summary>Publishes what a method computes.</summary>
    /// <param name="method">The method, as documentation comments refer to it.</param>
    /// <param name="function">What it computes, in the generator's own format.</param>
    public DifferentiableFunctionAttribute(string method, string function)
    {
        Method = method;
        Function = function;
    }

    /// <summary>The method, as documentation comments refer to it.</summary>
    public string Method { get; }

    /// <summary>What it computes, in the generator's own format.</summary>
    public string Function { get; }
}
