namespace SymGrad;

/// <summary>
/// The error function and the normal distribution. Below ½, erf is its power series; above, erfc t = exp(−t²)·erfcx t, where erfcx
/// is a table of polynomials and, from 8 on, its asymptotic series. The square t² is exact: rounding it would cost the tail hundreds of ulp.
/// </summary>
internal static partial class ErrorFunction
{
    /// <summary>2/√π.</summary>
    public static double SlopeAtZero => s_twoBySqrtPi.Hi;

    public static double Erf(double x)
    {
        if (!(Math.Abs(x) < 6))
            return double.IsNaN(x) ? x : Math.Sign(x);
        if (Math.Abs(x) < 1e-200)
            return x == 0 ? x : new Scaled(x * DoubleDouble.PowerOfTwo(200) * s_twoBySqrtPi, -200).Value;
        if (Math.Abs(x) < 0.5)
            return Series(x).Hi;
        double erf = (1 - Tail(Math.Abs(x))).Hi;
        return x < 0 ? -erf : erf;
    }

    public static double Erfc(double x) => double.IsNaN(x) ? x : Complement(Clamped(x)).Value;

    public static double Erfcx(double x)
    {
        if (double.IsNaN(x))
            return x;
        if (x >= 0.5)
            return x > 1e300 ? s_oneBySqrtPi.Hi / x : ScaledComplement(x).Hi;
        if (x < -27)
            return double.PositiveInfinity;
        Scaled exp = Exponential.Exp(DoubleDouble.Product(x, x)), erfc = Complement(x);
        return new Scaled(exp.Mantissa * erfc.Mantissa, exp.Exponent + erfc.Exponent).Value;
    }

    /// <summary>2/√π·exp(−x²).</summary>
    public static double Slope(double x)
    {
        if (double.IsNaN(x))
            return x;
        double t = Clamped(x);
        (DoubleDouble exp, int exponent) = Exponential.Exp(-DoubleDouble.Product(t, t));
        return new Scaled(s_twoBySqrtPi * exp, exponent).Value;
    }

    public static double NormalPdf(double x)
    {
        if (double.IsNaN(x))
            return x;
        double t = Clamped(x);
        (DoubleDouble exp, int exponent) = Exponential.Exp(-DoubleDouble.Product(t, t).TimesPowerOfTwo(-1));
        return new Scaled(s_oneBySqrtTwoPi * exp, exponent).Value;
    }

    public static double NormalCdf(double x) => double.IsNaN(x) ? x : LowerTail(Clamped(x)).Value;

    /// <summary>x·Φ(x).</summary>
    public static double Gelu(double x)
    {
        if (double.IsNaN(x) || x > 40)
            return x;
        if (x < -40)
            return -0.0;
        (DoubleDouble cdf, int exponent) = LowerTail(x);
        return Math.Abs(x) < 1e-290 ? 0.5 * x : new Scaled(x * cdf, exponent).Value;
    }

    /// <summary>√π/2·p, the inverse of erf near 0.</summary>
    public static double BySlopeAtZero(double p) => p == 0 ? p : new Scaled(p * DoubleDouble.PowerOfTwo(200) / s_twoBySqrtPi, -200).Value;

    /// <summary>erfc t.</summary>
    public static Scaled Complement(double t)
    {
        if (t < 0.5)
            return new(t > -0.5 ? 1 - Series(t) : 2 - Tail(-t), 0);
        (DoubleDouble exp, int exponent) = Exponential.Exp(-DoubleDouble.Product(t, t));
        return new(exp * ScaledComplement(t), exponent);
    }

    /// <summary>erf t, for t from −½ to ½.</summary>
    public static DoubleDouble Series(DoubleDouble t)
    {
        double z = t.Hi * t.Hi;
        return s_twoBySqrtPi * t * (1 + (DoubleDouble)(z * Polynomial.At(z, s_series)));
    }

    // Φ(x) = ½·erfc(−x/√2); the exponential's argument is −x²/2 itself.
    private static Scaled LowerTail(double x)
    {
        DoubleDouble t = -x * s_sqrtHalf;
        if (t.Hi < 0.5)
        {
            DoubleDouble complement = t.Hi > -0.5 ? 1 - Series(t) : 2 - Tail(-t, DoubleDouble.Product(x, x).TimesPowerOfTwo(-1));
            return new(complement, -1);
        }

        (DoubleDouble exp, int exponent) = Exponential.Exp(-DoubleDouble.Product(x, x).TimesPowerOfTwo(-1));
        return new(exp * ScaledComplement(t), exponent - 1);
    }

    // erfc(t), t ≥ ½, next to 1: that it may underflow is no harm.
    private static DoubleDouble Tail(double t) => Tail(t, DoubleDouble.Product(t, t));

    private static DoubleDouble Tail(DoubleDouble t, DoubleDouble square)
    {
        (DoubleDouble exp, int exponent) = Exponential.Exp(-square);
        return new Scaled(exp * ScaledComplement(t), exponent).Flushed;
    }

    // erfcx(t), t ≥ ½.
    private static DoubleDouble ScaledComplement(DoubleDouble t)
    {
        if (t.Hi >= 8)
        {
            double z = 0.5 / t.Hi / t.Hi;
            return s_oneBySqrtPi / t * (1 + (DoubleDouble)(z * Polynomial.At(z, s_asymptotic)));
        }

        const int droppedBits = 49;
        long bits = BitConverter.DoubleToInt64Bits(t.Hi) >> droppedBits;
        double centre = BitConverter.Int64BitsToDouble((bits << droppedBits) + (1L << (droppedBits - 1)));
        double[] piece = s_pieces[bits - (BitConverter.DoubleToInt64Bits(0.5) >> droppedBits)];
        double distance = t.Hi - centre + t.Lo;
        return new DoubleDouble(piece[0], piece[1]) + distance * Polynomial.At(distance, piece, first: 2);
    }

    // Far beyond where everything here is 0 or 1.
    private static double Clamped(double x) => Math.Max(-1e3, Math.Min(x, 1e3));
}
