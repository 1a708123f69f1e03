using System.Globalization;
using SymGrad.Generator.Analysis;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Emission;

/// <summary>What the member of each kind looks like around its graph. Without a derivative there is nothing to document.</summary>
internal sealed partial class Members(Declaration declaration, Derivative? derivative, GradientShape shape)
{
    private const int LongestStatement = 100;

    private readonly Input[] _leaves = [.. derivative?.Primal.Inputs.Where(input => input.IsActive) ?? []];
    private readonly Parameter[] _buffers = [.. declaration.Parameters.Where(p => p.IsBuffer)];

    private string Name => declaration.Name;

    private string TraceResult => declaration.TraceResult + declaration.Generics.Parameters;

    private string Code => $"<c>{Name}</c>";

    private string Value => $"Operations: {OperationCount.Of(derivative!.Primal)} for the value";

    /// <summary>How many elements the workspace of a member needs.</summary>
    public Member WorkspaceLength(Graph length) => new(
        "WorkspaceLength", $"How many values the loops of {Code} keep for the way back: the length of a workspace for the members that take one.",
        [.. ClosedForms.Of(length, [("length", 0)])], [], "int", [], null, Ending.Return(results => results[0]));

    /// <summary>The length of a workspace, in C#.</summary>
    public string CallOfWorkspaceLength => $"{declaration.Stem}WorkspaceLength{declaration.Generics.Parameters}({string.Join(", ", declaration.Parameters.Where(p => !p.IsReceiver).Select(Argument))})";

    /// <summary>The same member with a workspace of the caller's.</summary>
    /// <param name="type">The type of its elements, in C#.</param>
    /// <param name="length">How long that must be, in C#.</param>
    public Member WithWorkspace(Member member, string type, string length)
    {
        string name = declaration.Appended("workspace");
        return member with
        {
            Summary = member.Summary + $" What its loops keep for the way back goes to <c>{name}</c>.",
            Appended = [.. member.Appended, new AppendedParameter("", $"{declaration.WellKnown("System", "Span")}<{type}>", name, type)],
            Preparation =
            [
                .. member.Preparation,
                $"{Buffers}.CheckWorkspace<{type}>({name}, {length});",
                .. Apart([new BufferArgument(name, type)], [.. Given, .. member.Appended.Where(p => p.Element is not null).Select(Argument)]),
            ],
        };
    }

    /// <summary>A parameter as the argument of a call to another member.</summary>
    public static string Argument(Parameter parameter) => (parameter.Modifiers.Contains("ref readonly") || parameter.Modifiers.Contains("in ") ? "in " : "") + parameter.Name;

    public Member Of(DerivativeKind kind, DerivedMember? member) => Around(kind, member) is var around && derivative is null
        ? around
        : around with { Bounds = new BoundsPrinter(declaration, derivative).Lines() };

    private Member Around(DerivativeKind kind, DerivedMember? member) => kind switch
    {
        DerivativeKind.Gradient => Gradient(kind, $"The gradient of {Code}.", member, shape.Type, Partials),
        DerivativeKind.ValueAndGradient => Gradient(
            kind, $"The value of {Code}, bit for bit, and its gradient, in one pass.", member,
            shape.IsEmpty ? declaration.Text(declaration.Scalar) : $"({declaration.Text(declaration.Scalar)} Value, {shape.Type} Gradient)",
            Ending.Return(results => shape.IsEmpty ? results[0] : $"({results[0]}, {shape.Gradient([.. results.Skip(1)])})")),
        DerivativeKind.Jvp => Jvp(member),
        DerivativeKind.Vjp => Vjp(member),
        DerivativeKind.Jacobian => Jacobian(member),
        DerivativeKind.Hessian => Hessian(member),
        DerivativeKind.HessianVectorProduct => HessianVectorProduct(member),
        DerivativeKind.Trace => Trace(member, derivative!.Trace!.Locals),
    };

    private Member Gradient(DerivativeKind kind, string summary, DerivedMember? member, string result, Ending ending) => new(
        kind.ToString(), summary, member is null ? [] : [.. ClosedForms.OfGradient(member.Unscheduled, Name)],
        member is null ? [] : [$"{Value}; {Count(DerivativeKind.Gradient)} for the gradient;", $"{Count(DerivativeKind.ValueAndGradient)} for both."],
        result, Destinations("Gradient"), null, ending)
    {
        Preparation = [.. Prepare("Gradient")],
        Clearing = [.. Clear("Gradient", member?.Graph)],
    };

