namespace SymGrad.EndToEnd.Tests;

/// <summary>What is wrong with a method. Failures of the same category count as the same while one is being reduced.</summary>
internal sealed record Failure(string Category, string Message);
