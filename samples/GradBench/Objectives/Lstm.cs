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
        // A layer's hidden units are the next one's input; row 0 is the network's.
        var hidden = new double[(layers + 1) * b];
        var cells = new double[layers * b];
        for (int layer = 0; layer < layers; layer++)
        {
            for (int i = 0; i < b; i++)
            {
                hidden[(layer + 1) * b + i] = state[2 * layer * b + i];
                cells[layer * b + i] = state[(2 * layer + 1) * b + i];
            }
        }

        double total = 0;
        for (int t = 0; t < last; t++)
        {
            for (int i = 0; i < b; i++)
                hidden[i] = sequence[t * b + i] * extra[i];

            for (int layer = 0; layer < layers; layer++)
                Step(b, layer, parameters, hidden, cells);

            double sum = 2, expected = 0, weight = 0;
            for (int i = 0; i < b; i++)
            {
                double output = hidden[layers * b + i] * extra[b + i] + extra[2 * b + i];
                double target = sequence[(t + 1) * b + i];
                sum += Math.Exp(output);
                expected += target * output;
                weight += target;
            }

            total += expected - weight * Math.Log(sum);
        }

        return -total / (b * last);
    }

    private static void Step(int b, int layer, ReadOnlySpan<double> parameters, Span<double> hidden, Span<double> cells)
    {
        int weights = 8 * b * layer, biases = weights + 4 * b;
        int input = layer * b, output = (layer + 1) * b;
        for (int i = 0; i < b; i++)
        {
            double below = hidden[input + i], before = hidden[output + i];
            double forget = Functions.Sigmoid(below * parameters[weights + i] + parameters[biases + i]);
            double admit = Functions.Sigmoid(before * parameters[weights + b + i] + parameters[biases + b + i]);
            double emit = Functions.Sigmoid(below * parameters[weights + 2 * b + i] + parameters[biases + 2 * b + i]);
            double change = Math.Tanh(before * parameters[weights + 3 * b + i] + parameters[biases + 3 * b + i]);
            double cell = cells[input + i] * forget + admit * change;
            cells[input + i] = cell;
            hidden[output + i] = emit * Math.Tanh(cell);
        }
    }
}
