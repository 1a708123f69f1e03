using SymGrad;

namespace GradBench.Objectives;

/// <summary>A recurrent network of LSTM layers that predicts the next character: the loss over a text of characters of b bits.</summary>
internal static partial class Lstm
{
    /// <param name="b">The number of bits, which is also a layer's width.</param>
    /// <param name="parameters">A layer after the other: its weights, then its biases, of the forget, in, and out gates and of the change.</param>
    /// <param name="extra">The weights of the input, then the weights and the biases of the output.</param>
    /// <param name="state">A layer after the other: its hidden units, then its cells, at the start.</param>
    /// <param name="sequence">The characters, row by row.</param>
    [Differentiable]
    public static double Loss(
        int b, ReadOnlySpan<double> parameters, ReadOnlySpan<double> extra,
        [NoGradient] ReadOnlySpan<double> state, [NoGradient] ReadOnlySpan<double> sequence)
    {
        int layers = state.Length / (2 * b), last = sequence.Length / b - 1;
        // A layer's hidden units are the next one's input; the first row is the network's.
        var hidden = new double[(layers + 1) * b];
        var cells = new double[layers * b];
        for (int layer = 0; layer < layers; layer++)
        {
            state.Slice(2 * layer * b, b).CopyTo(hidden.AsSpan((layer + 1) * b, b));
            state.Slice((2 * layer + 1) * b, b).CopyTo(cells.AsSpan(layer * b, b));
        }

        ReadOnlySpan<double> inWeights = extra[..b], outWeights = extra.Slice(b, b), outBiases = extra[(2 * b)..];
        double total = 0;
        for (int t = 0; t < last; t++)
        {
            ReadOnlySpan<double> character = sequence.Slice(t * b, b), next = sequence.Slice((t + 1) * b, b);
            for (int i = 0; i < b; i++)
                hidden[i] = character[i] * inWeights[i];

            for (int layer = 0; layer < layers; layer++)
            {
                Step(
                    parameters.Slice(8 * b * layer, 4 * b), parameters.Slice(8 * b * layer + 4 * b, 4 * b),
                    hidden.AsSpan(layer * b, b), hidden.AsSpan((layer + 1) * b, b), cells.AsSpan(layer * b, b));
            }

            ReadOnlySpan<double> output = hidden.AsSpan(layers * b, b);
            double sum = 2, expected = 0, weight = 0;
            for (int i = 0; i < b; i++)
            {
                double y = output[i] * outWeights[i] + outBiases[i];
                sum += Math.Exp(y);
                expected += next[i] * y;
                weight += next[i];
            }

            total += expected - weight * Math.Log(sum);
        }

        return -total / (b * last);
    }

    // One layer's step in time.
    private static void Step(ReadOnlySpan<double> weights, ReadOnlySpan<double> biases, ReadOnlySpan<double> input, Span<double> hidden, Span<double> cells)
    {
        int b = hidden.Length;
        for (int i = 0; i < b; i++)
        {
            double forget = Functions.Sigmoid(input[i] * weights[i] + biases[i]);
            double admit = Functions.Sigmoid(hidden[i] * weights[b + i] + biases[b + i]);
            double emit = Functions.Sigmoid(input[i] * weights[2 * b + i] + biases[2 * b + i]);
            double change = Math.Tanh(hidden[i] * weights[3 * b + i] + biases[3 * b + i]);
            cells[i] = cells[i] * forget + admit * change;
            hidden[i] = emit * Math.Tanh(cells[i]);
        }
    }
}
