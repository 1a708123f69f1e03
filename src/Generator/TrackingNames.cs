namespace SymGrad.Generator;

/// <summary>The names of the pipeline's steps, for tests that ask why a step ran.</summary>
internal static class TrackingNames
{
    /// <summary>From C# to a model and problems; runs at every edit.</summary>
    public const string Lowering = nameof(Lowering);

    /// <summary>The model alone; unchanged unless the method's meaning changes.</summary>
    public const string Function = nameof(Function);

    /// <summary>Derivative, proof and text; all the expensive work.</summary>
    public const string Derivation = nameof(Derivation);

    /// <summary>Diagnostics with their raw locations.</summary>
    public const string Problems = nameof(Problems);
}
