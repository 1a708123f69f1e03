using System.Globalization;
using System.Text;

namespace SymGrad.EndToEnd.Tests.Language;

/// <summary>Prints a random program as C#; the twin has the same text with dual numbers for real ones.</summary>
internal sealed partial class Printer(bool isTwin)
{
    // The rows of a Jacobian are several sweeps over what one way forth has kept.
    private const string Rows = "[Differentiable(Derivatives.Vjp | Derivatives.Jacobian)]";

    private readonly StringBuilder _text = new();
    private int _indent = 1;

    public static string Print(Function function, bool isTwin, bool isAnnotated)
    {
        var printer = new Printer(isTwin);
        printer.PrintFunction(function, isAnnotated && !isTwin);
        return printer._text.ToString();
    }

    private void PrintFunction(Function function, bool isAnnotated)
    {
        if (isAnnotated)
            Line(Attribute(RandomMethod.KindsOf(function)));
        var isExpression = function.Body.Parts is [{ Kind: Kind.Return, Parts: [_] }];
        var head = $"{(isAnnotated ? "public" : "internal")} static {(function.Result == Form.None ? "void" : function.Result.Text(isTwin))} {function.Name}({Parameters(function.Parameters, isAnnotated)})";
        if (isExpression)
            Line($"{head} => {Expression(function.Body.Parts[0].Parts[0])};");
        else
        {
            Line(head);
            Block(function.Body);
        }

        _text.Append('\n');
        if (isAnnotated && RandomMethod.HasRows(function))
            PrintRows(function);
    }

    private static string Attribute(Derivatives kinds) => kinds == Derivatives.Gradient ? "[Differentiable]"
        : $"[Differentiable({string.Join(" | ", Enum.GetValues<Derivatives>().Where(kind => kind != 0 && kinds.HasFlag(kind)).Select(kind => "Derivatives." + kind))})]";

    private void PrintRows(Function function)
    {
        var result = function.Result.Text(isTwin);
        Line(Rows);
        Line($"public static ({result} Once, {result} Twice) {RandomMethod.RowsOf(function)}({Parameters(function.Parameters, isAnnotated: true)})");
        Line("{");
        Line($"    {result} _once = {function.Name}({string.Join(", ", function.Parameters.Select(p => p.Name))});");
        Line("    return (_once, _once * _once);");
        Line("}");
        _text.Append('\n');
    }

    private string Parameters(IReadOnlyList<Parameter> parameters, bool isAnnotated) => string.Join(", ", parameters.Select(p =>
        (p.IsHeld && isAnnotated && p.Form is not (Form.Int or Form.Bool or Form.Indices) ? "[NoGradient] " : "") + p.Modifier + p.Form.Text(isTwin) + " " + p.Name));

    private void Line(string line) => _text.Append(' ', 4 * _indent).Append(line).Append('\n');

    private void Block(Tree block, params ReadOnlySpan<string> first)
    {
        Line("{");
        _indent++;
        foreach (var line in first)
            Line(line);
        foreach (var statement in block.Parts)
            Statement(statement);
        _indent--;
        Line("}");
    }

