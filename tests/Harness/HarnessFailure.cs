namespace SymGrad.Tests.Harness;

/// <summary>A check of the harness failed; the message says what, where, and what was there instead.</summary>
public sealed class HarnessFailure(string message, Exception? inner = null) : Exception(message, inner);
