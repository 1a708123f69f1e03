namespace SymGrad.EndToEnd.Tests.Language;

internal sealed partial class Printer
{
    private void Part(Tree tree)
    {
        var words = tree.Text.Split(' ');
        switch (tree.Kind)
        {
            case Kind.DeclarePart:
                Line($"{tree.Form.Text(isTwin)} {tree.Text} = {tree.Parts[0].Text};");
                break;
            case Kind.Shorten:
                Line($"{tree.Parameters[0].Form.Text(isTwin)} {words[0]} = {words[1]};");
                Line($"while ({words[0]}.Length > 1)");
                Block(tree.Parts[0], $"{words[0]} = {words[0]}{words[2]};");
                break;
            case Kind.Halve:
                Line($"{tree.Parameters[0].Form.Text(isTwin)} {tree.Text} = {Expression(tree.Parts[0])};");
                Line($"while ({tree.Text} > 1 && {tree.Text} < 1000)");
                Block(tree.Parts[1], $"{tree.Text} /= 2;");
                break;
            case Kind.Fill:
                Line(tree.Text.Replace("{0}", Expression(tree.Parts[0]), StringComparison.Ordinal) + ");");
                break;
            case Kind.Clear or Kind.Copy:
                Line(tree.Text + ";");
                break;
            case Kind.NewPoints:
                Line($"{Element(tree)}[] {tree.Text} = new {Element(tree)}[{Expression(tree.Parts[0])}];");
                break;
            case Kind.StorePoint:
                Line($"{tree.Text}[{Expression(tree.Parts[0])}] = {Expression(tree.Parts[1])};");
                break;
            case Kind.StoreField:
                Line($"{words[0]}[{Expression(tree.Parts[0])}]{words[1]} {words[2]} {Converted(tree.Parts[1])};");
                break;
            case Kind.ForEachPoint:
                Line($"foreach ({tree.Text})");
                Block(tree.Parts[0]);
                break;
            case Kind.NewMatrix:
                Line($"{Element(tree)}[,] {tree.Text} = new {Element(tree)}[{Expression(tree.Parts[0])}, {Expression(tree.Parts[1])}];");
                break;
            case Kind.StoreCell:
                Line($"{words[0]}[{Expression(tree.Parts[0])}, {Expression(tree.Parts[1])}] {words[1]} {Converted(tree.Parts[2])};");
                break;
            case Kind.MatrixLoop:
                Line($"for (int {words[0]} = 0; {words[0]} < {words[2]}.GetLength(0); {words[0]}++)");
                Line("{");
                _indent++;
                Line($"for (int {words[1]} = 0; {words[1]} < {words[2]}.GetLength(1); {words[1]}++)");
                Block(tree.Parts[0]);
                _indent--;
                Line("}");
                break;
            default:
                throw new InvalidOperationException($"{tree.Kind} is no statement");
        }
    }
}
