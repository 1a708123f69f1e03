namespace SymGrad.Runtime.Tests;

/// <summary>
/// A ref struct whose value and partial are read from lists, one entry an evaluation, while plain gradient descent with
/// rate 1 and partial −1 walks its one parameter up by 1 a step.
/// </summary>
internal readonly ref struct Scripted(ReadOnlySpan<double> values, ReadOnlySpan<double> partials) : IObjective<double>
{
    private readonly ReadOnlySpan<double> _values = values;
    private readonly ReadOnlySpan<double> _partials = partials;

    public int ParameterCount => 1;

    public string ParameterName(int index) => "x";

    public double Value(ReadOnlySpan<double> parameters) => _values[(int)parameters[0]];

    public double ValueAndGradient(ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        gradient[0] = _partials[(int)parameters[0]];
        return Value(parameters);
    }
}
