using Microsoft.CodeAnalysis;

namespace SymGrad.Generator.Diagnostics;

/// <summary>A diagnostic to be. Its location is the raw one, so that <c>#pragma warning</c> applies to it.</summary>
internal sealed record Problem(DiagnosticDescriptor Rule, Location Location, params object[] Arguments)
{
    public Diagnostic ToDiagnostic() => Diagnostic.Create(Rule, Location, Arguments);

    public bool Equals(Problem? other) =>
        other is not null && Rule.Equals(other.Rule) && Location.Equals(other.Location) && Arguments.SequenceEqual(other.Arguments);

    public override int GetHashCode() => unchecked((Rule.GetHashCode() * 31) + Location.GetHashCode());
}
