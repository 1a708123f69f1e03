using System.Globalization;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Emission;

/// <summary>Prints the objective: the method as a function of a span of parameters, for the trainer.</summary>
internal sealed class ObjectivePrinter(Declaration declaration, Graph primal, GradientShape shape, CodeWriter writer, string attribute)
{
    private readonly Input[] _leaves = [.. primal.Inputs.Where(i => i.IsActive)];
    private readonly Parameter[] _held = [.. declaration.Parameters.Where(p => p.IsReceiver ? !declaration.IsStatic && NeedsHolding(p) : NeedsHolding(p))];

    private readonly Parameter[] _buffers = [.. declaration.Parameters.Where(p => p.IsBuffer)];

    private string Name => declaration.Stem + "Objective";

    private string Scalar => declaration.Text(declaration.Scalar);

    public void Print()
    {
        writer.Line($"/// <summary><c>{declaration.Name}</c> as a function of its {(HasBuffers ? "active parameters, one after the other" : Text(_leaves.Length) + " active parameter" + (_leaves.Length == 1 ? "" : "s"))}, for training.</summary>");
        foreach (string carried in declaration.Attributes)
            writer.Line(carried);
        writer.Line(attribute);
        writer.Open($"{declaration.Accessibility} {(declaration.Hiding.Contains(Name) ? "new " : "")}readonly {(declaration.HoldsSpans ? "ref " : "")}struct {Name}{declaration.Generics.Parameters} : {declaration.WellKnown("SymGrad", "IObjective")}<{Scalar}>", declaration.Generics.Constraints);
        if (_held.Length > 0 || HasBuffers)
            PrintConstructor();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public int ParameterCount => {At(_leaves.Length)};");
        writer.Blank();
        PrintParameterName();
        writer.Blank();
        PrintValue();
        writer.Blank();
        PrintValueAndGradient();
        PrintCheck();
        writer.Close();
    }

    private static bool NeedsHolding(Parameter parameter) => !parameter.IsBuffer && (!parameter.IsActive || parameter.Shape!.HasHeldParts);

    private bool HasBuffers => _buffers.Length > 0;

    private static bool IsArray(Parameter buffer) => buffer.Type.TrimEnd('?').EndsWith("[]", StringComparison.Ordinal);

    private static string LengthOf(Parameter buffer) => Field(buffer) + "Length";

    // Where a leaf is among the parameters.
    private string At(int leaf)
    {
        IEnumerable<string> lengths = _leaves.Take(leaf).Where(l => l.IsBuffer).Select(l => LengthOf(_buffers.First(p => p.Name == l.Access)));
        int scalars = _leaves.Take(leaf).Count(l => !l.IsBuffer);
        string[] terms = scalars == 0 && lengths.Any() ? [.. lengths] : [Text(scalars), .. lengths];
        return string.Join(" + ", terms);
    }

    private string Slice(string span, Parameter buffer) => $"{span}.Slice({At(Array.FindIndex(_leaves, l => l.Access == buffer.Name))}, {LengthOf(buffer)})";

