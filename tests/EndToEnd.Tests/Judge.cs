using System.Globalization;

namespace SymGrad.EndToEnd.Tests;

/// <summary>
/// Compares what a method, its generated members and its twin in dual numbers gave at a point.
/// <list type="bullet">
/// <item>Values are the same bits.</item>
/// <item>A partial is within <see cref="Ulps"/> ulp of the natural scale, which is the sum of the magnitudes of the terms that
/// it is a sum of; in a program with float in it, ulp of float.</item>
/// <item>Numbers that are nearly too small for their type are compared with what is normal for it: a factor that underflowed on
/// the way has lost digits in both.</item>
/// <item>Where the reference is not finite, the generated partial is not finite either: nothing is made up.</item>
/// <item>Where the value is NaN nothing more is asked: the value says so itself.</item>
/// <item>Where the value is infinite, or a root of 0 or a quotient by 0 is on the way to it, a partial may be not finite, too; if
/// it is finite, it is right. (A slope is infinite there, and times 0 it is anything: dual numbers make it 0.)</item>
/// <item>Nothing is asked where only the natural scale is not finite: it measures nothing there.</item>
/// </list>
/// </summary>
internal static class Judge
{
    public const double Ulps = 8;

    /// <summary>Where the partials begin; four numbers for each.</summary>
    public const int First = 4;

    // From the least number of a type to the least whose relative accuracy survives an underflow followed by a large factor.
    private const double Headroom = 1e14;

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
            if ((!double.IsFinite(numbers[0]) || numbers[3] != 0) && !double.IsFinite(both) && !double.IsFinite(alone))
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
        var ulp = hasFloat ? Ulp.Of(Math.Max((float)unit, (float)(float.Epsilon * Headroom))) : Ulp.Of(Math.Max(unit, double.Epsilon * Headroom));
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
