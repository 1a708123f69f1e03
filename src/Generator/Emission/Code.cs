namespace SymGrad.Generator.Emission;

/// <summary>A piece of C# and how tightly it binds.</summary>
internal readonly record struct Code(string Text, Binding Binding)
{
    public string At(Binding least) => Binding >= least ? Text : $"({Text})";
}

/// <summary>C#'s precedence, loosest first.</summary>
internal enum Binding
{
    Conditional,
    ConditionalOr,
    ConditionalAnd,
    Or,
    Xor,
    And,
    Equality,
    Relational,
    Shift,
    Additive,
    Multiplicative,
    Unary,
    Primary,
}
