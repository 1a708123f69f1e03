using System.Globalization;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Emission;

/// <summary>What an objective, whose parameters are one flat span, does about one active buffer of its method. Everything is C# text.</summary>
/// <param name="Parameter">The buffer.</param>
/// <param name="Leaves">Its active leaves: one, or those of the structs that it holds.</param>
internal abstract record ObjectiveBuffer(Declaration Declaration, Parameter Parameter, Input[] Leaves)
{
    /// <summary>How many of the parameters are its elements.</summary>
    public abstract string Size { get; }

    /// <summary>What the constructor takes to know that.</summary>
    public abstract string[] Taken { get; }

    public abstract string[] Fields { get; }

    public abstract string[] Assignments { get; }

    /// <summary>What the method is given, after <see cref="Fill"/>, for the parameters from <paramref name="at"/> on.</summary>
    public abstract string Argument(string at);

    /// <summary>Where its gradient goes, before <see cref="HandBack"/>.</summary>
    public abstract string Destination(string at);

    public virtual IEnumerable<string> Fill(string at) => [];

    public virtual IEnumerable<string> HandBack(string at) => [];

    /// <summary>The name of the parameter that is its element <paramref name="index"/>.</summary>
    public virtual string ElementName(string index) => $"\"{Parameter.Name.TrimStart('@')}[\" + {Number(index)} + \"]\"";

    public static ObjectiveBuffer Of(Declaration declaration, Graph primal, Parameter parameter)
    {
        Input[] all = [.. primal.Inputs.Where(input => input.IsBuffer && input.Access == parameter.Name)], leaves = [.. all.Where(leaf => leaf.IsActive)];
        return parameter.ElementScalar is null ? new StructObjectiveBuffer(declaration, parameter, leaves) { HasHeldParts = leaves.Length < all.Length }
            : parameter.IsTwoDimensional ? new MatrixObjectiveBuffer(declaration, parameter, leaves)
            : parameter.Type.TrimEnd('?').EndsWith("[]", StringComparison.Ordinal) ? new ArrayObjectiveBuffer(declaration, parameter, leaves)
            : new SpanObjectiveBuffer(declaration, parameter, leaves);
    }

    protected string Name => Parameter.Name.TrimStart('@');

    protected string Field => "_" + Name;

    protected string GradientField => "_" + Declaration.Beside(Parameter, "Gradient");

    protected string Slice(string span, string at) => $"{span}.Slice({at}, {Size})";

    protected static string Number(string index) => $"{index}.ToString(global::System.Globalization.CultureInfo.InvariantCulture)";
}

/// <summary>A span: a part of the parameters themselves.</summary>
internal record SpanObjectiveBuffer(Declaration Declaration, Parameter Parameter, Input[] Leaves) : ObjectiveBuffer(Declaration, Parameter, Leaves)
{
    public override string Size => Field + "Length";

    public override string[] Taken => [$"int {Name}Length"];

    public override string[] Fields => [$"private readonly int {Size};"];

    public override string[] Assignments => [$"{Size} = {Name}Length;"];

    public override string Argument(string at) => Slice("parameters", at);

    public override string Destination(string at) => Slice("gradient", at);
}

/// <summary>An array: the objective has one of its own.</summary>
internal sealed record ArrayObjectiveBuffer(Declaration Declaration, Parameter Parameter, Input[] Leaves) : SpanObjectiveBuffer(Declaration, Parameter, Leaves)
{
    public override string[] Fields => [.. base.Fields, $"private readonly {Parameter.Type} {Field};"];

    public override string[] Assignments => [.. base.Assignments, $"{Field} = new {Parameter.Element}[{Name}Length];"];

    public override string Argument(string at) => Field;

    public override IEnumerable<string> Fill(string at) => [$"{Slice("parameters", at)}.CopyTo({Field});"];
}

/// <summary>An array of two dimensions, row by row.</summary>
internal sealed record MatrixObjectiveBuffer(Declaration Declaration, Parameter Parameter, Input[] Leaves) : ObjectiveBuffer(Declaration, Parameter, Leaves)
{
    public override string Size => Field + ".Length";

