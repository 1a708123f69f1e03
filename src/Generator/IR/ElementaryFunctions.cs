namespace SymGrad.Generator.IR;

/// <summary>One line an elementary function: where it lives in C#, how the field writes it, how to evaluate it.</summary>
internal static class ElementaryFunctions
{
    private const string Math = "Math";
    private const string Functions = "Functions";
    private const string OnType = "";

    private static readonly ElementaryFunction[] Table =
    [
        //  function                      C# home    arity  written     as                                       evaluated in double
        new(Elementary.Exp,               Math,      1,     "exp",      Notation.Call,                           (x, _) => System.Math.Exp(x)),
        new(Elementary.Log,               Math,      1,     "ln",       Notation.Call,                           (x, _) => System.Math.Log(x)),
        new(Elementary.Sqrt,              Math,      1,     "√",        Notation.Prefix,                         (x, _) => System.Math.Sqrt(x)),
        new(Elementary.Pow,               Math,      2,     "^",        Notation.Infix,                          System.Math.Pow),
        new(Elementary.Sin,               Math,      1,     "sin",      Notation.Call,                           (x, _) => System.Math.Sin(x)),
        new(Elementary.Cos,               Math,      1,     "cos",      Notation.Call,                           (x, _) => System.Math.Cos(x)),
        new(Elementary.Tan,               Math,      1,     "tan",      Notation.Call,                           (x, _) => System.Math.Tan(x)),
        new(Elementary.Sinh,              Math,      1,     "sinh",     Notation.Call,                           (x, _) => System.Math.Sinh(x)),
        new(Elementary.Cosh,              Math,      1,     "cosh",     Notation.Call,                           (x, _) => System.Math.Cosh(x)),
        new(Elementary.Tanh,              Math,      1,     "tanh",     Notation.Call,                           (x, _) => System.Math.Tanh(x)),
        new(Elementary.Asin,              Math,      1,     "asin",     Notation.Call,                           (x, _) => System.Math.Asin(x)),
        new(Elementary.Acos,              Math,      1,     "acos",     Notation.Call,                           (x, _) => System.Math.Acos(x)),
        new(Elementary.Atan,              Math,      1,     "atan",     Notation.Call,                           (x, _) => System.Math.Atan(x)),
        new(Elementary.Atan2,             Math,      2,     "atan2",    Notation.Call,                           System.Math.Atan2),
        new(Elementary.Abs,               Math,      1,     "|",        Notation.Bars,                           (x, _) => System.Math.Abs(x)),
        new(Elementary.Min,               Math,      2,     "min",      Notation.Call,                           System.Math.Min),
        new(Elementary.Max,               Math,      2,     "max",      Notation.Call,                           System.Math.Max),
        new(Elementary.Hypot,             OnType,    2,     "hypot",    Notation.Call,                           Hypot),
        new(Elementary.Sigmoid,           Functions, 1,     "σ",        Notation.Call,                           (x, _) => Sigmoid(x)),
        new(Elementary.SigmoidDerivative, Functions, 1,     "σ′",       Notation.Call,                           (x, _) => SigmoidDerivative(x)),
        new(Elementary.Softplus,          Functions, 1,     "softplus", Notation.Call,                           (x, _) => Softplus(x)),
        new(Elementary.Relu,              Functions, 1,     "relu",     Notation.Call,                           (x, _) => x > 0 || double.IsNaN(x) ? x : 0),
    ];

    /// <summary>Functions whose value and derivative share their work, and the derivative's own name.</summary>
    public static readonly IReadOnlyList<(Elementary Value, Elementary Derivative)> Pairs =
    [
        (Elementary.Sigmoid, Elementary.SigmoidDerivative),
        (Elementary.Softplus, Elementary.Sigmoid),
    ];

    public static ElementaryFunction Info(this Elementary function)
    {
        ElementaryFunction info = Table[(int)function];
        return info.Id == function ? info : throw new InvalidOperationException($"the table's line for {function} is out of order");
    }

    /// <summary>The function that C# calls <paramref name="name"/> on <c>Math</c>, <c>MathF</c>, <c>double</c>, <c>float</c> or <c>Functions</c>.</summary>
    public static ElementaryFunction? Find(string home, string name) => Table.FirstOrDefault(f =>
        f.Name == name && (f.Home == Functions) == (home == Functions));

    private static double Hypot(double x, double y)
    {
        double big = System.Math.Max(System.Math.Abs(x), System.Math.Abs(y)), small = System.Math.Min(System.Math.Abs(x), System.Math.Abs(y));
        if (big == 0 || double.IsInfinity(big))
            return big;
        double ratio = small / big;
        return big * System.Math.Sqrt(1 + (ratio * ratio));
    }

    private static double Sigmoid(double x)
    {
        double e = System.Math.Exp(-System.Math.Abs(x));
        return x >= 0 ? 1 / (1 + e) : e / (1 + e);
    }

    private static double SigmoidDerivative(double x)
    {
        double e = System.Math.Exp(-System.Math.Abs(x));
        return e / (1 + e) / (1 + e);
    }

    private static double Softplus(double x)
    {
        double e = System.Math.Exp(-System.Math.Abs(x)), u = 1 + e;
        return System.Math.Max(x, 0) + (u == 1 ? e : System.Math.Log(u) * e / (u - 1));
    }
}
