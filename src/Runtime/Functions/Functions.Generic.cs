using System.Numerics;

namespace SymGrad;

// For generic methods: computed in double, which holds every float and Half, and rounded once to the type.
public static partial class Functions
{
    /// <inheritdoc cref="Sigmoid(double)"/>
    /// <remarks>Computed in <see cref="double"/> and rounded to <typeparamref name="T"/>.</remarks>
    /// <typeparam name="T">A floating-point type.</typeparam>
    public static T Sigmoid<T>(T x)
        where T : IFloatingPointIeee754<T> => T.CreateChecked(Sigmoid(double.CreateChecked(x)));

    /// <inheritdoc cref="Sigmoid(double, out double)"/>
    /// <remarks>Computed in <see cref="double"/> and rounded to <typeparamref name="T"/>.</remarks>
    /// <typeparam name="T">A floating-point type.</typeparam>
    public static T Sigmoid<T>(T x, out T derivative)
        where T : IFloatingPointIeee754<T>
    {
        double value = Sigmoid(double.CreateChecked(x), out double slope);
        derivative = T.CreateChecked(slope);
        return T.CreateChecked(value);
    }

    /// <inheritdoc cref="SigmoidDerivative(double)"/>
    /// <remarks>Computed in <see cref="double"/> and rounded to <typeparamref name="T"/>.</remarks>
    /// <typeparam name="T">A floating-point type.</typeparam>
    public static T SigmoidDerivative<T>(T x)
        where T : IFloatingPointIeee754<T> => T.CreateChecked(SigmoidDerivative(double.CreateChecked(x)));

    /// <inheritdoc cref="Softplus(double)"/>
    /// <remarks>Computed in <see cref="double"/> and rounded to <typeparamref name="T"/>.</remarks>
    /// <typeparam name="T">A floating-point type.</typeparam>
    public static T Softplus<T>(T x)
        where T : IFloatingPointIeee754<T> => T.CreateChecked(Softplus(double.CreateChecked(x)));

    /// <inheritdoc cref="Softplus(double, out double)"/>
    /// <remarks>Computed in <see cref="double"/> and rounded to <typeparamref name="T"/>.</remarks>
    /// <typeparam name="T">A floating-point type.</typeparam>
    public static T Softplus<T>(T x, out T derivative)
        where T : IFloatingPointIeee754<T>
    {
        double value = Softplus(double.CreateChecked(x), out double slope);
        derivative = T.CreateChecked(slope);
        return T.CreateChecked(value);
    }

    /// <inheritdoc cref="Relu(double)"/>
    /// <remarks>Computed in <see cref="double"/> and rounded to <typeparamref name="T"/>.</remarks>
    /// <typeparam name="T">A floating-point type.</typeparam>
    public static T Relu<T>(T x)
        where T : IFloatingPointIeee754<T> => T.CreateChecked(Relu(double.CreateChecked(x)));

    /// <inheritdoc cref="Selu(double)"/>
    /// <remarks>Computed in <see cref="double"/> and rounded to <typeparamref name="T"/>.</remarks>
    /// <typeparam name="T">A floating-point type.</typeparam>
    public static T Selu<T>(T x)
        where T : IFloatingPointIeee754<T> => T.CreateChecked(Selu(double.CreateChecked(x)));

    /// <inheritdoc cref="Silu(double)"/>
    /// <remarks>Computed in <see cref="double"/> and rounded to <typeparamref name="T"/>.</remarks>
    /// <typeparam name="T">A floating-point type.</typeparam>
    public static T Silu<T>(T x)
        where T : IFloatingPointIeee754<T> => T.CreateChecked(Silu(double.CreateChecked(x)));

    /// <inheritdoc cref="Mish(double)"/>
    /// <remarks>Computed in <see cref="double"/> and rounded to <typeparamref name="T"/>.</remarks>
    /// <typeparam name="T">A floating-point type.</typeparam>
    public static T Mish<T>(T x)
        where T : IFloatingPointIeee754<T> => T.CreateChecked(Mish(double.CreateChecked(x)));

    /// <inheritdoc cref="Gelu(double)"/>
    /// <remarks>Computed in <see cref="double"/> and rounded to <typeparamref name="T"/>.</remarks>
    /// <typeparam name="T">A floating-point type.</typeparam>
    public static T Gelu<T>(T x)
        where T : IFloatingPointIeee754<T> => T.CreateChecked(Gelu(double.CreateChecked(x)));

