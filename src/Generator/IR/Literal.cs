using System.Globalization;

namespace SymGrad.Generator.IR;

/// <summary>The one place that prints numbers: C# literals that are invariant and round-trip to the same bits.</summary>
internal static class Literal
{
    public static string Of(Node constant) => constant.Type switch
    {
        ScalarType.Boolean => constant.Payload != 0 ? "true" : "false",
        ScalarType.Double => Real(constant.Number, "double", ""),
        ScalarType.Single => Real((float)constant.Number, "float", "f"),
        ScalarType.UInt32 => Whole(constant.Payload) + "u",
        ScalarType.Int64 => constant.Payload == long.MinValue ? "long.MinValue" : Whole(constant.Payload) + "L",
        ScalarType.UInt64 => ((ulong)constant.Payload).ToString(CultureInfo.InvariantCulture) + "ul",
        ScalarType.Int32 => constant.Payload == int.MinValue ? "int.MinValue" : Whole(constant.Payload),
        ScalarType.Generic => throw new ArgumentException("a number of a type parameter has no literal", nameof(constant)),
        _ => $"({constant.Type.Keyword()}){(constant.Payload < 0 ? $"({Whole(constant.Payload)})" : Whole(constant.Payload))}",
    };

    /// <summary>A number of a type parameter, rounded once, to its type: by its name where the interfaces of numbers have one for it.</summary>
    public static string Of(double number, string typeParameter)
    {
        if (number is -Math.PI or -Math.E or -2 * Math.PI)
            return "-" + Of(-number, typeParameter);
        string? name = number switch
        {
            0 => BitConverter.DoubleToInt64Bits(number) < 0 ? "NegativeZero" : "Zero",
            1 => "One",
            -1 => "NegativeOne",
            Math.PI => "Pi",
            Math.E => "E",
            2 * Math.PI => "Tau",
            double.NaN => "NaN",
            double.PositiveInfinity => "PositiveInfinity",
            double.NegativeInfinity => "NegativeInfinity",
            _ => null,
        };
        return $"{typeParameter}.{name ?? $"CreateChecked({Digits(number)})"}";
    }

    /// <summary>A number as a formula writes it: no suffix, no trailing zero.</summary>
    public static string InFormula(Node constant)
    {
        if (!constant.Type.IsReal())
            return constant.Type == ScalarType.Boolean ? Of(constant) : Whole(constant.Payload);
        if (Constants.Symbol(Math.Abs(constant.Number)) is { } symbol)
            return constant.Number < 0 ? "−" + symbol : symbol;
        string text = constant.Type == ScalarType.Single ? Digits((float)constant.Number) : Digits(constant.Number);
        return text.Replace("Infinity", "∞").Replace("-", "−");
    }

    private static string Real(double value, string type, string suffix)
    {
        if (double.IsNaN(value))
            return type + ".NaN";
        if (double.IsInfinity(value))
            return type + (value > 0 ? ".PositiveInfinity" : ".NegativeInfinity");
        string digits = suffix == "f" ? Digits((float)value) : Digits(value);
        return suffix == "" && digits.IndexOfAny(['.', 'E']) < 0 ? digits + ".0" : digits + suffix;
    }

    // "R" on .NET Framework does not always round-trip; the fewest digits that do are the same on every runtime.
    private static string Digits(double value) => Shortest(value, 17, text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double parsed) && parsed.Equals(value));

    private static string Digits(float value) => Shortest(value, 9, text => float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float parsed) && parsed.Equals(value));

    private static string Shortest(double value, int mostDigits, Func<string, bool> roundTrips)
    {
        if (value == 0)
            return BitConverter.DoubleToInt64Bits(value) < 0 ? "-0" : "0";
        if (Math.Abs(value) < 1e9 && value == Math.Floor(value))
            return Whole((long)value);
        int digits = 1;
        while (digits < mostDigits && !roundTrips(WithDigits(value, digits)))
            digits++;
        return WithDigits(value, digits);
    }

    private static string WithDigits(double value, int digits) =>
        value.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static string Whole(long value) => value.ToString(CultureInfo.InvariantCulture);
}
