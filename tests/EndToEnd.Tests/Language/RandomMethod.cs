namespace SymGrad.EndToEnd.Tests.Language;

/// <summary>A method to differentiate, the helpers it calls, and the points to look at it.</summary>
internal sealed record RandomMethod(int Index, Function Main, IReadOnlyList<Function> Helpers, IReadOnlyList<double[]> Points)
{
    public IReadOnlyList<Leaf> Leaves { get; } = [.. Main.Parameters.SelectMany(p => p.Leaves())];

    public IEnumerable<Function> Functions => Helpers.Append(Main);

    public IEnumerable<Tree> Nodes => Functions.SelectMany(f => f.Body.All());

    /// <summary>Whether float takes part: then nothing can be more accurate than float is.</summary>
    public bool HasFloat { get; } = Main.Result == Form.Float
        || Helpers.Append(Main).Any(f => f.Parameters.Any(p => p.Form.RealOf() == Form.Float) || f.Body.All().Any(n => n.Form is Form.Float or Form.PointF or Form.BlobF));

    public bool HasBuffers => Main.Parameters.Any(p => p.Form.IsBuffer());

    public int Size => Functions.Sum(f => f.Body.Count);
}
