namespace SymGrad.EndToEnd.Tests.Language;

/// <summary>A method to differentiate, the helpers it calls, and the points to look at it.</summary>
internal sealed record RandomMethod(int Index, Function Main, IReadOnlyList<Function> Helpers, IReadOnlyList<Sample> Points)
{
    public IReadOnlyList<Leaf> Leaves { get; } = [.. Main.Parameters.SelectMany(p => p.Leaves())];

    public IEnumerable<Function> Functions => Helpers.Append(Main);

    public IEnumerable<Tree> Nodes => Functions.SelectMany(f => f.Body.All());

    /// <summary>Whether float takes part: then nothing can be more accurate than float is.</summary>
    public bool HasFloat { get; } = Main.Result == Form.Float
        || Helpers.Append(Main).Any(f => f.Parameters.Any(p => p.Form.RealOf() == Form.Float) || f.Body.All().Any(n => n.Form is Form.Float or Form.PointF or Form.BlobF));

    /// <summary>What is asked for beside the gradient.</summary>
    public Derivatives Kinds { get; } = KindsOf(Main);

    /// <summary>How many numbers the method gives.</summary>
    public int Results { get; } = Main.Parameters.FirstOrDefault(p => p.IsOutput)?.Length ?? 1;

    public bool IsFilling => Main.Result == Form.None;

    /// <summary>The places in a point that are differentiated by.</summary>
    public IReadOnlyList<int> Axes { get; } = [.. Main.Parameters.SelectMany(p => p.Leaves()).Select((leaf, i) => (leaf, i)).Where(l => l.leaf.IsActive).Select(l => l.i)];

    /// <summary>The names of the methods that are annotated for it.</summary>
    public IEnumerable<string> Annotated => HasRows(Main) ? [Main.Name, RowsOf(Main)] : [Main.Name];

    /// <summary>One method in ten has all kinds; one that fills a span has what there is.</summary>
    public static Derivatives KindsOf(Function main)
    {
        var matrices = main.Parameters.Any(p => !p.IsHeld && (p.Form.IsPoints() || p.Form.IsMatrix())) ? default : Derivatives.Jacobian | Derivatives.Hessian;
        const Derivatives OfAny = Derivatives.Jvp | Derivatives.Vjp;
        if (main.Result == Form.None)
            return OfAny | (matrices & Derivatives.Jacobian);
        return main.Name.EndsWith('0') ? Derivatives.Gradient | OfAny | matrices | Derivatives.HessianVectorProduct | Derivatives.Trace : Derivatives.Gradient;
    }

    /// <summary>Whether a method is also called by one with two results, as one in ten is.</summary>
    public static bool HasRows(Function function) => function.Name.EndsWith('5') && KindsOf(function with { Name = "0" }).HasFlag(Derivatives.Hessian);

    public static string RowsOf(Function function) => function.Name + "Rows";

    /// <summary>Whether a method of this name is one of its own.</summary>
    public bool Has(string name) => Functions.Any(f => f.Name == name) || Annotated.Contains(name);

    public int Size => Functions.Sum(f => f.Body.Count);
}
