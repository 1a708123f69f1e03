using System.Globalization;
using SymGrad.Generator.Analysis;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Emission;

/// <summary>What the member of each kind looks like around its graph. Without a derivative there is nothing to document.</summary>
internal sealed class Members(Declaration declaration, Derivative? derivative, GradientShape shape)
{
    private const int LongestStatement = 100;

    private readonly Input[] _leaves = [.. derivative?.Primal.Inputs.Where(input => input.IsActive) ?? []];

    private string Name => declaration.Name;

    private string TraceResult => declaration.TraceResult + declaration.Generics.Parameters;

    private string Code => $"<c>{Name}</c>";

    private string Value => $"Operations: {OperationCount.Of(derivative!.Primal)} for the value";

    public Member Of(DerivativeKind kind, DerivedMember? member) => kind switch
    {
        DerivativeKind.Gradient => Gradient(kind, $"The gradient of {Code}.", member, shape.Type, Ending.Return(shape.Gradient)),
        DerivativeKind.ValueAndGradient => Gradient(
            kind, $"The value of {Code}, bit for bit, and its gradient, in one pass.", member,
            $"({declaration.Text(declaration.Scalar)} Value, {shape.Type} Gradient)",
            Ending.Return(results => $"({results[0]}, {shape.Gradient([.. results.Skip(1)])})")),
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
        result, [], null, ending);

    private Member Jvp(DerivedMember? member)
    {
        int m = declaration.Output.Leaves.Count;
        string type = declaration.Output.Shape.Type;
        string Build(IEnumerable<string> leaves) => GradientShape.Fill(declaration.Output.Shape.Value, [.. leaves], held: "");
        return new Member(
            "Jvp", $"The value of {Code}, bit for bit, and its derivative along a direction, by forward mode.",
            Forms(member, declaration.Output.Leaves.Select((leaf, k) => ("tangent" + leaf.Name, m + k))),
            Operations(member, "both"), $"({type} Value, {type} Tangent)", Along("Tangent"), null,
            Ending.Return(results => $"({Build(results.Take(m))}, {Build(results.Skip(m))})"));
    }

    private Member Vjp(DerivedMember? member)
    {
        string cotangent = declaration.Appended("cotangent");
        string product = declaration.Output.IsScalar ? $"{cotangent}·∂{Name}" : $"∂({cotangent}·{Name})";
        return new Member(
            "Vjp", $"The gradient of the {(declaration.Output.IsScalar ? "result" : "results")} of {Code} weighted by a cotangent, by reverse mode.",
            Forms(member, _leaves.Select((leaf, i) => ($"{product}/∂{leaf.Name}", i))),
            Operations(member, "the product"), shape.Type, [new AppendedParameter("", declaration.Output.Shape.Type, cotangent)], null,
            Ending.Return(shape.Gradient));
    }

    private Member Jacobian(DerivedMember? member)
    {
        EquatableArray<OutputLeaf> rows = declaration.Output.Leaves;
        IEnumerable<(string, int)> labels = rows.SelectMany((row, k) => _leaves.Select((leaf, i) => ($"∂{Name}{row.Name}/∂{leaf.Name}", (k * _leaves.Length) + i)));
        return Matrix(
            member, "Jacobian", $"The Jacobian of {Code}, {Number(rows.Count)}×{Number(_leaves.Length)}: a row for each result, a column for each active parameter, row by row.",
            labels, rows.Count, index => [index]);
    }

    private Member Hessian(DerivedMember? member)
    {
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
            [new AppendedParameter("", $"{declaration.WellKnown("System", "Span")}<{declaration.Text(declaration.Scalar)}>", name)], check,
            Ending.Assign(results => results.Select((result, i) => string.Concat(places(i).Select(place => $"{name}[{Number(place)}] = ")) + result + ";")));
    }

    private Member HessianVectorProduct(DerivedMember? member) => new(
        "HessianVectorProduct", $"The Hessian of {Code} times a direction, without forming the Hessian.",
        Forms(member, _leaves.Select((leaf, i) => ($"(∇²{Name}·direction).{leaf.Name}", i))),
        Operations(member, "the product"), shape.Type, Along("Direction"), null,
        Ending.Return(shape.Gradient));

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
        .. declaration.Parameters.Where(p => p.IsActive).Select(p =>
            new AppendedParameter(p.Modifiers is "" or "this " ? "" : "in ", p.Type, declaration.Beside(p, suffix))),
    ];

    private IReadOnlyList<string> Forms(DerivedMember? member, IEnumerable<(string Label, int Result)> labels) => member is null ? [] : [.. ClosedForms.Of(member.Unscheduled, labels)];

    private IReadOnlyList<string> Operations(DerivedMember? member, string what) => member is null ? [] : [$"{Value}; {OperationCount.Of(member.Graph)} for {what}."];

    private OperationCount Count(DerivativeKind kind) => OperationCount.Of(derivative![kind]!.Graph);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