    public override string[] Taken => [$"int {Name}Rows", $"int {Name}Columns"];

    public override string[] Fields => [$"private readonly {Parameter.Element}[,] {Field};", $"private readonly {Parameter.Element}[,] {GradientField};"];

    public override string[] Assignments => [.. new[] { Field, GradientField }.Select(own => $"{own} = new {Parameter.Element}[{Name}Rows, {Name}Columns];")];

    public override string Argument(string at) => Field;

    public override string Destination(string at) => GradientField;

    public override IEnumerable<string> Fill(string at) => [$"{Slice("parameters", at)}.CopyTo({AsSpan(Field)});"];

    public override IEnumerable<string> HandBack(string at) => [$"{AsSpan(GradientField)}.CopyTo({Slice("gradient", at)});"];

    public override string ElementName(string index) =>
        $"\"{Name}[\" + {Number($"({index} / {Field}.GetLength(1))")} + \", \" + {Number($"({index} % {Field}.GetLength(1))")} + \"]\"";

    private string AsSpan(string matrix) => $"{Declaration.WellKnown("SymGrad", "Buffers")}.AsSpan({matrix})";
}

/// <summary>A buffer of structs, leaf after leaf and element after element.</summary>
internal sealed record StructObjectiveBuffer(Declaration Declaration, Parameter Parameter, Input[] Leaves) : ObjectiveBuffer(Declaration, Parameter, Leaves)
{
    /// <summary>Whether an element has parts that are held constant: then the constructor takes the elements.</summary>
    public bool HasHeldParts { get; init; }

    public override string Size => Times(Leaves.Length, Field + ".Length");

    public override string[] Taken => [HasHeldParts ? $"{Declaration.WellKnown("System", "ReadOnlySpan")}<{Parameter.Element}> {Parameter.Name}" : $"int {Name}Length"];

    public override string[] Fields => [$"private readonly {Parameter.Element}[] {Field};", $"private readonly {Parameter.Element}[] {GradientField};"];

    public override string[] Assignments =>
    [
        HasHeldParts ? $"{Field} = {Parameter.Name}.ToArray();" : $"{Field} = new {Parameter.Element}[{Name}Length];",
        $"{GradientField} = new {Parameter.Element}[{Field}.Length];",
    ];

    public override string Argument(string at) => Field;

    public override string Destination(string at) => GradientField;

    public override IEnumerable<string> Fill(string at) => ForEachElement(
        (leaf, k) => Elements.Assignment($"{Field}[i]", leaf, Declaration.Converted($"parameters[{Place(at, k)}]", Declaration.Scalar, leaf.Element)));

    public override IEnumerable<string> HandBack(string at) => ForEachElement(
        (leaf, k) => $"gradient[{Place(at, k)}] = {Declaration.Converted($"{GradientField}[i]{leaf.Path}", leaf.Element, Declaration.Scalar)};");

    public override string ElementName(string index)
    {
        string Path(int k) => $"\"]{Leaves[k].Path.Replace("@", "")}\"";
        if (Leaves.Length == 1)
            return $"\"{Name}[\" + {Number(index)} + {Path(0)}";
        IEnumerable<string> arms = Leaves.Select((_, k) => $"{(k == Leaves.Length - 1 ? "_" : Text(k))} => {Path(k)}");
        return $"\"{Name}[\" + {Number($"({index} / {Text(Leaves.Length)})")} + (({index} % {Text(Leaves.Length)}) switch {{ {string.Join(", ", arms)} }})";
    }

    private IEnumerable<string> ForEachElement(Func<Input, int, string> line) =>
        [$"for (int i = 0; i < {Field}.Length; i++)", "{", .. Leaves.Select(line).Select(text => "    " + text), "}", ""];

    private string Place(string at, int leaf) =>
        string.Join(" + ", new[] { at, leaf == 0 ? "0" : Text(leaf), Times(Leaves.Length, "i") }.Where(term => term != "0"));

    private static string Times(int count, string text) => count == 1 ? text : $"{Text(count)} * {text}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
