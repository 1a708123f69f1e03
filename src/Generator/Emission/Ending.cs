namespace SymGrad.Generator.Emission;

/// <summary>What stands at the end of every path of a member, made from the expressions of its results.</summary>
/// <param name="IsReturn">Whether that is one return; otherwise it is assignments to what the caller gave.</param>
internal sealed record Ending(Func<IReadOnlyList<string>, IEnumerable<string>> Lines, bool IsReturn)
{
    /// <summary>Whether it stands once, not in each arm of a last branch.</summary>
    public bool IsOnce { get; init; }

    public static Ending Return(Func<IReadOnlyList<string>, string> value) => new(results => [$"return {value(results)};"], IsReturn: true);

    /// <summary>The elements of a matrix that a result goes to; null where there is none.</summary>
    public Func<int, IReadOnlyList<string>>? Places { get; init; }

    /// <summary>What is in its place already is left there.</summary>
    public static Ending Fill(Func<int, IReadOnlyList<string>> places) => Assign(results => results.SelectMany((result, i) =>
        places(i).Where(place => place != result).ToArray() is { Length: > 0 } others ? new[] { $"{string.Join(" = ", others)} = {result};" } : [])) with { Places = places };

    public static Ending Assign(Func<IReadOnlyList<string>, IEnumerable<string>> assignments) => new(assignments, IsReturn: false);
}
