using SymGrad.EndToEnd.Tests.Language;

namespace SymGrad.EndToEnd.Tests.Expressions;

/// <summary>
/// Grows random expressions from the leaves: each step applies an operation to what there is, and is taken back where the result is not
/// an ordinary number. So every function is met inside its domain.
/// </summary>
internal sealed class Grower(LocalRules rules, Dice dice)
{
    private const int Points = 2, Attempts = 30, MostNodes = 30;
    private const double Largest = 1e6, Least = 1e-6;

    private readonly List<(Expression Expression, Jet[] Jets)> _known = [];

    public Point[] At { get; } = [.. Enumerable.Range(0, Points).Select(_ => new Point([.. Enumerable.Range(0, Jet.Variables).Select(_ => dice.Uniform(-2.5, 3.5))], 1 + dice.Next(4)))];

    public Expression Grow()
    {
        _known.Clear();
        foreach (var leaf in Expression.Variables.Append(Expression.Constant(Math.Round(dice.Uniform(-3, 3), 2))).Append(Expression.Constant(1 + dice.Next(3))))
            _known.Add((leaf, [.. At.Select(point => leaf.At(rules, point))]));
        var steps = 2 + dice.Next(6);
        for (var step = 0; step < steps; step++)
        {
            for (var attempt = 0; attempt < Attempts && !Step(); attempt++)
            {
            }
        }

        return _known[^1].Expression;
    }

    private bool Step()
    {
        var operation = Operation.All[dice.Chance(30) ? dice.Next(Operation.Operators) : dice.Next(Operation.All.Length)];
        var operands = Enumerable.Range(0, operation.Arity).Select(_ => _known[dice.Chance(50) ? dice.Next(_known.Count) : _known.Count - 1 - dice.Next(2)]).ToArray();
        var integer = !operation.TakesInteger ? "" : dice.Chance(50) ? "n" : dice.Pick("1", "2", "3", "4");
        var expression = new Expression(operation, integer, [.. operands.Select(x => x.Expression)]);
        if (expression.Size > MostNodes)
            return false;
        Jet[] jets = [.. At.Select((point, i) => expression.At(rules, point, [.. operands.Select(x => x.Jets[i])]))];
        if (!jets.All(jet => jet.IsActive && !jet.IsSingular && Math.Abs(jet.Value) is 0 or (> Least and < Largest)))
            return false;
        _known.Add((expression, jets));
        return true;
    }
}
