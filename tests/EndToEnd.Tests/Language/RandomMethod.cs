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

    /// <summary>The names of the methods that are annotated for it.</summary>
    public IEnumerable<string> Annotated => HasRows(Main) ? [Main.Name, RowsOf(Main)] : [Main.Name];

    /// <summary>Whether a method is also called by one with two results, as one in ten is.</summary>
    public static bool HasRows(Function function) => function.Name.EndsWith('5');

    public static string RowsOf(Function function) => function.Name + "Rows";

    /// <summary>Whether a method of this name is one of its own.</summary>
    public bool Has(string name) => Functions.Any(f => f.Name == name) || Annotated.Contains(name);

    public int Size => Functions.Sum(f => f.Body.Count);
}
