using System.Runtime.CompilerServices;

namespace SymGrad.Tests.Harness;

/// <summary>
/// Compares a text with a file beside the test, with Verify's conventions: <c>Class.Method.verified.cs</c> is kept,
/// <c>Class.Method.received.cs</c> is written where they differ. SYMGRAD_ACCEPT=1 accepts what was received.
/// </summary>
public static class Snapshot
{
    /// <param name="name">Distinguishes several snapshots of one test: <c>Class.Method#name.verified.cs</c>.</param>
    public static void Verify(
        string text,
        string extension = ".cs",
        string? name = null,
        [CallerFilePath] string file = "",
        [CallerMemberName] string member = "")
    {
        var stem = Path.GetFileNameWithoutExtension(file) + "." + member + (name is null ? "" : "#" + name);
        Check(
            Path.Combine(Path.GetDirectoryName(file)!, stem), extension, text,
            accept: Environment.GetEnvironmentVariable("SYMGRAD_ACCEPT") == "1");
    }

    /// <summary>What <see cref="Verify"/> does, for a path that is given.</summary>
    public static void Check(string stem, string extension, string text, bool accept)
    {
        var (verified, received) = (stem + ".verified" + extension, stem + ".received" + extension);
        var difference = File.Exists(verified)
            ? Text.FirstDifference(File.ReadAllText(verified), text)
            : "there is no verified file yet";
        File.Delete(received);
        if (difference is null)
            return;
        File.WriteAllText(accept ? verified : received, text);
        if (!accept)
            throw new HarnessFailure($"{Path.GetFileName(verified)}: {difference}\n"
                + $"  received: {received}\n  Run the test with SYMGRAD_ACCEPT=1 if what was received is right.");
    }
}
