namespace SymGrad.Runtime.Tests;

/// <summary>Distance in units in the last place: how many steps from one number to the next lie between two.</summary>
internal static class Ulps
{
    public static long Between(double a, double b) =>
        double.IsNaN(a) || double.IsNaN(b) ? long.MaxValue : Math.Abs(Ordinal(a) - Ordinal(b));

    public static long Between(float a, float b) =>
        float.IsNaN(a) || float.IsNaN(b) ? long.MaxValue : Math.Abs(Ordinal(a) - Ordinal(b));

    private static long Ordinal(double x) =>
        x < 0 ? -BitConverter.DoubleToInt64Bits(-x) : BitConverter.DoubleToInt64Bits(Math.Abs(x));

    private static long Ordinal(float x) =>
        x < 0 ? -BitConverter.SingleToInt32Bits(-x) : BitConverter.SingleToInt32Bits(Math.Abs(x));
}
