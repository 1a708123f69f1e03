namespace SymGrad.Samples.Tests;

/// <summary>Runs a sample's program.</summary>
internal static class Sample
{
    public static ProgramRun Run(string sample, params string[] arguments) => RunIn("C", sample, arguments);

    public static ProgramRun RunIn(string culture, string sample, params string[] arguments) =>
        ProgramRun.Of("dotnet", [Path.Combine(AppContext.BaseDirectory, sample + ".dll"), .. arguments], culture: culture);

    /// <summary>What a sample that succeeds prints, line by line.</summary>
    public static string[] Lines(string sample, params string[] arguments) =>
        Run(sample, arguments).Succeeded().Output.TrimEnd('\n').Split('\n');
}
