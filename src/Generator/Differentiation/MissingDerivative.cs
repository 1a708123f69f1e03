namespace SymGrad.Generator.Differentiation;

/// <summary>A derivative that is wanted of a method of which nobody knows it.</summary>
/// <param name="parameter">The one parameter by which it is not known; null where it is not known at all.</param>
internal sealed class MissingDerivative(string callee, string? parameter = null) : Exception($"the derivative of {callee} {parameter} is not known")
{
    public string Callee { get; } = callee;

    public string? Parameter { get; } = parameter;
}
