using Microsoft.CodeAnalysis.CSharp;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Emission;

/// <summary>Prints what a trace returns: a record with a property for each local.</summary>
internal sealed class TracePrinter(Declaration declaration, Trace trace, CodeWriter writer, string attribute)
{
    public void Print()
    {
        writer.Line("/// <summary>");
        writer.Line($"/// The value of <c>{declaration.Name}</c>, and its locals in the order they are assigned, each with its adjoint: the derivative of the value by it.");
        writer.Line("/// A local that is not assigned on the path taken has the value NaN and the adjoint 0.");
        writer.Line("/// </summary>");
        writer.Line($"/// <param name=\"Value\">What <c>{declaration.Name}</c> returns.</param>");
        foreach (TracedLocal local in trace.Locals)
            writer.Line($"/// <param name=\"{local.Name}\">The local <c>{local.Name}</c>.</param>");
        foreach (string carried in declaration.Attributes)
            writer.Line(carried);
        writer.Line(attribute);
        string hiding = declaration.Hiding.Contains(declaration.TraceResult) ? "new " : "";
        string[] properties = [$"{declaration.Text(declaration.Scalar)} Value", .. trace.Locals.Select(local => $"{Traced(local.Type)} {Identifier(local.Name)}")];
        writer.Line($"{declaration.Accessibility} {hiding}readonly record struct {declaration.TraceResult}{declaration.Generics.Parameters}(");
        for (int i = 0; i < properties.Length; i++)
            writer.Line($"    {properties[i]}{(i == properties.Length - 1 ? ")" : ",")}");
        foreach (string clause in declaration.Generics.Constraints)
            writer.Line("    " + clause);
        writer.Open();
        writer.Line("/// <summary>A table with a line for each local: its name, its value, its adjoint.</summary>");
        writer.Line("/// <returns>The table; its last line is the value.</returns>");
        writer.Line($"public override string ToString() => new {declaration.WellKnown("SymGrad", "TraceTable")}()");
        foreach (TracedLocal local in trace.Locals)
            writer.Line($"    .Add(\"{local.Name}\", {Identifier(local.Name)})");
        writer.Line($"    .Add(\"{declaration.Name.TrimStart('@')}\", Value)");
        writer.Line("    .ToString();");
        writer.Close();
    }

    private string Traced(ScalarType type) => $"{declaration.WellKnown("SymGrad", "Traced")}<{declaration.Text(type)}>";

    private static string Identifier(string name) => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;
}
