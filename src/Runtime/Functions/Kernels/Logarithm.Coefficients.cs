// Written by tests/references/kernels.py.
namespace SymGrad;

internal static partial class Logarithm
{
    /// <summary>ln 2.</summary>
    public static readonly DoubleDouble Ln2 = new(0.6931471805599453, 2.3190468138462996e-17);

    /// <summary>1/(2n + 1), from n = 3.</summary>
    private static readonly double[] s_inverseOdds =
    [
        0.14285714285714285, 0.1111111111111111, 0.09090909090909091, 0.07692307692307693,
        0.06666666666666667, 0.058823529411764705, 0.05263157894736842, 0.047619047619047616,
        0.043478260869565216, 0.04, 0.037037037037037035, 0.034482758620689655,
    ];
}