    private Member Jvp(DerivedMember? member)
    {
        if (Output is { } output)
            return JvpOfSpan(member, output);
        int m = declaration.Output.Leaves.Count;
        string type = declaration.Output.Shape.Type;
        string Build(IEnumerable<string> leaves) => GradientShape.Fill(declaration.Output.Shape.Value, [.. leaves], held: "");
        return new Member(
            "Jvp", $"The value of {Code}, bit for bit, and its derivative along a direction, by forward mode.",
            Forms(member, declaration.Output.Leaves.Select((leaf, k) => ("tangent" + leaf.Name, m + k))),
            Operations(member, "both"), $"({type} Value, {type} Tangent)", Along("Tangent"), null,
            Ending.Return(results => $"({Build(results.Take(m))}, {Build(results.Skip(m))})"))
        {
            Preparation = [.. CheckLengths("Tangent")],
        };
    }

    private Member Vjp(DerivedMember? member)
    {
        if (Output is { } output)
            return VjpOfSpan(member, output);
        string cotangent = declaration.Appended("cotangent");
        string product = declaration.Output.IsScalar ? $"{cotangent}·∂{Name}" : $"∂({cotangent}·{Name})";
        return new Member(
            "Vjp", $"The gradient of the {(declaration.Output.IsScalar ? "result" : "results")} of {Code} weighted by a cotangent, by reverse mode.",
            Forms(member, _leaves.Select((leaf, i) => ($"{product}/∂{leaf.Name}", i))),
            Operations(member, "the product"), shape.Type, [new AppendedParameter("", declaration.Output.Shape.Type, cotangent), .. Destinations("Gradient")], null,
            Partials)
        {
            Preparation = [.. Prepare("Gradient")],
            Clearing = [.. Clear("Gradient", member?.Graph)],
        };
    }

    private Member Jacobian(DerivedMember? member)
    {
        if (Output is not null || _buffers.Length > 0)
            return MatrixOfBuffers(member, "Jacobian", Output is { } output ? $"a row for each element of <c>{output.Name}</c>, which is filled too," : $"a row for each of {Number(declaration.Output.Leaves.Count)} results,");
        EquatableArray<OutputLeaf> rows = declaration.Output.Leaves;
        IEnumerable<(string, int)> labels = rows.SelectMany((row, k) => _leaves.Select((leaf, i) => ($"∂{Name}{row.Name}/∂{leaf.Name}", (k * _leaves.Length) + i)));
        return Matrix(
            member, "Jacobian", $"The Jacobian of {Code}, {Number(rows.Count)}×{Number(_leaves.Length)}: a row for each result, a column for each active parameter, row by row.",
            labels, rows.Count, index => [index]);
    }

    private Member Hessian(DerivedMember? member)
    {
        if (_buffers.Length > 0)
            return MatrixOfBuffers(member, "Hessian", "both halves: a row");
        int n = _leaves.Length;
        (int Row, int Column)[] lower = [.. from row in Enumerable.Range(0, n) from column in Enumerable.Range(0, row + 1) select (row, column)];
        return Matrix(
            member, "Hessian", $"The Hessian of {Code}, {Number(n)}×{Number(n)}, row by row, both halves.",
            lower.Select((entry, i) => (entry.Row == entry.Column
                ? $"∂²{Name}/∂{_leaves[entry.Row].Name}²"
                : $"∂²{Name}/∂{_leaves[entry.Column].Name}∂{_leaves[entry.Row].Name}", i)),
            n, index => lower[index] is var (row, column) && row == column ? [(row * n) + row] : [(column * n) + row, (row * n) + column]);
    }

