using System.Diagnostics;
using System.Text.Json;

namespace GradBench;

/// <summary>A function of an eval, from its input to its output.</summary>
internal abstract class Function
{
    /// <summary>One that is timed from its input on.</summary>
    public static Function Of<TInput, TOutput>(Func<TInput, TOutput> run) where TInput : notnull => Of((TInput input) => input, run);

    /// <summary>One that writes to the same place in each run.</summary>
    public static Function Into<TInput, TOutput>(Func<TInput, TOutput> place, Action<TInput, TOutput> run) where TInput : notnull => Of(
        (TInput input) => (Input: input, Output: place(input)),
        prepared =>
        {
            run(prepared.Input, prepared.Output);
            return prepared.Output;
        });

    /// <param name="prepare">What is done once, before time is taken.</param>
    /// <param name="run">What is timed.</param>
    public static Function Of<TInput, TPrepared, TOutput>(Func<TInput, TPrepared> prepare, Func<TPrepared, TOutput> run) where TInput : notnull =>
        new Typed<TInput, TPrepared, TOutput>(prepare, run);

    /// <summary>How often it is to be run, how to run it, and how to write what it gave.</summary>
    /// <exception cref="JsonException">The input has another form.</exception>
    /// <exception cref="InputException">The input contradicts itself.</exception>
    protected abstract (Repeated Repeated, Action Run, Func<JsonElement> Output) Read(JsonElement input);

    /// <summary>One run of it, on an input.</summary>
    public Action On(JsonElement input) => Read(input).Run;

    /// <exception cref="JsonException">The input has another form.</exception>
    /// <exception cref="InputException">The input contradicts itself.</exception>
    /// <exception cref="NotFiniteNumberException">The output is nothing that JSON has a number for.</exception>
    public (JsonElement Output, IReadOnlyList<Timing> Timings) Evaluate(JsonElement input)
    {
        // The first run, for which code may have to be compiled, is not one of those that are asked for.
        (Repeated repeated, Action run, Func<JsonElement> output) = Read(input);
        var timings = new List<Timing> { new("prepare", Nanoseconds(run)) };
        long total = 0;
        for (int runs = 0; runs < Math.Max(repeated.MinRuns, 1) || total < 1e9 * repeated.MinSeconds; runs++)
        {
            long nanoseconds = Nanoseconds(run);
            timings.Add(new Timing("evaluate", nanoseconds));
            total += nanoseconds;
        }

        return (output(), timings);
    }

    private static long Nanoseconds(Action run)
    {
        long start = Stopwatch.GetTimestamp();
        run();
        return (long)((Stopwatch.GetTimestamp() - start) * (1e9 / Stopwatch.Frequency));
    }

    private sealed class Typed<TInput, TPrepared, TOutput>(Func<TInput, TPrepared> prepare, Func<TPrepared, TOutput> run) : Function
        where TInput : notnull
    {
        protected override (Repeated Repeated, Action Run, Func<JsonElement> Output) Read(JsonElement input)
        {
            TInput value = input.Deserialize(Wire.Of<TInput>()) ?? throw new InputException("The input is null.");
            Repeated repeated = value as Repeated ?? Repeated.Once;
            repeated.Check();
            TPrepared prepared = prepare(value);
            TOutput output = default!;
            return (repeated, () => output = run(prepared), () => Written(output));
        }

        private static JsonElement Written(TOutput output)
        {
            try
            {
                return JsonSerializer.SerializeToElement(output, Wire.Of<TOutput>());
            }
            catch (ArgumentException e)
            {
                throw new NotFiniteNumberException("The output is not finite.", e);
            }
        }
    }
}
