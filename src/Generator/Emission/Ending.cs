namespace SymGrad.Generator.Emission;

/// <summary>What stands at the end of every path of a member, made from the expressions of its results.</summary>
/// <param name="IsReturn">Whether that is one return; otherwise it is assignments to what the caller gave.</param>
internal sealed record Ending(Func<IReadOnlyList<string>, IEnumerable<string>> Lines, bool IsReturn)
{
    /// <summary>Whether it stands once, not in each arm of a last branch.</summary>
    public bool IsOnce { get; init; }

    public static Ending Return(Func<IReadOnlyList<string>, string> value) => new(results => [$"return {value(results)};"], IsReturn: true);

    public static Ending Assign(Func<IReadOnlyList<string>, IEnumerable<string>> assignments) => new(assignments, IsReturn: false);
}
