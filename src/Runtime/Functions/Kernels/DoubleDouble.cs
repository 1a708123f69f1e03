namespace SymGrad;

/// <summary>
/// The unevaluated sum of two doubles, of which the first is the sum rounded: some 105 bits (T. J. Dekker, 1971). Kernels keep their
/// leading terms in it, so that a result is rounded once. It stands for finite numbers only.
/// </summary>
internal readonly record struct DoubleDouble(double Hi, double Lo)
{
    public static implicit operator DoubleDouble(double x) => new(x, 0);

    public static DoubleDouble operator -(DoubleDouble x) => new(-x.Hi, -x.Lo);

    public static DoubleDouble operator +(DoubleDouble x, DoubleDouble y)
    {
        DoubleDouble high = Sum(x.Hi, y.Hi), low = Sum(x.Lo, y.Lo);
        DoubleDouble sum = FastSum(high.Hi, high.Lo + low.Hi);
        return FastSum(sum.Hi, sum.Lo + low.Lo);
    }

    public static DoubleDouble operator -(DoubleDouble x, DoubleDouble y) => x + -y;

    public static DoubleDouble operator *(DoubleDouble x, DoubleDouble y)
    {
        DoubleDouble product = Product(x.Hi, y.Hi);
        return FastSum(product.Hi, product.Lo + (x.Hi * y.Lo + x.Lo * y.Hi));
    }

    public static DoubleDouble operator /(DoubleDouble x, DoubleDouble y)
    {
        double quotient = x.Hi / y.Hi;
        return FastSum(quotient, (x - quotient * y).Hi / y.Hi);
    }

    /// <summary>x + y, exactly (Knuth's TwoSum).</summary>
    public static DoubleDouble Sum(double x, double y)
    {
        double sum = x + y, fromY = sum - x;
        return new(sum, x - (sum - fromY) + (y - fromY));
    }

    /// <summary>x·y, exactly, unless it overflows or its rest underflows.</summary>
    public static DoubleDouble Product(double x, double y)
    {
        double product = x * y;
#if NET
        return new(product, Math.FusedMultiplyAdd(x, y, -product));
#else
        (double x1, double x0) = Halves(x);
        (double y1, double y0) = Halves(y);
        return new(product, x1 * y1 - product + x1 * y0 + x0 * y1 + x0 * y0);
#endif
    }

    /// <summary>The number times 2 to a power between −1022 and 1023.</summary>
    public DoubleDouble TimesPowerOfTwo(int exponent) => new(Hi * PowerOfTwo(exponent), Lo * PowerOfTwo(exponent));

    /// <summary>The power of two in a normal number: 2ᵉ ≤ |x| &lt; 2ᵉ⁺¹.</summary>
    public static int ExponentOf(double x) => (int)(BitConverter.DoubleToInt64Bits(x) >> 52 & 0x7FF) - 1023;

    public static double PowerOfTwo(int exponent) => BitConverter.Int64BitsToDouble((exponent + 1023L) << 52);

    // Right where |x| ≥ |y|.
    private static DoubleDouble FastSum(double x, double y)
    {
        double sum = x + y;
        return new(sum, y - (sum - x));
    }

#if !NET
    // Veltkamp's splitting: two halves of 26 bits.
    private static (double High, double Low) Halves(double x)
    {
        double shifted = 134217729 * x, high = shifted - (shifted - x);
        return (high, x - high);
    }
#endif
}
