namespace VanishingGradient;

/// <summary>Shows which factors of ∂z/∂w0 make it fade, or grow.</summary>
internal static class FactorReport
{
    public static void Print(Start start)
    {
        double[] parameters = Array.ConvertAll(start.Parameters(SixLayers.Count), p => (double)p);
        Factor[] factors = Factors.Of(parameters);

        Console.WriteLine($"""

            Six layers, {start}.
            ∂z/∂w0 = {string.Join("·", factors.Select(f => f.Name))}, from the output back to the input:

            factor       value      product
            """);
        double product = 1;
        foreach (Factor factor in factors)
        {
            product *= factor.Value;
            Console.WriteLine($"{factor.Name,-6} {factor.Value,11:G4}  {product,11:G4}   {factor.At}".TrimEnd());
        }

        Console.WriteLine($"""

            The generated gradient, layer by layer from the output: {WeightPartials(parameters)}.
            {Verdict(factors, start.Weight)}
            """);
    }

    private static string WeightPartials(double[] parameters)
    {
        var gradient = new double[parameters.Length];
        var objective = new SixLayers.LossObjective();
        objective.ValueAndGradient(parameters, gradient);
        var weights = Enumerable.Range(0, SixLayers.Count).Select(layer => 2 * layer).Reverse();
        return string.Join(", ", weights.Select(i => $"d{objective.ParameterName(i)} = {gradient[i]:G4}"));
    }

    private static string Verdict(Factor[] factors, double weight)
    {
        // After σ′(z5), each layer on the way back adds its weight and one σ′.
        double[] ratios = [.. factors[1..^1].Chunk(2).Select(pair => Math.Abs(pair[0].Value * pair[1].Value))];
        double least = ratios.Min(), most = ratios.Max(), bound = Math.Abs(weight) / 4;
        string range = least == most ? $"{most:G4}" : $"{least:G4} to {most:G4}";
        return $"""
            Each layer back multiplies the gradient by w·σ′: by {range} here, by |w|/4 = {bound:G4} at most, as σ′ ≤ ¼.
            {Outcome()}
            """;

        string Outcome()
        {
            double growth = ratios.Aggregate((a, b) => a * b);
            if (growth >= 1)
                return growth > 1 ? "The gradient explodes." : "The gradient keeps its size.";

            Factor smallest = factors.MinBy(f => Math.Abs(f.Value));
            string vanishes = $"The gradient vanishes; its smallest factor is {smallest.Name} = {smallest.Value:G4}.";
            return bound > 1
                ? $"{vanishes}\nLarge weights do not make it explode: they saturate sigmoids, where σ′ is next to nothing."
                : vanishes;
        }
    }
}
