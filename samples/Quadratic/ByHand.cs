namespace Quadratic;

/// <summary>The article's first program: the derivative, and the loop, by hand.</summary>
internal static class ByHand
{
    public static List<Step> Descend(double x, double y, double learningRate, int steps)
    {
        List<Step> taken = [];
        for (int i = 0; i < steps; i++)
        {
            double dx = 2 * x, dy = 2 * y;
            x -= dx * learningRate;
            y -= dy * learningRate;
            taken.Add(new(x, y, x * x + y * y, Before: (dx, dy), After: (2 * x, 2 * y)));
        }

        return taken;
    }
}
