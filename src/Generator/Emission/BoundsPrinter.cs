using System.Globalization;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Emission;

/// <summary>
/// Prints what a member does before it writes anything: where an index may be out of range it runs the method itself, which throws if one is.
/// </summary>
internal sealed class BoundsPrinter(Declaration declaration, Derivative derivative)
{
    private const int LongestCondition = 100;

    private Bounds Bounds => derivative.Bounds;

    /// <summary>Whether that takes no more than comparisons.</summary>
    public bool IsCheap => Bounds.Others != OtherIndices.RunMethod && Bounds.Conditions.All(bound => bound.Terms.SelectMany(term => term.Extents).All(extent => extent.Kind is ExtentKind.Value or ExtentKind.Length or ExtentKind.Rows or ExtentKind.Columns));

    /// <summary>The names that the lines declare, within a block: no other may be declared around it.</summary>
    public static IEnumerable<string> Names(Declaration declaration) =>
        [.. declaration.Output.Span is null ? Array.Empty<string>() : [Copy(declaration)], .. declaration.MayChangeReceiver ? [Receiver(declaration)] : Array.Empty<string>()];

    public IReadOnlyList<string> Lines()
    {
        string[] call = [.. Call()];
        if (Bounds.Others == OtherIndices.RunMethod)
            return ["// Only the method itself can tell whether an index is out of range; then it throws, before anything is written.", .. call.Length == 1 ? call : Block(call)];
        if (Bounds.Conditions.Count == 0)
            return [];
        string[] failures = [.. Bounds.Conditions.Select(Fails).Distinct()];
        string together = string.Join(" || ", failures);
        string[] condition = together.Length <= LongestCondition ? [$"if ({together})"] : [.. failures.Select((failure, i) => (i == 0 ? "if (" : "    || ") + failure + (i == failures.Length - 1 ? ")" : ""))];
        return ["// Where an index is out of range, the method itself throws: before anything is written.", .. condition, .. call.Length == 1 ? [Indented(call[0])] : Block(call)];
    }

    private static string[] Block(IEnumerable<string> lines) => ["{", .. lines.Select(Indented), "}"];

    private static string Copy(Declaration declaration) => declaration.Appended("copy");

    private static string Receiver(Declaration declaration) => declaration.Appended("receiver");

    // What the method writes to its output goes elsewhere.
    private IEnumerable<string> Call()
    {
        string copy = Copy(declaration), output = declaration.Output.Span ?? "";
        string call = $"{declaration.Name}{declaration.Generics.Parameters}({string.Join(", ", declaration.Parameters.Where(p => !p.IsReceiver).Select(p => p.Name == output ? copy + ".Span" : Members.Argument(p)))});";
        string[] before = declaration.MayChangeReceiver ? [$"var {Receiver(declaration)} = this;"] : [];
        if (declaration.MayChangeReceiver)
            call = $"{Receiver(declaration)}.{call}";
        if (output == "")
            return [.. before, "_ = " + call];
        return
        [
            .. before,
            $"using var {copy} = new {declaration.WellKnown("SymGrad", "Scratch")}<{declaration.Text(declaration.Scalar)}>({output}.Length, clear: false);",
            $"{output}.CopyTo({copy}.Span);",
            call,
        ];
    }

    // A sum that is negative, as a comparison of what is added with what is subtracted.
    private string Fails(Bound bound)
    {
        Product[] low = [.. bound.Terms.Where(term => term.Factor < 0).Select(term => term with { Factor = -term.Factor })], high = [.. bound.Terms.Where(term => term.Factor > 0)];
        if (low.Length == 0)
            return $"{Sum(high, 0)} < {Text(-bound.Constant)}";
        if (high.Length == 0)
            return $"{Sum(low, 0)} > {Text(bound.Constant)}";
        if (Bounds.Conditions.Any(other => AreOpposite(bound, other)))
            return string.Join(" != ", new[] { Sum(low, 0), Sum(high, 0) }.OrderBy(side => side, StringComparer.Ordinal));
        if (bound.Constant == -1)
            return $"{Sum(low, 0)} >= {Sum(high, 0)}";
        bool isLater = bound.Constant < 0 ? IsLength(high) : !IsLength(low);
        return isLater ? $"{Sum(low, 0)} > {Sum(high, bound.Constant)}" : $"{Sum(low, -bound.Constant)} > {Sum(high, 0)}";
    }

    private static bool AreOpposite(Bound a, Bound b) =>
        a.Constant == 0 && b.Constant == 0 && a.Terms.Count == b.Terms.Count && a.Terms.Count > 1 && a.Terms.All(term => b.Terms.Contains(term with { Factor = -term.Factor }));

    // From a length a number may be taken away.
    private static bool IsLength(Product[] sum) =>
        sum.Length == 1 && sum[0] is { Factor: 1, Extents.Count: 1 } length && length.Extents[0].Kind is ExtentKind.Length or ExtentKind.Rows or ExtentKind.Columns;

    // In 64 bits, where 32 might not be enough.
    private string Sum(Product[] terms, long constant)
    {
        bool isAlone = terms.Length == 1 && terms[0] is { Factor: 1, Extents.Count: 1 };
        string sum = string.Join(" + ", terms.Select((term, i) => Print(term, isLong: !isAlone && (i == 0 || term.Factor != 1 || term.Extents.Count > 1))));
        return constant == 0 ? sum : $"{sum} {(constant < 0 ? "-" : "+")} {Text(Math.Abs(constant))}{(!isAlone || (constant < 0 && IsLength(terms)) ? "" : "L")}";
    }

    private string Print(Product product, bool isLong)
    {
        string extents = string.Join(" * ", product.Extents.OrderBy(extent => extent.Input).Select(Print));
        return product.Factor != 1 ? $"{Text(product.Factor)}L * {extents}" : isLong ? "(long)" + extents : extents;
    }

    private string Print(Extent extent)
    {
        string access = derivative.Primal.Inputs[extent.Input].Access;
        return extent.Kind switch
        {
            ExtentKind.Value => access,
            ExtentKind.Length => access + ".Length",
            ExtentKind.Rows => access + ".GetLength(0)",
            ExtentKind.Columns => access + ".GetLength(1)",
            _ => $"{declaration.WellKnown("SymGrad", "Buffers")}.{extent.Kind}({access})",
        };
    }

    private static string Indented(string line) => "    " + line;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
