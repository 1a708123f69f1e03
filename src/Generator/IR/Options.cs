namespace SymGrad.Generator.IR;

/// <summary>What <c>[Differentiable]</c> says of how to differentiate; every pass hands it on.</summary>
/// <param name="MaxOperations">How many operations a derivative may take.</param>
/// <param name="IsRelaxed">Whether a derivative may differ in its last bits, and assume finite values, to be shorter.</param>
internal readonly record struct Options(int MaxOperations, bool IsRelaxed)
{
    public static readonly Options Default = new(100_000, false);
}
