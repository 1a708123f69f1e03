namespace SymGrad.Generator.IR;

/// <summary>A number by which two texts are told apart, the same on every machine.</summary>
internal static class Fingerprint
{
    // FNV-1a.
    public static uint Of(string text)
    {
        uint hash = 2166136261;
        foreach (char c in text)
            hash = unchecked((hash ^ c) * 16777619);
        return hash;
    }
}
