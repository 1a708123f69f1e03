namespace VanishingGradient;

/// <summary>The factors of ∂z/∂w0 for the six-layer network.</summary>
internal static class Factors
{
    /// <summary>From the output back to the input, as the article writes them: σ′(z5), w5, σ′(z4), …, w1, σ′(z0), 2.</summary>
    public static Factor[] Of(ReadOnlySpan<double> parameters)
    {
        double input = 2;
        List<Factor> factors = [new("2", input)];
        for (int layer = 0; layer < SixLayers.Count; layer++)
        {
            double w = parameters[2 * layer], b = parameters[2 * layer + 1];
            if (layer > 0)
                factors.Add(new($"w{layer}", w));

            double z = w * input + b;
            (input, double slope) = SixLayers.SigmaValueAndGradient(z);
            factors.Add(new($"σ′(z{layer})", slope, $"z{layer} = {z:G4}"));
        }

        factors.Reverse();
        return [.. factors];
    }
}
