namespace SymGrad.Generator.IR;

/// <summary>What everyone but the calculus needs to know of an elementary function.</summary>
/// <param name="Home">The class it lives on: <c>Math</c> stands for <c>MathF</c> too; empty for a static of <c>double</c> and <c>float</c>.</param>
/// <param name="Symbol">How the field writes it.</param>
internal sealed record ElementaryFunction(
    Elementary Id, string Home, int Arity, string Symbol, Notation Notation, Func<double, double, double> Evaluate)
{
    /// <summary>Its C# name.</summary>
    public string Name => Id.ToString();
}

/// <summary>How a function's symbol and its arguments are set in a formula.</summary>
internal enum Notation
{
    /// <summary>f(x, y)</summary>
    Call,

    /// <summary>√x</summary>
    Prefix,

    /// <summary>x^y</summary>
    Infix,

    /// <summary>|x|</summary>
    Bars,
}
