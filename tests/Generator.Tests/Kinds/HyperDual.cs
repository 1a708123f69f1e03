namespace SymGrad.Generator.Tests.Kinds;

/// <summary>
/// A number with its derivatives along two directions and the mixed second one: second derivatives of ordinary code, written
/// independently of the generator. Scales are sums of the magnitudes of the terms, as those of <see cref="Dual{T}"/>.
/// </summary>
internal readonly record struct HyperDual(double Value, double First, double Second, double Mixed, double FirstScale, double SecondScale, double Scale)
{
    public static HyperDual Variable(double value, double first, double second) => new(value, first, second, 0, Math.Abs(first), Math.Abs(second), 0);

    public static implicit operator HyperDual(double value) => new(value, 0, 0, 0, 0, 0, 0);

    public static bool operator <(HyperDual a, HyperDual b) => a.Value < b.Value;

    public static bool operator >(HyperDual a, HyperDual b) => a.Value > b.Value;

    public static HyperDual operator +(HyperDual a, HyperDual b) => new(
        a.Value + b.Value, a.First + b.First, a.Second + b.Second, a.Mixed + b.Mixed, a.FirstScale + b.FirstScale, a.SecondScale + b.SecondScale, a.Scale + b.Scale);

    public static HyperDual operator -(HyperDual a) => a * -1;

    public static HyperDual operator -(HyperDual a, HyperDual b) => a + (-b);

    public static HyperDual operator *(HyperDual a, HyperDual b)
    {
        (double x, double y) = (Math.Abs(a.Value), Math.Abs(b.Value));
        return new(
            a.Value * b.Value,
            (a.First * b.Value) + (a.Value * b.First),
            (a.Second * b.Value) + (a.Value * b.Second),
            (a.Mixed * b.Value) + (a.First * b.Second) + (a.Second * b.First) + (a.Value * b.Mixed),
            (a.FirstScale * y) + (x * b.FirstScale),
            (a.SecondScale * y) + (x * b.SecondScale),
            (a.Scale * y) + (a.FirstScale * b.SecondScale) + (a.SecondScale * b.FirstScale) + (x * b.Scale));
    }

    public static HyperDual operator /(HyperDual a, HyperDual b) =>
        a * b.Chain(1 / b.Value, -1 / (b.Value * b.Value), 2 / (b.Value * b.Value * b.Value));

    public static HyperDual Exp(HyperDual x) => x.Chain(Math.Exp(x.Value), Math.Exp(x.Value), Math.Exp(x.Value));

    public static HyperDual Log(HyperDual x) => x.Chain(Math.Log(x.Value), 1 / x.Value, -1 / (x.Value * x.Value));

    public static HyperDual Sqrt(HyperDual x) => x.Chain(Math.Sqrt(x.Value), 0.5 / Math.Sqrt(x.Value), -0.25 / (x.Value * Math.Sqrt(x.Value)));

    public static HyperDual Sin(HyperDual x) => x.Chain(Math.Sin(x.Value), Math.Cos(x.Value), -Math.Sin(x.Value));

    public static HyperDual Cos(HyperDual x) => x.Chain(Math.Cos(x.Value), -Math.Sin(x.Value), -Math.Cos(x.Value));

    public static HyperDual Tanh(HyperDual x)
    {
        double t = Math.Tanh(x.Value), slope = 1 / (Math.Cosh(x.Value) * Math.Cosh(x.Value));
        return x.Chain(t, slope, -2 * t * slope);
    }

    public static HyperDual Sigmoid(HyperDual x)
    {
        double s = 1 / (1 + Math.Exp(-x.Value));
        return x.Chain(s, s * (1 - s), s * (1 - s) * (1 - (2 * s)));
    }

    private HyperDual Chain(double value, double slope, double curvature) => new(
        value, slope * First, slope * Second, (curvature * First * Second) + (slope * Mixed),
        Math.Abs(slope) * FirstScale, Math.Abs(slope) * SecondScale, (Math.Abs(curvature) * FirstScale * SecondScale) + (Math.Abs(slope) * Scale));
}
