namespace SymGrad.Benchmarks;

/// <summary>The same derivative as one writes it by hand: s·(1 − s) for each sigmoid, every value computed once.</summary>
internal static class HandWrittenChain
{
    public static (float Value, (float w0, float b0, float w1, float b1, float w2, float b2) Gradient) ValueAndGradient(
        float w0, float b0, float w1, float b1, float w2, float b2)
    {
        float s0 = Sigmoid((2 * w0) + b0);
        float s1 = Sigmoid((s0 * w1) + b1);
        float s2 = Sigmoid((s1 * w2) + b2);
        float d2 = s2 * (1 - s2);
        float d1 = d2 * w2 * s1 * (1 - s1);
        float d0 = d1 * w1 * s0 * (1 - s0);
        return (s2, (2 * d0, d0, d1 * s0, d1, d2 * s1, d2));
    }

    public static (double Value, (double w0, double b0, double w1, double b1, double w2, double b2) Gradient) ValueAndGradient(
        double w0, double b0, double w1, double b1, double w2, double b2)
    {
        double s0 = Sigmoid((2 * w0) + b0);
        double s1 = Sigmoid((s0 * w1) + b1);
        double s2 = Sigmoid((s1 * w2) + b2);
        double d2 = s2 * (1 - s2);
        double d1 = d2 * w2 * s1 * (1 - s1);
        double d0 = d1 * w1 * s0 * (1 - s0);
        return (s2, (2 * d0, d0, d1 * s0, d1, d2 * s1, d2));
    }

    private static float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
