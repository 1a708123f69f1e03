namespace SymGrad.Generator.Tests.Constructs;

/// <summary>What is generated for the functions of <c>Functions</c>; their numbers are checked where they run, in Special.Tests.</summary>
public class SpecialFunctionTests
{
    public static TheoryData<string> Bodies =>
    [
        "y * Functions.Gelu(x)",
        "y * Functions.Silu(x)",
        "Functions.LeakyRelu(x, y)",
        "Functions.Elu(y * x)",
        "Functions.LogAddExp(x, 2 * y)",
        "Functions.XLogY(x, y)",
        "y * Functions.LogGamma(x)",
        "y * Functions.Digamma(x)",
        "y * Functions.Polygamma(2, x)",
        "y * Functions.ErfcInv(x)",
    ];

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Of(string body)
    {
        string name = body[(body.IndexOf('.', StringComparison.Ordinal) + 1)..body.IndexOf('(', StringComparison.Ordinal)];
        GeneratorRun run = Construct.Run($"real F(real x, real y) => {body};");
        using CompiledSample sample = run.Compile();
        string text = run.GeneratedText;
        Snapshot.Verify(text[..text.IndexOf("/// <summary><c>F</c> as a function", StringComparison.Ordinal)].TrimEnd() + "\n", name: name);
    }
}
