using System.Globalization;

namespace SymGrad.EndToEnd.Tests.Language;

/// <summary>What is known of each form.</summary>
internal static class Forms
{
    public static bool IsReal(this Form form) => form is Form.Double or Form.Float;

    public static Form PointOf(Form real) => real == Form.Double ? Form.Point : Form.PointF;

    public static Form BlobOf(Form real) => real == Form.Double ? Form.Blob : Form.BlobF;

    public static Form RealOf(this Form form) => form is Form.Float or Form.PointF or Form.BlobF or Form.ArrayF or Form.SpanF or Form.SlotsF
        or Form.PointsF or Form.PointArrayF or Form.MatrixF ? Form.Float : Form.Double;

    /// <summary>Whether it is a buffer of real numbers.</summary>
    public static bool IsBuffer(this Form form) => form is >= Form.Array and <= Form.SlotsF;

    /// <summary>Whether it is a span, which no local function can capture.</summary>
    public static bool IsSpan(this Form form) => form is >= Form.Span and <= Form.PointsF;

    public static bool IsPoints(this Form form) => form is >= Form.Points and <= Form.PointArrayF;

    public static bool IsMatrix(this Form form) => form is Form.Matrix or Form.MatrixF;

    /// <summary>Whether its derivatives go to a destination.</summary>
    public static bool HasDestination(this Form form) => form.IsBuffer() || form.IsPoints() || form.IsMatrix();

    /// <summary>A form of double, or its twin in float.</summary>
    public static Form Of(this Form form, Form real) => real == Form.Double ? form : form + 1;

    public static Form Other(this Form real) => real == Form.Double ? Form.Float : Form.Double;

    /// <summary>As C# writes it; in the twin program a real number is a dual one.</summary>
    public static string Text(this Form form, bool isTwin) => form switch
    {
        Form.Double => isTwin ? "D" : "double",
        Form.Float => isTwin ? "S" : "float",
        Form.Int => "int",
        Form.Bool => "bool",
        Form.Array or Form.ArrayF => form.RealOf().Text(isTwin) + "[]",
        Form.Span or Form.SpanF => $"ReadOnlySpan<{form.RealOf().Text(isTwin)}>",
        Form.Slots or Form.SlotsF => $"Span<{form.RealOf().Text(isTwin)}>",
        Form.Points or Form.PointsF => $"ReadOnlySpan<{PointOf(form.RealOf())}>",
        Form.PointArray or Form.PointArrayF => PointOf(form.RealOf()) + "[]",
        Form.Matrix or Form.MatrixF => form.RealOf().Text(isTwin) + "[,]",
        Form.Indices => "int[]",
        _ => form.ToString(),
    };

    /// <summary>A parameter's numbers in order, each with its type and whether it is active.</summary>
    public static IEnumerable<Leaf> Leaves(this Parameter parameter)
    {
        var isActive = !parameter.IsHeld;
        var real = parameter.Form.RealOf();
        var name = parameter.Name;
        return parameter.Form switch
        {
            Form.Double or Form.Float => [new(name, "", real, isActive)],
            Form.Int or Form.Bool => [new(name, "", parameter.Form, false)],
            _ when parameter.IsOutput => [],
            Form.Indices => parameter.Elements(Form.Int, false),
            Form.Points or Form.PointsF => Enumerable.Range(0, 2 * parameter.Length).Select(i => new Leaf(
                name, string.Create(CultureInfo.InvariantCulture, $"[{i / 2}].{(i % 2 == 0 ? 'X' : 'Y')}"), real, isActive)),
            Form.Matrix or Form.MatrixF => Enumerable.Range(0, parameter.Length * parameter.Columns).Select(i => new Leaf(
                name, string.Create(CultureInfo.InvariantCulture, $"[{i / parameter.Columns}, {i % parameter.Columns}]"), real, isActive)),
            _ when parameter.Form.IsBuffer() => parameter.Elements(real, isActive),
            Form.Point or Form.PointF => [new(name, ".X", real, isActive), new(name, ".Y", real, isActive)],
            _ =>
            [
                new(name, ".Inner.X", real, isActive), new(name, ".Inner.Y", real, isActive), new(name, ".Z", real, isActive),
                new(name, ".W", real, false), new(name, ".N", Form.Int, false),
            ],
        };
    }

    private static IEnumerable<Leaf> Elements(this Parameter parameter, Form form, bool isActive) =>
        Enumerable.Range(0, parameter.Length).Select(i => new Leaf(parameter.Name, string.Create(CultureInfo.InvariantCulture, $"[{i}]"), form, isActive));
}
