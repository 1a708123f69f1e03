namespace SymGrad.Generator.IR;

/// <summary>Paths as the names of variables: <c>layer1.Bias</c> is <c>layer1Bias</c>.</summary>
internal static class CamelCase
{
    public static string Of(string path) => path.Split(['.'], StringSplitOptions.RemoveEmptyEntries)
        .Aggregate("", (name, part) => name + (name == "" ? char.ToLowerInvariant(part[0]) : char.ToUpperInvariant(part[0])) + part.Substring(1));
}
