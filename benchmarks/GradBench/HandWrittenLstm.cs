using System.Buffers;

namespace SymGrad.Benchmarks;

/// <summary>The gradient of the recurrent network's loss, written by hand: the history of its states and gates is all that is kept.</summary>
internal static class HandWrittenLstm
{
    private const int Gates = 5;

    public static void Gradient(
        int b, ReadOnlySpan<double> parameters, ReadOnlySpan<double> extra, ReadOnlySpan<double> state, ReadOnlySpan<double> sequence,
        Span<double> parametersGradient, Span<double> extraGradient)
    {
        int layers = state.Length / (2 * b), last = sequence.Length / b - 1, width = layers * b;
        double[] rented = ArrayPool<double>.Shared.Rent((last + 1) * (2 * width + b) + last * (Gates * width + b));
        Span<double> memory = rented;
        // Row t is before step t; a row of hidden units begins with the network's input.
        Span<double> hidden = HandWrittenMemory.Take(ref memory, (last + 1) * (width + b)), cells = HandWrittenMemory.Take(ref memory, (last + 1) * width);
        Span<double> gates = HandWrittenMemory.Take(ref memory, last * Gates * width), dOutputs = HandWrittenMemory.Take(ref memory, last * b);
        for (int layer = 0; layer < layers; layer++)
        {
            state.Slice(2 * layer * b, b).CopyTo(hidden.Slice((layer + 1) * b, b));
            state.Slice((2 * layer + 1) * b, b).CopyTo(cells.Slice(layer * b, b));
        }

        parametersGradient.Clear();
        extraGradient.Clear();
        for (int t = 0; t < last; t++)
        {
            Span<double> before = hidden.Slice(t * (width + b), width + b), after = hidden.Slice((t + 1) * (width + b), width + b);
            ReadOnlySpan<double> character = sequence.Slice(t * b, b), inWeights = extra[..b];
            for (int i = 0; i < b; i++)
                after[i] = character[i] * inWeights[i];
            for (int layer = 0; layer < layers; layer++)
            {
                Step(
                    parameters.Slice(8 * b * layer, 4 * b), parameters.Slice(8 * b * layer + 4 * b, 4 * b),
                    after.Slice(layer * b, b), before.Slice((layer + 1) * b, b), after.Slice((layer + 1) * b, b),
                    cells.Slice(t * width + layer * b, b), cells.Slice((t + 1) * width + layer * b, b), gates.Slice((t * layers + layer) * Gates * b, Gates * b));
            }

            // The loss's cotangent is known before: the output's part of the sweep is made at once.
            Output(after.Slice(width, b), extra, sequence.Slice((t + 1) * b, b), -1.0 / (b * last), extraGradient, dOutputs.Slice(t * b, b));
        }

        double[] rentedAdjoints = ArrayPool<double>.Shared.Rent(2 * width + b);
        Span<double> adjoints = rentedAdjoints;
        Span<double> dhidden = HandWrittenMemory.Take(ref adjoints, width + b), dcells = HandWrittenMemory.Take(ref adjoints, width);
        dhidden.Clear();
        dcells.Clear();
        for (int t = last - 1; t >= 0; t--)
        {
            Span<double> before = hidden.Slice(t * (width + b), width + b), after = hidden.Slice((t + 1) * (width + b), width + b);
            Span<double> dtop = dhidden.Slice(width, b), dOutput = dOutputs.Slice(t * b, b);
            for (int i = 0; i < b; i++)
                dtop[i] += dOutput[i];
            for (int layer = layers - 1; layer >= 0; layer--)
            {
                StepBack(
                    parameters.Slice(8 * b * layer, 4 * b), after.Slice(layer * b, b), before.Slice((layer + 1) * b, b), cells.Slice(t * width + layer * b, b),
                    gates.Slice((t * layers + layer) * Gates * b, Gates * b), parametersGradient.Slice(8 * b * layer, 4 * b), parametersGradient.Slice(8 * b * layer + 4 * b, 4 * b),
                    dhidden.Slice(layer * b, b), dhidden.Slice((layer + 1) * b, b), dcells.Slice(layer * b, b));
            }

            ReadOnlySpan<double> character = sequence.Slice(t * b, b);
            Span<double> dinput = dhidden[..b], dinWeights = extraGradient[..b];
            for (int i = 0; i < b; i++)
            {
                dinWeights[i] += dinput[i] * character[i];
                dinput[i] = 0;
            }
        }

        ArrayPool<double>.Shared.Return(rentedAdjoints);
        ArrayPool<double>.Shared.Return(rented);
    }

