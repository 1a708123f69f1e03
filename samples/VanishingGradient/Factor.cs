namespace VanishingGradient;

/// <summary>One factor of ∂z/∂w0; <paramref name="At"/> says where a σ′ was taken.</summary>
internal readonly record struct Factor(string Name, double Value, string At = "");
