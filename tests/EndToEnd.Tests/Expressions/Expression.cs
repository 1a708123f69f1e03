using System.Globalization;

namespace SymGrad.EndToEnd.Tests.Expressions;

/// <summary>An expression: an operation of other ones, or a leaf: a variable or a constant.</summary>
/// <param name="Operation">Null for a leaf.</param>
/// <param name="Leaf">The leaf, or the operation's integer operand, in C#.</param>
internal sealed record Expression(Operation? Operation, string Leaf, params IReadOnlyList<Expression> Operands)
{
    private const string Names = "xyz";

    public static Expression[] Variables { get; } = [.. Names.Select(name => new Expression(null, name.ToString()))];

    public int Size { get; } = 1 + Operands.Sum(x => x.Size);

    public static Expression Constant(double value) => new(null, value.ToString("0.0###", CultureInfo.InvariantCulture));

    public override string ToString() => Operation is null ? Leaf : Operation.Of([.. Operands.Select(x => x.InParentheses())], Leaf);

    public Jet At(LocalRules rules, Point point) =>
        Operation is null ? LeafAt(point) : At(rules, point, [.. Operands.Select(x => x.At(rules, point))]);

    /// <summary>The same, where the operands are known.</summary>
    public Jet At(LocalRules rules, Point point, IReadOnlyList<Jet> operands)
    {
        var integer = Leaf == "n" ? point.N : Leaf == "" ? 0 : int.Parse(Leaf, CultureInfo.InvariantCulture);
        return Jet.Chain(Operation!, operands, rules.At(Operation!, operands, integer));
    }

    /// <summary>Simpler ones: a part alone, or with a part replaced by one of its own parts or by a variable.</summary>
    public IEnumerable<Expression> Simpler()
    {
        if (Operation is null)
            yield break;
        foreach (var operand in Operands)
            yield return operand;
        for (var i = 0; i < Operands.Count; i++)
        {
            foreach (var simpler in Operands[i].Simpler().Concat(Operands[i].Operation is null ? [] : Variables))
                yield return this with { Operands = [.. Operands.Select((x, k) => k == i ? simpler : x)] };
        }
    }

    private Jet LeafAt(Point point)
    {
        var index = Names.IndexOf(Leaf, StringComparison.Ordinal);
        return index < 0 ? Jet.Constant(double.Parse(Leaf, CultureInfo.InvariantCulture)) : Jet.Variable(point.X[index], index);
    }

    private string InParentheses() => (Operation?.IsCall ?? Leaf[0] != '-') ? ToString() : $"({this})";
}

/// <summary>Where an expression is evaluated: its variables and its integer.</summary>
internal sealed record Point(double[] X, int N)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"x = {X[0]:R}, y = {X[1]:R}, z = {X[2]:R}, n = {N}");
}
