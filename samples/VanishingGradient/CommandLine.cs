using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace VanishingGradient;

/// <summary>What can be asked of this program.</summary>
internal static class CommandLine
{
    private const int BadUsage = 2;

    // Far below where w0's partial, which grows like the fifth power of the weights, leaves the range of double.
    private const float LargestWeight = 1e6f;

    /// <summary>Does what the arguments ask for, and returns the process's exit code.</summary>
    public static int Run(string[] args)
    {
        // Numbers, and System.CommandLine's messages, are the same everywhere.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;

        var steps = Number<int>(
            "--steps", "Training steps.", _ => 1000, "a whole number from 0 to 2147483647", n => n >= 0);
        var learningRate = Number<float>(
            "--learning-rate", "Learning rate.", _ => 0.1f, "a finite number greater than 0", x => x > 0 && float.IsFinite(x));
        var explode = new Option<bool>("--explode")
        {
            Description = "Start where the gradient grows layer by layer: biases that keep every pre-activation at 0.",
        };
        var weights = Number(
            "--weights", "Every weight at the start; 0.5, with --explode 100.",
            parsed => parsed.GetValue(explode) ? 100 : 0.5f,
            "a number from -1000000 to 1000000", x => Math.Abs(x) <= LargestWeight);
        var quiet = new Option<bool>("--quiet") { Description = "Print the last two steps only." };

        var root = new RootCommand("A gradient that vanishes, and one that explodes, by generated derivatives.")
        {
            steps, learningRate, weights, explode, quiet,
        };
        root.SetAction(parsed =>
        {
            float weight = parsed.GetRequiredValue(weights);
            Start start = parsed.GetRequiredValue(explode) ? Start.Exploding(weight) : Start.Article(weight);
            int count = parsed.GetRequiredValue(steps);
            int firstPrinted = parsed.GetRequiredValue(quiet) ? count - 2 : 0;
            Training.Run(start, count, parsed.GetRequiredValue(learningRate), firstPrinted);
            FactorReport.Print(start);
        });

        ParseResult result = root.Parse(args);
        if (result.Errors.Count == 0)
            return result.Invoke();

        foreach (var error in result.Errors)
            Console.Error.WriteLine(error.Message);
        Console.Error.WriteLine("--help lists the options.");
        return BadUsage;
    }

    private static Option<T> Number<T>(
        string name, string description, Func<SymbolResult, T> fallback, string expected, Predicate<T> allowed)
        where T : INumberBase<T> => new(name)
        {
            Description = description,
            HelpName = "number",
            DefaultValueFactory = fallback,
            CustomParser = argument =>
            {
                string text = argument.Tokens[0].Value;
                if (T.TryParse(text, NumberStyles.Float, null, out T? number) && allowed(number))
                    return number;

                argument.AddError($"{name} takes {expected}, not '{text}'.");
                return default;
            },
        };
}
