// Written by tests/references/kernels.py.
namespace SymGrad;

internal static partial class PolygammaFunction
{
    /// <summary>The positive zero of ψ, and what its double leaves of it.</summary>
    private const double Root = 1.4616321449683622;

    private static readonly DoubleDouble s_restOfRoot = new(9.549995429965697e-17, 2.89392992820415e-33);

    /// <summary>ψ⁽ᵏ⁾/k! at the root, from k = 1; the first two in two doubles.</summary>
    private static readonly DoubleDouble[] s_leadingAtRoot =
    [
        new(0.9676722454476212, -3.387874303038943e-17),
        new(-0.4427631689835921, -2.4685968258808798e-17),
    ];

    /// <summary>The same from k = 3.</summary>
    private static readonly double[] s_seriesAtRoot =
    [
        0.258499760955651, -0.16394270544240652, 0.10782405069126237, -0.07219956125645471,
        0.04880428816414311, -0.03316112647484736, 0.022597648232218104, -0.01542476590494896,
        0.010538791616612175, -0.007204534386356869, 0.004926781395729853, -0.003369801655439328,
        0.002305126326734928, -0.0015769367714301972,
    ];

    /// <summary>−B₂ₖ/2k, from k = 2: ψ(y) ~ ln y − 1/2y + Σ cₖ/y²ᵏ (DLMF 5.11.2).</summary>
    private static readonly double[] s_digamma =
    [
        0.008333333333333333, -0.003968253968253968, 0.004166666666666667, -0.007575757575757576,
        0.021092796092796094, -0.08333333333333333, 0.4432598039215686, -3.0539543302701198,
        26.456212121212122, -281.46014492753625, 3607.5105463980462,
    ];

    /// <summary>B₂ₖ/(2k)!, from k = 2: the Euler–Maclaurin sum of ζ(s, y) (DLMF 25.11.28).</summary>
    private static readonly double[] s_eulerMaclaurin =
    [
        -0.001388888888888889, 3.306878306878307e-05, -8.267195767195768e-07, 2.08767569878681e-08,
        -5.284190138687493e-10, 1.3382536530684679e-11, -3.3896802963225827e-13, 8.586062056277845e-15,
        -2.174868698558062e-16, 5.5090028283602295e-18, -1.3954464685812522e-19, 3.534707039629467e-21,
        -8.953517427037546e-23,
    ];
}
