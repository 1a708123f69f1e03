using MathNet.Numerics;

namespace SymGrad.Special.Tests;

/// <summary>Each of MathNet's special functions that SymGrad knows, alone.</summary>
internal static partial class InMathNet
{
    [Differentiable]
    public static double MathNetErf(double x) => SpecialFunctions.Erf(x);

    [Differentiable]
    public static double MathNetErfc(double x) => SpecialFunctions.Erfc(x);

    [Differentiable]
    public static double MathNetErfInv(double x) => SpecialFunctions.ErfInv(x);

    [Differentiable]
    public static double MathNetErfcInv(double x) => SpecialFunctions.ErfcInv(x);

    [Differentiable]
    public static double MathNetGamma(double x) => SpecialFunctions.Gamma(x);

    [Differentiable]
    public static double MathNetGammaLn(double x) => SpecialFunctions.GammaLn(x);

    [Differentiable]
    public static double MathNetDiGamma(double x) => SpecialFunctions.DiGamma(x);

    [Differentiable]
    public static double MathNetLogistic(double x) => SpecialFunctions.Logistic(x);

    [Differentiable]
    public static double MathNetLogit(double x) => SpecialFunctions.Logit(x);

    [Differentiable]
    public static double MathNetBeta(double x, double y) => SpecialFunctions.Beta(x, y);

    [Differentiable]
    public static double MathNetBetaLn(double x, double y) => SpecialFunctions.BetaLn(x, y);
}