    private void PrintConstructor()
    {
        foreach (Parameter held in _held)
            writer.Line($"private readonly {held.Type} {Field(held)};");
        foreach (Parameter buffer in _buffers)
        {
            writer.Line($"private readonly int {LengthOf(buffer)};");
            if (IsArray(buffer))
                writer.Line($"private readonly {buffer.Type} {Field(buffer)};");
        }

        writer.Blank();
        if (!HasBuffers && _held.All(p => p.Default != ""))
        {
            // Without it, 'new' with no arguments would not even look at the defaults.
            writer.Line("/// <summary>Holds constant what is not differentiated, at its defaults.</summary>");
            writer.Open($"public {Name}() : this({string.Join(", ", _held.Select(p => p.Default.Substring(" = ".Length)))})");
            writer.Close();
            writer.Blank();
        }

        string what = _held.Length == 0 ? "" : "Holds constant what is not differentiated";
        writer.Line($"/// <summary>{what}{(what != "" && HasBuffers ? "; " : "")}{(HasBuffers ? (what == "" ? "S" : "s") + "ays how many elements each buffer has" : "")}.</summary>");
        writer.Open($"public {Name}({string.Join(", ", _held.Select(p => $"{p.Type} {p.Name}{(HasBuffers ? "" : p.Default)}").Concat(_buffers.Select(p => $"int {p.Name.TrimStart('@')}Length")))})");
        foreach (Parameter buffer in _buffers)
        {
            writer.Line($"{LengthOf(buffer)} = {buffer.Name.TrimStart('@')}Length;");
            if (IsArray(buffer))
                writer.Line($"{Field(buffer)} = new {buffer.Element}[{buffer.Name.TrimStart('@')}Length];");
        }

        foreach (Parameter held in _held)
            writer.Line($"{Stored(held)} = {held.Name};");
        writer.Close();
        writer.Blank();
    }

    private void PrintParameterName()
    {
        writer.Line("/// <inheritdoc/>");
        if (HasBuffers)
        {
            PrintParameterNameOfElements();
            return;
        }

        writer.Open("public string ParameterName(int index) => index switch");
        for (int i = 0; i < _leaves.Length; i++)
            writer.Line($"{Text(i)} => \"{_leaves[i].Name}\",");
        writer.Line($"_ => throw new {declaration.WellKnown("System", "ArgumentOutOfRangeException")}(nameof(index)),");
        writer.Close("};");
    }

    private void PrintParameterNameOfElements()
    {
        writer.Open("public string ParameterName(int index)");
        for (int i = 0; i < _leaves.Length; i++)
        {
            if (!_leaves[i].IsBuffer)
                writer.Open($"if (index == {At(i)})");
            else
                writer.Open($"if (index >= {At(i)} && index < {At(i + 1)})");
            writer.Line(!_leaves[i].IsBuffer
                ? $"return \"{_leaves[i].Name}\";"
                : $"return \"{_leaves[i].Name}[\" + {(At(i) == "0" ? "index" : $"(index - ({At(i)}))")}.ToString(global::System.Globalization.CultureInfo.InvariantCulture) + \"]\";");
            writer.Close();
            writer.Blank();
        }

        writer.Line($"throw new {declaration.WellKnown("System", "ArgumentOutOfRangeException")}(nameof(index));");
        writer.Close();
    }

    private void PrintValue()
    {
        writer.Line("/// <inheritdoc/>");
        writer.Open($"public {Scalar} Value({declaration.WellKnown("System", "ReadOnlySpan")}<{Scalar}> parameters)");
        writer.Line("CheckLength(parameters.Length, nameof(parameters));");
        PrintReferred();
        writer.Line($"return {Call(declaration.Name)};");
        writer.Close();
    }

    private void PrintValueAndGradient()
    {
        writer.Line("/// <inheritdoc/>");
        foreach (string type in declaration.Parameters.SelectMany(p => p.Shape?.NestedStructs ?? []).Distinct())
            writer.Line(KeepFields(type));
        writer.Open($"public {Scalar} ValueAndGradient({declaration.WellKnown("System", "ReadOnlySpan")}<{Scalar}> parameters, {declaration.WellKnown("System", "Span")}<{Scalar}> gradient)");
        writer.Line("CheckLength(parameters.Length, nameof(parameters));");
        writer.Line("CheckLength(gradient.Length, nameof(gradient));");
        PrintReferred();
        string call = Call(declaration.Stem + "ValueAndGradient", _buffers.Select(p => Slice("gradient", p)));
        if (shape.IsEmpty)
        {
            writer.Line($"return {call};");
            writer.Close();
            return;
        }

        writer.Line($"var (value, partials) = {call};");
        for (int i = 0; i < _leaves.Length; i++)
        {
            if (_leaves[i].IsBuffer)
                continue;
            writer.Line($"gradient[{At(i)}] = {Converted(shape.Leaf("partials", _leaves[i]), _leaves[i].Type, declaration.Scalar)};");
        }

        writer.Line("return value;");
        writer.Close();
    }

