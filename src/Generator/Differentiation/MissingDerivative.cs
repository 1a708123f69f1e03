namespace SymGrad.Generator.Differentiation;

/// <summary>A derivative that is wanted of a method of which nobody knows it.</summary>
internal sealed class MissingDerivative(string callee) : Exception($"the derivative of {callee} is not known")
{
    public string Callee { get; } = callee;
}
