using System.Globalization;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Emission;

/// <summary>Prints the objective: the method as a function of a span of parameters, for the trainer.</summary>
internal sealed class ObjectivePrinter(Declaration declaration, Graph primal, GradientShape shape, CodeWriter writer, string attribute)
{
    private readonly Input[] _leaves = [.. primal.Inputs.Where(i => i.IsActive)];
    private readonly Parameter[] _held = [.. declaration.Parameters.Where(p => p.IsReceiver ? !declaration.IsStatic && NeedsHolding(p) : NeedsHolding(p))];

    private readonly ObjectiveBuffer[] _buffers = [.. declaration.Parameters.Where(p => p.IsBuffer).Select(p => ObjectiveBuffer.Of(declaration, primal, p))];

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

    // Where a leaf is among the parameters.
    private string At(int leaf)
    {
        IEnumerable<string> sizes = _buffers.Where(buffer => Array.IndexOf(_leaves, buffer.Leaves[0]) < leaf).Select(buffer => buffer.Size);
        int scalars = _leaves.Take(leaf).Count(l => !l.IsBuffer);
        string[] terms = scalars == 0 && sizes.Any() ? [.. sizes] : [Text(scalars), .. sizes];
        return string.Join(" + ", terms);
    }

    private string At(ObjectiveBuffer buffer) => At(Array.IndexOf(_leaves, buffer.Leaves[0]));

    private void PrintConstructor()
    {
        foreach (Parameter held in _held)
            writer.Line($"private readonly {held.Type} {Field(held)};");
        foreach (string field in _buffers.SelectMany(buffer => buffer.Fields))
            writer.Line(field);
        writer.Blank();
        if (!HasBuffers && _held.All(p => p.Default != ""))
        {
            // Without it, 'new' with no arguments would not even look at the defaults.
            writer.Line("/// <summary>Holds constant what is not differentiated, at its defaults.</summary>");
            writer.Open($"public {Name}() : this({string.Join(", ", _held.Select(p => p.Default.Substring(" = ".Length)))})");
            writer.Close();
            writer.Blank();
        }

        string what = _held.Length == 0 && !_buffers.OfType<StructObjectiveBuffer>().Any(buffer => buffer.HasHeldParts) ? "" : "Holds constant what is not differentiated";
        writer.Line($"/// <summary>{what}{(what != "" && HasBuffers ? "; " : "")}{(HasBuffers ? (what == "" ? "S" : "s") + "ays how many elements each buffer has" : "")}.</summary>");
        writer.Open($"public {Name}({string.Join(", ", _held.Select(p => $"{p.Type} {p.Name}{(HasBuffers ? "" : p.Default)}").Concat(_buffers.SelectMany(buffer => buffer.Taken)))})");
        foreach (string assignment in _buffers.SelectMany(buffer => buffer.Assignments))
            writer.Line(assignment);
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
            ObjectiveBuffer? buffer = _buffers.FirstOrDefault(b => b.Leaves.Contains(_leaves[i]));
            if (buffer is not null && buffer.Leaves[0] != _leaves[i])
                continue;
            writer.Open(buffer is null ? $"if (index == {At(i)})" : $"if (index >= {At(i)} && index < {At(i + 1)})");
            writer.Line($"return {buffer?.ElementName(At(i) == "0" ? "index" : $"(index - ({At(i)}))") ?? $"\"{_leaves[i].Name}\""};");
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
        string call = Call(declaration.Stem + "ValueAndGradient", _buffers.Select(buffer => buffer.Destination(At(buffer))));
        string[] handedBack = [.. _buffers.SelectMany(buffer => buffer.HandBack(At(buffer)))];
        if (shape.IsEmpty && handedBack.Length == 0)
        {
            writer.Line($"return {call};");
            writer.Close();
            return;
        }

        writer.Line($"{(shape.IsEmpty ? Scalar + " value" : "var (value, partials)")} = {call};");
        for (int i = 0; i < _leaves.Length; i++)
        {
            if (_leaves[i].IsBuffer)
                continue;
            writer.Line($"gradient[{At(i)}] = {declaration.Converted(shape.Leaf("partials", _leaves[i]), _leaves[i].Type, declaration.Scalar)};");
        }

        Print(handedBack);
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
        Print(_buffers.SelectMany(buffer => buffer.Fill(At(buffer))));
        foreach (Parameter parameter in declaration.Parameters.Where(p => p.IsActive && IsReference(p)))
            writer.Line($"{parameter.Type} {Variable(parameter)} = {Argument(parameter)};");
    }

    private void Print(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            if (line == "")
                writer.Blank();
            else
                writer.Line(line);
        }
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
        if (_buffers.FirstOrDefault(b => b.Parameter == parameter) is { } buffer)
            return buffer.Argument(At(buffer));
        if (parameter.Shape is not { } built)
            return Field(parameter);
        string[] leaves = [.. _leaves.Where(leaf => !leaf.IsBuffer).Select(leaf => declaration.Converted($"parameters[{At(Array.IndexOf(_leaves, leaf))}]", declaration.Scalar, leaf.Type))];
        return GradientShape.Fill(built.Value, leaves, Field(parameter));
    }

    private static bool IsReference(Parameter parameter) => parameter.Modifiers.Contains("ref readonly");

    private string Variable(Parameter parameter)
    {
        string name = parameter.Name;
        while (name is "parameters" or "gradient" or "value" or "partials" or "i" || _held.Any(p => Field(p) == name))
            name += "Argument";
        return name;
    }

    // The name may be another parameter's: then the assignment needs 'this'.
    private string Stored(Parameter held) => _held.Any(p => p.Name == Field(held)) ? "this." + Field(held) : Field(held);

    private static string Field(Parameter parameter) => "_" + parameter.Name.TrimStart('@');

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
