namespace VanishingGradient;

/// <summary>Where the parameters of a network start; the first layer, which sees the input, has a bias of its own.</summary>
internal readonly record struct Start(float Weight, float FirstBias, float Bias)
{
    /// <summary>The article's start: all biases 0.5.</summary>
    public static Start Article(float weight) => new(weight, FirstBias: 0.5f, Bias: 0.5f);

    /// <summary>Every pre-activation is 0, where σ is ½ and σ′ is ¼, its largest: the input is 2, later ones are ½.</summary>
    public static Start Exploding(float weight) => new(weight, FirstBias: -2 * weight, Bias: -weight / 2);

    /// <summary>w0, b0, w1, b1, … in the order of the networks' parameters.</summary>
    public float[] Parameters(int layers)
    {
        var parameters = new float[2 * layers];
        for (int layer = 0; layer < layers; layer++)
        {
            parameters[2 * layer] = Weight;
            parameters[2 * layer + 1] = layer == 0 ? FirstBias : Bias;
        }

        return parameters;
    }

    public override string ToString() => FirstBias == Bias
        ? $"every w = {Weight}, every b = {Bias}"
        : $"every w = {Weight}, b0 = {FirstBias}, every other b = {Bias}";
}
