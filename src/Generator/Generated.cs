namespace SymGrad.Generator;

/// <summary>What was generated for a method: a file, or the reason why there is none.</summary>
/// <param name="FailedId">The id of the diagnostic to report at the method; null where all went well.</param>
internal sealed record Generated(string HintName, string? Source, string? FailedId, string Reason, string Detail);
