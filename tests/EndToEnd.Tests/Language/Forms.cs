namespace SymGrad.EndToEnd.Tests.Language;

/// <summary>What is known of each form.</summary>
internal static class Forms
{
    public static bool IsReal(this Form form) => form is Form.Double or Form.Float;

    public static Form PointOf(Form real) => real == Form.Double ? Form.Point : Form.PointF;

    public static Form BlobOf(Form real) => real == Form.Double ? Form.Blob : Form.BlobF;

    public static Form RealOf(this Form form) => form is Form.Float or Form.PointF or Form.BlobF ? Form.Float : Form.Double;

    public static Form Other(this Form real) => real == Form.Double ? Form.Float : Form.Double;

    /// <summary>As C# writes it; in the twin program a real number is a dual one.</summary>
    public static string Text(this Form form, bool isTwin) => form switch
    {
        Form.Double => isTwin ? "D" : "double",
        Form.Float => isTwin ? "S" : "float",
        Form.Int => "int",
        Form.Bool => "bool",
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
            Form.Point or Form.PointF => [new(name, ".X", real, isActive), new(name, ".Y", real, isActive)],
            _ =>
            [
                new(name, ".Inner.X", real, isActive), new(name, ".Inner.Y", real, isActive), new(name, ".Z", real, isActive),
                new(name, ".W", real, false), new(name, ".N", Form.Int, false),
            ],
        };
    }
}
