namespace SymGrad.EndToEnd.Tests.Language;

/// <summary>One number of a parameter: <c>p</c>, or <c>p.Inner.X</c>.</summary>
internal sealed record Leaf(string Parameter, string Path, Form Form, bool IsActive);
