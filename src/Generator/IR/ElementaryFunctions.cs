namespace SymGrad.Generator.IR;

/// <summary>One line an elementary function: where it lives in C#, how the field writes it, how to evaluate it.</summary>
internal static class ElementaryFunctions
{
    private const Home Math = Home.Math;
    private const Home Functions = Home.Functions;
    private const Home OnType = Home.Number;

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

        Binary(Elementary.LeakyRelu,             Home.Functions, "leakyrelu",    (x, slope) => x > 0 ? x : slope * x),
        Binary(Elementary.Elu,                   Home.Functions, "elu",          (x, alpha) => x > 0 ? x : alpha * Exponential.ExpM1(x)),
        Unary(Elementary.Selu,                   Home.Functions, "selu",         Activations.Selu),
        Unary(Elementary.Silu,                   Home.Functions, "silu",         Activations.Silu),
        Unary(Elementary.Mish,                   Home.Functions, "mish",         Activations.Mish),
        Unary(Elementary.Gelu,                   Home.Functions, "gelu",         ErrorFunction.Gelu),
        Unary(Elementary.LogSigmoid,             Home.Functions, "ln σ",         x => -Softplus(-x)),
        Unary(Elementary.Logit,                  Home.Functions, "logit",        Logarithm.Logit),
        Unary(Elementary.AccurateExpM1,          Home.Functions, "expm1",        Exponential.ExpM1) with { Name = "ExpM1" },
        Unary(Elementary.AccurateLogP1,          Home.Functions, "log1p",        Logarithm.LogP1) with { Name = "LogP1" },
        Binary(Elementary.XLogY,                 Home.Functions, "xlogy",        Logarithm.XLogY),
        Binary(Elementary.XLog1PY,               Home.Functions, "xlog1py",      Logarithm.XLog1PY),
        Binary(Elementary.LogAddExp,             Home.Functions, "logaddexp",    Activations.LogAddExp),
        Binary(Elementary.LogAddExpDerivative,   Home.Functions, "logaddexp′",   Activations.LogAddExpDerivative),
        Unary(Elementary.Erf,                    Home.Functions, "erf",          ErrorFunction.Erf),
        Unary(Elementary.ErfDerivative,          Home.Functions, "erf′",         ErrorFunction.Slope),
        Unary(Elementary.Erfc,                   Home.Functions, "erfc",         ErrorFunction.Erfc),
        Unary(Elementary.Erfcx,                  Home.Functions, "erfcx",        ErrorFunction.Erfcx),
        Unary(Elementary.ErfInv,                 Home.Functions, "erfinv",       InverseErrorFunction.OfErf),
        Unary(Elementary.ErfcInv,                Home.Functions, "erfcinv",      InverseErrorFunction.OfErfc),
        Unary(Elementary.NormalCdf,              Home.Functions, "Φ",            ErrorFunction.NormalCdf),
        Unary(Elementary.NormalPdf,              Home.Functions, "φ",            ErrorFunction.NormalPdf),
        Unary(Elementary.Gamma,                  Home.Functions, "Γ",            GammaFunction.Gamma),
        Unary(Elementary.LogGamma,               Home.Functions, "ln Γ",         GammaFunction.LogGamma),
        Unary(Elementary.Digamma,                Home.Functions, "ψ",            PolygammaFunction.Digamma),
        Binary(Elementary.Polygamma,             Home.Functions, "polygamma",    (n, x) => PolygammaFunction.Polygamma((int)n, x)),

        Unary(Elementary.MathNetErf,             Home.MathNet,   "erf",          ErrorFunction.Erf) with { Name = "Erf" },
        Unary(Elementary.MathNetErfc,            Home.MathNet,   "erfc",         ErrorFunction.Erfc) with { Name = "Erfc" },
        Unary(Elementary.MathNetErfInv,          Home.MathNet,   "erfinv",       InverseErrorFunction.OfErf) with { Name = "ErfInv" },
        Unary(Elementary.MathNetErfcInv,         Home.MathNet,   "erfcinv",      InverseErrorFunction.OfErfc) with { Name = "ErfcInv" },
        Unary(Elementary.MathNetGamma,           Home.MathNet,   "Γ",            GammaFunction.Gamma) with { Name = "Gamma" },
        Unary(Elementary.MathNetGammaLn,         Home.MathNet,   "ln Γ",         GammaFunction.LogGamma) with { Name = "GammaLn" },
        Unary(Elementary.MathNetDiGamma,         Home.MathNet,   "ψ",            PolygammaFunction.Digamma) with { Name = "DiGamma" },
        Binary(Elementary.MathNetBeta,           Home.MathNet,   "B",            (x, y) => System.Math.Exp(LogBeta(x, y))) with { Name = "Beta" },
        Binary(Elementary.MathNetBetaLn,         Home.MathNet,   "ln B",         LogBeta) with { Name = "BetaLn" },
        Unary(Elementary.MathNetLogistic,        Home.MathNet,   "σ",            Sigmoid) with { Name = "Logistic" },
        Unary(Elementary.MathNetLogit,           Home.MathNet,   "logit",        Logarithm.Logit) with { Name = "Logit" },
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

    /// <summary>The function that C# calls <paramref name="name"/> at a home; what <c>Math</c> has, <c>double</c> and <c>float</c> have too.</summary>
    public static ElementaryFunction? Find(Home home, string name) => Table.FirstOrDefault(f =>
        f.Name == name && (f.Home == home || (f.Home, home) is (Home.Number, Home.Math)));

    private static ElementaryFunction Unary(Elementary id, Home home, string symbol, Func<double, double> evaluate) =>
        new(id, home, 1, symbol, Notation.Call, (x, _) => evaluate(x));

    private static ElementaryFunction Binary(Elementary id, Home home, string symbol, Func<double, double, double> evaluate) =>
        new(id, home, 2, symbol, Notation.Call, evaluate);

    private static double Hypot(double x, double y)
    {
        double big = System.Math.Max(System.Math.Abs(x), System.Math.Abs(y)), small = System.Math.Min(System.Math.Abs(x), System.Math.Abs(y));
        if (big == 0 || double.IsInfinity(big))
            return big;
        double ratio = small / big;
        return big * System.Math.Sqrt(1 + (ratio * ratio));
    }

    private static double LogBeta(double x, double y) =>
        x > 0 && y > 0 ? GammaFunction.LogGamma(x) + GammaFunction.LogGamma(y) - GammaFunction.LogGamma(x + y) : double.NaN;

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
