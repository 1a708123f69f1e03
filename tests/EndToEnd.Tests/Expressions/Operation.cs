using System.Reflection;
using System.Text.RegularExpressions;
using SymGrad.Generator.IR;

namespace SymGrad.EndToEnd.Tests.Expressions;

/// <summary>One operation of C#: an operator, a condition, or a line of the table of functions.</summary>
/// <param name="Text">It in C#, of the real operands x, y and z and the integer n.</param>
internal sealed partial record Operation(string Text)
{
    private static readonly string[] s_operators = ["x + y", "x - y", "x * y", "x / y", "x % y", "-x", "x * n", "x < y ? x : z", "x > y ? y * z : z", "x < 0.5 ? y : z"];

    /// <summary>Arithmetic, conditions, and every function but MathNet's, whose derivatives are those of SymGrad's own.</summary>
    public static Operation[] All { get; } =
    [
        .. s_operators.Concat(Enum.GetValues<Elementary>().Select(function => function.Info()).Where(info => info.Home != Home.MathNet).Select(Call))
            .Select(text => new Operation(text)),
    ];

    /// <summary>Those of <see cref="All"/> that are no functions.</summary>
    public static int Operators => s_operators.Length;

    public int Index => Array.IndexOf(All, this);

    /// <summary>Whether it needs no parentheses.</summary>
    public bool IsCall { get; } = Text.Contains('(') && !Text.Contains('?');

    /// <summary>How many real operands it takes.</summary>
    public int Arity { get; } = Operand().Matches(Text).Where(m => m.Value != "n").DistinctBy(m => m.Value).Count();

    public bool TakesInteger { get; } = Operand().Matches(Text).Any(m => m.Value == "n");

    /// <summary>Whether two equal operands are a kink, where the derivative depends on which of them vary.</summary>
    public bool HasTies { get; } = Text.Contains('<') || Text.Contains('>') || Text.Contains("Min") || Text.Contains("Max") || Text.Contains("Clamp");

    /// <summary>
    /// The term that its own second partials are a difference of, and that they may cancel to nothing beside: a remainder's slope is the whole
    /// quotient (x − r)/y, and hypot's second partials are 1/r − x·x/r³.
    /// </summary>
    public double HiddenTerm(LocalDerivatives own, int i, int j) =>
        Text.Contains('%') || Text.Contains("Remainder") ? Math.Abs(own.First[i] * own.First[j])
        : Text.Contains("Hypot") ? Math.Abs(own.First[i] * own.First[j] / own.Value)
        : 0;

    /// <summary>It of other operands.</summary>
    public string Of(IReadOnlyList<string> operands, string integer) =>
        Operand().Replace(Text, m => m.Value == "n" ? integer : operands[m.Value[0] - 'x']);

    // As C# declares it: which operands are integers, reflection says.
    private static string Call(ElementaryFunction info)
    {
        var home = info.Home switch { Home.Functions => typeof(Functions), Home.Number => typeof(double), _ => typeof(Math) };
        var method = home.GetMethods(BindingFlags.Public | BindingFlags.Static).Single(m =>
            m.Name == info.Name && m.GetParameters() is var p && p.Length == info.Arity && p.Any(x => x.ParameterType == typeof(double))
            && p.All(x => x.ParameterType == typeof(double) || x.ParameterType == typeof(int) || x.ParameterType == typeof(MidpointRounding))
            && p.Any(x => x.ParameterType == typeof(MidpointRounding)) == info.TakesMode);
        // The bounds in order, or it throws.
        var reals = new Queue<string>(info.Name.StartsWith("Clamp", StringComparison.Ordinal) ? ["x", "Math.Min(y, z)", "Math.Max(y, z)"] : ["x", "y", "z"]);
        var operands = method.GetParameters().Select(p =>
            p.ParameterType == typeof(double) ? reals.Dequeue() : p.ParameterType == typeof(int) ? "n" : nameof(MidpointRounding) + "." + nameof(MidpointRounding.ToZero));
        var call = $"{(home == typeof(double) ? "double" : home.Name)}.{info.Name}({string.Join(", ", operands)}){info.Element}";
        return method.ReturnType == typeof(bool) ? $"{call} ? y : z" : method.ReturnType == typeof(int) ? "(double)" + call : call;
    }

    [GeneratedRegex(@"\b[xyzn]\b")]
    private static partial Regex Operand();
}
