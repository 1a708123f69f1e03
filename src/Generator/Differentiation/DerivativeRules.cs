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
    };

    private static Expr Sech(Expr x) => 1 / x.Call(Elementary.Cosh);
}
