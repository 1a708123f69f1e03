namespace SymGrad.EndToEnd.Tests.Language;

/// <param name="IsHeld">Whether it is marked <c>[NoGradient]</c>.</param>
/// <param name="Modifier">Empty, or <c>in</c>.</param>
internal sealed record Parameter(string Name, Form Form, bool IsHeld, string Modifier = "");
