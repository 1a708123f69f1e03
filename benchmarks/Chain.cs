namespace SymGrad.Benchmarks;

/// <summary>The article's three-layer chain of sigmoids, its derivative generated, in both precisions.</summary>
internal static partial class Chain
{
    [Differentiable(Name = "Single")]
    public static float Loss(float w0, float b0, float w1, float b1, float w2, float b2)
    {
        float z0 = 2 * w0 + b0;
        float z1 = Functions.Sigmoid(z0) * w1 + b1;
        float z2 = Functions.Sigmoid(z1) * w2 + b2;
        return Functions.Sigmoid(z2);
    }

    [Differentiable(Name = "Double")]
    public static double Loss(double w0, double b0, double w1, double b1, double w2, double b2)
    {
        double z0 = 2 * w0 + b0;
        double z1 = Functions.Sigmoid(z0) * w1 + b1;
        double z2 = Functions.Sigmoid(z1) * w2 + b2;
        return Functions.Sigmoid(z2);
    }
}