    /// <inheritdoc cref="LogSigmoid(double)"/>
    /// <remarks>Computed in <see cref="double"/> and rounded to <typeparamref name="T"/>.</remarks>
    /// <typeparam name="T">A floating-point type.</typeparam>
    public static T LogSigmoid<T>(T x)
        where T : IFloatingPointIeee754<T> => T.CreateChecked(LogSigmoid(double.CreateChecked(x)));

    /// <inheritdoc cref="Logit(double)"/>
    /// <remarks>Computed in <see cref="double"/> and rounded to <typeparamref name="T"/>.</remarks>
    /// <typeparam name="T">A floating-point type.</typeparam>
    public static T Logit<T>(T x)
        where T : IFloatingPointIeee754<T> => T.CreateChecked(Logit(double.CreateChecked(x)));

    /// <inheritdoc cref="ExpM1(double)"/>
    /// <remarks>Computed in <see cref="double"/> and rounded to <typeparamref name="T"/>.</remarks>
    /// <typeparam name="T">A floating-point type.</typeparam>
    public static T ExpM1<T>(T x)
        where T : IFloatingPointIeee754<T> => T.CreateChecked(ExpM1(double.CreateChecked(x)));

    /// <inheritdoc cref="LogP1(double)"/>
    /// <remarks>Computed in <see cref="double"/> and rounded to <typeparamref name="T"/>.</remarks>
    /// <typeparam name="T">A floating-point type.</typeparam>
    public static T LogP1<T>(T x)
        where T : IFloatingPointIeee754<T> => T.CreateChecked(LogP1(double.CreateChecked(x)));

    /// <inheritdoc cref="Erf(double)"/>
    /// <remarks>Computed in <see cref="double"/> and rounded to <typeparamref name="T"/>.</remarks>
    /// <typeparam name="T">A floating-point type.</typeparam>
    public static T Erf<T>(T x)
        where T : IFloatingPointIeee754<T> => T.CreateChecked(Erf(double.CreateChecked(x)));

    /// <inheritdoc cref="ErfDerivative(double)"/>
    /// <remarks>Computed in <see cref="double"/> and rounded to <typeparamref name="T"/>.</remarks>
    /// <typeparam name="T">A floating-point type.</typeparam>
    public static T ErfDerivative<T>(T x)
        where T : IFloatingPointIeee754<T> => T.CreateChecked(ErfDerivative(double.CreateChecked(x)));

    /// <inheritdoc cref="Erfc(double)"/>
    /// <remarks>Computed in <see cref="double"/> and rounded to <typeparamref name="T"/>.</remarks>
    /// <typeparam name="T">A floating-point type.</typeparam>
    public static T Erfc<T>(T x)
        where T : IFloatingPointIeee754<T> => T.CreateChecked(Erfc(double.CreateChecked(x)));

    /// <inheritdoc cref="Erfcx(double)"/>
    /// <remarks>Computed in <see cref="double"/> and rounded to <typeparamref name="T"/>.</remarks>
    /// <typeparam name="T">A floating-point type.</typeparam>
    public static T Erfcx<T>(T x)
        where T : IFloatingPointIeee754<T> => T.CreateChecked(Erfcx(double.CreateChecked(x)));

    /// <inheritdoc cref="ErfInv(double)"/>
    /// <remarks>Computed in <see cref="double"/> and rounded to <typeparamref name="T"/>.</remarks>
    /// <typeparam name="T">A floating-point type.</typeparam>
    public static T ErfInv<T>(T x)
        where T : IFloatingPointIeee754<T> => T.CreateChecked(ErfInv(double.CreateChecked(x)));

    /// <inheritdoc cref="ErfcInv(double)"/>
    /// <remarks>Computed in <see cref="double"/> and rounded to <typeparamref name="T"/>.</remarks>
    /// <typeparam name="T">A floating-point type.</typeparam>
    public static T ErfcInv<T>(T x)
        where T : IFloatingPointIeee754<T> => T.CreateChecked(ErfcInv(double.CreateChecked(x)));

    /// <inheritdoc cref="NormalCdf(double)"/>
    /// <remarks>Computed in <see cref="double"/> and rounded to <typeparamref name="T"/>.</remarks>
    /// <typeparam name="T">A floating-point type.</typeparam>
    public static T NormalCdf<T>(T x)
        where T : IFloatingPointIeee754<T> => T.CreateChecked(NormalCdf(double.CreateChecked(x)));

    /// <inheritdoc cref="NormalPdf(double)"/>
    /// <remarks>Computed in <see cref="double"/> and rounded to <typeparamref name="T"/>.</remarks>
    /// <typeparam name="T">A floating-point type.</typeparam>
    public static T NormalPdf<T>(T x)
        where T : IFloatingPointIeee754<T> => T.CreateChecked(NormalPdf(double.CreateChecked(x)));

