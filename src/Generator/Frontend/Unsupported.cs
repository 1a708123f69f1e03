using Microsoft.CodeAnalysis;
using SymGrad.Generator.Diagnostics;

namespace SymGrad.Generator.Frontend;

/// <summary>Ends the reading of a method at a construct that cannot be differentiated; carries the diagnostic.</summary>
internal sealed class Unsupported(DiagnosticDescriptor rule, SyntaxNode syntax, params object[] arguments) : Exception
{
    public Problem Problem { get; } = new(rule, syntax.GetLocation(), arguments);
}
