using static SymGrad.Generator.IR.Constants;
using static SymGrad.Generator.IR.RealFunctions;

namespace SymGrad.Generator.IR;

/// <summary>
/// One line an elementary function: where it lives in C#, how the field writes it, how to evaluate it. What <c>Math</c> and
/// <c>double</c> both have is the same code: it is emitted as <c>Math</c>'s.
/// </summary>
internal static class ElementaryFunctions
{
    private static readonly ElementaryFunction[] Table =
    [
        //     function                         C# home         written         evaluated in double
        Unary(Elementary.Exp,                   Home.Math,      "exp",          Math.Exp),
        Unary(Elementary.Exp2,                  Home.Number,    "exp2",         x => Math.Pow(2, x)),
        Unary(Elementary.Exp10,                 Home.Number,    "exp10",        x => Math.Pow(10, x)),
        Unary(Elementary.ExpM1,                 Home.Number,    "expm1",        Exponential.ExpM1),
        Unary(Elementary.Exp2M1,                Home.Number,    "exp2m1",       x => Exponential.ExpM1(x * Ln2)),
        Unary(Elementary.Exp10M1,               Home.Number,    "exp10m1",      x => Exponential.ExpM1(x * Ln10)),
        Unary(Elementary.Log,                   Home.Math,      "ln",           Math.Log),
        Binary(Elementary.LogBase,              Home.Math,      "log",          (x, b) => Math.Log(x) / Math.Log(b)) with { Name = "Log" },
        Unary(Elementary.Log2,                  Home.Math,      "log2",         x => Math.Log(x) / Ln2),
        Unary(Elementary.Log10,                 Home.Math,      "log10",        Math.Log10),
        Unary(Elementary.LogP1,                 Home.Number,    "log1p",        Logarithm.LogP1),
        Unary(Elementary.Log2P1,                Home.Number,    "log2p1",       x => Logarithm.LogP1(x) / Ln2),
        Unary(Elementary.Log10P1,               Home.Number,    "log10p1",      x => Logarithm.LogP1(x) / Ln10),

        Unary(Elementary.Sqrt,                  Home.Math,      "√",            Math.Sqrt) with { InfiniteSlopeAt = "0", Notation = Notation.Prefix },
        Unary(Elementary.Cbrt,                  Home.Math,      "∛",            Cbrt) with { InfiniteSlopeAt = "0", Notation = Notation.Prefix },
        Binary(Elementary.RootN,                Home.Number,    "root",         RootN) with { InfiniteSlopeAt = "0" },
        Binary(Elementary.Pow,                  Home.Math,      "^",            Math.Pow) with { Notation = Notation.Infix },
        Binary(Elementary.Hypot,                Home.Number,    "hypot",        Hypot),
        Unary(Elementary.ReciprocalEstimate,    Home.Math,      "reciprocal",   x => 1 / x),
        Unary(Elementary.ReciprocalSqrtEstimate, Home.Math,     "rsqrt",        x => 1 / Math.Sqrt(x)),

        Unary(Elementary.Sin,                   Home.Math,      "sin",          Math.Sin),
        Unary(Elementary.Cos,                   Home.Math,      "cos",          Math.Cos),
        Unary(Elementary.SinOfSinCos,           Home.Math,      "sin",          Math.Sin) with { Name = "SinCos", Element = ".Sin" },
        Unary(Elementary.CosOfSinCos,           Home.Math,      "cos",          Math.Cos) with { Name = "SinCos", Element = ".Cos" },
        Unary(Elementary.Tan,                   Home.Math,      "tan",          Math.Tan),
        Unary(Elementary.Asin,                  Home.Math,      "asin",         Math.Asin) with { InfiniteSlopeAt = "±1" },
        Unary(Elementary.Acos,                  Home.Math,      "acos",         Math.Acos) with { InfiniteSlopeAt = "±1" },
        Unary(Elementary.Atan,                  Home.Math,      "atan",         Math.Atan),
        Binary(Elementary.Atan2,                Home.Math,      "atan2",        Math.Atan2),
        Unary(Elementary.SinPi,                 Home.Number,    "sinpi",        SinPi),
        Unary(Elementary.CosPi,                 Home.Number,    "cospi",        CosPi),
        Unary(Elementary.SinPiOfSinCosPi,       Home.Number,    "sinpi",        SinPi) with { Name = "SinCosPi", Element = ".SinPi" },
        Unary(Elementary.CosPiOfSinCosPi,       Home.Number,    "cospi",        CosPi) with { Name = "SinCosPi", Element = ".CosPi" },
        Unary(Elementary.TanPi,                 Home.Number,    "tanpi",        x => SinPi(x) / CosPi(x)),
        Unary(Elementary.AsinPi,                Home.Number,    "asinpi",       x => Math.Asin(x) / Math.PI) with { InfiniteSlopeAt = "±1" },
        Unary(Elementary.AcosPi,                Home.Number,    "acospi",       x => Math.Acos(x) / Math.PI) with { InfiniteSlopeAt = "±1" },
        Unary(Elementary.AtanPi,                Home.Number,    "atanpi",       x => Math.Atan(x) / Math.PI),
        Binary(Elementary.Atan2Pi,              Home.Number,    "atan2pi",      (y, x) => Math.Atan2(y, x) / Math.PI),

        Unary(Elementary.Sinh,                  Home.Math,      "sinh",         Math.Sinh),
        Unary(Elementary.Cosh,                  Home.Math,      "cosh",         Math.Cosh),
        Unary(Elementary.Tanh,                  Home.Math,      "tanh",         Math.Tanh),
        Unary(Elementary.Asinh,                 Home.Math,      "asinh",        Asinh),
        Unary(Elementary.Acosh,                 Home.Math,      "acosh",        Acosh) with { InfiniteSlopeAt = "1" },
        Unary(Elementary.Atanh,                 Home.Math,      "atanh",        Atanh),

        Unary(Elementary.Abs,                   Home.Math,      "|",            Math.Abs) with { Notation = Notation.Bars },
        Binary(Elementary.CopySign,             Home.Math,      "copysign",     CopySign),
        Binary(Elementary.Min,                  Home.Math,      "min",          Math.Min),
        Binary(Elementary.Max,                  Home.Math,      "max",          Math.Max),
        Binary(Elementary.MinNumber,            Home.Number,    "min",          MinNumber),
        Binary(Elementary.MaxNumber,            Home.Number,    "max",          MaxNumber),
        Binary(Elementary.MinNative,            Home.Number,    "min",          Math.Min),
        Binary(Elementary.MaxNative,            Home.Number,    "max",          Math.Max),
        Binary(Elementary.MinMagnitude,         Home.Math,      "minmag",       MinMagnitude),
        Binary(Elementary.MaxMagnitude,         Home.Math,      "maxmag",       MaxMagnitude),
        Binary(Elementary.MinMagnitudeNumber,   Home.Number,    "minmag",       MinMagnitude),
        Binary(Elementary.MaxMagnitudeNumber,   Home.Number,    "maxmag",       MaxMagnitude),
        Ternary(Elementary.Clamp,               Home.MathAlone, "clamp",        Clamp),
        Ternary(Elementary.ClampNative,         Home.Number,    "clamp",        Clamp),

        Ternary(Elementary.FusedMultiplyAdd,    Home.Math,      "fma",          (a, b, c) => (a * b) + c),
        Ternary(Elementary.MultiplyAddEstimate, Home.Number,    "fma",          (a, b, c) => (a * b) + c),
        Ternary(Elementary.Lerp,                Home.Number,    "lerp",         (a, b, t) => (a * (1 - t)) + (b * t)),
        Binary(Elementary.ScaleB,               Home.Math,      "scaleb",       (x, n) => x * Math.Pow(2, n)),
        Unary(Elementary.BitIncrement,          Home.Math,      "next",         x => x),
        Unary(Elementary.BitDecrement,          Home.Math,      "previous",     x => x),
        Unary(Elementary.DegreesToRadians,      Home.Number,    "radians",      x => x * Math.PI / 180),
        Unary(Elementary.RadiansToDegrees,      Home.Number,    "degrees",      x => x * 180 / Math.PI),
        Binary(Elementary.IEEERemainder,        Home.Math,      "remainder",    Math.IEEERemainder),
        Binary(Elementary.Ieee754Remainder,     Home.Number,    "remainder",    Math.IEEERemainder),

        Unary(Elementary.Ceiling,               Home.Math,      "ceiling",      Math.Ceiling) with { IsStep = true },
        Unary(Elementary.Floor,                 Home.Math,      "floor",        Math.Floor) with { IsStep = true },
        Unary(Elementary.Truncate,              Home.Math,      "truncate",     Math.Truncate) with { IsStep = true },
        Unary(Elementary.Round,                 Home.Math,      "round",        Math.Round) with { IsStep = true },
        Binary(Elementary.RoundToDigits,        Home.Math,      "round",        (x, n) => Round(x, n, 0)) with { Name = "Round", IsStep = true },
        Binary(Elementary.RoundByMode,          Home.Math,      "round",        (x, m) => Round(x, 0, m)) with { Name = "Round", IsStep = true, TakesMode = true },
        Ternary(Elementary.RoundToDigitsByMode, Home.Math,      "round",        Round) with { Name = "Round", IsStep = true, TakesMode = true },
        Unary(Elementary.ILogB,                 Home.Math,      "ilogb",        ILogB) with { IsStep = true },

        Predicate(Elementary.IsEvenInteger,     "is even",      x => x % 2 == 0),
        Predicate(Elementary.IsFinite,          "is finite",    x => Math.Abs(x) <= double.MaxValue),
        Predicate(Elementary.IsInfinity,        "is infinite",  double.IsInfinity),
        Predicate(Elementary.IsInteger,         "is whole",     x => x == Math.Truncate(x) && !double.IsInfinity(x)),
        Predicate(Elementary.IsNegative,        "is negative",  IsNegative),
        Predicate(Elementary.IsNegativeInfinity, "is −∞",       double.IsNegativeInfinity),
        Predicate(Elementary.IsNormal,          "is normal",    x => Math.Abs(x) is >= SmallestNormal and <= double.MaxValue),
        Predicate(Elementary.IsOddInteger,      "is odd",       x => Math.Abs(x % 2) == 1),
        Predicate(Elementary.IsPositive,        "is positive",  x => !IsNegative(x)),
        Predicate(Elementary.IsPositiveInfinity, "is +∞",       double.IsPositiveInfinity),
        Predicate(Elementary.IsPow2,            "is a power of 2", IsPow2),
        Predicate(Elementary.IsSubnormal,       "is subnormal", x => Math.Abs(x) is > 0 and < SmallestNormal),

        Unary(Elementary.Sigmoid,               Home.Functions, "σ",            Sigmoid),
        Unary(Elementary.SigmoidDerivative,     Home.Functions, "σ′",           SigmoidDerivative),
        Unary(Elementary.Softplus,              Home.Functions, "softplus",     Softplus),
        Unary(Elementary.Relu,                  Home.Functions, "relu",         x => x > 0 || double.IsNaN(x) ? x : 0),
        Binary(Elementary.LeakyRelu,            Home.Functions, "leakyrelu",    (x, slope) => x > 0 ? x : slope * x),
        Binary(Elementary.Elu,                  Home.Functions, "elu",          (x, alpha) => x > 0 ? x : alpha * Exponential.ExpM1(x)),
        Unary(Elementary.Selu,                  Home.Functions, "selu",         Activations.Selu),
        Unary(Elementary.Silu,                  Home.Functions, "silu",         Activations.Silu),
        Unary(Elementary.Mish,                  Home.Functions, "mish",         Activations.Mish),
        Unary(Elementary.Gelu,                  Home.Functions, "gelu",         ErrorFunction.Gelu),
        Unary(Elementary.LogSigmoid,            Home.Functions, "ln σ",         x => -Softplus(-x)),
        Unary(Elementary.Logit,                 Home.Functions, "logit",        Logarithm.Logit),
        Unary(Elementary.AccurateExpM1,         Home.Functions, "expm1",        Exponential.ExpM1) with { Name = "ExpM1" },
        Unary(Elementary.AccurateLogP1,         Home.Functions, "log1p",        Logarithm.LogP1) with { Name = "LogP1" },
        Binary(Elementary.XLogY,                Home.Functions, "xlogy",        Logarithm.XLogY),
        Binary(Elementary.XLog1PY,              Home.Functions, "xlog1py",      Logarithm.XLog1PY),
        Binary(Elementary.LogAddExp,            Home.Functions, "logaddexp",    Activations.LogAddExp),
        Binary(Elementary.LogAddExpDerivative,  Home.Functions, "logaddexp′",   Activations.LogAddExpDerivative),
        Unary(Elementary.Erf,                   Home.Functions, "erf",          ErrorFunction.Erf),
        Unary(Elementary.ErfDerivative,         Home.Functions, "erf′",         ErrorFunction.Slope),
        Unary(Elementary.Erfc,                  Home.Functions, "erfc",         ErrorFunction.Erfc),
        Unary(Elementary.Erfcx,                 Home.Functions, "erfcx",        ErrorFunction.Erfcx),
        Unary(Elementary.ErfInv,                Home.Functions, "erfinv",       InverseErrorFunction.OfErf),
        Unary(Elementary.ErfcInv,               Home.Functions, "erfcinv",      InverseErrorFunction.OfErfc),
        Unary(Elementary.NormalCdf,             Home.Functions, "Φ",            ErrorFunction.NormalCdf),
        Unary(Elementary.NormalPdf,             Home.Functions, "φ",            ErrorFunction.NormalPdf),
        Unary(Elementary.Gamma,                 Home.Functions, "Γ",            GammaFunction.Gamma),
        Unary(Elementary.LogGamma,              Home.Functions, "ln Γ",         GammaFunction.LogGamma),
        Unary(Elementary.Digamma,               Home.Functions, "ψ",            PolygammaFunction.Digamma),
        Binary(Elementary.Polygamma,            Home.Functions, "polygamma",    (n, x) => PolygammaFunction.Polygamma((int)n, x)),

        Unary(Elementary.MathNetErf,            Home.MathNet,   "erf",          ErrorFunction.Erf) with { Name = "Erf" },
        Unary(Elementary.MathNetErfc,           Home.MathNet,   "erfc",         ErrorFunction.Erfc) with { Name = "Erfc" },
        Unary(Elementary.MathNetErfInv,         Home.MathNet,   "erfinv",       InverseErrorFunction.OfErf) with { Name = "ErfInv" },
        Unary(Elementary.MathNetErfcInv,        Home.MathNet,   "erfcinv",      InverseErrorFunction.OfErfc) with { Name = "ErfcInv" },
        Unary(Elementary.MathNetGamma,          Home.MathNet,   "Γ",            GammaFunction.Gamma) with { Name = "Gamma" },
        Unary(Elementary.MathNetGammaLn,        Home.MathNet,   "ln Γ",         GammaFunction.LogGamma) with { Name = "GammaLn" },
        Unary(Elementary.MathNetDiGamma,        Home.MathNet,   "ψ",            PolygammaFunction.Digamma) with { Name = "DiGamma" },
        Binary(Elementary.MathNetBeta,          Home.MathNet,   "B",            (x, y) => Math.Exp(LogBeta(x, y))) with { Name = "Beta" },
        Binary(Elementary.MathNetBetaLn,        Home.MathNet,   "ln B",         LogBeta) with { Name = "BetaLn" },
        Unary(Elementary.MathNetLogistic,       Home.MathNet,   "σ",            Sigmoid) with { Name = "Logistic" },
        Unary(Elementary.MathNetLogit,          Home.MathNet,   "logit",        Logarithm.Logit) with { Name = "Logit" },
    ];

