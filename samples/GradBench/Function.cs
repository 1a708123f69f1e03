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

    /// <exception cref="JsonException">The input has another form.</exception>
    /// <exception cref="InputException">The input contradicts itself.</exception>
    /// <exception cref="NotFiniteNumberException">The output is nothing that JSON has a number for.</exception>
    public abstract (JsonElement Output, IReadOnlyList<Timing> Timings) Evaluate(JsonElement input);

    private sealed class Typed<TInput, TPrepared, TOutput>(Func<TInput, TPrepared> prepare, Func<TPrepared, TOutput> run) : Function
        where TInput : notnull
    {
        public override (JsonElement Output, IReadOnlyList<Timing> Timings) Evaluate(JsonElement input)
        {
            TInput value = input.Deserialize(Wire.Of<TInput>()) ?? throw new InputException("The input is null.");
            Repeated repeated = value as Repeated ?? Repeated.Once;
            repeated.Check();

            // The first run, for which code may have to be compiled, is not one of those that are asked for.
            long start = Stopwatch.GetTimestamp();
            TPrepared prepared = prepare(value);
            TOutput output = run(prepared);
            var timings = new List<Timing> { new("prepare", NanosecondsSince(start)) };

            long total = 0;
            for (int runs = 0; runs < Math.Max(repeated.MinRuns, 1) || total < 1e9 * repeated.MinSeconds; runs++)
            {
                start = Stopwatch.GetTimestamp();
                output = run(prepared);
                long nanoseconds = NanosecondsSince(start);
                timings.Add(new Timing("evaluate", nanoseconds));
                total += nanoseconds;
            }

            return (Written(output), timings);
        }

        private static long NanosecondsSince(long start) => (long)((Stopwatch.GetTimestamp() - start) * (1e9 / Stopwatch.Frequency));

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
