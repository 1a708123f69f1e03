namespace SymGrad.Tests.Harness;

/// <summary>The text of Dual.cs: add it to a test program's sources to have dual numbers inside that program.</summary>
public static class DualSource
{
    public static string Text { get; } = Read();

    private static string Read()
    {
        using var stream = typeof(DualSource).Assembly.GetManifestResourceStream("Dual.cs")
            ?? throw new HarnessFailure("Dual.cs is not embedded in the harness.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
