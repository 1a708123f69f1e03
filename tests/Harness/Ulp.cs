using System.Globalization;
using System.Numerics;

namespace SymGrad.Tests.Harness;

/// <summary>Units in the last place, for double and float alike.</summary>
public static class Ulp
{
    /// <summary>The distance from |x| to the next larger number; that of the largest finite number where there is none.</summary>
    public static T Of<T>(T x)
        where T : IFloatingPointIeee754<T>
    {
        var magnitude = T.Abs(x);
        if (!T.IsFinite(magnitude))
            return magnitude;
        var next = T.BitIncrement(magnitude);
        return T.IsFinite(next) ? next - magnitude : magnitude - T.BitDecrement(magnitude);
    }

    /// <summary>How many representable numbers lie between the two; 0 for equal ones (both NaN, or +0 and −0).</summary>
    public static long Distance(double x, double y) =>
        double.IsNaN(x) || double.IsNaN(y)
            ? double.IsNaN(x) && double.IsNaN(y) ? 0 : long.MaxValue
            : Distance(Ordered(BitConverter.DoubleToInt64Bits(x), long.MinValue), Ordered(BitConverter.DoubleToInt64Bits(y), long.MinValue));

    /// <inheritdoc cref="Distance(double, double)"/>
    public static long Distance(float x, float y) =>
        float.IsNaN(x) || float.IsNaN(y)
            ? float.IsNaN(x) && float.IsNaN(y) ? 0 : long.MaxValue
            : Distance(Ordered(BitConverter.SingleToInt32Bits(x), int.MinValue), Ordered(BitConverter.SingleToInt32Bits(y), int.MinValue));

    /// <summary>
    /// Whether |actual − expected| ≤ ulps · ulp(scale). NaN is only near NaN, and an infinity only near itself.
    /// A scale that is not finite measures nothing: then the two must be equal.
    /// </summary>
    public static bool IsClose<T>(T actual, T expected, T scale, double ulps)
        where T : IFloatingPointIeee754<T>
    {
        if (T.IsNaN(actual) || T.IsNaN(expected))
            return T.IsNaN(actual) && T.IsNaN(expected);
        if (actual == expected)
            return true;
        if (!T.IsFinite(actual) || !T.IsFinite(expected) || !T.IsFinite(scale))
            return false;
        var unit = Of(T.MaxMagnitude(scale, expected));
        return double.CreateChecked(T.Abs(actual - expected)) <= ulps * double.CreateChecked(unit);
    }

    /// <summary>Fails, with the error in ulp of the scale, unless the two are close.</summary>
    public static void AssertClose<T>(T actual, T expected, T scale, double ulps, string what = "value")
        where T : IFloatingPointIeee754<T>
    {
        if (IsClose(actual, expected, scale, ulps))
            return;
        var error = double.CreateChecked(T.Abs(actual - expected)) / double.CreateChecked(Of(T.MaxMagnitude(scale, expected)));
        throw new HarnessFailure(string.Create(CultureInfo.InvariantCulture,
            $"{what}: expected {expected:R}, actual {actual:R}: {error:G4} ulp of the natural scale {scale:R}, {ulps} allowed."));
    }

    /// <summary>Fails unless the gradient is that of the dual numbers, each entry within some ulp of its natural scale.</summary>
    public static void AssertGradient<T>(IReadOnlyList<T> actual, DualGradient<T> expected, double ulps)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (actual.Count != expected.Gradient.Length)
            throw new HarnessFailure($"The gradient has {actual.Count} entries, the reference {expected.Gradient.Length}.");
        for (var i = 0; i < actual.Count; i++)
            AssertClose(actual[i], expected.Gradient[i], expected.Scale[i], ulps, $"gradient[{i}]");
    }

    /// <summary>Fails unless the bits are the same (NaN of any payload is NaN).</summary>
    public static void AssertSameBits<T>(T actual, T expected, string what = "value")
        where T : IFloatingPointIeee754<T>
    {
        var same = T.IsNaN(expected) ? T.IsNaN(actual) : actual == expected && T.IsNegative(actual) == T.IsNegative(expected);
        if (!same)
            throw new HarnessFailure(string.Create(CultureInfo.InvariantCulture,
                $"{what}: expected {expected:R}, actual {actual:R}: not the same bits."));
    }

    // Sign and magnitude turned into a number that grows with the value; −0 and +0 coincide.
    private static long Ordered(long bits, long sign) => bits < 0 ? sign - bits : bits;

    private static long Distance(long x, long y)
    {
        var difference = Int128.Abs((Int128)x - y);
        return difference > long.MaxValue ? long.MaxValue : (long)difference;
    }
}
