using System.Globalization;

namespace SymGrad.EndToEnd.Tests.Language;

internal sealed partial class Printer
{
    private void LoopOrBuffer(Tree tree)
    {
        switch (tree.Kind)
        {
            case Kind.For:
                Line($"for ({tree.Text})");
                Block(tree.Parts[0]);
                break;
            case Kind.ForEach:
                Line($"foreach ({(isTwin ? "var" + tree.Text[tree.Text.IndexOf(' ', StringComparison.Ordinal)..] : tree.Text)})");
                Block(tree.Parts[0]);
                break;
            case Kind.RealFor:
                var (type, t) = (tree.Parameters[0].Form.Text(isTwin), tree.Text);
                var step = tree.Parameters[0].Form == Form.Float ? "0.75f" : "0.75";
                Line($"for ({type} {t} = {Expression(tree.Parts[0])}; {t} > -4 && {t} < 3; {t} += {step})");
                Block(tree.Parts[1]);
                break;
            case Kind.While or Kind.DoWhile or Kind.Forever:
                Conditioned(tree);
                break;
            case Kind.Break:
                Line("break;");
                break;
            case Kind.Continue:
                Line("continue;");
                break;
            case Kind.NewArray:
                Line($"{Element(tree)}[] {tree.Text} = new {Element(tree)}[{Expression(tree.Parts[0])}];");
                break;
            case Kind.StackAlloc:
                Line($"Span<{Element(tree)}> {tree.Text} = stackalloc {Element(tree)}[{Expression(tree.Parts[0])}];");
                break;
            case Kind.Store:
                Line($"{tree.Text}[{Expression(tree.Parts[0])}] = {Converted(tree.Parts[1])};");
                break;
            case Kind.CompoundStore:
                CompoundStore(tree);
                break;
            case Kind.SwapElements:
                var names = tree.Text.Split(' ');
                var (a, b) = ($"{names[0]}[{Expression(tree.Parts[0])}]", $"{names[1]}[{Expression(tree.Parts[1])}]");
                Line($"({a}, {b}) = ({b}, {a});");
                break;
            case Kind.CallStatement:
                Line($"{tree.Text}({string.Join(", ", tree.Parts.Select(Expression))});");
                break;
            default:
                Part(tree);
                break;
        }
    }

    private string Element(Tree buffer) => buffer.Parameters[0].Form.Text(isTwin);

    private void CompoundStore(Tree tree)
    {
        var space = tree.Text.IndexOf(' ', StringComparison.Ordinal);
        var (element, op) = ($"{tree.Text[..space]}[{Expression(tree.Parts[0])}]", tree.Text[(space + 1)..]);
        Line(isTwin && op == "/=" ? $"{element} = Over({element}, {Expression(tree.Parts[1])});" : $"{element} {op} {Converted(tree.Parts[1])};");
    }

    // The fuel is part of the loop, so that no reduction takes it away.
    private void Conditioned(Tree tree)
    {
        var (fuel, condition) = (tree.Text, Expression(tree.Parts[0]));
        var most = tree.Size.ToString(CultureInfo.InvariantCulture);
        if (tree.Kind == Kind.Forever)
        {
            Line($"for (int {fuel} = 0; ; {fuel}++)");
            Block(tree.Parts[1], $"if ({fuel} >= {most} || {condition})", "    break;");
            return;
        }

        Line($"int {fuel} = {most};");
        if (tree.Kind == Kind.DoWhile)
        {
            Line("do");
            Block(tree.Parts[1], $"{fuel}--;");
            Line($"while ({condition} && {fuel} > 0);");
        }
        else if (tree.Size > 2)
        {
            Line($"while ({condition} && {fuel} > 0)");
            Block(tree.Parts[1], $"{fuel}--;");
        }
        else
        {
            Line($"while ({fuel}-- > 0 && {condition})");
            Block(tree.Parts[1]);
        }
    }
}