    // Parameters.AsSpan looks at fields by reflection, and trimming does not see the fields of a struct inside a struct.
    private static string KeepFields(string type)
    {
        const string members = "global::System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes.";
        return $"[global::System.Diagnostics.CodeAnalysis.DynamicDependency({members}PublicFields | {members}NonPublicFields, typeof({type}))]";
    }

    private void PrintCheck()
    {
        writer.Blank();
        writer.Open($"private {(HasBuffers ? "" : "static ")}void CheckLength(int length, string name)");
        writer.Open($"if (length != {(HasBuffers ? "ParameterCount" : Text(_leaves.Length))})");
        string expected = HasBuffers ? "Expected a span of length \" + ParameterCount + \"" : $"Expected a span of length {Text(_leaves.Length)}";
        writer.Line($"throw new {declaration.WellKnown("System", "ArgumentException")}(\"{expected}: one element a parameter.\", name);");
        writer.Close();
        writer.Close();
    }

    // A reference needs a variable to refer to.
    private void PrintReferred()
    {
        foreach (Parameter buffer in _buffers.Where(IsArray))
            writer.Line($"{Slice("parameters", buffer)}.CopyTo({Field(buffer)});");
        foreach (Parameter parameter in declaration.Parameters.Where(p => p.IsActive && IsReference(p)))
            writer.Line($"{parameter.Type} {Variable(parameter)} = {Argument(parameter)};");
    }

    private string Call(string method, IEnumerable<string>? appended = null)
    {
        string receiver = declaration.Receiver;
        List<string> arguments = [];
        foreach (Parameter parameter in declaration.Parameters)
        {
            if (parameter.IsReceiver)
                receiver = parameter.IsActive ? $"({Argument(parameter)})" : Argument(parameter);
            else if (IsReference(parameter))
                arguments.Add("in " + (parameter.IsActive ? Variable(parameter) : Argument(parameter)));
            else
                arguments.Add(Argument(parameter));
        }

        return $"{receiver}.{method}{declaration.Generics.Parameters}({string.Join(", ", arguments.Concat(appended ?? []))})";
    }

    private string Argument(Parameter parameter)
    {
        if (parameter.IsBuffer)
            return IsArray(parameter) ? Field(parameter) : Slice("parameters", parameter);
        if (parameter.Shape is not { } built)
            return Field(parameter);
        string[] leaves = [.. _leaves.Where(leaf => !leaf.IsBuffer).Select(leaf => Converted($"parameters[{At(Array.IndexOf(_leaves, leaf))}]", declaration.Scalar, leaf.Type))];
        return GradientShape.Fill(built.Value, leaves, Field(parameter));
    }

    private static bool IsReference(Parameter parameter) => parameter.Modifiers.Contains("ref readonly");

    private string Variable(Parameter parameter)
    {
        string name = parameter.Name;
        while (name is "parameters" or "gradient" or "value" or "partials" || _held.Any(p => Field(p) == name))
            name += "Argument";
        return name;
    }

    // A value that is too wide for the other type is cast; C# widens by itself, but knows nothing of a type parameter.
    private string Converted(string value, ScalarType from, ScalarType to)
    {
        if (from != to && ScalarType.Generic is var generic && (from == generic || to == generic))
            return $"{declaration.Text(to)}.CreateChecked({value})";
        return from > to ? $"({to.Keyword()}){value}" : value;
    }

    // The name may be another parameter's: then the assignment needs 'this'.
    private string Stored(Parameter held) => _held.Any(p => p.Name == Field(held)) ? "this." + Field(held) : Field(held);

    private static string Field(Parameter parameter) => "_" + parameter.Name.TrimStart('@');

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
