using System.Diagnostics;
using System.Text;

namespace SymGrad.Tests.Harness;

/// <summary>A program that ran to its end: what it printed, and its exit code.</summary>
public sealed record ProgramRun(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <param name="culture">The user's language, as the environment says it: <c>de_DE</c>.</param>
    public static ProgramRun Of(
        string program,
        IEnumerable<string> arguments,
        string? directory = null,
        string culture = "C",
        IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory ?? AppContext.BaseDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment["LC_ALL"] = culture + ".UTF-8";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!Task.WaitAll([output, error], Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new HarnessFailure($"{program} {string.Join(' ', arguments)} did not end.");
        }

        process.WaitForExit();
        return new(process.ExitCode, output.Result, error.Result);
    }

    /// <summary>This run, which must have succeeded; fails with all that it printed otherwise.</summary>
    public ProgramRun Succeeded() => ExitCode == 0 ? this : throw new HarnessFailure($"Exit code {ExitCode}.\n{Output}\n{Error}");
}