    /// <inheritdoc cref="Gamma(double)"/>
    /// <remarks>Computed in <see cref="double"/> and rounded to <typeparamref name="T"/>.</remarks>
    /// <typeparam name="T">A floating-point type.</typeparam>
    public static T Gamma<T>(T x)
        where T : IFloatingPointIeee754<T> => T.CreateChecked(Gamma(double.CreateChecked(x)));

    /// <inheritdoc cref="LogGamma(double)"/>
    /// <remarks>Computed in <see cref="double"/> and rounded to <typeparamref name="T"/>.</remarks>
    /// <typeparam name="T">A floating-point type.</typeparam>
    public static T LogGamma<T>(T x)
        where T : IFloatingPointIeee754<T> => T.CreateChecked(LogGamma(double.CreateChecked(x)));

    /// <inheritdoc cref="Digamma(double)"/>
    /// <remarks>Computed in <see cref="double"/> and rounded to <typeparamref name="T"/>.</remarks>
    /// <typeparam name="T">A floating-point type.</typeparam>
    public static T Digamma<T>(T x)
        where T : IFloatingPointIeee754<T> => T.CreateChecked(Digamma(double.CreateChecked(x)));

    /// <inheritdoc cref="LeakyRelu(double, double)"/>
    /// <remarks>Computed in <see cref="double"/> and rounded to <typeparamref name="T"/>.</remarks>
    /// <typeparam name="T">A floating-point type.</typeparam>
    public static T LeakyRelu<T>(T x, T slope)
        where T : IFloatingPointIeee754<T> => T.CreateChecked(LeakyRelu(double.CreateChecked(x), double.CreateChecked(slope)));

    /// <inheritdoc cref="Elu(double, double)"/>
    /// <remarks>Computed in <see cref="double"/> and rounded to <typeparamref name="T"/>.</remarks>
    /// <typeparam name="T">A floating-point type.</typeparam>
    public static T Elu<T>(T x, T alpha)
        where T : IFloatingPointIeee754<T> => T.CreateChecked(Elu(double.CreateChecked(x), double.CreateChecked(alpha)));

    /// <inheritdoc cref="LogAddExp(double, double)"/>
    /// <remarks>Computed in <see cref="double"/> and rounded to <typeparamref name="T"/>.</remarks>
    /// <typeparam name="T">A floating-point type.</typeparam>
    public static T LogAddExp<T>(T a, T b)
        where T : IFloatingPointIeee754<T> => T.CreateChecked(LogAddExp(double.CreateChecked(a), double.CreateChecked(b)));

    /// <inheritdoc cref="LogAddExpDerivative(double, double)"/>
    /// <remarks>Computed in <see cref="double"/> and rounded to <typeparamref name="T"/>.</remarks>
    /// <typeparam name="T">A floating-point type.</typeparam>
    public static T LogAddExpDerivative<T>(T a, T b)
        where T : IFloatingPointIeee754<T> => T.CreateChecked(LogAddExpDerivative(double.CreateChecked(a), double.CreateChecked(b)));

    /// <inheritdoc cref="XLogY(double, double)"/>
    /// <remarks>Computed in <see cref="double"/> and rounded to <typeparamref name="T"/>.</remarks>
    /// <typeparam name="T">A floating-point type.</typeparam>
    public static T XLogY<T>(T x, T y)
        where T : IFloatingPointIeee754<T> => T.CreateChecked(XLogY(double.CreateChecked(x), double.CreateChecked(y)));

    /// <inheritdoc cref="XLog1PY(double, double)"/>
    /// <remarks>Computed in <see cref="double"/> and rounded to <typeparamref name="T"/>.</remarks>
    /// <typeparam name="T">A floating-point type.</typeparam>
    public static T XLog1PY<T>(T x, T y)
        where T : IFloatingPointIeee754<T> => T.CreateChecked(XLog1PY(double.CreateChecked(x), double.CreateChecked(y)));

    /// <inheritdoc cref="Polygamma(int, double)"/>
    /// <remarks>Computed in <see cref="double"/> and rounded to <typeparamref name="T"/>.</remarks>
    /// <typeparam name="T">A floating-point type.</typeparam>
    public static T Polygamma<T>(int n, T x)
        where T : IFloatingPointIeee754<T> => T.CreateChecked(Polygamma(n, double.CreateChecked(x)));
}
