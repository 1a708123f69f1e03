using System.Globalization;
using Microsoft.CodeAnalysis;

namespace SymGrad.Tests.Harness;

/// <summary>
/// A diagnostic and where it stands. <paramref name="Text"/> is the source text that it underlines;
/// <paramref name="IsInSource"/> is false for a location rebuilt from a path, which no <c>#pragma</c> can reach.
/// </summary>
public sealed record LocatedDiagnostic(
    string Id, DiagnosticSeverity Severity, string Message, string Text, string File, int Line, int Column, bool IsInSource)
{
    internal static LocatedDiagnostic From(Diagnostic diagnostic, Compilation compilation)
    {
        var location = diagnostic.Location;
        var span = location.GetLineSpan();
        var tree = location.SourceTree ?? compilation.SyntaxTrees.FirstOrDefault(t => span.IsValid && t.FilePath == span.Path);
        return new(
            diagnostic.Id,
            diagnostic.Severity,
            diagnostic.GetMessage(CultureInfo.InvariantCulture),
            tree?.GetText().ToString(location.SourceSpan) ?? "",
            span.Path ?? "",
            span.IsValid ? span.StartLinePosition.Line + 1 : 0,
            span.IsValid ? span.StartLinePosition.Character + 1 : 0,
            location.IsInSource);
    }
}
