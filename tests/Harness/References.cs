using Microsoft.CodeAnalysis;

namespace SymGrad.Tests.Harness;

/// <summary>
/// What a test's source text is compiled against: the framework and the runtime of this very process, so that nothing
/// is downloaded and what is compiled can be loaded and run here.
/// </summary>
public static class References
{
    private static readonly Lazy<IReadOnlyList<MetadataReference>> s_default = new(Load);

    /// <summary>The framework's assemblies and SymGrad.dll; not the generator, not Roslyn, not the test framework.</summary>
    public static IReadOnlyList<MetadataReference> Default => s_default.Value;

    /// <summary>The harness itself, for a test program that wants to share its types with the test.</summary>
    public static MetadataReference Harness { get; } = MetadataReference.CreateFromFile(typeof(References).Assembly.Location);

    private static MetadataReference[] Load()
    {
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location);
        var trusted = ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var files = trusted
            .Where(f => Path.GetDirectoryName(f) == framework || Path.GetFileName(f) == "SymGrad.dll")
            .Order(StringComparer.Ordinal)
            .ToArray();
        if (!files.Any(f => Path.GetFileName(f) == "SymGrad.dll"))
            throw new HarnessFailure("SymGrad.dll is not among the assemblies of this process.");
        return [.. files.Select(f => MetadataReference.CreateFromFile(f))];
    }
}
