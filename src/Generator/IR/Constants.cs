namespace SymGrad.Generator.IR;

/// <summary>The constants of derivatives, and how a formula writes them.</summary>
internal static class Constants
{
    public const double Ln2 = 0.69314718055994530942;
    public const double Ln10 = 2.3025850929940456840;
    public const double Log2E = 1.4426950408889634074;
    public const double Log10E = 0.43429448190325182765;
    public const double InversePi = 0.31830988618379067154;
    public const double RadiansPerDegree = Math.PI / 180;
    public const double DegreesPerRadian = 180 / Math.PI;

    /// <summary>The symbol of a positive number that has one; else null.</summary>
    public static string? Symbol(double value) => value switch
    {
        Math.PI => "π",
        Ln2 => "ln(2)",
        Ln10 => "ln(10)",
        Log2E => "log2(e)",
        Log10E => "log10(e)",
        InversePi => "(1/π)",
        RadiansPerDegree => "(π/180)",
        DegreesPerRadian => "(180/π)",
        _ => null,
    };
}