    private void Statement(Tree tree)
    {
        switch (tree.Kind)
        {
            case Kind.Block:
                Block(tree);
                break;
            case Kind.Declare:
                Line($"{tree.Parameters[0].Form.Text(isTwin)} {tree.Text} = {Converted(tree.Parts[0])};");
                break;
            case Kind.DeclareVar:
                Line($"var {tree.Text} = {Expression(tree.Parts[0])};");
                break;
            case Kind.DeclareTwo:
                Line($"{tree.Parameters[0].Form.Text(isTwin)} {tree.Parameters[0].Name} = {Expression(tree.Parts[0])}, {tree.Parameters[1].Name} = {Expression(tree.Parts[1])};");
                break;
            case Kind.DeclareTuple:
                Line($"var ({tree.Parameters[0].Name}, {tree.Parameters[1].Name}) = ({Expression(tree.Parts[0])}, {Expression(tree.Parts[1])});");
                break;
            case Kind.Deconstruct:
                Line($"({tree.Parameters[0].Form.Text(isTwin)} {tree.Parameters[0].Name}, var {tree.Parameters[1].Name}) = {Expression(tree.Parts[0])};");
                break;
            case Kind.Out when tree.Parameters.Count == 2:
                Line($"Split({Expression(tree.Parts[0])}, out var {tree.Parameters[0].Name}, out {tree.Parameters[1].Form.Text(isTwin)} {tree.Parameters[1].Name});");
                break;
            case Kind.Out:
                Line($"{tree.Text}({Expression(tree.Parts[0])});");
                break;
            case Kind.Assign:
                Line($"{tree.Text} = {Converted(tree.Parts[0])};");
                break;
            case Kind.Compound when isTwin && tree.Text.EndsWith(" /=", StringComparison.Ordinal):
                Line($"{tree.Text[..^3]} = Over({tree.Text[..^3]}, {Expression(tree.Parts[0])});");
                break;
            case Kind.Compound:
                Line($"{tree.Text} {Converted(tree.Parts[0])};");
                break;
            case Kind.Swap:
                Line($"{tree.Text} = ({Expression(tree.Parts[0])}, {Expression(tree.Parts[1])});");
                break;
            case Kind.If:
                If(tree);
                break;
            case Kind.SwitchStatement:
                Switch(tree);
                break;
            case Kind.Return when tree.Parts.Length == 0:
                Line("return;");
                break;
            case Kind.Return:
                Line($"return {Converted(tree.Parts[0])};");
                break;
            case Kind.LocalFunction:
                Line($"{tree.Parts[0].All().FirstOrDefault(n => n.Kind == Kind.Return)?.Parts[0].Form.Text(isTwin)} {tree.Text}({Parameters(tree.Parameters, false)})");
                Block(tree.Parts[0]);
                break;
            default:
                LoopOrBuffer(tree);
                break;
        }
    }

    private void If(Tree tree)
    {
        Line($"if ({Expression(tree.Parts[0])})");
        Block(tree.Parts[1]);
        if (tree.Parts.Length < 3)
            return;
        Line("else");
        if (tree.Parts[2].Kind == Kind.If)
            If(tree.Parts[2]);
        else
            Block(tree.Parts[2]);
    }

    private void Switch(Tree tree)
    {
        Line($"switch ({Subject(tree.Parts[0])})");
        Line("{");
        _indent++;
        foreach (var section in tree.Parts.Skip(1))
        {
            var when = section.Kind == Kind.GuardedSection ? $" when {Expression(section.Parts[0])}" : "";
            Line($"{section.Text}{when}:");
            var body = section.Parts[^1];
            Block(body);
            if (body.Parts is not [.., { Kind: Kind.Return or Kind.Continue }])
                Line("    break;");
        }

        _indent--;
        Line("}");
    }

    // A pattern looks at a number, not at a dual one.
    private string Subject(Tree tree) => isTwin && tree.Form.IsReal() ? $"({Expression(tree)}).Value" : Expression(tree);

    // Where its target has the wider type already, a conversion need not be written.
    private string Converted(Tree tree) =>
        !isTwin && (tree.Kind == Kind.ImplicitWiden || tree is { Kind: Kind.IntToReal, Text: "implicit" }) ? Expression(tree.Parts[0]) : Expression(tree);

    private string Operation(Tree tree)
    {
        var (x, y) = (tree.Parts[0], tree.Parts[1]);
        if (isTwin && tree is { Kind: Kind.Arithmetic, Text: "/" })
            return $"Over({Expression(x)}, {Expression(y)})";
        bool isX = x.Kind is Kind.ImplicitWiden or Kind.IntToReal, isY = y.Kind is Kind.ImplicitWiden or Kind.IntToReal;
        return $"({(isY ? Expression(x) : Converted(x))} {tree.Text} {(isX ? Expression(y) : Converted(y))})";
    }

