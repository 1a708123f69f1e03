namespace SymGrad.EndToEnd.Tests.Language;

/// <summary>A point to look at a method, a number for each leaf.</summary>
/// <param name="IsInside">Whether arguments tie by chance alone.</param>
internal sealed record Sample(double[] Numbers, bool IsInside);
