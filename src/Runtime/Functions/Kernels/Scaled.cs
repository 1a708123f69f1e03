namespace SymGrad;

/// <summary>A number near 1 times a power of two, which may be far beyond a double's range.</summary>
internal readonly record struct Scaled(DoubleDouble Mantissa, int Exponent)
{
    /// <summary>The double, which may be subnormal or infinite.</summary>
    public double Value
    {
        get
        {
            double value = Mantissa.Hi;
            int exponent = Exponent;
            for (; exponent < -1000 && value != 0; exponent += 1000)
                value *= DoubleDouble.PowerOfTwo(-1000);
            for (; exponent > 1000 && !double.IsInfinity(value); exponent -= 1000)
                value *= DoubleDouble.PowerOfTwo(1000);
            return value * DoubleDouble.PowerOfTwo(Math.Max(-1000, Math.Min(exponent, 1000)));
        }
    }

    /// <summary>As a summand next to numbers near 1: 0 where it would be lost anyway.</summary>
    public DoubleDouble Flushed => Exponent < -200 ? 0 : Mantissa.TimesPowerOfTwo(Exponent);
}
