namespace SymGrad.Special.Tests;

/// <summary>Each function of <c>Functions</c> alone.</summary>
internal static partial class InDouble
{
    [Differentiable]
    public static double LeakyRelu(double x) => Functions.LeakyRelu(x);

    [Differentiable]
    public static double Elu(double x) => Functions.Elu(x);

    [Differentiable]
    public static double Selu(double x) => Functions.Selu(x);

    [Differentiable]
    public static double Silu(double x) => Functions.Silu(x);

    [Differentiable]
    public static double Mish(double x) => Functions.Mish(x);

    [Differentiable]
    public static double Gelu(double x) => Functions.Gelu(x);

    [Differentiable]
    public static double LogSigmoid(double x) => Functions.LogSigmoid(x);

    [Differentiable]
    public static double Logit(double x) => Functions.Logit(x);

    [Differentiable]
    public static double ExpM1(double x) => Functions.ExpM1(x);

    [Differentiable]
    public static double LogP1(double x) => Functions.LogP1(x);

    [Differentiable]
    public static double Erf(double x) => Functions.Erf(x);

    [Differentiable]
    public static double ErfDerivative(double x) => Functions.ErfDerivative(x);

    [Differentiable]
    public static double Erfc(double x) => Functions.Erfc(x);

    [Differentiable]
    public static double Erfcx(double x) => Functions.Erfcx(x);

    [Differentiable]
    public static double ErfInv(double x) => Functions.ErfInv(x);

    [Differentiable]
    public static double ErfcInv(double x) => Functions.ErfcInv(x);

    [Differentiable]
    public static double NormalCdf(double x) => Functions.NormalCdf(x);

    [Differentiable]
    public static double NormalPdf(double x) => Functions.NormalPdf(x);

    [Differentiable]
    public static double Gamma(double x) => Functions.Gamma(x);

    [Differentiable]
    public static double LogGamma(double x) => Functions.LogGamma(x);

    [Differentiable]
    public static double Digamma(double x) => Functions.Digamma(x);

    [Differentiable]
    public static double XLogY(double x, double y) => Functions.XLogY(x, y);

    [Differentiable]
    public static double XLog1PY(double x, double y) => Functions.XLog1PY(x, y);

    [Differentiable]
    public static double LogAddExp(double x, double y) => Functions.LogAddExp(x, y);

    [Differentiable]
    public static double LogAddExpDerivative(double x, double y) => Functions.LogAddExpDerivative(x, y);

    [Differentiable]
    public static double LeakyRelu2(double x, double slope) => Functions.LeakyRelu(x, slope);

    [Differentiable]
    public static double Elu2(double x, double alpha) => Functions.Elu(x, alpha);

    [Differentiable]
    public static double Polygamma(int n, double x) => Functions.Polygamma(n, x);
}