    // A matrix is written into a span; each result goes to one place or, by symmetry, to two.
    private Member Matrix(DerivedMember? member, string suffix, string summary, IEnumerable<(string, int)> labels, int rows, Func<int, int[]> places)
    {
        string name = declaration.Appended(suffix.ToLowerInvariant());
        var check = new LengthCheck(name, rows * _leaves.Length, $"{Number(rows)} × {Number(_leaves.Length)}");
        return new Member(
            suffix, summary, Forms(member, labels), Operations(member, "the " + suffix), "void",
            [new AppendedParameter("", SpanOfScalar, name, Scalar)], check,
            Ending.Fill(result => [.. places(result).Select(place => $"{name}[{Number(place)}]")]))
        {
            Preparation = [.. Apart([OfScalars(name)], Given)],
        };
    }

    private Member HessianVectorProduct(DerivedMember? member) => new(
        "HessianVectorProduct", $"The Hessian of {Code} times a direction, without forming the Hessian.",
        Forms(member, _leaves.Select((leaf, i) => ($"(∇²{Name}·direction).{leaf.Name}", i))),
        Operations(member, "the product"), shape.Type, [.. Along("Direction"), .. Destinations("Product")], null,
        Partials)
    {
        Preparation = [.. CheckLengths("Direction"), .. Prepare("Product", read: "Direction")],
        Clearing = [.. Clear("Product", member?.Graph)],
    };

    private Member Trace(DerivedMember? member, EquatableArray<TracedLocal> locals)
    {
        int n = locals.Count;
        return new Member(
            "Trace", $"The value of {Code}, bit for bit, and value and adjoint of each of its locals.",
            Forms(member, locals.Select((local, i) => ($"∂{Name}/∂{local.Name}", 1 + n + i))), Operations(member, "the trace"), TraceResult, [], null,
            new Ending(results => OnLines($"return new {TraceResult}(", [results[0], .. locals.Select((_, i) => $"new({results[1 + i]}, {results[1 + n + i]})")]), IsReturn: true));
    }