    private static void Step(
        ReadOnlySpan<double> weights, ReadOnlySpan<double> biases, ReadOnlySpan<double> input, ReadOnlySpan<double> before, Span<double> after,
        ReadOnlySpan<double> cellsBefore, Span<double> cellsAfter, Span<double> gates)
    {
        int b = input.Length;
        for (int i = 0; i < b; i++)
        {
            Span<double> gate = gates.Slice(Gates * i, Gates);
            double forget = Sigmoid(input[i] * weights[i] + biases[i]);
            double admit = Sigmoid(before[i] * weights[b + i] + biases[b + i]);
            double emit = Sigmoid(input[i] * weights[2 * b + i] + biases[2 * b + i]);
            double change = Math.Tanh(before[i] * weights[3 * b + i] + biases[3 * b + i]);
            double cell = cellsBefore[i] * forget + admit * change, tanh = Math.Tanh(cell);
            cellsAfter[i] = cell;
            after[i] = emit * tanh;
            gate[0] = forget;
            gate[1] = admit;
            gate[2] = emit;
            gate[3] = change;
            gate[4] = tanh;
        }
    }

    private static void StepBack(
        ReadOnlySpan<double> weights, ReadOnlySpan<double> input, ReadOnlySpan<double> before, ReadOnlySpan<double> cells, ReadOnlySpan<double> gates,
        Span<double> dweights, Span<double> dbiases, Span<double> dinput, Span<double> dhidden, Span<double> dcells)
    {
        int b = input.Length;
        for (int i = 0; i < b; i++)
        {
            ReadOnlySpan<double> gate = gates.Slice(Gates * i, Gates);
            double forget = gate[0], admit = gate[1], emit = gate[2], change = gate[3], tanh = gate[4];
            double dcell = dcells[i] + dhidden[i] * emit * (1 - tanh * tanh);
            double dforget = dcell * cells[i] * forget * (1 - forget);
            double dadmit = dcell * change * admit * (1 - admit);
            double demit = dhidden[i] * tanh * emit * (1 - emit);
            double dchange = dcell * admit * (1 - change * change);
            dbiases[i] += dforget;
            dbiases[b + i] += dadmit;
            dbiases[2 * b + i] += demit;
            dbiases[3 * b + i] += dchange;
            dweights[i] += dforget * input[i];
            dweights[b + i] += dadmit * before[i];
            dweights[2 * b + i] += demit * input[i];
            dweights[3 * b + i] += dchange * before[i];
            dcells[i] = dcell * forget;
            dhidden[i] = dadmit * weights[b + i] + dchange * weights[3 * b + i];
            dinput[i] += dforget * weights[i] + demit * weights[2 * b + i];
        }
    }

    private static void Output(
        ReadOnlySpan<double> output, ReadOnlySpan<double> extra, ReadOnlySpan<double> next, double dtotal, Span<double> extraGradient, Span<double> doutput)
    {
        int b = output.Length;
        ReadOnlySpan<double> weights = extra.Slice(b, b), biases = extra.Slice(2 * b, b);
        Span<double> dweights = extraGradient.Slice(b, b), dbiases = extraGradient.Slice(2 * b, b);
        double sum = 2, weight = 0;
        for (int i = 0; i < b; i++)
        {
            doutput[i] = Math.Exp(output[i] * weights[i] + biases[i]);
            sum += doutput[i];
            weight += next[i];
        }

        double share = weight / sum;
        for (int i = 0; i < b; i++)
        {
            double dy = dtotal * (next[i] - share * doutput[i]);
            dbiases[i] += dy;
            dweights[i] += dy * output[i];
            doutput[i] = dy * weights[i];
        }
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
