namespace SymGrad.EndToEnd.Tests.Language;

/// <summary>A node of a random program: small enough to be cut and grafted by one reducer, whatever it stands for.</summary>
/// <param name="Text">A name, an operator, a literal or a pattern, depending on the kind.</param>
internal sealed record Tree(Kind Kind, Form Form, string Text, params Tree[] Parts)
{
    /// <summary>A rough bound of the magnitude, by which the generator keeps clear of overflow.</summary>
    public double Size { get; init; } = 1;

    /// <summary>The parameters of a local function.</summary>
    public IReadOnlyList<Parameter> Parameters { get; init; } = [];

    public bool IsStatement => Form == Form.None;

    public IEnumerable<Tree> All() => Parts.SelectMany(p => p.All()).Prepend(this);

    public int Count => 1 + Parts.Sum(p => p.Count);
}
