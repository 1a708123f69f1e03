namespace SymGrad.Generator.Verification;

/// <summary>A point at which a derivative contradicts another way to compute it.</summary>
internal sealed record Refutation(string Against, string Detail);
