namespace SymGrad.Runtime.Tests;

/// <summary>Σ (i + 1)·pᵢ² / 2, whose minimum is 0 at the origin and whose partials are (i + 1)·pᵢ.</summary>
internal readonly struct Quadratic(int count) : IObjective<double>
{
    public int ParameterCount => count;

    public string ParameterName(int index) => $"p{index}";

    public double Value(ReadOnlySpan<double> parameters)
    {
        double sum = 0;
        for (int i = 0; i < parameters.Length; i++)
            sum += (i + 1) * parameters[i] * parameters[i] / 2;

        return sum;
    }

    public double ValueAndGradient(ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        for (int i = 0; i < parameters.Length; i++)
            gradient[i] = (i + 1) * parameters[i];

        return Value(parameters);
    }
}
