namespace SymGrad.EndToEnd.Tests.Language;

/// <summary>A method of a random program; its helpers are functions too.</summary>
internal sealed record Function(string Name, Form Result, IReadOnlyList<Parameter> Parameters, Tree Body);
