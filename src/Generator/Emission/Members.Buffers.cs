using SymGrad.Generator.IR;

namespace SymGrad.Generator.Emission;

/// <summary>Members of a method whose output is a span, and matrices that are as large as the caller's buffers are long.</summary>
internal sealed partial class Members
{
    // The span that the method fills; null for a method that returns its results.
    private Parameter? Output => declaration.Parameters.FirstOrDefault(p => p.Name == declaration.Output.Span);

    private string Scalar => declaration.Text(declaration.Scalar);

    private string SpanOfScalar => $"{declaration.WellKnown("System", "Span")}<{Scalar}>";

    private BufferArgument OfScalars(string name) => new(name, Scalar);

    // The buffers that the method only reads.
    private IEnumerable<BufferArgument> Read => Given.Where(buffer => buffer.Name != declaration.Output.Span);

    private Member JvpOfSpan(DerivedMember? member, Parameter output)
    {
        string tangent = Beside(output, "Tangent");
        return new Member(
            "Jvp", $"Fills <c>{output.Name}</c> as {Code} does, and <c>{tangent}</c> with its derivative along a direction, by forward mode.",
            [], Operations(member, "both"), "void", [.. Along("Tangent"), new AppendedParameter("", SpanOfScalar, tangent, Scalar)], null, Ending.Assign(_ => []))
        {
            Preparation =
            [
                .. CheckLengths("Tangent"),
                $"{Buffers}.CheckLength({tangent}.Length, {output.Name}.Length, nameof({tangent}));",
                .. Apart([OfScalars(output.Name), OfScalars(tangent)], [.. Read, .. _buffers.Select(p => Argument(p, "Tangent"))]),
            ],
            Clearing = IsOverwritten(member?.Graph, tangent) ? [] : [$"{tangent}.Clear();"],
        };
    }

    private Member VjpOfSpan(DerivedMember? member, Parameter output)
    {
        string cotangent = declaration.Appended("cotangent");
        return new Member(
            "Vjp", $"Fills <c>{output.Name}</c> as {Code} does, and gives the gradient of its elements weighted by a cotangent, by reverse mode.",
            [], Operations(member, "both"), shape.Type,
            [new AppendedParameter("", $"{declaration.WellKnown("System", "ReadOnlySpan")}<{Scalar}>", cotangent, Scalar), .. Destinations("Gradient")], null, Partials)
        {
            Preparation =
            [
                $"{Buffers}.CheckLength({cotangent}.Length, {output.Name}.Length, nameof({cotangent}));",
                .. Apart([OfScalars(output.Name)], [.. Read, OfScalars(cotangent)]),
                .. _buffers.SelectMany(p => Apart([Argument(p, "Gradient")], [OfScalars(cotangent)])),
                .. Prepare("Gradient"),
            ],
            Clearing = [.. Clear("Gradient", member?.Graph)],
        };
    }

    private Member MatrixOfBuffers(DerivedMember? member, string suffix, string rows)
    {
        string name = declaration.Appended(suffix.ToLowerInvariant());
        string numbers = Number(_leaves.Count(leaf => !leaf.IsBuffer));
        IEnumerable<string> elements = _leaves.Where(leaf => leaf.IsBuffer).GroupBy(leaf => leaf.Access).Select(leaves => (leaves.Count() == 1 ? "" : Number(leaves.Count()) + " * ") + leaves.Key + ".Length");
        string columns = string.Join(" + ", elements.Prepend(numbers).Where(term => term != "0"));
        string height = suffix == "Hessian" ? columns : Output is { } output ? output.Name + ".Length" : Number(declaration.Output.Leaves.Count);
        return new Member(
            suffix, $"The {suffix} of {Code}, {rows} a column for each active parameter and each element of an active buffer, row by row.",
            [], Operations(member, "the " + suffix), "void", [new AppendedParameter("", SpanOfScalar, name, Scalar)], null, Ending.Assign(_ => []))
        {
            Preparation =
            [
                $"{Buffers}.CheckMatrix<{Scalar}>({name}, {height}, {columns});",
                .. Apart([.. declaration.Output.Span is { } span ? [OfScalars(span)] : Array.Empty<BufferArgument>(), OfScalars(name)], Read),
            ],
            Clearing = [$"{name}.Clear();"],
        };
    }
}
