using SymGrad.Generator.IR;
using SymGrad.Generator.Simplification;
using static SymGrad.Generator.Differentiation.Rule;

namespace SymGrad.Generator.Differentiation;

/// <summary>
/// One line a function: x and y are its arguments, r its result, d the seed (see <see cref="Rule"/>). The switch has no default,
/// so a function without a rule does not compile. At kinks: the subgradient of least norm.
/// </summary>
internal static class DerivativeRules
{
    public static Rule Of(Elementary function) => function switch
    {
        Elementary.Exp => Unary((x, r, d) => d * r),
        Elementary.Log => Unary((x, r, d) => d / x),
        Elementary.Sqrt => Unary((x, r, d) => 0.5 * d / r),
        Elementary.Pow => Binary(PowerRules.ByBase, PowerRules.ByExponent),
        Elementary.Sin => Unary((x, r, d) => d * x.Call(Elementary.Cos)),
        Elementary.Cos => Unary((x, r, d) => -(d * x.Call(Elementary.Sin))),
        Elementary.Tan => Unary((x, r, d) => d * (1 + r * r)),
        Elementary.Sinh => Unary((x, r, d) => d * x.Call(Elementary.Cosh)),
        Elementary.Cosh => Unary((x, r, d) => d * x.Call(Elementary.Sinh)),
        Elementary.Tanh => Unary((x, r, d) => d * Sech(x) * Sech(x)),             // (1 − r)(1 + r) would lose the tails
        Elementary.Asin => Unary((x, r, d) => d / ((1 - x) * (1 + x)).Call(Elementary.Sqrt)),
        Elementary.Acos => Unary((x, r, d) => -(d / ((1 - x) * (1 + x)).Call(Elementary.Sqrt))),
        Elementary.Atan => Unary((x, r, d) => d / (1 + x * x)),
        Elementary.Atan2 => Binary(AngleRules.ByOrdinate, AngleRules.ByAbscissa),
        Elementary.Abs => Unary((x, r, d) => (x > 0).Choose(() => d, () => (x < 0).Choose(() => -d, () => d.Constant(0)))),
        Elementary.Min => Binary((a, d) => ExtremumRules.Selected(a.X < a.Y, a, d), (a, d) => ExtremumRules.Selected(a.Y < a.X, a, d)),
        Elementary.Max => Binary((a, d) => ExtremumRules.Selected(a.X > a.Y, a, d), (a, d) => ExtremumRules.Selected(a.Y > a.X, a, d)),
        Elementary.Hypot => Binary((a, d) => AngleRules.OffOrigin(a, a.R, d, () => d * (a.X / a.R)), (a, d) => AngleRules.OffOrigin(a, a.R, d, () => d * (a.Y / a.R))),
        Elementary.Sigmoid => Unary((x, r, d) => d * x.Call(Elementary.SigmoidDerivative)),
        Elementary.SigmoidDerivative => Unary((x, r, d) => d * r * (1 - 2 * x.Call(Elementary.Sigmoid))),
        Elementary.Softplus => Unary((x, r, d) => d * x.Call(Elementary.Sigmoid)),
        Elementary.Relu => Unary((x, r, d) => (x > 0).Choose(() => d, () => d.Constant(0))),
        Elementary.LeakyRelu => Binary(ActivationRules.LeakyReluByArgument, (a, d) => (a.X > 0).Choose(() => d.Constant(0), () => d * a.X)),
        Elementary.Elu => Binary(ActivationRules.EluByArgument, (a, d) => (a.X > 0).Choose(() => d.Constant(0), () => d * a.X.Call(Elementary.AccurateExpM1))),
        Elementary.Selu => Unary(ActivationRules.Selu),
        Elementary.Silu => Unary((x, r, d) => d * (x.Call(Elementary.Sigmoid) + x * x.Call(Elementary.SigmoidDerivative))),
        Elementary.Mish => Unary(ActivationRules.Mish),
        Elementary.Gelu => Unary((x, r, d) => d * (x.Call(Elementary.NormalCdf) + x * x.Call(Elementary.NormalPdf))),
        Elementary.LogSigmoid => Unary((x, r, d) => d * (-x).Call(Elementary.Sigmoid)),
        Elementary.Logit or Elementary.MathNetLogit => Unary((x, r, d) => d / (x * (1 - x))),
        Elementary.AccurateExpM1 => Unary((x, r, d) => d * x.Call(Elementary.Exp)),
        Elementary.AccurateLogP1 => Unary((x, r, d) => d / (1 + x)),
        Elementary.XLogY => Binary((a, d) => d * a.Y.Call(Elementary.Log), (a, d) => a.X.Is(0).Choose(() => d.Constant(0), () => d * (a.X / a.Y))),
        Elementary.XLog1PY => Binary((a, d) => d * a.Y.Call(Elementary.AccurateLogP1), (a, d) => a.X.Is(0).Choose(() => d.Constant(0), () => d * (a.X / (1 + a.Y)))),
        Elementary.LogAddExp => Binary((a, d) => d * a.X.Call(Elementary.LogAddExpDerivative, a.Y), (a, d) => d * a.Y.Call(Elementary.LogAddExpDerivative, a.X)),
        Elementary.LogAddExpDerivative => Binary((a, d) => d * (a.R * a.Y.Call(Elementary.LogAddExpDerivative, a.X)), (a, d) => -(d * (a.R * a.Y.Call(Elementary.LogAddExpDerivative, a.X)))),
        Elementary.Erf or Elementary.MathNetErf => Unary((x, r, d) => d * x.Call(Elementary.ErfDerivative)),
        Elementary.ErfDerivative => Unary((x, r, d) => -2 * (d * x * r)),
        Elementary.Erfc or Elementary.MathNetErfc => Unary((x, r, d) => -(d * x.Call(Elementary.ErfDerivative))),
        Elementary.Erfcx => Unary((x, r, d) => d * (2 * x * r - ErrorFunction.SlopeAtZero)),
        Elementary.ErfInv or Elementary.MathNetErfInv => Unary(GaussianRules.ErfInv),
        Elementary.ErfcInv or Elementary.MathNetErfcInv => Unary(GaussianRules.ErfcInv),
        Elementary.NormalCdf => Unary((x, r, d) => d * x.Call(Elementary.NormalPdf)),
        Elementary.NormalPdf => Unary((x, r, d) => -(d * x * r)),
        Elementary.Gamma => Unary((x, r, d) => d * (r * x.Call(Elementary.Digamma))),
        Elementary.LogGamma or Elementary.MathNetGammaLn => Unary((x, r, d) => d * x.Call(Elementary.Digamma)),
        Elementary.Digamma or Elementary.MathNetDiGamma => Unary((x, r, d) => d * GammaRules.Polygamma(x, 1)),
        Elementary.Polygamma => Binary((a, d) => d.Constant(0), (a, d) => d * GammaRules.NextPolygamma(a)),
        Elementary.MathNetGamma => Unary((x, r, d) => d * (x.Call(Elementary.Gamma) * x.Call(Elementary.Digamma))),      // MathNet's own rounds too much
        Elementary.MathNetBeta => Binary((a, d) => d * (a.R * GammaRules.LogBetaByFirst(a.X, a.Y)), (a, d) => d * (a.R * GammaRules.LogBetaByFirst(a.Y, a.X))),
        Elementary.MathNetBetaLn => Binary((a, d) => d * GammaRules.LogBetaByFirst(a.X, a.Y), (a, d) => d * GammaRules.LogBetaByFirst(a.Y, a.X)),
        Elementary.MathNetLogistic => Unary((x, r, d) => d * x.Call(Elementary.SigmoidDerivative)),
    };

    private static Expr Sech(Expr x) => 1 / x.Call(Elementary.Cosh);
}
