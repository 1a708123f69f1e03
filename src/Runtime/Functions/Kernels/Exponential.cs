namespace SymGrad;

/// <summary>
/// exp x = 2ᵏ·2^(j/32)·exp r with |r| ≤ ln 2/64, where the powers are a table and exp r is its series, the first two terms of it in
/// two doubles (P. T. P. Tang, 1989). The relative error is below 2⁻⁷⁰.
/// </summary>
internal static partial class Exponential
{
    /// <summary>exp x as a number near 1 and a power of two, so that it neither overflows nor underflows.</summary>
    public static Scaled Exp(DoubleDouble x)
    {
        if (!(Math.Abs(x.Hi) < 1e6))
            return new(1, x.Hi > 0 ? 2_000_000 : -2_000_000);
        int k = (int)Math.Round(x.Hi * (32 / Logarithm.Ln2.Hi));
        DoubleDouble r = x - k * Logarithm.Ln2.TimesPowerOfTwo(-5);
        DoubleDouble power = s_powers[k & 31];
        return new(power + power * Series(r), k >> 5);
    }

    /// <summary>exp(x) − 1, for x from −50 to 700.</summary>
    private static DoubleDouble ExpM1(DoubleDouble x)
    {
        if (Math.Abs(x.Hi) <= 0.01)
            return Series(x);
        Scaled exp = Exp(x);
        return exp.Mantissa.TimesPowerOfTwo(exp.Exponent) - 1;
    }

    public static double ExpM1(double x)
    {
        if (x > 700)
            return Exp(x).Value;
        if (x < -50)
            return -1;
        return Math.Abs(x) < 1e-17 || double.IsNaN(x) ? x : ExpM1((DoubleDouble)x).Hi;
    }

    // exp(r) − 1.
    private static DoubleDouble Series(DoubleDouble r)
    {
        DoubleDouble square = r * r;
        return r + (square.TimesPowerOfTwo(-1) + square.Hi * r.Hi * Polynomial.At(r.Hi, s_inverseFactorials));
    }
}
