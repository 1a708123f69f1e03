namespace SymGrad.Generator.IR;

/// <summary>What everyone but the calculus needs to know of an elementary function.</summary>
/// <param name="Symbol">How the field writes it.</param>
/// <param name="Evaluate">Its value at up to three operands, as a function of real numbers.</param>
internal sealed record ElementaryFunction(
    Elementary Id, Home Home, int Arity, string Symbol, Notation Notation, Func<double, double, double, double> Evaluate)
{
    /// <summary>Its C# name.</summary>
    public string Name { get; init; } = Id.ToString();

    /// <summary>The element of the tuple that the C# method returns, with a dot before; empty where it returns a number.</summary>
    public string Element { get; init; } = "";

    /// <summary>Whether it is constant between jumps, so that no derivative flows through it.</summary>
    public bool IsStep { get; init; }

    /// <summary>Where the value is finite and the derivative is not; null where there is no such point.</summary>
    public string? InfiniteSlopeAt { get; init; }

    /// <summary>Whether C# has it for integers too.</summary>
    public bool TakesIntegers => Id is Elementary.Abs or Elementary.Min or Elementary.Max or Elementary.Clamp;

    /// <summary>Whether the last operand is a <c>MidpointRounding</c>.</summary>
    public bool TakesMode { get; init; }
}

/// <summary>The class that a function is a static method of.</summary>
internal enum Home
{
    /// <summary><c>Math</c>, and <c>MathF</c> for <c>float</c>.</summary>
    Math,

    /// <summary><c>Math</c>, for <c>float</c> too.</summary>
    MathAlone,

    /// <summary><c>double</c> or <c>float</c>.</summary>
    Number,

    /// <summary>SymGrad's <c>Functions</c>.</summary>
    Functions,

    /// <summary><c>MathNet.Numerics.SpecialFunctions</c>, known by name only.</summary>
    MathNet,
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

    /// <summary>x is whole</summary>
    Suffix,
}