    // One argument a line where one line would be too long to read.
    private static IEnumerable<string> OnLines(string head, IReadOnlyList<string> arguments)
    {
        string together = head + string.Join(", ", arguments) + ");";
        if (together.Length <= LongestStatement)
            return [together];
        return [head, .. arguments.Select((argument, i) => $"    {argument}{(i == arguments.Count - 1 ? ");" : ",")}")];
    }

    // One for each active parameter; by reference where that is.
    private IReadOnlyList<AppendedParameter> Along(string suffix) =>
    [
        .. declaration.Parameters.Where(p => p.IsActive || p.IsBuffer).Select(p => p.Element is { } element
            ? new AppendedParameter("", ArrayOf(p) ?? $"{declaration.WellKnown("System", "ReadOnlySpan")}<{element}>", Beside(p, suffix), element)
            : new AppendedParameter(p.Modifiers is "" or "this " ? "" : "in ", p.Type, declaration.Beside(p, suffix))),
    ];

    private IEnumerable<string> CheckLengths(string suffix) =>
        _buffers.Select(p => ArrayOf(p) is not null ? CheckShape(p, suffix) : $"{Buffers}.CheckLength({Beside(p, suffix)}.Length, {p.Name}.Length, nameof({Beside(p, suffix)}));");

    // What has the shape of a buffer that is more than a length.
    private static string? ArrayOf(Parameter buffer) => buffer.IsTwoDimensional ? $"{buffer.Element}[,]" : buffer.IsJagged ? $"{buffer.Element}[][]" : null;

    private string CheckShape(Parameter buffer, string suffix) => $"{Buffers}.CheckShape({Beside(buffer, suffix)}, {buffer.Name});";

    private string AsSpan(string buffer, bool isMatrix) => isMatrix ? $"{Buffers}.AsSpan({buffer})" : buffer;

    private Ending Partials => shape.IsEmpty ? Ending.Assign(_ => []) : Ending.Return(shape.Gradient);

    private string Buffers => declaration.WellKnown("SymGrad", "Buffers");

    private string Beside(Parameter parameter, string suffix) => declaration.Beside(parameter, suffix);

    // One for each active buffer, to be overwritten.
    private IReadOnlyList<AppendedParameter> Destinations(string suffix) =>
        [.. _buffers.Select(p => new AppendedParameter("", ArrayOf(p) ?? $"{declaration.WellKnown("System", "Span")}<{p.Element}>", Beside(p, suffix), p.Element))];

    // Nothing is written before everything has been checked.
    private IEnumerable<string> Prepare(string suffix, string? read = null)
    {
        for (int i = 0; i < _buffers.Length; i++)
        {
            Parameter buffer = _buffers[i];
            BufferArgument destination = Argument(buffer, suffix);
            if (ArrayOf(buffer) is not null)
                yield return CheckShape(buffer, suffix);
            yield return $"{Buffers}.CheckDestination<{buffer.Element}>({Text(destination)}, {AsSpan(buffer.Name, buffer.IsTwoDimensional)}{NameOf(destination)});";
            IEnumerable<BufferArgument> others =
            [
                .. Given.Where(other => other.Name != buffer.Name),
                .. read is null ? [] : _buffers.Select(p => Argument(p, read)),
                .. _buffers.Skip(i + 1).Select(p => Argument(p, suffix)),
            ];
            foreach (string line in Apart([destination], others))
                yield return line;
        }
    }

    // What is written to must not overlap what is read, nor anything else that is written to.
    private IEnumerable<string> Apart(IReadOnlyList<BufferArgument> written, IEnumerable<BufferArgument> read) =>
        from i in Enumerable.Range(0, written.Count)
        from other in written.Skip(i + 1).Concat(read)
        where MayOverlap(written[i], other)
        let types = written[i].Element == other.Element ? other.Element : $"{written[i].Element}, {other.Element}"
        select $"{Buffers}.CheckApart<{types}>({Text(written[i])}, {Text(other)}{NameOf(written[i])});";

    // Numbers of another type are other memory, and so are arrays in arrays; but a span of structs may be one of numbers, seen otherwise.
    private bool MayOverlap(BufferArgument one, BufferArgument other) => one.Element == other.Element
        || (one.IsReal && other.IsReal && !(one.IsJagged && other.IsJagged) && (derivative?.Primal.Inputs ?? []).Any(input => input.ElementType is { } type && (type == one.Element || type == other.Element)));

    // The buffers that the method is given.
    private IEnumerable<BufferArgument> Given => (derivative?.Primal.Inputs ?? []).Where(input => input.IsBuffer)
        .GroupBy(input => input.Access).Select(leaves => leaves.First())
        .Select(input => new BufferArgument(input.Access, TextOf(input), input.IsTwoDimensional, input.IsJagged, input.ElementType is not null || input.Element.IsReal()));

    private BufferArgument Argument(Parameter buffer, string suffix) => new(Beside(buffer, suffix), buffer.Element!, buffer.IsTwoDimensional, buffer.IsJagged);

    private static BufferArgument Argument(AppendedParameter buffer) => new(
        buffer.Name, buffer.Element!, buffer.Type.EndsWith("[,]", StringComparison.Ordinal), buffer.Type.EndsWith("[][]", StringComparison.Ordinal));

    private string Text(BufferArgument buffer) => AsSpan(buffer.Name, buffer.IsTwoDimensional);

    // What an exception calls it, where the argument's own text would not do.
    private static string NameOf(BufferArgument buffer) => buffer.IsTwoDimensional ? $", nameof({buffer.Name})" : "";

    private IEnumerable<string> Clear(string suffix, Graph? graph) =>
        _buffers.Where(p => !IsOverwritten(graph, Beside(p, suffix)))
            .Select(p => p.IsJagged ? $"{Buffers}.Clear({Beside(p, suffix)});" : $"{AsSpan(Beside(p, suffix), p.IsTwoDimensional)}.Clear();");

    private string TextOf(Input buffer) => buffer.ElementType ?? declaration.Text(buffer.Element);

    private static bool IsOverwritten(Graph? graph, string destination) => graph is not null
        && Enumerable.Range(0, graph.Inputs.Count).Any(i => graph.Inputs[i].IsDestination && graph.Inputs[i].Name == destination && Coverage.IsOverwritten(graph, i));

    private IReadOnlyList<string> Forms(DerivedMember? member, IEnumerable<(string Label, int Result)> labels) => member is null ? [] : [.. ClosedForms.Of(member.Unscheduled, labels)];

    private IReadOnlyList<string> Operations(DerivedMember? member, string what) => member is null ? [] : [$"{Value}; {OperationCount.Of(member.Graph)} for {what}."];

    private OperationCount Count(DerivativeKind kind) => OperationCount.Of(derivative![kind]!.Graph);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
