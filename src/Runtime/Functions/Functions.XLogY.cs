namespace SymGrad;

public static partial class Functions
{
    /// <summary>x·ln(y), and 0 where x is 0, whatever y is: a term of an entropy.</summary>
    /// <param name="x">Any number.</param>
    /// <param name="y">A number that is at least 0, unless <paramref name="x"/> is 0.</param>
    /// <returns>0 where <paramref name="x"/> is 0, unless <paramref name="y"/> is NaN; otherwise the product.</returns>
    public static double XLogY(double x, double y) => Logarithm.XLogY(x, y);

    /// <inheritdoc cref="XLogY(double, double)"/>
    public static float XLogY(float x, float y) => (float)Logarithm.XLogY(x, y);

    /// <summary>x·ln(1 + y), and 0 where x is 0, whatever y is.</summary>
    /// <param name="x">Any number.</param>
    /// <param name="y">A number that is at least −1, unless <paramref name="x"/> is 0.</param>
    /// <returns>0 where <paramref name="x"/> is 0, unless <paramref name="y"/> is NaN; otherwise the product.</returns>
    public static double XLog1PY(double x, double y) => Logarithm.XLog1PY(x, y);

    /// <inheritdoc cref="XLog1PY(double, double)"/>
    public static float XLog1PY(float x, float y) => (float)Logarithm.XLog1PY(x, y);
}