    /// <summary>Functions whose value and derivative share their work, and the derivative's own name.</summary>
    public static readonly IReadOnlyList<(Elementary Value, Elementary Derivative)> Pairs =
    [
        (Elementary.Sigmoid, Elementary.SigmoidDerivative),
        (Elementary.Softplus, Elementary.Sigmoid),
        (Elementary.SinOfSinCos, Elementary.CosOfSinCos),
        (Elementary.SinPiOfSinCosPi, Elementary.CosPiOfSinCosPi),
    ];

    /// <summary>The derivative that <see cref="Pairs"/> names.</summary>
    public static Elementary DerivativeOf(Elementary value) => Pairs.First(p => p.Value == value).Derivative;

    public static ElementaryFunction Info(this Elementary function)
    {
        ElementaryFunction info = Table[(int)function];
        return info.Id == function ? info : throw new InvalidOperationException($"the table's line for {function} is out of order");
    }

    /// <summary>The functions of that name: overloads and the parts of a tuple count as several.</summary>
    /// <param name="library">The library it is in; null for <c>Math</c>, <c>MathF</c>, <c>double</c> and <c>float</c>.</param>
    public static IEnumerable<ElementaryFunction> Named(string name, Home? library) =>
        Table.Where(f => f.Name == name && (f.Home is Home.Functions or Home.MathNet ? f.Home == library : library is null));

    private static ElementaryFunction Unary(Elementary id, Home home, string symbol, Func<double, double> evaluate) =>
        new(id, home, 1, symbol, Notation.Call, (x, _, _) => evaluate(x));

    private static ElementaryFunction Binary(Elementary id, Home home, string symbol, Func<double, double, double> evaluate) =>
        new(id, home, 2, symbol, Notation.Call, (x, y, _) => evaluate(x, y));

    private static ElementaryFunction Ternary(Elementary id, Home home, string symbol, Func<double, double, double, double> evaluate) =>
        new(id, home, 3, symbol, Notation.Call, evaluate);

    private static ElementaryFunction Predicate(Elementary id, string symbol, Func<double, bool> holds) =>
        new(id, Home.Number, 1, symbol, Notation.Suffix, (x, _, _) => holds(x) ? 1 : 0) { IsStep = true };
}
