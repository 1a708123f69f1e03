// Written by tests/references/kernels.py.
namespace SymGrad;

internal static partial class GammaFunction
{
    /// <summary>½·ln 2π.</summary>
    private static readonly DoubleDouble s_halfLogTwoPi = new(0.9189385332046728, -3.8782941580672414e-17);

    /// <summary>B₂ₖ/(2k·(2k − 1)), from k = 2 (DLMF 5.11.1).</summary>
    private static readonly double[] s_stirling =
    [
        -0.002777777777777778, 0.0007936507936507937, -0.0005952380952380953, 0.0008417508417508417,
        -0.0019175269175269176, 0.00641025641025641, -0.029550653594771242, 0.17964437236883057,
        -1.3924322169059011, 13.402864044168393,
    ];

    /// <summary>(−1)ᵏ·ζ(k)/k, from k = 1 where it is −γ: ln Γ(1 + z) (DLMF 5.7.3); the first two in two doubles.</summary>
    private static readonly DoubleDouble[] s_leadingAtOne =
    [
        new(-0.5772156649015329, 4.942915152430645e-18),
        new(0.8224670334241132, 1.520336175199238e-17),
    ];

    /// <summary>The same from k = 3.</summary>
    private static readonly double[] s_seriesAtOne =
    [
        -0.40068563438653143, 0.27058080842778454, -0.20738555102867398, 0.1695571769974082,
        -0.1440498967688461, 0.12550966952474304, -0.11133426586956469, 0.1000994575127818,
        -0.09095401714582904, 0.083353840546109, -0.0769325164113522, 0.07143294629536133,
        -0.06666870588242046,
    ];

    /// <summary>(−1)ᵏ·(ζ(k) − 1)/k, from k = 1 where it is 1 − γ: ln Γ(2 + z); the first two in two doubles.</summary>
    private static readonly DoubleDouble[] s_leadingAtTwo =
    [
        new(0.42278433509846713, 4.942915152430645e-18),
        new(0.3224670334241132, 1.520336175199238e-17),
    ];

    /// <summary>The same from k = 3.</summary>
    private static readonly double[] s_seriesAtTwo =
    [
        -0.0673523010531981, 0.020580808427784546, -0.007385551028673986, 0.0028905103307415234,
        -0.001192753911703261, 0.0005096695247430425, -0.00022315475845357939, 9.945751278180853e-05,
        -4.492623673813314e-05, 2.050721277567069e-05,
    ];
}
