namespace SymGrad.Generator.IR;

/// <summary>Ends a pass whose result would be beyond <see cref="Options.MaxOperations"/>.</summary>
internal sealed class TooManyOperations(int needed, int limit) : Exception($"{needed} operations, {limit} allowed")
{
    /// <summary>How many there were when counting ended: at least so many are needed.</summary>
    public int Needed { get; } = needed;

    public int Limit { get; } = limit;
}
