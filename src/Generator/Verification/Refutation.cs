namespace SymGrad.Generator.Verification;

/// <summary>A point at which a derivative contradicts another way to compute it.</summary>
/// <param name="What">The member that does.</param>
internal sealed record Refutation(string What, string Against, string Detail);
