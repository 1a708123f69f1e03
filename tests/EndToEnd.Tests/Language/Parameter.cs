namespace SymGrad.EndToEnd.Tests.Language;

/// <param name="IsHeld">Whether it is marked <c>[NoGradient]</c>.</param>
/// <param name="Modifier">Empty, or <c>in</c>.</param>
internal sealed record Parameter(string Name, Form Form, bool IsHeld, string Modifier = "")
{
    /// <summary>Of a helper's buffer, which may be one that holds constants, it is not known for sure.</summary>
    public Activity Activity { get; init; } = Activity.Active;

    /// <summary>The length of a buffer, or the number of a matrix's rows.</summary>
    public int Length { get; init; }

    public int Columns { get; init; }

    /// <summary>Whether it is the span that a method without a result fills.</summary>
    public bool IsOutput { get; init; }
}
