namespace SymGrad.Special.Tests;

/// <summary>Each function of <c>Functions</c> alone, in float.</summary>
internal static partial class InSingle
{
    [Differentiable]
    public static float LeakyRelu(float x) => Functions.LeakyRelu(x);

    [Differentiable]
    public static float Elu(float x) => Functions.Elu(x);

    [Differentiable]
    public static float Selu(float x) => Functions.Selu(x);

    [Differentiable]
    public static float Silu(float x) => Functions.Silu(x);

    [Differentiable]
    public static float Mish(float x) => Functions.Mish(x);

    [Differentiable]
    public static float Gelu(float x) => Functions.Gelu(x);

    [Differentiable]
    public static float LogSigmoid(float x) => Functions.LogSigmoid(x);

    [Differentiable]
    public static float Logit(float x) => Functions.Logit(x);

    [Differentiable]
    public static float ExpM1(float x) => Functions.ExpM1(x);

    [Differentiable]
    public static float LogP1(float x) => Functions.LogP1(x);

    [Differentiable]
    public static float Erf(float x) => Functions.Erf(x);

    [Differentiable]
    public static float ErfDerivative(float x) => Functions.ErfDerivative(x);

    [Differentiable]
    public static float Erfc(float x) => Functions.Erfc(x);

    [Differentiable]
    public static float Erfcx(float x) => Functions.Erfcx(x);

    [Differentiable]
    public static float ErfInv(float x) => Functions.ErfInv(x);

    [Differentiable]
    public static float ErfcInv(float x) => Functions.ErfcInv(x);

    [Differentiable]
    public static float NormalCdf(float x) => Functions.NormalCdf(x);

    [Differentiable]
    public static float NormalPdf(float x) => Functions.NormalPdf(x);

    [Differentiable]
    public static float Gamma(float x) => Functions.Gamma(x);

    [Differentiable]
    public static float LogGamma(float x) => Functions.LogGamma(x);

    [Differentiable]
    public static float Digamma(float x) => Functions.Digamma(x);

    [Differentiable]
    public static float XLogY(float x, float y) => Functions.XLogY(x, y);

    [Differentiable]
    public static float XLog1PY(float x, float y) => Functions.XLog1PY(x, y);

    [Differentiable]
    public static float LogAddExp(float x, float y) => Functions.LogAddExp(x, y);

    [Differentiable]
    public static float LogAddExpDerivative(float x, float y) => Functions.LogAddExpDerivative(x, y);

    [Differentiable]
    public static float LeakyRelu2(float x, float slope) => Functions.LeakyRelu(x, slope);

    [Differentiable]
    public static float Elu2(float x, float alpha) => Functions.Elu(x, alpha);

    [Differentiable]
    public static float Polygamma(int n, float x) => Functions.Polygamma(n, x);
}
