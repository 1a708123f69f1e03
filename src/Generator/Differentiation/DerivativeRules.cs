using SymGrad.Generator.IR;
using SymGrad.Generator.Simplification;
using static SymGrad.Generator.IR.Constants;
using static SymGrad.Generator.Differentiation.Rule;

namespace SymGrad.Generator.Differentiation;

/// <summary>
/// One line a function: x, y and z are its arguments, r its result, d the seed (see <see cref="Rule"/>); then its domain, and what
/// is taken where it is delicate. The switch has no default, so a function without a rule does not compile. At kinks: the
/// subgradient of least norm.
/// </summary>
internal static class DerivativeRules
{
    public static Rule Of(Elementary function) => function switch
    {
        // What .NET computes as e^x − 1 is not accurate near 0: no derivative is built on it, or on a logarithm of 1 + x.
        Elementary.Exp => Unary((x, r, d) => d * r),
        Elementary.Exp2 => Unary((x, r, d) => d * (Ln2 * r)),
        Elementary.Exp10 => Unary((x, r, d) => d * (Ln10 * r)),
        Elementary.ExpM1 => Unary((x, r, d) => d * x.Call(Elementary.Exp)),
        Elementary.Exp2M1 => Unary((x, r, d) => d * (Ln2 * x.Call(Elementary.Exp2))),
        Elementary.Exp10M1 => Unary((x, r, d) => d * (Ln10 * x.Call(Elementary.Exp10))),
        Elementary.Log => Unary((x, r, d) => d / x, "x > 0", "±∞ at ±0"),
        Elementary.LogBase => Partials("x > 0, y > 0, y ≠ 1", "", (a, d) => d / a.X / Log(a.Y), (a, d) => -(d * (a.R / a.Y / Log(a.Y)))),
        Elementary.Log2 => Unary((x, r, d) => Log2E * d / x, "x > 0", "±∞ at ±0"),
        Elementary.Log10 => Unary((x, r, d) => Log10E * d / x, "x > 0", "±∞ at ±0"),
        Elementary.LogP1 => Unary((x, r, d) => d / (1 + x), "x > −1", "∞ at −1"),
        Elementary.Log2P1 => Unary((x, r, d) => Log2E * d / (1 + x), "x > −1", "∞ at −1"),
        Elementary.Log10P1 => Unary((x, r, d) => Log10E * d / (1 + x), "x > −1", "∞ at −1"),

        Elementary.Sqrt => Unary(RootRules.Sqrt, "x ≥ 0", "∞ at ±0; 0 at 0 where x is a sum of squares written out, as for hypot"),
        Elementary.Cbrt => Unary((x, r, d) => d / (3 * r * r), "", "∞ at ±0"),
        Elementary.RootN => Partials("x ≥ 0, or odd y", "at ±0: ∞ for y > 1, −∞ for y < 0", RootRules.RootN),
        Elementary.Pow => Partials("x > 0, or whole y", PowerRules.Remarks, PowerRules.ByBase, PowerRules.ByExponent),
        Elementary.Hypot => Partials("", "0 at the origin", (a, d) => AngleRules.OffOrigin(a, a.R, d, () => d * (a.X / a.R)), (a, d) => AngleRules.OffOrigin(a, a.R, d, () => d * (a.Y / a.R))),
        Elementary.ReciprocalEstimate => Unary((x, r, d) => -(d * r * r), "x ≠ 0", "−∞ at ±0; as rough as the estimate"),
        Elementary.ReciprocalSqrtEstimate => Unary((x, r, d) => -0.5 * (d * r * r * r), "x > 0", "−∞ at 0; as rough as the estimate"),

        Elementary.Sin => Unary((x, r, d) => d * x.Call(Elementary.Cos)),
        Elementary.Cos => Unary((x, r, d) => -(d * x.Call(Elementary.Sin))),
        Elementary.SinOfSinCos => Unary((x, r, d) => d * x.Call(Elementary.CosOfSinCos)),
        Elementary.CosOfSinCos => Unary((x, r, d) => -(d * x.Call(Elementary.SinOfSinCos))),
        Elementary.Tan => Unary((x, r, d) => d * (1 + r * r)),
        Elementary.Asin => Unary((x, r, d) => d / AngleRules.Cosine(x), "|x| ≤ 1", "∞ at ±1"),
        Elementary.Acos => Unary((x, r, d) => -(d / AngleRules.Cosine(x)), "|x| ≤ 1", "−∞ at ±1"),
        Elementary.Atan => Unary((x, r, d) => d / (1 + x * x)),
        Elementary.Atan2 => Partials("", "0 at the origin; x is the ordinate", AngleRules.ByOrdinate, AngleRules.ByAbscissa),
        Elementary.SinPi => Unary((x, r, d) => d * (Math.PI * x.Call(Elementary.CosPi))),
        Elementary.CosPi => Unary((x, r, d) => -(d * (Math.PI * x.Call(Elementary.SinPi)))),
        Elementary.SinPiOfSinCosPi => Unary((x, r, d) => d * (Math.PI * x.Call(Elementary.CosPiOfSinCosPi))),
        Elementary.CosPiOfSinCosPi => Unary((x, r, d) => -(d * (Math.PI * x.Call(Elementary.SinPiOfSinCosPi)))),
        Elementary.TanPi => Unary((x, r, d) => d * (Math.PI * (1 + r * r)), "", "∞ at the poles"),
        Elementary.AsinPi => Unary((x, r, d) => InversePi * d / AngleRules.Cosine(x), "|x| ≤ 1", "∞ at ±1"),
        Elementary.AcosPi => Unary((x, r, d) => -(InversePi * d / AngleRules.Cosine(x)), "|x| ≤ 1", "−∞ at ±1"),
        Elementary.AtanPi => Unary((x, r, d) => InversePi * d / (1 + x * x)),
        Elementary.Atan2Pi => Partials("", "0 at the origin; x is the ordinate", (a, d) => AngleRules.ByOrdinate(a, InversePi * d), (a, d) => AngleRules.ByAbscissa(a, InversePi * d)),

        Elementary.Sinh => Unary((x, r, d) => d * x.Call(Elementary.Cosh)),
        Elementary.Cosh => Unary((x, r, d) => d * x.Call(Elementary.Sinh)),
        Elementary.Tanh => Unary((x, r, d) => x.IsRelaxed ? d * ((1 - r) * (1 + r)) : d * Sech(x) * Sech(x)), // (1 − r)(1 + r) loses the tails
        Elementary.Asinh => Unary((x, r, d) => d / x.Constant(1).Call(Elementary.Hypot, x)),
        Elementary.Acosh => Unary((x, r, d) => d / ((x - 1).Call(Elementary.Sqrt) * (x + 1).Call(Elementary.Sqrt)), "x ≥ 1", "∞ at 1"),
        Elementary.Atanh => Unary((x, r, d) => d / ((1 - x) * (1 + x)), "|x| < 1", "∞ at ±1"),

        Elementary.Abs => Unary(ExtremumRules.Abs, "", "0 at ±0, NaN at NaN"),
        Elementary.CopySign => Partials("", "±1 at ±0 too", (a, d) => IsNegative(a.X).Is(IsNegative(a.Y)).Choose(() => d, () => -d), null),
        Elementary.Min or Elementary.MinNative => ExtremumRules.Least,
        Elementary.Max or Elementary.MaxNative => ExtremumRules.Greatest,
        Elementary.MinNumber => ExtremumRules.LeastNumber,
        Elementary.MaxNumber => ExtremumRules.GreatestNumber,
        Elementary.MinMagnitude => ExtremumRules.Nearest,
        Elementary.MaxMagnitude => ExtremumRules.Farthest,
        Elementary.MinMagnitudeNumber => ExtremumRules.NearestNumber,
        Elementary.MaxMagnitudeNumber => ExtremumRules.FarthestNumber,
        Elementary.Clamp or Elementary.ClampNative => ExtremumRules.Clamp,

        Elementary.FusedMultiplyAdd or Elementary.MultiplyAddEstimate => Partials("", "", (a, d) => d * a.Y, (a, d) => d * a.X, (a, d) => d),
        Elementary.Lerp => Partials("", "", (a, d) => d * (1 - a.Z), (a, d) => d * a.Z, (a, d) => d * (a.Y - a.X)),
        Elementary.ScaleB => Partials("", "", (a, d) => d.Call(Elementary.ScaleB, a.Y)),
        Elementary.BitIncrement or Elementary.BitDecrement => Unary((x, r, d) => d),
        Elementary.DegreesToRadians => Unary((x, r, d) => RadiansPerDegree * d),
        Elementary.RadiansToDegrees => Unary((x, r, d) => DegreesPerRadian * d),
        Elementary.IEEERemainder or Elementary.Ieee754Remainder => Partials("y ≠ 0", "the whole quotient by y", (a, d) => d, (a, d) => -(d * ((a.X - a.R) / a.Y))),

        Elementary.Ceiling or Elementary.Floor or Elementary.Truncate or Elementary.Round or Elementary.RoundToDigits
            or Elementary.RoundByMode or Elementary.RoundToDigitsByMode or Elementary.ILogB => Step,
        Elementary.IsEvenInteger or Elementary.IsFinite or Elementary.IsInfinity or Elementary.IsInteger or Elementary.IsNegative
            or Elementary.IsNegativeInfinity or Elementary.IsNormal or Elementary.IsOddInteger or Elementary.IsPositive
            or Elementary.IsPositiveInfinity or Elementary.IsPow2 or Elementary.IsSubnormal => Predicate,

        Elementary.Sigmoid => Unary((x, r, d) => x.IsRelaxed ? d * (r * (1 - r)) : d * x.Call(Elementary.SigmoidDerivative)), // r·(1 − r) loses a tail
        Elementary.SigmoidDerivative => Unary((x, r, d) => d * r * (1 - 2 * x.Call(Elementary.Sigmoid))),
        Elementary.Softplus => Unary((x, r, d) => d * x.Call(Elementary.Sigmoid)),
        Elementary.Relu => Unary(ExtremumRules.Relu, "", "0 at ±0, NaN at NaN"),
        Elementary.LeakyRelu => Partials("", ActivationRules.AtKink, ActivationRules.LeakyReluByArgument, (a, d) => (a.X > 0).Choose(() => d.Constant(0), () => d * a.X)),
        Elementary.Elu => Partials("", ActivationRules.AtKink, ActivationRules.EluByArgument, (a, d) => (a.X > 0).Choose(() => d.Constant(0), () => d * a.X.Call(Elementary.AccurateExpM1))),
        Elementary.Selu => Unary(ActivationRules.Selu, "", "1.0507 at ±0"),
        Elementary.Silu => Unary((x, r, d) => d * (x.Call(Elementary.Sigmoid) + x * x.Call(Elementary.SigmoidDerivative))),
        Elementary.Mish => Unary(ActivationRules.Mish),
        Elementary.Gelu => Unary((x, r, d) => d * (x.Call(Elementary.NormalCdf) + x * x.Call(Elementary.NormalPdf))),
        Elementary.LogSigmoid => Unary((x, r, d) => d * (-x).Call(Elementary.Sigmoid)),
        Elementary.Logit => Unary((x, r, d) => d / (x * (1 - x)), "0 < x < 1", "∞ at 0 and 1"),
        Elementary.AccurateExpM1 => Unary((x, r, d) => d * x.Call(Elementary.Exp)),
        Elementary.AccurateLogP1 => Unary((x, r, d) => d / (1 + x), "x > −1", "∞ at −1"),
        Elementary.XLogY => Partials("y > 0", "by y: 0 at x = 0", (a, d) => d * Log(a.Y), (a, d) => a.X.Is(0).Choose(() => d.Constant(0), () => d * (a.X / a.Y))),
        Elementary.XLog1PY => Partials("y > −1", "by y: 0 at x = 0", (a, d) => d * a.Y.Call(Elementary.AccurateLogP1), (a, d) => a.X.Is(0).Choose(() => d.Constant(0), () => d * (a.X / (1 + a.Y)))),
        Elementary.LogAddExp => Partials("", "", (a, d) => d * a.X.Call(Elementary.LogAddExpDerivative, a.Y), (a, d) => d * a.Y.Call(Elementary.LogAddExpDerivative, a.X)),
        Elementary.LogAddExpDerivative => Partials("", "", (a, d) => d * (a.R * a.Y.Call(Elementary.LogAddExpDerivative, a.X)), (a, d) => -(d * (a.R * a.Y.Call(Elementary.LogAddExpDerivative, a.X)))),
        Elementary.Erf => Unary((x, r, d) => d * x.Call(Elementary.ErfDerivative)),
        Elementary.ErfDerivative => Unary((x, r, d) => -2 * (d * x * r)),
        Elementary.Erfc => Unary((x, r, d) => -(d * x.Call(Elementary.ErfDerivative))),
        Elementary.Erfcx => Unary((x, r, d) => d * (2 * x * r - ErrorFunction.SlopeAtZero)),
        Elementary.ErfInv => Unary(GaussianRules.ErfInv, "|x| < 1", "∞ at ±1"),
        Elementary.ErfcInv => Unary(GaussianRules.ErfcInv, "0 < x < 2", "−∞ at 0 and 2"),
        Elementary.NormalCdf => Unary((x, r, d) => d * x.Call(Elementary.NormalPdf)),
        Elementary.NormalPdf => Unary((x, r, d) => -(d * x * r)),
        Elementary.Gamma => Unary((x, r, d) => d * (r * x.Call(Elementary.Digamma)), GammaRules.Domain),
        Elementary.LogGamma => Unary((x, r, d) => d * x.Call(Elementary.Digamma), GammaRules.Domain),
        Elementary.Digamma => Unary((x, r, d) => d * GammaRules.Polygamma(x, 1), GammaRules.Domain),
        Elementary.Polygamma => Partials("y is none of 0, −1, −2, …", "x is the order", (a, d) => d.Constant(0), (a, d) => d * GammaRules.NextPolygamma(a)),

        // MathNet's: Functions rounds less than MathNet's own members.
        Elementary.MathNetErf => Of(Elementary.Erf),
        Elementary.MathNetErfc => Of(Elementary.Erfc),
        Elementary.MathNetErfInv => Of(Elementary.ErfInv),
        Elementary.MathNetErfcInv => Of(Elementary.ErfcInv),
        Elementary.MathNetGamma => Unary((x, r, d) => d * (x.Call(Elementary.Gamma) * x.Call(Elementary.Digamma)), GammaRules.Domain),
        Elementary.MathNetGammaLn => Of(Elementary.LogGamma),
        Elementary.MathNetDiGamma => Of(Elementary.Digamma),
        Elementary.MathNetBeta => Partials("x > 0, y > 0", "", (a, d) => d * (a.R * GammaRules.LogBetaByFirst(a.X, a.Y)), (a, d) => d * (a.R * GammaRules.LogBetaByFirst(a.Y, a.X))),
        Elementary.MathNetBetaLn => Partials("x > 0, y > 0", "", (a, d) => d * GammaRules.LogBetaByFirst(a.X, a.Y), (a, d) => d * GammaRules.LogBetaByFirst(a.Y, a.X)),
        Elementary.MathNetLogistic => Of(Elementary.Sigmoid),
        Elementary.MathNetLogit => Of(Elementary.Logit),
    };

    private static Expr Log(Expr x) => x.Call(Elementary.Log);

    private static Expr Sech(Expr x) => 1 / x.Call(Elementary.Cosh);

    private static Expr IsNegative(Expr x) => x.Test(Elementary.IsNegative);
}
