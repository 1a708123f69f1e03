namespace SymGrad.Generator.IR;

/// <summary>A scalar that comes from outside: a parameter, a leaf of a struct parameter, or a field the method reads.</summary>
/// <param name="Name">Its dotted name, as a user would say it: <c>w0</c>, <c>layer1.Bias</c>.</param>
/// <param name="Access">The C# expression that reads it inside the generated method.</param>
internal readonly record struct Input(string Name, string Access, ScalarType Type, bool IsActive);
