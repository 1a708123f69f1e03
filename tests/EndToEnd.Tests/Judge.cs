using System.Globalization;

namespace SymGrad.EndToEnd.Tests;

/// <summary>
/// Compares what a method, its generated members and its twin in dual numbers gave at a point.
/// <list type="bullet">
/// <item>Values are the same bits.</item>
/// <item>A partial is within <see cref="Ulps"/> ulp of the natural scale, which is the sum of the magnitudes of the terms that
/// it is a sum of; in a program with float in it, ulp of float.</item>
/// <item>A scale below the square root of the least normal number counts as that root: an adjoint on the way may have been the
/// square of such a scale (1/(1 + x²) by its divisor, at x = 1e100) and have underflowed, which no order of the factors avoids. Above
/// the square root of the largest number one may have overflowed: a partial may be not finite there; if it is, it is right.</item>
/// <item>Where the reference is not finite, the generated partial is not finite either: nothing is made up.</item>
/// <item>Where the value is NaN nothing more is asked: the value says so itself.</item>
/// <item>Where the value is infinite, or a root of 0, a quotient by 0 or a power of 0 or less is on the way to it, a partial may be not finite, too; if
/// it is finite, it is right. (A slope is infinite there, and times 0 it is anything: dual numbers make it 0.) So where a value on the way overflows or is
/// not a number; where the reference has come to 0·∞ itself, it knows nothing.</item>
/// <item>Nothing is asked where only the natural scale is not finite: it measures nothing there.</item>
/// </list>
/// </summary>
internal static class Judge
{
    public const double Ulps = 8;

    /// <summary>Where the partials begin; four numbers for each.</summary>
    public const int First = 4;

    // Square roots of the least normal numbers: a product of two factors below them has underflowed.
    private static readonly double s_leastDouble = Math.Sqrt(2.2250738585072014e-308);
    private static readonly float s_leastFloat = MathF.Sqrt(1.17549435e-38f);

    private static readonly double s_mostDouble = Math.Sqrt(double.MaxValue);
    private static readonly float s_mostFloat = MathF.Sqrt(float.MaxValue);

    /// <summary>What is wrong; null when nothing is.</summary>
    /// <param name="numbers">In the order that <see cref="Language.Program"/> describes.</param>
    public static Failure? Check(ReadOnlySpan<double> numbers, bool hasFloat)
    {
        if (!SameBits(numbers[0], numbers[2]))
            return new Failure("twin", Text($"the test's own twin gives {numbers[2]:R}, the method {numbers[0]:R}"));
        if (!SameBits(numbers[0], numbers[1]))
            return new Failure("value", Text($"FValueAndGradient's value is {numbers[1]:R}, the method's {numbers[0]:R}"));
        if (double.IsNaN(numbers[0]))
            return null;
        for (var i = First; i < numbers.Length; i += 4)
        {
            var (alone, both, expected, scale) = (numbers[i], numbers[i + 1], numbers[i + 2], numbers[i + 3]);
            var which = (i - First) / 4;
            var isOverflowing = !double.IsFinite(numbers[0]) || numbers[3] != 0 || scale > (hasFloat ? s_mostFloat : s_mostDouble);
            if (isOverflowing && !double.IsFinite(both) && !double.IsFinite(alone))
                continue;
            if (numbers[3] != 0 && double.IsNaN(expected))
                continue;
            if (!IsClose(both, expected, scale, hasFloat))
                return new Failure("gradient", Text($"partial {which} is {both:R}, dual numbers give {expected:R}: {Error(both, expected, scale, hasFloat):G4} ulp of the natural scale {scale:R}, {Ulps} allowed"));
            if (!IsClose(alone, expected, scale, hasFloat))
                return new Failure("gradient alone", Text($"partial {which} of FGradient is {alone:R}, of FValueAndGradient {both:R}, dual numbers give {expected:R} (natural scale {scale:R})"));
        }

        return null;
    }

    /// <summary>The error in ulp of the natural scale, 0 where it cannot be measured.</summary>
    public static double Error(double actual, double expected, double scale, bool hasFloat)
    {
        var unit = Math.MaxMagnitude(scale, expected);
        var ulp = hasFloat ? Ulp.Of(Math.Max((float)unit, s_leastFloat)) : Ulp.Of(Math.Max(unit, s_leastDouble));
        var error = Math.Abs(actual - expected);
        return double.IsFinite(error) && double.IsFinite(ulp) ? error / ulp : 0;
    }

    private static bool IsClose(double actual, double expected, double scale, bool hasFloat)
    {
        if (!double.IsFinite(expected))
            return !double.IsFinite(actual);
        if (!double.IsFinite(scale))
            return true;
        return double.IsFinite(actual) && Error(actual, expected, scale, hasFloat) <= Ulps;
    }

    private static bool SameBits(double x, double y) =>
        double.IsNaN(x) ? double.IsNaN(y) : BitConverter.DoubleToInt64Bits(x) == BitConverter.DoubleToInt64Bits(y);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
