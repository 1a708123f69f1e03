using F = SymGrad.Functions;

namespace SymGrad.Runtime.Tests;

/// <summary>The functions of special.csv by name, in both types.</summary>
internal static class SpecialFunctions
{
    public static readonly IReadOnlyDictionary<string, (Func<double, double> Double, Func<float, float> Float)> Unary =
        new Dictionary<string, (Func<double, double>, Func<float, float>)>
        {
            ["LeakyRelu"] = (x => F.LeakyRelu(x), x => F.LeakyRelu(x)),
            ["Elu"] = (x => F.Elu(x), x => F.Elu(x)),
            ["Selu"] = (F.Selu, F.Selu),
            ["Silu"] = (F.Silu, F.Silu),
            ["Mish"] = (F.Mish, F.Mish),
            ["Gelu"] = (F.Gelu, F.Gelu),
            ["LogSigmoid"] = (F.LogSigmoid, F.LogSigmoid),
            ["Logit"] = (F.Logit, F.Logit),
            ["ExpM1"] = (F.ExpM1, F.ExpM1),
            ["LogP1"] = (F.LogP1, F.LogP1),
            ["Erf"] = (F.Erf, F.Erf),
            ["ErfDerivative"] = (F.ErfDerivative, F.ErfDerivative),
            ["Erfc"] = (F.Erfc, F.Erfc),
            ["Erfcx"] = (F.Erfcx, F.Erfcx),
            ["ErfInv"] = (F.ErfInv, F.ErfInv),
            ["ErfcInv"] = (F.ErfcInv, F.ErfcInv),
            ["NormalCdf"] = (F.NormalCdf, F.NormalCdf),
            ["NormalPdf"] = (F.NormalPdf, F.NormalPdf),
            ["Gamma"] = (F.Gamma, F.Gamma),
            ["LogGamma"] = (F.LogGamma, F.LogGamma),
            ["Digamma"] = (F.Digamma, F.Digamma),
        };

    public static readonly IReadOnlyDictionary<string, (Func<double, double, double> Double, Func<float, float, float> Float)> Binary =
        new Dictionary<string, (Func<double, double, double>, Func<float, float, float>)>
        {
            ["XLogY"] = (F.XLogY, F.XLogY),
            ["XLog1PY"] = (F.XLog1PY, F.XLog1PY),
            ["LogAddExp"] = (F.LogAddExp, F.LogAddExp),
            ["LogAddExpDerivative"] = (F.LogAddExpDerivative, F.LogAddExpDerivative),
            ["Elu"] = (F.Elu, F.Elu),
            ["LeakyRelu"] = (F.LeakyRelu, F.LeakyRelu),
            ["Polygamma"] = ((n, x) => F.Polygamma((int)n, x), (n, x) => F.Polygamma((int)n, x)),
        };

    public static double Evaluate(SpecialFunctionReference row) => (row.Arguments, row.Type) switch
    {
        ([double x], "double") => Unary[row.Function].Double(x),
        ([double x], _) => Unary[row.Function].Float((float)x),
        ([double x, double y], "double") => Binary[row.Function].Double(x, y),
        ([double x, double y], _) => Binary[row.Function].Float((float)x, (float)y),
        _ => throw new ArgumentException(row.ToString()),
    };
}
