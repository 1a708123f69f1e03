using System.Globalization;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Emission;

/// <summary>Prints the objective: the method as a function of a span of parameters, for the trainer.</summary>
internal sealed class ObjectivePrinter(Declaration declaration, Graph primal, GradientShape shape, CodeWriter writer, string attribute)
{
    private readonly Input[] _leaves = [.. primal.Inputs.Where(i => i.IsActive)];
    private readonly Parameter[] _held = [.. declaration.Parameters.Where(p => p.IsReceiver ? !declaration.IsStatic && NeedsHolding(p) : NeedsHolding(p))];
    private readonly ExpressionPrinter _names = new(primal, new Layout(primal, Liveness.Of(primal)), new Names(primal, []), declaration);

    private string Name => declaration.Stem + "Objective";

    private string Scalar => declaration.Scalar.Keyword();

    public void Print()
    {
        writer.Line($"/// <summary><c>{declaration.Name}</c> as a function of its {Text(_leaves.Length)} active parameter{(_leaves.Length == 1 ? "" : "s")}, for training.</summary>");
        writer.Line(attribute);
        writer.Open($"{declaration.Accessibility} readonly {(declaration.HoldsSpans ? "ref " : "")}struct {Name} : {_names.WellKnown("SymGrad", "IObjective")}<{Scalar}>");
        if (_held.Length > 0)
            PrintConstructor();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public int ParameterCount => {Text(_leaves.Length)};");
        writer.Blank();
        PrintParameterName();
        writer.Blank();
        PrintValue();
        writer.Blank();
        PrintValueAndGradient();
        PrintCheck();
        writer.Close();
    }

    private static bool NeedsHolding(Parameter parameter) => !parameter.IsActive || parameter.Shape!.HasHeldParts;

    private void PrintConstructor()
    {
        foreach (Parameter held in _held)
            writer.Line($"private readonly {held.Type} {Field(held)};");
        writer.Blank();
        writer.Line("/// <summary>Holds constant what is not differentiated.</summary>");
        writer.Open($"public {Name}({string.Join(", ", _held.Select(p => $"{p.Type} {p.Name}{p.Default}"))})");
        foreach (Parameter held in _held)
            writer.Line($"{Stored(held)} = {held.Name};");
        writer.Close();
        writer.Blank();
    }

    private void PrintParameterName()
    {
        writer.Line("/// <inheritdoc/>");
        writer.Open("public string ParameterName(int index) => index switch");
        for (int i = 0; i < _leaves.Length; i++)
            writer.Line($"{Text(i)} => \"{_leaves[i].Name}\",");
        writer.Line($"_ => throw new {_names.WellKnown("System", "ArgumentOutOfRangeException")}(nameof(index)),");
        writer.Close("};");
    }

    private void PrintValue()
    {
        writer.Line("/// <inheritdoc/>");
        writer.Open($"public {Scalar} Value({_names.WellKnown("System", "ReadOnlySpan")}<{Scalar}> parameters)");
        writer.Line("CheckLength(parameters.Length, nameof(parameters));");
        writer.Line($"return {Call(declaration.Name)};");
        writer.Close();
    }

    private void PrintValueAndGradient()
    {
        writer.Line("/// <inheritdoc/>");
        writer.Open($"public {Scalar} ValueAndGradient({_names.WellKnown("System", "ReadOnlySpan")}<{Scalar}> parameters, {_names.WellKnown("System", "Span")}<{Scalar}> gradient)");
        writer.Line("CheckLength(parameters.Length, nameof(parameters));");
        writer.Line("CheckLength(gradient.Length, nameof(gradient));");
        writer.Line($"var (value, partials) = {Call(declaration.Stem + "ValueAndGradient")};");
        for (int i = 0; i < _leaves.Length; i++)
            writer.Line($"gradient[{Text(i)}] = {Cast(_leaves[i].Type, declaration.Scalar)}{shape.Leaf("partials", _leaves[i])};");
        writer.Line("return value;");
        writer.Close();
    }

    private void PrintCheck()
    {
        writer.Blank();
        writer.Open("private static void CheckLength(int length, string name)");
        writer.Open($"if (length != {Text(_leaves.Length)})");
        writer.Line($"throw new {_names.WellKnown("System", "ArgumentException")}(\"Expected a span of length {Text(_leaves.Length)}: one element a parameter.\", name);");
        writer.Close();
        writer.Close();
    }

    private string Call(string method)
    {
        string[] leaves = [.. _leaves.Select((leaf, i) => $"{Cast(declaration.Scalar, leaf.Type)}parameters[{Text(i)}]")];
        string receiver = declaration.Receiver;
        List<string> arguments = [];
        foreach (Parameter parameter in declaration.Parameters)
        {
            string argument = parameter.Shape is { } built ? GradientShape.Fill(built.Value, leaves, Field(parameter)) : Field(parameter);
            if (parameter.Modifiers.EndsWith("ref readonly ", StringComparison.Ordinal))
                argument = "in " + (parameter.IsActive ? Variable(parameter, argument) : argument);
            if (parameter.IsReceiver)
                receiver = parameter.IsActive ? $"({argument})" : argument;
            else
                arguments.Add(argument);
        }

        return $"{receiver}.{method}({string.Join(", ", arguments)})";
    }

    // A 'ref readonly' argument must be a variable.
    private string Variable(Parameter parameter, string value)
    {
        string name = parameter.Name.TrimStart('@') + "Argument";
        writer.Line($"{parameter.Type} {name} = {value};");
        return name;
    }

    // A value that is too wide for the other type is cast; C# widens by itself.
    private static string Cast(ScalarType from, ScalarType to) => from > to ? $"({to.Keyword()})" : "";

    // The name may be another parameter's: then the assignment needs 'this'.
    private string Stored(Parameter held) => _held.Any(p => p.Name == Field(held)) ? "this." + Field(held) : Field(held);

    private static string Field(Parameter parameter) => "_" + parameter.Name.TrimStart('@');

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