    // Every operator in parentheses: precedence is the compiler's business, not this test's.
    private string Expression(Tree tree)
    {
        var real = tree.Form.Text(isTwin);
        string Part(int index) => Expression(tree.Parts[index]);
        string All() => string.Join(", ", tree.Parts.Select(Expression));
        switch (tree.Kind)
        {
            case Kind.Literal:
                return isTwin && tree.Form.IsReal() ? $"(({real})({tree.Text}))" : tree.Text.StartsWith('-') ? $"({tree.Text})" : tree.Text;
            case Kind.Variable or Kind.Static or Kind.Field:
                return tree.Text;
            case Kind.Element:
                return $"{tree.Text}[{Part(0)}]";
            case Kind.Part:
                return tree.Text;
            case Kind.PointElement:
                return Part(0) + tree.Text;
            case Kind.Cell:
                return $"{tree.Text}[{Part(0)}, {Part(1)}]";
            case Kind.Length:
                return tree.Text + ".Length";
            case Kind.Negate:
                return $"({(tree.Text == "" ? "-" : tree.Text)}{Part(0)})";
            case Kind.Plus:
                return $"(+{Part(0)})";
            case Kind.Arithmetic or Kind.IntArithmetic or Kind.Comparison or Kind.IntComparison:
                return Operation(tree);
            case Kind.And:
                return $"({Part(0)} && {Part(1)})";
            case Kind.Or:
                return $"({Part(0)} || {Part(1)})";
            case Kind.Not:
                return $"!{Part(0)}";
            case Kind.RealPattern or Kind.IntPattern:
                return $"({Subject(tree.Parts[0])} is {tree.Text})";
            case Kind.Conditional:
                return $"({Part(0)} ? {Part(1)} : {Part(2)})";
            case Kind.SwitchExpression:
                return $"({Subject(tree.Parts[0])} switch {{ {string.Join(", ", tree.Parts.Skip(1).Select(Arm))} }})";
            case Kind.Function:
                return $"{Home(tree)}.{tree.Text}({string.Join(", ", tree.Parts.Select(p => isTwin && p.Form == Form.Int ? $"({real}){Expression(p)}" : Expression(p)))})";
            case Kind.Call:
                return $"{tree.Text}({All()})";
            case Kind.LibraryCall:
                return LibraryCall(tree);
            case Kind.ImplicitWiden:
                return isTwin ? $"({Part(0)}).To<double>()" : $"((double){Part(0)})";
            case Kind.ExplicitCast:
                return isTwin ? $"({Part(0)}).To<{tree.Form.Text(false)}>()" : $"(({real}){Part(0)})";
            case Kind.IntToReal:
                return $"(({real}){Part(0)})";
            case Kind.RealToInt:
                return isTwin ? $"unchecked((int)({Part(0)}).Value)" : $"unchecked((int)({Part(0)}))";
            case Kind.Checked:
                return $"checked({Part(0)})";
            case Kind.AssignmentExpression:
                return $"({tree.Text} {Part(0)})";
            case Kind.Increment:
                return tree.Text;
            case Kind.Create:
                return $"new {tree.Form}({All()})";
            case Kind.CreateByInitializer:
                return $"new {tree.Form} {{ Inner = {Part(0)}, Z = {Part(1)}, W = {Part(2)}, N = {Part(3)} }}";
            case Kind.With:
                return $"({Part(0)} with {{ {tree.Text} = {Part(1)} }})";
            default:
                throw new InvalidOperationException($"{tree.Kind} is no expression");
        }
    }

    private string Arm(Tree arm) =>
        arm.Text + (arm.Kind == Kind.GuardedArm ? $" when {Expression(arm.Parts[1])}" : "") + " => " + Expression(arm.Parts[0]);

    private string Home(Tree function) => (function.Text, isTwin) switch
    {
        ("Softplus" or "Sqrt" or "Pow", true) => "Library",
        (_, true) => "DualMath",
        ("Sigmoid" or "Softplus" or "Relu", false) => "Functions",
        _ => function.Form == Form.Float ? "MathF" : "Math",
    };

    private string LibraryCall(Tree tree)
    {
        string Part(int index) => Expression(tree.Parts[index]);
        var all = string.Join(", ", tree.Parts.Select(Expression));
        return tree.Text switch
        {
            "Named" => $"Early(c: {Part(2)}, a: {Part(0)}, b: {Part(1)})",
            "Squared" => $"({Part(0)}).Squared()",
            "Norm" => $"({Part(0)}).Norm()",
            "Dot" => $"({Part(0)}).Dot",
            "Pick" when tree.Form.IsReal() => string.Create(CultureInfo.InvariantCulture, $"Pick<{tree.Form.Text(isTwin)}>({all})"),
            _ => $"{tree.Text}({all})",
        };
    }
}
