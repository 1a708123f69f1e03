namespace SymGrad.Generator;

/// <summary>What was generated for a method: a file, or the reason why there is none.</summary>
/// <param name="FailedId">The id of the diagnostic to report at the method; null where all went well.</param>
internal sealed record Generated(string HintName, string? Source, string? FailedId, string Reason, string Detail)
{
    /// <summary>A file that says to other assemblies what the method computes; null where there is none.</summary>
    public string? Publication { get; init; }

    public string PublicationHintName => HintName.Substring(0, HintName.Length - "g.cs".Length) + "function.g.cs";
}
